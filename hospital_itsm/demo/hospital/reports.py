"""What the leaders of the demo hospital ask again and again, and what is sent to them by itself."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Kept:
    """A saved report: whose, of which question, what is chosen, shared with whom; `sent` says when and to whom."""

    owner: str
    name: str
    question: str
    chosen: dict[str, list[str]]
    sharing: dict[str, str] = field(default_factory=dict)
    sent: dict[str, Any] | None = None


EVERYBODY = {"sharing": "everybody"}
REPORTS = (
    Kept(
        "marguerite.okafor",
        "What was down this quarter",
        "outage-causes",
        {"days": ["this_quarter"], "state": ["running", "over"]},
        EVERYBODY,
        {
            "cadence": "weekly",
            "weekday": 0,
            "at": time(7),
            "zone": settings.TIME_ZONE,
            "output": "pdf",
            "roles": ["cio", "vp_infrastructure", "vp_applications"],
        },
    ),
    Kept(
        "walter.choi",
        "What we paid each vendor",
        "costs-booked",
        {"days": ["90"], "void": ["no"], "show": ["count"], "by": ["vendor"]},
        {"sharing": "role", "role": "cio"},
        {
            "cadence": "monthly",
            "month_day": 1,
            "at": time(6, 30),
            "zone": settings.TIME_ZONE,
            "output": "xlsx",
            "only_over": 0,
            "roles": ["finance", "cio"],
        },
    ),
    Kept(
        "dale.brantley",
        "Largest costs of the year",
        "costs-booked",
        {"days": ["365"], "void": ["no"], "sort": ["amount.desc"]},
    ),
    Kept(
        "priya.venkataraman",
        "Major incidents of a year",
        "major-incidents",
        {"days": ["365"]},
        EVERYBODY,
    ),
)
