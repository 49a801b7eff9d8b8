"""How many reports without a name that anybody checked one place may send within an hour."""

from datetime import timedelta
from typing import Final

WINDOW: Final = timedelta(hours=1)
UNSAFE_TIMES: Final = 5
"""Reports that care is delayed or unsafe are taken so many times longer, and then the phone is the way."""


def takes(sent: int, most: int, *, is_unsafe: bool) -> bool:
    """Is one more taken after so many within the hour?"""
    return sent < most * (UNSAFE_TIMES if is_unsafe else 1)
