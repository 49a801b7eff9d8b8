"""Who keeps macros, who sees them on a ticket, who runs them."""

from tests.authorization.desk import HTMX, RESTRICTED_TEAM, works
from tests.authorization.scene import Scene
from tests.authorization.setup import DONE, rows_of
from tests.authorization.table import WORKERS, Case, all_get

FOR_ALL, OF_NET, OWN = "M-all", "M-net", "M-own"
NETWORK = ("network_engineer",)


def on_ticket(suffix: str = "") -> object:
    """The macros of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/macros/{suffix}"


def on_restricted(scene: Scene) -> str:
    """The same page of the restricted ticket."""
    return f"/t/{scene.restricted.key}/macros/"


def run(code: str, suffix: str = "") -> object:
    """A macro on the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/macros/{scene.macros[code].pk}/{suffix}"


def own(suffix: str = "") -> object:
    """The agent's own macro."""
    return lambda scene: f"/me/macros/{scene.macros[OWN].pk}/{suffix}"


def rest(code: str, suffix: str) -> object:
    """A macro on the ordinary ticket over REST."""
    return lambda scene: f"/api/v1/tickets/{scene.ticket.key}/macros/{scene.macros[code].pk}/{suffix}/"


def fields(scene: Scene) -> dict[str, str]:
    """A macro."""
    return {"name": "Printer: ask for the label", "note": "Ask for the label."}


def only(who: str, status: int) -> dict[str, int]:
    """Of those who work the ticket only one has this macro."""
    return {**works(404), who: status}


NO_API = {"anonymous": 401, "others": 403}
RUNS = {**all_get(403, *WORKERS), **works(200)}
CASES = [
    Case("macros:choose", on_ticket(), works(200)),  # type: ignore[arg-type]
    Case("macros:choose", on_ticket(), works(302), method="POST", data={"kind": "note", "body": "Typed."}),  # type: ignore[arg-type]
    Case(
        "macros:choose", on_restricted, {**all_get(200, *RESTRICTED_TEAM), "privacy": 403}, about="restricted"
    ),
    Case("macros:top", on_ticket("top/"), works(302)),  # type: ignore[arg-type]
    Case("macros:top", on_ticket("top/"), works(200), headers=HTMX, about="by htmx"),  # type: ignore[arg-type]
    Case("macros:run", run(FOR_ALL), works(200)),  # type: ignore[arg-type]
    Case("macros:run", run(FOR_ALL), works(302), method="POST"),  # type: ignore[arg-type]
    Case("macros:run", run(OWN), only("agent", 200), about="somebody's own"),  # type: ignore[arg-type]
    Case("macros:run", run(OWN), only("agent", 302), method="POST", about="somebody's own"),  # type: ignore[arg-type]
    Case("macros:run", run(OF_NET), works(404), method="POST", about="of a team"),  # type: ignore[arg-type]
    Case("macros:insert", run(FOR_ALL, "insert/"), works(302), method="POST"),  # type: ignore[arg-type]
    Case("macros:own_macros", "/me/macros/", all_get(200, *WORKERS)),
    Case("macros:new_own_macro", "/me/macros/new/", all_get(200, *WORKERS)),
    Case("macros:new_own_macro", "/me/macros/new/", all_get(302, *WORKERS), method="POST", data=fields),
    Case("macros:own_macro", own(), {"agent": 200}),  # type: ignore[arg-type]
    Case("macros:own_macro", own(), {"agent": 302}, method="POST", data=fields),  # type: ignore[arg-type]
    Case("macros:retire_own_macro", own("retire/"), {"agent": 302}, method="POST"),  # type: ignore[arg-type]
    Case("macros:restore_own_macro", own("restore/"), {"agent": 302}, method="POST"),  # type: ignore[arg-type]
    *rows_of("macros", ("macros:macro", "macros:macros"), lambda scene: scene.macros[FOR_ALL], fields, DONE),
    Case("macros:macro", lambda scene: f"/setup/macros/{scene.macros[OWN].pk}/", about="somebody's own"),
    Case("api:macros", "/api/v1/macros/", all_get(200, *WORKERS), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:macro",
        lambda scene: f"/api/v1/macros/{scene.macros[OWN].pk}/",
        {**all_get(404, *WORKERS), "agent": 200},
        **NO_API,  # type: ignore[arg-type]
    ),
    Case("api:preview_macro", rest(FOR_ALL, "preview"), works(200), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:run_macro",
        rest(FOR_ALL, "run"),  # type: ignore[arg-type]
        works(200),
        method="POST",
        headers={"If-Match": "*"},
        **NO_API,  # type: ignore[arg-type]
    ),
]
