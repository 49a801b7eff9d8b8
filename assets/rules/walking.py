"""What a scan on an inventory walk tells about the record."""

from typing import Final

CORRECT: Final = "correct"
MOVED: Final = "moved"
STANDING: Final = (
    *(
        "received",
        "incoming_inspection",
        "in_service",
        "standby_spare",
        "out_of_service_safety",
        "quarantined",
    ),
    "retired_pending_sanitization",
)
"""Statuses in which a thing is expected where its record says: not lent, in repair, missing, on order or gone."""


def judge(recorded: str, here: str) -> str:
    """Is a thing scanned in `here` where its record says? Both are paths of places, "/1/7/31/"; "" is nowhere.

    A record that names a smaller place inside is correct: whoever scans a whole floor tells nothing about rooms.
    """
    return CORRECT if recorded.startswith(here) else MOVED
