"""Insurance, security reviews and people of the vendors of domain 8.5; days are counted from the day of loading.

Insurers, people and days are ours. Planted: insurance that ran out, a review that is overdue with open findings, an
engineer whose account has expired, one whose badge ends soon.
"""

from typing import Final

INSURANCE: Final = (
    ("Harbor Health Systems", "cyber", "Saltmarsh Mutual", "SM-77120", "20000000.00", -200, 165),
    ("Harbor Health Systems", "professional", "Saltmarsh Mutual", "SM-77121", "10000000.00", -200, 165),
    ("Prismeadow Imaging", "general_liability", "Fenwick Casualty", "FC-20418", "5000000.00", -340, 25),
    ("Prismeadow Imaging", "products", "Fenwick Casualty", "FC-20419", "10000000.00", -340, 400),
    ("OmniBiomed ISO", "general_liability", "Saltmarsh Mutual", "SM-55002", "2000000.00", -380, -15),
    ("OmniBiomed ISO", "workers_comp", "Saltmarsh Mutual", "SM-55003", "1000000.00", -100, 265),
    ("Wardstone Cyber", "cyber", "Fenwick Casualty", "FC-90311", "15000000.00", -300, 65),
    ("Greenloop ITAD", "general_liability", "Saltmarsh Mutual", "SM-40110", "5000000.00", -30, 335),
)
"""Vendor, kind, insurer, policy, amount in USD, first and last day from today."""
REVIEWS: Final = (
    ("Harbor Health Systems", "soc2", -120, 245, "passed", 0),
    ("Ashgrove Infusion", "questionnaire", -420, -55, "findings", 3),
    ("Prismeadow Imaging", "questionnaire", -310, 55, "findings", 1),
    ("Wardstone Cyber", "pen_test", -60, 305, "passed", 0),
    ("ImageArc Software", "hitrust", -200, 530, "passed", 0),
    ("ClaimBridge", "soc2", -90, 275, "failed", 5),
)
"""Vendor, kind, day of the review and of the next one from today, result, open findings."""
PEOPLE: Final = (
    (
        "Prismeadow Imaging",
        "Rosalind Achterberg",
        "Field engineer",
        (
            ("badge", "", -300, 65),
            ("training", "MRI safety", -300, 65),
            ("account", "Imaging gateway", -90, 90),
        ),
    ),
    (
        "Prismeadow Imaging",
        "Piotr Lindgren",
        "Service manager",
        (("badge", "", -700, -12), ("account", "Imaging gateway", -400, -35)),
    ),
    (
        "Harbor Health Systems",
        "Maren Otieno",
        "Technical account manager",
        (("account", "Harbor production", -60, 120), ("training", "Privacy and security", -60, 305)),
    ),
    (
        "Radleigh Oncology",
        "Tobias Fenner",
        "Linear accelerator engineer",
        (
            ("badge", "", -345, 20),
            ("training", "Radiation safety", -200, 165),
            ("vaccination", "", -380, -10),
        ),
    ),
    (
        "Ashgrove Infusion",
        "Delia Marchetti",
        "Pump library engineer",
        (("account", "Pump server", -30, 150),),
    ),
    ("Northlight Networks", "Jonas Aldridge", "Network engineer", (("account", "Core switches", -20, 345),)),
)
"""Vendor, name, role, and what they hold: kind, what it is, first and last day from today."""
