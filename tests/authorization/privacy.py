"""Who reads the dates of privacy tickets, and who says when one was discovered."""

from collections.abc import Callable
from typing import Any

from hospital_itsm.privacy.models import Discovery
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.desk import RESTRICTED_TEAM, routes
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get
from tests.privacy_rows import privacy_ticket
from tickets.models import Ticket


def discovery(scene: Scene) -> str:
    """The day of a privacy ticket."""
    found = Ticket.objects.filter(kind="privacy_event").first() or privacy_ticket(scene.world)
    return f"/t/{found.key}/discovery/"


def of_another_kind(scene: Scene) -> str:
    """The same for a restricted ticket of security, which privacy reads."""
    assert not Discovery.objects.filter(ticket=scene.restricted).exists()
    return f"/t/{scene.restricted.key}/discovery/"


def restricting(scene: Scene) -> str:
    """Restricting the ordinary ticket."""
    return f"/t/{scene.ticket.key}/restrict/"


def restricting_restricted(scene: Scene) -> str:
    """The same for one that is restricted."""
    return f"/t/{scene.restricted.key}/restrict/"


def opening(scene: Scene) -> str:
    """Opening the restricted ticket of security again, which was reported as what it is."""
    return f"/t/{scene.restricted.key}/open-again/"


def rest(name: str) -> Callable[[Scene], str]:
    """The same of the ordinary ticket over REST."""
    return lambda scene: f"{HERE}tickets/{scene.ticket.key}/actions/{name}/"


TURN = {"kind": "privacy_event", "reason": "Lists lay open in the hall."}
BACK = {"reason": "It is no such matter."}
READS_RESTRICTED = ("security", "privacy")
NO_API: dict[str, Any] = {"anonymous": 401, "others": 403}
SAID = {"day": "2026-03-10", "reason": "Told by the unit lead.", "version": "0"}
CASES = [
    Case("privacy:dates", "/privacy/", all_get(200, "privacy", "auditor")),
    Case("privacy:discovery", discovery, {"privacy": 200}),
    Case("privacy:discovery", discovery, {"privacy": 302}, method="POST", data=SAID),
    Case("privacy:discovery", of_another_kind, about="of another kind"),
    Case("privacy:turn", restricting, routes(200) | all_get(200, *READS_RESTRICTED)),
    Case(
        "privacy:turn",
        restricting,
        routes(302) | all_get(302, *READS_RESTRICTED),
        method="POST",
        data=TURN,
    ),
    Case(
        "privacy:turn",
        restricting_restricted,
        all_get(409, "privacy", *RESTRICTED_TEAM),
        method="POST",
        data=TURN,
        about="restricted",
    ),
    Case("privacy:turn_back", opening, all_get(200, *READS_RESTRICTED) | {"security_member": 403}),
    Case(
        "privacy:turn_back",
        opening,
        all_get(409, *READS_RESTRICTED) | {"security_member": 403},
        method="POST",
        data=BACK,
        about="never turned",
    ),
    Case(
        "api:ticket_restrict",
        rest("restrict"),
        {**all_get(403, *DESK), **routes(200), **all_get(200, *READS_RESTRICTED)},
        method="POST",
        data=TURN,
        headers=ANY,
        **NO_API,
    ),
    Case(
        "api:ticket_open_again",
        rest("open_again"),
        method="POST",
        data=BACK,
        about="not restricted",
        headers=ANY,
        **NO_API,
    ),
    Case("privacy:discovery", of_another_kind, method="POST", data=SAID, about="of another kind"),
]
