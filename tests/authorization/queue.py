"""The queue, its live answers, and the page of somebody who was paged."""

from tests.authorization.scene import Scene
from tests.authorization.table import DESK, PAGEABLE, WORKERS, Case, all_get


def _restricted_row(scene: Scene) -> str:
    return f"/queue/row/{scene.restricted.key}/"


CASES = [
    Case("tickets:queue", "/queue/", all_get(302, *DESK)),
    Case("tickets:queue_view", "/queue/v/all/", all_get(200, *DESK)),
    Case("tickets:queue_view", "/queue/v/all/?owner=me", all_get(400, *DESK), about="with an unknown filter"),
    Case("tickets:queue_live", "/live/queue/all/?since=0", all_get(200, *DESK)),
    Case("tickets:queue_row", lambda scene: f"/queue/row/{scene.ticket.key}/", all_get(200, *DESK)),
    Case(
        "tickets:queue_row",
        _restricted_row,
        all_get(200, *DESK),
        about="of a restricted ticket (empty for most)",
    ),
    Case("tickets:take_next", "/queue/next/", all_get(302, *WORKERS), method="POST"),
    Case("tickets:take_next", "/queue/next/", all_get(405, *WORKERS)),
    Case(
        "tickets:paged",
        lambda scene: f"/paged/{scene.ticket.key}/",
        all_get(302, *(who for who in PAGEABLE if who in DESK)),
        about="by who was not paged",
    ),
    Case(
        "tickets:answer_page",
        lambda scene: f"/paged/{scene.ticket.key}/answer/{scene.page.pk}/",
        all_get(302, *(who for who in PAGEABLE if who in DESK)),
        method="POST",
        about="of somebody else",
    ),
]
