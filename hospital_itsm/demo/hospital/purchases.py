"""The purchases of the demo hospital: one late, one that waits, one that lacks an agreement, one that is done."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hospital_itsm.people.choices import Domain

INFRASTRUCTURE, HTM = Domain.INFRASTRUCTURE, Domain.CLINICAL_ENGINEERING


@dataclass(frozen=True)
class Offer:
    """What a vendor offers: pieces, price of one, shipping, days to deliver, and what speaks for and against it."""

    vendor: str
    what: str
    pieces: int
    price: str
    extra: str
    days: int
    notes: str
    asset_class: str = ""

    @property
    def amount(self) -> Decimal:
        """The price of one."""
        return Decimal(self.price)


@dataclass(frozen=True)
class Wish:
    """A purchase: the first offer is the chosen one, for the reason the memo gives."""

    title: str
    need: str
    domain: Domain
    line: str
    offers: tuple[Offer, ...]
    memo: str
    phi: str = "no"


SWITCHES: Final = Wish(
    "Access switches for the annex",
    "The switches of Annex 1 to 3 lose power twice a week. Phones and sign-in of 140 people go down with them.",
    INFRASTRUCTURE,
    "Workstation refresh",
    (
        Offer(
            "Northlight Networks",
            "Access switch, 48 ports",
            24,
            "1450.00",
            "380.00",
            21,
            "Same family as the core; spare parts are in the house.",
            "network_device",
        ),
        Offer(
            "CopperRiver Telecom",
            "Access switch, 48 ports",
            24,
            "1390.00",
            "920.00",
            35,
            "Cheaper by the piece, another management tool.",
            "network_device",
        ),
    ),
    "900 dollars more than CopperRiver, and no second management tool, which would cost 4,000 dollars a year.",
)
VENTILATORS: Final = Wish(
    "Two transport ventilators",
    "Two of six are at the maker for more than 40 days a year; transfers from the ED wait for a free one.",
    HTM,
    "Ventilator fleet, replacement",
    (
        Offer(
            "Borrowdale Respiratory",
            "T-Go transport ventilator",
            2,
            "18400.00",
            "240.00",
            45,
            "Batteries and circuits as for the six we have.",
            "clinical_device",
        ),
        Offer(
            "OmniBiomed ISO",
            "T-Go transport ventilator, refurbished",
            2,
            "11900.00",
            "310.00",
            20,
            "12 months of warranty only; no software updates after 2028.",
            "clinical_device",
        ),
    ),
    "New ones: the maker ends updates of refurbished units two years before we would replace them.",
)
STAFF: Final = Wish(
    "Three analysts for the interface backlog",
    "41 interface changes wait for more than 60 days.",
    INFRASTRUCTURE,
    "",
    (Offer("FernHall Staffing", "Analyst, month", 6, "14500.00", "0.00", 14, "They know our engine."),),
    "Nobody else had people with this engine within a month.",
    "yes",
)
UNPLANNED: Final = "The backlog came with the merger of two clinics in September."
SCANNERS: Final = Wish(
    "Forty wristband scanners",
    "The old model has no spare batteries any more.",
    INFRASTRUCTURE,
    "Workstation refresh",
    (
        Offer(
            "Northlight Networks",
            "Wristband scanner",
            40,
            "96.00",
            "60.00",
            10,
            "As in the trial of the ICU.",
        ),
    ),
    "Nurses of the ICU chose it in the trial; the price is that of the group contract.",
)
