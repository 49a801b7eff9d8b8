"""REST: notices, pages, people, lists, the feed, the schema and its page."""

from tests.api.rest import REPORT
from tests.authorization.api_tickets import ANY, HERE, MAY_ASK
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, EVERYBODY, PORTAL, Case, all_get

POSTERS = ("lead", "euc_lead", "duty_manager", "it_manager", "htm_manager")
LOOKS_PEOPLE_UP = (*DESK, "administrator", "integration")
EXECUTIVES = ("vp_infrastructure", "vp_applications", "cio")
FINDS_ONE = ("agent", "technician", "euc_lead", "biomed", "security", "security_member", "privacy")
"""The scene's missing device opened a ticket of the privacy officer's."""
TAKERS = ("second_agent", "analyst", "network_engineer", "lead", "duty_manager", "it_manager", "htm_manager")
ANSWERS_PAGES = (*FINDS_ONE, *TAKERS, "house_supervisor", "cmio")
NEWS = {"body": "Half of it works again."}
DOWN = {"title": "Mail is down", "severity": "outage", "sees": "No mail arrives."}


def notice(inner: str = "") -> object:
    """The address of the scene's notice."""
    return lambda scene: f"{HERE}notices/{scene.notice.pk}/{inner}"


def page(scene: Scene) -> str:
    """The address that answers the scene's page."""
    return f"{HERE}pages/{scene.page.pk}/acknowledge/"


def reads(name: str, path: str, who: tuple[str, ...], others: int = 403) -> Case:
    """A read open to some."""
    return Case(f"api:{name}", f"{HERE}{path}", all_get(200, *who), others=others, anonymous=401)


def posts(name: str, path: object, body: dict[str, object], who: dict[str, int], others: int = 403) -> Case:
    """A write open to some."""
    return Case(f"api:{name}", path, who, others=others, method="POST", data=body, anonymous=401, headers=ANY)  # type: ignore[arg-type]


CASES = [
    Case("api:schema", f"{HERE}schema/", others=200, anonymous=200),
    Case("api:docs", f"{HERE}docs/", others=200, anonymous=200),
    reads("me", "me/", EVERYBODY),
    reads("people", "people/?q=marsh", LOOKS_PEOPLE_UP),
    reads("person", "people/leo.marsh/", LOOKS_PEOPLE_UP),
    *(
        case
        for name, path, one, code in (
            ("care_areas", "care-areas", "care_area", "ICU"),
            ("teams", "teams", "team", "EUC"),
            ("services", "services", "service", "A001"),
            ("categories", "categories", "category", "euc.cart"),
        )
        for case in (reads(name, f"{path}/", MAY_ASK), reads(one, f"{path}/{code}/", MAY_ASK))
    ),
    reads("ladders", "ladders/", {"administrator"}),
    reads("ladder", "ladders/standard/", {"administrator"}),
    posts("parse_udi", f"{HERE}udi/parse", {"udi": "(01)09506000117843"}, all_get(200, *MAY_ASK)),
    reads("changes", "changes", MAY_ASK),
    reads("changes_slash", "changes/", MAY_ASK),
    reads("notices", "notices/", EVERYBODY),
    Case("api:notice", notice(), all_get(200, *EVERYBODY), anonymous=401),  # type: ignore[arg-type]
    posts("notices", f"{HERE}notices/", DOWN, all_get(201, *POSTERS)),
    posts("update_notice", notice("updates/"), NEWS, all_get(200, *POSTERS)),
    posts("end_notice", notice("end/"), {}, all_get(200, *POSTERS)),
    posts("link_notice", notice("link/"), {"ticket": None}, all_get(200, *POSTERS)),
    posts("join_notice", notice("join/"), {}, all_get(200, *PORTAL)),
    posts("take_next", f"{HERE}tickets/take-next/", {}, {**all_get(204, *TAKERS), **all_get(200, *FINDS_ONE)}),
    posts("acknowledge_page", page, {}, {**all_get(404, *EXECUTIVES), **all_get(200, *ANSWERS_PAGES)}),
    Case(
        "api:external_ticket", f"{HERE}tickets/external/monitor/A-17/", {"integration": 201},
        others=403, method="PUT", data=REPORT, anonymous=401,
    ),
]  # fmt: skip
