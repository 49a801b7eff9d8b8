"""Until when, and what of, a bulk change can be undone. Refusals are codes; `wording` has their words."""

from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=10)
NOT_OVER, TOO_LATE, TOLD, NOTHING, ASKED = "not_over", "too_late", "told", "nothing", "asked"


def undo_until(over_at: datetime) -> datetime:
    """The last instant at which it can be undone."""
    return over_at + WINDOW


def undo_refusal(*, over_at: datetime | None, now: datetime, speaks: bool, done: int, is_asked: bool) -> str:
    """Why it is not undone, empty where it may be; `speaks`: requesters got words, which nobody takes back."""
    if over_at is None:
        return NOT_OVER
    if is_asked:
        return ASKED
    if not done:
        return NOTHING
    if speaks:
        return TOLD
    return TOO_LATE if now > undo_until(over_at) else ""
