"""Words for times and durations, the same on page and in mail: 24-hour clock, "Oct 30", "18m over".

`static/js/clocks.js` repeats `time_left_words` so that chips tick between two answers of the server;
tests/frontend/test_scripts.py holds the two together.
"""

import zlib
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = 60, 3600, 86400
AVATAR_HUES = "abcde"


def span_words(seconds: float) -> str:
    """Say a duration in its two largest units, minutes rounded up: "4m", "2h 10m", "3d 4h"."""
    minutes = max(1, -(-int(abs(seconds)) // MINUTE))
    if minutes < HOUR // MINUTE:
        return f"{minutes}m"
    if minutes < DAY // MINUTE:
        return f"{minutes // 60}h {minutes % 60:02d}m"
    return f"{minutes // 1440}d {minutes % 1440 // 60}h"


def time_left_words(due_at: datetime, now: datetime) -> str:
    """Say how far off an instant is: "24m left", "2h 10m" from one hour up, "18m over" once it has passed."""
    left = (due_at - now).total_seconds()
    words = span_words(left)
    if left <= 0:
        return f"{words} over"
    return f"{words} left" if left <= HOUR - MINUTE else words


def moment_words(at: datetime, now: datetime) -> str:
    """Say an instant: "14:07" today, "Oct 30, 14:07" this year, else with the year. Both in one zone."""
    clock = f"{at:%H:%M}"
    if at.date() == now.date():
        return clock
    return f"{day_words(at, now)}, {clock}"


def day_words(at: datetime, now: datetime) -> str:
    """Say a day: "Oct 30" this year, else "Oct 30, 2026"."""
    day = f"{at:%b} {at.day}"
    return day if at.year == now.year else f"{day}, {at.year}"


def ago_words(at: datetime, now: datetime) -> str:
    """Say how long ago something was: "just now" under a minute, else "4m ago"."""
    passed = now - at
    return "just now" if passed < timedelta(minutes=1) else f"{span_words(passed.total_seconds())} ago"


def initials_of(full_name: str) -> str:
    """First letters of the first and last word of a name."""
    words = full_name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


def avatar_hue(full_name: str) -> str:
    """One of five hues, the same for a name everywhere."""
    return AVATAR_HUES[zlib.crc32(full_name.encode()) % len(AVATAR_HUES)]
