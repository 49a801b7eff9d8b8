"""Recalls of two years that the demo hospital has closed, in time and late; firms and products are invented."""

from typing import Final, NamedTuple


class PastRecall(NamedTuple):
    """A recall received `days` before the load, triaged so many `hours` later, closed after so many days."""

    days: int
    number: str
    recall_class: str
    firm: str
    model: str
    description: str
    product_code: str
    reason: str
    disposition: str
    evidence: str
    triaged: int
    closed: int


PAST: Final = (
    PastRecall(
        655, "Z-8107-2025", "II", "Castlemoor Surgical", "ESU-400", "Electrosurgical unit, Model ESU-400", "GEI",
        "The footswitch may stick.", "corrected", "New footswitch, work order closed", 5, 41,
    ),
    PastRecall(
        512, "Z-8266-2025", "I", "Thornleigh Cardiac", "D3", "Defibrillator, Model D3", "LDD",
        "The battery may fail without a warning.", "corrected", "New battery, tested with load", 2, 24,
    ),
    PastRecall(
        401, "Z-8412-2025", "III", "Oxenby", "PO", "Pulse oximeter, Model PO", "DQA",
        "A page of the manual is missing.", "corrected", "Page added to the manual of the unit", 9, 58,
    ),
    PastRecall(
        287, "Z-8533-2026", "II", "Perrindale", "IB", "Balloon pump, Model IB", "DSP",
        "A fan may be loud and slow.", "corrected", "Fan replaced by the maker", 4, 33,
    ),
    PastRecall(
        176, "Z-8644-2026", "I", "Borrowdale Respiratory", "T-Go", "Transport ventilator, Model T-Go", "CBK",
        "A valve may leak after a fall.", "corrected", "Valve checked and sealed", 3, 37,
    ),
    PastRecall(
        94, "Z-8760-2026", "II", "Vestrick Neonatal", "N2", "Infant incubator, Model N2", "FMZ",
        "The door hinge may crack.", "corrected", "Hinge replaced, door tested", 6, 52,
    ),
)  # fmt: skip
"""Oldest first. The ventilators were closed after 37 days; for class I thirty are promised."""
