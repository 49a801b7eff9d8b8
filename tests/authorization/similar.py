"""Who asks what looks like a ticket."""

from tests.authorization.desk import HTMX, RESTRICTED_READERS, on_restricted, on_ticket
from tests.authorization.table import DESK, Case, all_get

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
]
