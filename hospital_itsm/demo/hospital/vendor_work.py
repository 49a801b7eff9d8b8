"""What the vendors of the demo hospital do: cases about our tickets, and sessions from afar.

Planted: a session that is open after its end, one that no agreement about patient data allows, one of an engineer
whose badge has expired, a case without a word for days.
"""

from typing import Final

LARS, ELLEN, SIGNE, MARTIN, REID = (
    "lars.whitby", "ellen.fairweather", "signe.aldana", "martin.ekland", "reid.sandoval",
)  # fmt: skip
CASES: Final = (
    (
        "Prismeadow Imaging",
        "PM-2026-44817",
        "MRI table does not move",
        3,
        (("us", 2, "Sent the error log of the table"), ("vendor", 1, "A table encoder is on the way")),
    ),
    (
        "CopperRiver Telecom",
        "CR-880412",
        "Power profile of the headsets",
        50,
        (("vendor", 30, "Which firmware do the headsets show?"),),
    ),
    ("OmniBiomed ISO", "OB-3391", "Parts for the repair", 120, ()),
)
"""Vendor, their number, what it is about, opened so many hours ago, words: who, hours ago, what."""
WAIT_FOR_US: Final = frozenset({"Which firmware do the headsets show?"})
SESSIONS: Final = (
    (
        "Prismeadow Imaging",
        "Rosalind Achterberg",
        "Adjust the gradient after the part",
        LARS,
        ELLEN,
        -30,
        -28,
        "ended",
    ),
    ("Prismeadow Imaging", "Rosalind Achterberg", "Read the log of the table", LARS, ELLEN, -6, -2, "open"),
    ("Prismeadow Imaging", "Piotr Lindgren", "Look at the table again", LARS, "", 0, 4, "asked"),
    ("Ashgrove Infusion", "Delia Marchetti", "Load the new pump library", REID, "", 0, 3, "asked"),
    ("Northlight Networks", "Jonas Aldridge", "Update the core switch", SIGNE, MARTIN, 8, 12, "approved"),
)
"""Vendor, who, what for, asked by, approved by, from and until in hours from the load, what became of it."""
