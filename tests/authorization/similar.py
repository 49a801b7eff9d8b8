"""Who asks what looks like a ticket, and who is shown similar reports that may be one problem."""

from collections.abc import Callable

from tests.authorization.api_tickets import ANY
from tests.authorization.desk import HTMX, RESTRICTED_READERS, on_restricted, on_ticket
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get

PROPOSERS = (*WORKERS, "house_supervisor", "cmio")
WHY = {"reason": "Three rooms, three worn rolls."}
GROUPS = "/api/v1/similar_groups/"


def at(root: str, suffix: str = "") -> Callable[[Scene], str]:
    """An address of the scene's group."""
    return lambda scene: f"{root}{scene.similar.pk}/{suffix}"


CASES = [
    Case("similar:of_ticket", on_ticket("similar/"), all_get(200, *DESK)),
    Case("similar:of_ticket", on_ticket("similar/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),
    Case(
        "similar:of_ticket",
        on_restricted("similar/"),
        all_get(200, *RESTRICTED_READERS),
        about="restricted",
    ),
    Case(
        "api:ticket_similar",
        lambda scene: f"/api/v1/tickets/{scene.ticket.key}/similar/",
        all_get(200, *DESK),
        others=403,
        anonymous=401,
    ),
    Case("similar:group", at("/queue/similar/"), all_get(200, *PROPOSERS)),
    Case(
        "similar:group",
        at("/queue/similar/"),
        all_get(422, *PROPOSERS),
        method="POST",
        about="without a reason",
    ),
    Case("similar:group", at("/queue/similar/"), all_get(302, *PROPOSERS), method="POST", data=WHY),
    Case("api:similar_groups", GROUPS, all_get(200, *PROPOSERS), others=403, anonymous=401),
    Case("api:similar_group", at(GROUPS), all_get(200, *PROPOSERS), others=403, anonymous=401),
    Case(
        "api:similar_group_dismiss",
        at(GROUPS, "dismiss/"),
        all_get(200, *PROPOSERS),
        others=403,
        method="POST",
        data=WHY,
        anonymous=401,
        headers=ANY,
    ),
]
