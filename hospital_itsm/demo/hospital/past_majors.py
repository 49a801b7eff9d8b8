"""Major incidents of the demo hospital in two years: what happened, what was learned, and what became of it."""

from typing import Final, NamedTuple


class Unit(NamedTuple):
    """A unit that was hit; minutes after the beginning at which it went to paper, and had entered it again."""

    code: str
    on_paper: int = 0
    entered: int = 0


class Task(NamedTuple):
    """An action of a review: days after the incident by which it is due, and on which it was done."""

    text: str
    owner: str
    due: int
    done: int


class PastMajor(NamedTuple):
    """A major incident that began `days` before the load; without `reviewed` days its review is still to come."""

    days: int
    hour: int
    minutes: int
    codes: tuple[str, ...]
    title: str
    trigger: str
    level: int
    cause: str
    clinical_lead: str
    units: tuple[Unit, ...]
    updates: tuple[tuple[int, str], ...]
    root_cause: str = ""
    went_well: str = ""
    to_improve: str = ""
    tasks: tuple[Task, ...] = ()
    reviewed: int = 0


MAJORS: Final = (
    PastMajor(
        540, 16, 68, ("INF-VOICE", "INF-PAGE"), "No phones and no overhead pages", "first_tier", 1, "power",
        "alan.whitcombe",
        (Unit("ED"), Unit("TELE"), Unit("OR")),
        (
            (12, "Desk phones and overhead pages are out in all towers. Use radios and clinical phones."),
            (44, "Power of the voice gateway is back. Phones register floor by floor."),
        ),
        "One power strip fed both voice gateways; it was switched off for a measurement.",
        "Radios were on every unit within ten minutes.",
        "Nobody knew that both gateways hung on one strip.",
        (
            Task("Feed the voice gateways from two circuits", "arne.holloway", 30, 24),
            Task("Check twice a year which pairs share one source of power", "yusuf.grant", 60, 58),
        ),
        8,
    ),
    PastMajor(
        318, 7, 74, ("A002", "A003"), "Orders and medication scans fail after the upgrade", "first_tier", 2,
        "change", "tomas.lindqvist",
        (Unit("ICU", 25, 260), Unit("ED", 25, 240), Unit("MS5", 30, 330), Unit("MS6", 30, 345)),
        (
            (10, "Orders and medication scanning fail on all units. Go by the downtime procedure."),
            (38, "The change of Sunday is being taken back. The downtime viewer works."),
            (62, "Orders work again. Enter paper after the charge nurse gives the word."),
        ),
        "The upgrade left an index unbuilt; under the load of Monday morning every order waited for it.",
        "Units went to paper in time, and no dose was missed.",
        "The rehearsal ran with a tenth of the load of a Monday.",
        (
            Task("Rehearse upgrades under the load of a Monday", "sofia.brandt", 90, 81),
            Task("Add the index check to the go-live list", "sofia.brandt", 21, 12),
            Task("Print the downtime forms of orders anew", "nadia.rahman", 45, 52),
        ),
        9,
    ),
    PastMajor(
        170, 14, 41, ("INF-LAN", "INF-WLAN"), "Half of the south tower without network", "areas", 1, "power",
        "alan.whitcombe",
        (Unit("MS5"), Unit("MS6"), Unit("DIAL", 20, 150)),
        (
            (9, "Floors 3 to 6 of the south tower have no network. Computers in the north tower work."),
            (27, "A core switch lost power. The second supply is being connected."),
        ),
        "A core switch ran on one power supply since spring, and that one failed.",
        "Dialysis went to paper before its screens were gone.",
        "The alarm of the first supply was read and closed.",
        (
            Task("Replace failed power supplies within five days", "arne.holloway", 20, 16),
            Task("List what runs on one power supply each month", "signe.aldana", 40, 47),
        ),
        10,
    ),
    PastMajor(
        15, 9, 52, ("INF-VDI",), "Virtual desktops freeze in the morning", "first_tier", 1, "capacity",
        "alan.whitcombe",
        (Unit("ED"), Unit("MS6")),
        (
            (11, "Virtual desktops freeze. Wall computers and the downtime viewer work."),
            (35, "A second group of hosts takes over. Sign out and in again."),
        ),
    ),
)  # fmt: skip
"""Oldest first."""
