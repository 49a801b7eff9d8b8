"""How something with a first and a last day stands, and when somebody is reminded of its last one."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

COMING: Final = "coming"
VALID: Final = "valid"
SOON: Final = "soon"
OVER: Final = "over"
FOLLOWED: Final = "followed"
WITHDRAWN: Final = "withdrawn"

INSURANCE_STEPS: Final = (60, 30)
REVIEW_STEPS: Final = (60, 30)
CREDENTIAL_STEPS: Final = (30, 7)
"""Days before the last one on which people are reminded; from the first of them on it counts as ending soon."""


def state_on(
    today: date,
    first: date | None,
    last: date | None,
    *,
    soon: int,
    is_followed: bool = False,
    is_active: bool = True,
) -> str:
    """The state on a day. First and last day count; one without them has begun, or never ends.

    What a newer one of the same kind follows is not missed when it ends.
    """
    if not is_active:
        return WITHDRAWN
    if is_followed:
        return FOLLOWED
    if first is not None and today < first:
        return COMING
    if last is None or (last - today).days > soon:
        return VALID
    return SOON if last >= today else OVER


def owed(told: Collection[int], left: int, steps: Sequence[int]) -> int | None:
    """The step to remind of now: of several missed ones the latest, and none where that or a later one was told."""
    if left < 0:
        return None
    step = min((one for one in steps if left <= one), default=None)
    return None if step is None or any(one <= step for one in told) else step
