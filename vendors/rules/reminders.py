"""At which steps before the notice date people are reminded (domain B7b), and when the vice president is told too."""

from collections.abc import Collection
from typing import Final

STEPS: Final = (180, 120, 90, 60, 30)
FIRST: Final = STEPS[0]
RAISED_FROM: Final = 60


def reached(days_left: int) -> int | None:
    """The last step reached so many days before the notice date; None before the first and after the date."""
    if days_left < 0:
        return None
    return min((step for step in STEPS if days_left <= step), default=None)


def owed(told: Collection[int], days_left: int) -> int | None:
    """The step to remind of now: of several missed ones the latest, and none that was told, or a later one was."""
    step = reached(days_left)
    return None if step is None or any(one <= step for one in told) else step
