"""What is measured of the inventory: lists through each lens, the page, scans, and what fails with a core switch."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from assets.models import Asset
from hospital_itsm.demo.bulk.assets import PREFIX
from hospital_itsm.people.models import User
from tests.bench.client import Ask
from tests.bench.operations import Goal, Operation, opened, session_of

PAGES = 60
LIST, PAGE = Goal(5, 10), Goal(5, 15)
SCAN = Goal(statements=15)


def operations(port: int, agent: User) -> list[Operation]:
    """Everything that is asked of the inventory at `port`; the core switch is the first of the loaded assets."""
    session = session_of(agent)
    signed_in = {"Cookie": session}
    form, token = opened(port, session, "/scan/")
    loaded = Asset.objects.filter(tag__startswith=PREFIX).order_by("tag")
    core = loaded[0]
    devices = list(loaded.exclude(udi="").order_by("-pk")[:PAGES])

    def page(path: str) -> Callable[[int], Ask]:
        return lambda number: Ask(path, headers=signed_in)

    def scan(codes: Sequence[str]) -> Callable[[int], Ask]:
        def ask(number: int) -> Ask:
            fields = {"csrfmiddlewaretoken": token, "code": codes[number % len(codes)]}
            return Ask("/scan/", "POST", form, urlencode(fields).encode(), (302,))

        return ask

    return [
        Operation("asset list", page("/assets/"), LIST),
        Operation("asset list, clinical lens", page("/assets/?lens=clinical"), LIST),
        Operation("asset list, IT lens", page("/assets/?lens=it"), LIST),
        Operation("asset list of one unit and status", page("/assets/?unit=ICU&status=in_service"), LIST),
        Operation("asset search, rare word", page(f"/assets/?q={devices[0].serial}"), LIST),
        Operation("asset search, common word", page("/assets/?q=pump"), LIST),
        Operation(
            "asset page",
            lambda number: Ask(f"/a/{devices[number % len(devices)].tag}/", headers=signed_in),
            PAGE,
        ),
        Operation("asset page of the core switch", page(f"/a/{core.tag}/"), PAGE),
        Operation("asset scan, tag", scan([one.tag for one in devices]), SCAN),
        Operation("asset scan, serial number", scan([one.serial for one in devices]), SCAN),
        Operation("asset scan, UDI", scan([one.udi for one in devices]), SCAN),
        Operation("asset impact of the core switch", page(f"/a/{core.tag}/impact/"), Goal(statements=20)),
    ]
