"""What changed in a view since a page was drawn: one indexed read of the change feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST = 200
OPENED = ("ticket.report", "ticket.import")


@dataclass(frozen=True)
class News:
    """New tickets of the view, keys of changed ones, and where to ask from next; empty when nothing happened."""

    new: int
    changed: Sequence[str]
    cursor: int

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def live_cursor() -> int:
    """Where the feed stands now."""
    from hospital_itsm.feed.models import Change

    return Change.objects.order_by("-id").values_list("id", flat=True).first() or 0


def news_since(cursor: int, tickets: QuerySet[Any]) -> News:
    """What of the view changed after the cursor.

    A hint for the eyes, so the record's number is enough; readers that must not miss anything use the change feed.
    """
    from hospital_itsm.feed.models import Change

    rows = list(
        Change.objects.filter(id__gt=cursor, kind="ticket", subject__in=tickets.values("pk"))
        .order_by("id")
        .values_list("id", "verb", "label")[:MOST]
    )
    opened = {key for _id, verb, key in rows if verb in OPENED}
    changed = sorted({key for _id, _verb, key in rows} - opened)
    return News(len(opened), changed, rows[-1][0] if rows else cursor)
