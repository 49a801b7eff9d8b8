"""Who sees the tasks of a ticket, plans them, does them; who keeps checklists and the times between teams."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.desk import HTMX, RESTRICTED_READERS, RESTRICTED_TEAM, works
from tests.authorization.scene import Scene
from tests.authorization.setup import DONE, rows_of
from tests.authorization.table import DESK, Case, all_get

TASK = {"words": "Check the port", "is_required": "on"}
WHY = {"why": "It was the cable."}
NO_API = {"anonymous": 401, "others": 403}


def does(status: int) -> dict[str, int]:
    """Who works the ticket, and the team that is asked; others who work tickets may not."""
    return {**works(status), "network_engineer": status}


def on_ticket(suffix: str = "") -> Callable[[Scene], str]:
    """The tasks of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/tasks/{suffix}"


def task(suffix: str = "") -> Callable[[Scene], str]:
    """The task of the network team."""
    return lambda scene: f"/t/{scene.ticket.key}/tasks/{scene.joint.task.pk}/{suffix}"


def restricted(suffix: str = "") -> Callable[[Scene], str]:
    """The task of security."""
    return lambda scene: f"/t/{scene.restricted.key}/tasks/{scene.joint.restricted.pk}/{suffix}"


def rest(suffix: str = "") -> Callable[[Scene], str]:
    """The task of the network team over REST."""
    return lambda scene: f"{HERE}ticket_tasks/{scene.joint.task.pk}/{suffix}"


def hidden(scene: Scene) -> str:
    """The task of security over REST."""
    return f"{HERE}ticket_tasks/{scene.joint.restricted.pk}/"


def of_ticket(suffix: str) -> Callable[[Scene], str]:
    """What hangs on the ordinary ticket over REST."""
    return lambda scene: f"{HERE}tickets/{scene.ticket.key}/{suffix}/"


def changed(scene: Scene) -> Mapping[str, Any]:
    """The task as it is, with somebody who does it."""
    person = scene.world.network_engineer.pk
    return {"words": scene.joint.task.words, "team": scene.joint.task.team_id, "person": person}


def chosen(scene: Scene) -> Mapping[str, Any]:
    """The checklist."""
    return {"checklist": scene.joint.checklist.pk}


def times(scene: Scene) -> Mapping[str, Any]:
    """What a queue agreed on."""
    calendars = scene.world.calendars
    return {
        "name": "Network", "team": scene.world.team("NET").pk, "urgent_calendar": calendars["HOSP24"].pk,
        "calendar": calendars["BUS"].pk, "p1": "30 min", "why": "Agreed in May",
    }  # fmt: skip


def listed(scene: Scene) -> Mapping[str, Any]:
    """A checklist."""
    return {"name": "Pump does not send", "tasks": "NET: Check the port\noptional: Clean it"}


CASES = [
    Case("joint:tasks", "/queue/tasks/", all_get(200, *DESK)),
    Case("joint:tasks_of", on_ticket(), all_get(200, *DESK)),
    Case(
        "joint:tasks_of",
        lambda scene: f"/t/{scene.restricted.key}/tasks/",
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case("joint:tasks_of", on_ticket(), {**all_get(403, *DESK), **works(302)}, method="POST", data=TASK),
    Case("joint:part", on_ticket("part/"), all_get(302, *DESK)),
    Case("joint:part", on_ticket("part/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),
    Case("joint:put_on", on_ticket("checklist/"), works(302), method="POST", data=chosen),
    Case("joint:task", task(), does(200)),
    Case("joint:task", restricted(), {**all_get(200, *RESTRICTED_TEAM), "privacy": 403}, about="restricted"),
    Case("joint:task", task(), does(302), method="POST", data=changed),
    Case("joint:skip", task("skip/"), does(200)),
    Case("joint:skip", task("skip/"), does(302), method="POST", data=WHY),
    Case("joint:step", task("start/"), does(302), method="POST"),
    Case(
        "joint:step",
        restricted("start/"),
        {**all_get(302, *RESTRICTED_TEAM), "privacy": 403},
        method="POST",
        about="restricted",
    ),
    *rows_of(
        "agreements",
        ("joint:agreement", "joint:agreements"),
        lambda scene: scene.joint.agreement,
        times,
        DONE,
    ),
    *rows_of(
        "checklists",
        ("joint:checklist", "joint:checklists"),
        lambda scene: scene.joint.checklist,
        listed,
        DONE,
    ),
    rest_reads("ticket_tasks", "ticket_tasks/", DESK),
    rest_reads("checklists", "checklists/", DESK),
    Case("api:ticket_task", rest(), all_get(200, *DESK), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:ticket_task",
        hidden,
        {**all_get(404, *DESK), **all_get(200, *RESTRICTED_READERS)},
        about="restricted",
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:ticket_task",
        rest(),
        does(200),
        method="PATCH",
        data={"person": "arne.holloway"},
        headers=ANY,
        **NO_API,  # type: ignore[arg-type]
    ),
    *(
        rest_posts(f"ticket_task_{verb}", rest(f"{verb}/"), body, does(status))
        for verb, body, status in (
            ("start", {}, 200),
            ("finish", {}, 200),
            ("skip", WHY, 200),
            ("reopen", {}, 409),
        )
    ),
    Case("api:ticket_tasks_of", of_ticket("tasks"), all_get(200, *DESK), **NO_API),  # type: ignore[arg-type]
    rest_posts("ticket_tasks_of", of_ticket("tasks"), {"words": "Check the port"}, works(201)),
    rest_posts("ticket_checklists", of_ticket("checklists"), {"checklist": "CL-1"}, works(201)),
]
