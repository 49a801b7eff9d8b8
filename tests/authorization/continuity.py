"""Who reads outages, keeps them, and says which hours were agreed."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_rest import POSTERS
from tests.authorization.api_tickets import HERE
from tests.authorization.assets import KEEPS_PORTFOLIO, READS_ALL
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

KEEPS = (*POSTERS, "integration")
READ, OPENS, SAVES, AGREES = (
    all_get(200, *READS_ALL), all_get(200, *KEEPS), all_get(302, *KEEPS), all_get(302, *KEEPS_PORTFOLIO),
)  # fmt: skip
NOT_YET, EARLIER, LATER = "2026-01-05T08:00:00", "2026-01-05T07:00:00", "2026-01-05T09:00:00"
OUTAGE = {"title": "Mail is down", "effect": "down", "began_at": NOT_YET, "services": ["A001"]}
PLANNED = {**OUTAGE, "began_at": "", "planned_from": NOT_YET, "planned_until": LATER}
INSTANT = "2026-01-05T08:00:00Z"


def at(which: str, suffix: str = "", root: str = "/outages/") -> Callable[[Scene], str]:
    """A page of an outage of the scene."""
    return lambda scene: f"{root}{getattr(scene.continuity, which).pk}/{suffix}"


def posts(name: str, path: object, data: Mapping[str, Any], who: dict[str, int] = SAVES) -> Case:
    """A form that is sent."""
    return Case(f"continuity:{name}", path, who, method="POST", data=data)  # type: ignore[arg-type]


def rest(
    name: str, path: object, who: dict[str, int], method: str = "GET", data: Mapping[str, Any] | None = None
) -> Case:
    """A call over REST."""
    return Case(
        f"api:{name}", path, who, others=403, method=method, data=data or {}, anonymous=401,
        headers={"If-Match": "*"},
    )  # type: ignore[arg-type]  # fmt: skip


def over_rest(which: str, suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return at(which, suffix, f"{HERE}outages/")


CASES = [
    Case("continuity:outages", "/outages/", READ),
    Case("continuity:outage", at("running"), READ),
    Case("continuity:new_outage", "/outages/new/", OPENS),
    posts("new_outage", "/outages/new/", OUTAGE),
    Case("continuity:plan_outage", "/outages/plan/", OPENS),
    posts("plan_outage", "/outages/plan/", PLANNED),
    Case("continuity:edit_outage", at("running", "edit/"), OPENS),
    posts("edit_outage", at("running", "edit/"), OUTAGE),
    Case("continuity:begin_outage", at("planned", "begin/"), OPENS),
    posts("begin_outage", at("planned", "begin/"), {"began_at": NOT_YET}),
    Case("continuity:end_outage", at("running", "end/"), OPENS),
    posts("end_outage", at("running", "end/"), {"ended_at": EARLIER}, all_get(422, *KEEPS)),
    Case("continuity:withdraw_outage", at("running", "withdraw/"), OPENS),
    posts("withdraw_outage", at("running", "withdraw/"), {"reason": "Recorded twice"}),
    Case("continuity:outage_links", at("running", "links/"), OPENS),
    posts("outage_links", at("running", "links/"), {"tickets": ""}),
    Case("continuity:agreed_time", "/services/A001/agreed-time/", all_get(200, *KEEPS_PORTFOLIO)),
    posts("agreed_time", "/services/A001/agreed-time/", {"calendar": ""}, AGREES),
    rest("outages", f"{HERE}outages/", READ),
    rest("outage", over_rest("running"), READ),
    rest(
        "outages",
        f"{HERE}outages/",
        all_get(201, *KEEPS),
        "POST",
        {"title": "Mail is down", "effect": "down", "began_at": INSTANT, "services": ["A001"]},
    ),
    rest("outage", over_rest("running"), OPENS, "PATCH", {"began_at": INSTANT}),
    rest("outage_begin", over_rest("planned", "begin/"), OPENS, "POST", {"began_at": INSTANT}),
    rest("outage_end", over_rest("running", "end/"), all_get(422, *KEEPS), "POST", {"ended_at": INSTANT}),
    rest("outage_withdraw", over_rest("running", "withdraw/"), OPENS, "POST", {"reason": "Twice"}),
    rest("outage_links", over_rest("running", "links/"), OPENS, "PUT", {"tickets": [], "notices": []}),
    rest("agreed_time", f"{HERE}portfolio/A001/agreed_time/", READ),
    rest(
        "agreed_time",
        f"{HERE}portfolio/A001/agreed_time/",
        all_get(200, *KEEPS_PORTFOLIO),
        "PUT",
        {"calendar": "BUS"},
    ),
]
