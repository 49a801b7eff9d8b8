"""Who follows a ticket, and who lets others follow."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.authorization.desk import HTMX, RESTRICTED_READERS, works
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get

READER = {"person": "victor.hahn"}
"""A nurse of the unit, who sees its ticket."""


def on_ticket(suffix: str) -> Callable[[Scene], str]:
    """An address of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/{suffix}"


def rest(suffix: str = "") -> Callable[[Scene], str]:
    """The same over REST."""
    return lambda scene: f"/api/v1/tickets/{scene.ticket.key}/followers/{suffix}"


def rest_history(scene: Scene) -> str:
    """What was recorded of the ordinary ticket, over REST."""
    return f"/api/v1/tickets/{scene.ticket.key}/history/"


def rest_snooze(scene: Scene) -> str:
    """The rest of a ticket that nothing presses over REST."""
    return f"/api/v1/tickets/{scene.desk.calm.key}/snooze/"


def until_tomorrow(scene: Scene) -> dict[str, str]:
    """A time that is ahead."""
    return {"until": (timezone.now() + timedelta(days=1)).isoformat()}


def calm(scene: Scene) -> str:
    """The form of that ticket."""
    return f"/t/{scene.desk.calm.key}/snooze/"


NO_API = {"anonymous": 401, "others": 403}
CASES = [
    Case("following:follow", on_ticket("follow/"), all_get(302, *DESK)),
    Case("following:follow", on_ticket("follow/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),
    Case(
        "following:follow", on_ticket("follow/"), all_get(302, *DESK), method="POST", data={"follow": "yes"}
    ),
    Case("following:followers", on_ticket("followers/"), all_get(200, *DESK)),
    Case(
        "following:followers",
        lambda scene: f"/t/{scene.restricted.key}/followers/",
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case(
        "following:followers",
        on_ticket("followers/"),
        {**all_get(403, *DESK), **works(302)},
        method="POST",
        data=READER,
    ),
    Case("api:followers", rest(), all_get(200, *DESK), **NO_API),  # type: ignore[arg-type]
    Case("api:followers", rest(), all_get(201, *DESK), method="POST", data={}, about="oneself", **NO_API),  # type: ignore[arg-type]
    Case(
        "api:followers",
        rest(),
        {**all_get(403, *DESK), **works(201)},
        method="POST",
        data=READER,
        about="somebody",
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:follower",
        rest("victor.hahn/"),
        {**all_get(403, *DESK), **works(204)},
        method="DELETE",
        **NO_API,  # type: ignore[arg-type]
    ),
    Case("following:history", on_ticket("history/"), all_get(200, *DESK)),
    Case(
        "following:history",
        lambda scene: f"/t/{scene.restricted.key}/history/",
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case("api:ticket_history", rest_history, all_get(200, *DESK), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:ticket_history",
        lambda scene: f"/api/v1/tickets/{scene.restricted.key}/history/",
        {**all_get(404, *DESK), **all_get(200, *RESTRICTED_READERS)},
        about="restricted",
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "following:export_history",
        on_ticket("history/export/"),
        all_get(200, *DESK),
        method="POST",
        data={"format": "csv"},
    ),
    Case(
        "following:export_history",
        lambda scene: f"/t/{scene.restricted.key}/history/export/",
        all_get(200, *RESTRICTED_READERS),
        method="POST",
        data={"format": "csv"},
        about="restricted",
    ),
    Case("following:print", on_ticket("print/"), all_get(200, *DESK)),
    Case("following:print", on_ticket("print/?notes=yes"), all_get(200, *DESK), about="with notes"),
    Case("following:print", on_ticket("print/?history=yes"), all_get(200, *DESK), about="with the history"),
    Case(
        "following:print",
        lambda scene: f"/t/{scene.restricted.key}/print/",
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case("following:names", on_ticket("names/"), works(200), method="POST", data={"typed": "vic"}),
    Case("following:names", on_ticket("names/"), all_get(405, *WORKERS)),
    Case("following:snooze", calm, works(200)),
    Case("following:snooze", calm, works(302), method="POST", data={"when": "tomorrow"}),
    Case("following:wake", on_ticket("wake/"), works(302), method="POST"),
    Case("api:snooze", rest_snooze, all_get(404, *DESK), **NO_API),  # type: ignore[arg-type]
    Case(
        "api:snooze",
        rest_snooze,
        {**all_get(403, *WORKERS), **works(200)},
        method="PUT",
        data=until_tomorrow,
        **NO_API,  # type: ignore[arg-type]
    ),
    Case("api:snooze", rest_snooze, works(204), method="DELETE", **NO_API),  # type: ignore[arg-type]
]
