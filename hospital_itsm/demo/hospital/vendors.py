"""The 22 vendors of domain 8.5 with their support numbers."""

from typing import Final

VENDORS: Final = (
    ("Harbor Health Systems", "555-0140"),
    ("Ashgrove Infusion", "555-0141"),
    ("Borrowdale Respiratory", "555-0142"),
    ("Kestwick Monitoring", "555-0143"),
    ("Prismeadow Imaging", "555-0144"),
    ("Nethercote Renal", "555-0145"),
    ("Analford Diagnostics", "555-0146"),
    ("Radleigh Oncology", "555-0147"),
    ("Castlemoor Surgical", "555-0148"),
    ("Medivault", "555-0149"),
    ("IntegraWorks", "555-0150"),
    ("ImageArc Software", "555-0151"),
    ("Northlight Networks", "555-0152"),
    ("CopperRiver Telecom", "555-0153"),
    ("Slatewell Storage & Backup", "555-0154"),
    ("BadgeIn Identity", "555-0155"),
    ("Wardstone Cyber", "555-0156"),
    ("ClaimBridge", "555-0157"),
    ("BrightLedger ERP", "555-0158"),
    ("OmniBiomed ISO", "555-0159"),
    ("Greenloop ITAD", "555-0160"),
    ("FernHall Staffing", "555-0161"),
)
