"""How long something may have taken."""

from datetime import datetime, timedelta
from typing import Final

LONGEST_MINUTES: Final = 1440
MINUTES_NEEDED: Final = "minutes"
IN_FUTURE: Final = "future"
DIRECTION_NEEDED: Final = "direction"
NOT_OF_WORK: Final = "not_of_work"
WHO_NEEDED: Final = "who"


def faults(
    *, is_call: bool, minutes: int, direction: str, spoke_with: str, began_at: datetime, now: datetime
) -> dict[str, str]:
    """What stands against an entry, by field: a call says who called and with whom; what was done is over."""
    found = {}
    if not 1 <= minutes <= LONGEST_MINUTES:
        found["minutes"] = MINUTES_NEEDED
    elif began_at + timedelta(minutes=minutes) > now + timedelta(minutes=1):
        found["began_at"] = IN_FUTURE
    if is_call:
        if not direction:
            found["direction"] = DIRECTION_NEEDED
        if not spoke_with.strip():
            found["spoke_with"] = WHO_NEEDED
    else:
        given = {"direction": direction, "spoke_with": spoke_with}
        found |= {name: NOT_OF_WORK for name, value in given.items() if value}
    return found
