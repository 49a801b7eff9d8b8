"""Outages and major incidents of the demo hospital: invented, on the services and units of domain 8."""

from typing import Final, NamedTuple


class PastOutage(NamedTuple):
    """An outage that began `days` before the load at `hour` and lasted so many `minutes`."""

    days: int
    hour: int
    minutes: int
    codes: tuple[str, ...]
    title: str
    cause: str
    effect: str = "down"
    percent: int = 100
    areas: tuple[str, ...] = ()
    window: int = 0
    """Minutes that were planned for it; 0 for what nobody planned."""


PAST: Final = (
    PastOutage(86, 14, 22, ("INF-WAN",), "Link to the clinics lost", "network"),
    PastOutage(79, 2, 130, ("A018",), "Archive moved to new storage", "maintenance", window=120),
    PastOutage(71, 9, 48, ("A017",), "Pictures open slowly", "capacity", "degraded", 60, ("RAD", "ED")),
    PastOutage(64, 23, 95, ("A050", "A053"), "Month end locks the database", "software"),
    PastOutage(58, 7, 12, ("INF-PRINT",), "Labels do not print on two floors", "configuration", "down", 20),
    PastOutage(51, 1, 140, ("INF-LAN",), "Core switches updated", "maintenance", window=120),
    PastOutage(47, 10, 38, ("A017",), "Reading stations wait for pictures", "capacity", areas=("RAD",)),
    PastOutage(
        36, 11, 35, ("A014",), "Verification queue stands still", "software", "degraded", 50, ("PHAR",)
    ),
    PastOutage(29, 3, 55, ("A001", "A002", "A003"), "New release of the record", "maintenance", window=90),
    PastOutage(22, 16, 18, ("INF-VOICE",), "No calls to the outside", "vendor"),
    PastOutage(
        19, 8, 64, ("A017",), "Pictures open slowly in the morning", "capacity", "degraded", 75, ("RAD", "OR")
    ),
    PastOutage(13, 10, 27, ("A060",), "Results arrive late", "interface", "degraded", 40, ("LAB", "ED")),
    PastOutage(6, 13, 9, ("INF-WLAN",), "Carts lose Wi-Fi on one floor", "network", "degraded", 10),
)
"""Those of the last quarter, oldest first; the same service runs out of room three times."""


class ComingOutage(NamedTuple):
    """A planned outage so many `days` after the load."""

    days: int
    hour: int
    window: int
    codes: tuple[str, ...]
    title: str
    effect: str = "down"


COMING: Final = (
    ComingOutage(4, 1, 120, ("INF-VOICE",), "Phone system upgrade"),
    ComingOutage(9, 2, 90, ("A017", "A018"), "Imaging storage firmware"),
    ComingOutage(12, 22, 60, ("A050",), "Quarter-end release", "degraded"),
)
BUSINESS_HOURS: Final = ("A046", "A047", "A048", "A049", "A050", "A051", "A053", "A054", "A055", "A058")
"""Services that are promised in business hours only."""
INTERFACE_UPDATES: Final = (
    (14, "", "known"),
    (40, "The message queue of the lab is full. Results are phoned to the units.", ""),
    (68, "", "no_change"),
)
"""Minutes after the beginning, own words, template."""
INTERFACE_CAUSE: Final = "A certificate between the lab system and the interface engine ran out at midnight."
INTERFACE_ACTIONS: Final = (
    ("Watch all certificates of interfaces 30 days ahead", "idris.vale", -12),
    ("Drill the phone chain for critical results with the lab", "leo.marsh", 9),
)
"""What, who, and the days from the load to the day it is due."""
