"""At which steps the readers of patient events are reminded that a report is due (domain 3.5.4)."""

from collections.abc import Sequence
from typing import Final

STEPS: Final[Sequence[tuple[str, int]]] = (("week", 5), ("soon", 2), ("today", 0), ("late", -1))
"""A step and the work days that are left when it is reached: halfway, close, the last day, and past it."""


def reached(left: int) -> str:
    """The last step that is reached with so many work days left, "" before the first."""
    return next((step for step, days in reversed(STEPS) if left <= days), "")


def owed(reminded: str, left: int) -> str:
    """The step to remind of now, "" where nothing new is reached; steps that were missed fold into the last one."""
    now = reached(left)
    order = ["", *(step for step, _days in STEPS)]
    return now if order.index(now) > order.index(reminded) else ""
