"""Who reads the time on a ticket, who notes it, who corrects an entry."""

from tests.authorization.desk import HTMX, RESTRICTED_READERS, works
from tests.authorization.table import DESK, WORKERS, Case, all_get

WORK = {"kind": "work", "minutes": "15"}


def on_ticket(suffix: str = "") -> object:
    """The time of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/time/{suffix}"


def entry(scene: object) -> str:
    """The agent's entry."""
    return f"/t/{scene.ticket.key}/time/{scene.work_entry.pk}/"  # type: ignore[attr-defined]


def rest(suffix: str = "") -> object:
    """The same over REST."""
    return lambda scene: f"/api/v1/tickets/{scene.ticket.key}/work-entries/{suffix}"


def rest_entry(scene: object) -> str:
    """The agent's entry over REST."""
    return f"/api/v1/tickets/{scene.ticket.key}/work-entries/{scene.work_entry.pk}/"  # type: ignore[attr-defined]


NO_API = {"anonymous": 401, "others": 403}
CASES = [
    Case("worklog:time", on_ticket(), all_get(200, *DESK)),  # type: ignore[arg-type]
    Case(
        "worklog:time",
        lambda scene: f"/t/{scene.restricted.key}/time/",
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case("worklog:time", on_ticket(), {**all_get(403, *DESK), **works(302)}, method="POST", data=WORK),  # type: ignore[arg-type]
    Case("worklog:sum", on_ticket("sum/"), all_get(302, *DESK)),  # type: ignore[arg-type]
    Case("worklog:sum", on_ticket("sum/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),  # type: ignore[arg-type]
    Case("worklog:entry", entry, {"agent": 200}),
    Case("worklog:entry", entry, {"agent": 302}, method="POST", data={"minutes": "20"}),
    Case("api:work_entries", rest(), all_get(200, *DESK), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:work_entries",
        rest(),  # type: ignore[arg-type]
        works(201),
        method="POST",
        data={"kind": "work", "minutes": 15},
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:work_entry",
        rest_entry,
        {**all_get(403, *WORKERS), "agent": 200},
        method="PATCH",
        data={"minutes": 20},
        headers={"If-Match": "*"},
        **NO_API,  # type: ignore[arg-type]
    ),
]
