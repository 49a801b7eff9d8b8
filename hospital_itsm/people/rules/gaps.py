"""When nobody is on call: the times between spans."""

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def gaps(spans: Iterable[Span], begin: datetime, end: datetime) -> list[Span]:
    """The times from `begin` until `end` that no span covers, the first first; touching spans leave none."""
    found, reached = [], begin
    for starts_at, ends_at in sorted(spans):
        if starts_at >= end:
            break
        if starts_at > reached:
            found.append((reached, starts_at))
        reached = max(reached, ends_at)
    return [*found, (reached, end)] if reached < end else found
