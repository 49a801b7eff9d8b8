"""The 22 vendors of domain 8.5: what they are to the hospital, the names they go by, and when who answers."""

from dataclasses import dataclass
from typing import Final

from vendors.choices import VendorKind

MAKES, SELLS, SERVES = VendorKind.MANUFACTURER, VendorKind.SUPPLIER, VendorKind.SERVICE
SOFTWARE, TELECOM = VendorKind.SOFTWARE, VendorKind.TELECOM
DISPOSAL, STAFFING = VendorKind.DISPOSAL, VendorKind.STAFFING
ALWAYS: Final = "24 x 7"


@dataclass(frozen=True)
class VendorRow:
    """One vendor; `account` is our number with it."""

    name: str
    phone: str
    hours: str
    account: str
    kinds: tuple[VendorKind, ...]
    aliases: tuple[str, ...]


VENDORS: Final = (
    VendorRow(
        "Harbor Health Systems", "555-0140", ALWAYS, "LRMC-4100", (SOFTWARE,), ("Harbor", "Harbor Health")
    ),
    VendorRow(
        "Ashgrove Infusion",
        "555-0141",
        ALWAYS,
        "LRMC-4107",
        (MAKES, SOFTWARE),
        ("Ashgrove", "Ashgrove Infusion Systems"),
    ),
    VendorRow(
        "Borrowdale Respiratory",
        "555-0142",
        "Mon to Fri 07:00-19:00 Central",
        "LRMC-4114",
        (MAKES, SELLS),
        ("Borrowdale",),
    ),
    VendorRow(
        "Kestwick Monitoring",
        "555-0143",
        ALWAYS,
        "LRMC-4121",
        (MAKES, SERVES),
        ("Kestwyck", "Kestwyck Monitoring", "Kestwick"),
    ),
    VendorRow(
        "Prismeadow Imaging",
        "555-0144",
        ALWAYS,
        "LRMC-4128",
        (MAKES, SERVES),
        ("Prismeadow", "Prismeadow Medical Systems"),
    ),
    VendorRow(
        "Nethercote Renal",
        "555-0145",
        "Mon to Sat 05:00-21:00 Central",
        "LRMC-4135",
        (MAKES, SERVES),
        ("Nethercote", "Nethercote Dialysis"),
    ),
    VendorRow("Analford Diagnostics", "555-0146", ALWAYS, "LRMC-4142", (MAKES, SELLS, SERVES), ("Analford",)),
    VendorRow(
        "Radleigh Oncology",
        "555-0147",
        "Mon to Fri 06:00-20:00 Central",
        "LRMC-4149",
        (MAKES, SERVES),
        ("Radleigh",),
    ),
    VendorRow(
        "Castlemoor Surgical",
        "555-0148",
        "Mon to Fri 08:00-17:00 Central",
        "LRMC-4156",
        (MAKES,),
        ("Castlemoor",),
    ),
    VendorRow("Medivault", "555-0149", ALWAYS, "LRMC-4163", (MAKES, SOFTWARE), ("Medi-Vault", "MedVault")),
    VendorRow("IntegraWorks", "555-0150", ALWAYS, "LRMC-4170", (SOFTWARE,), ("Integra Works",)),
    VendorRow("ImageArc Software", "555-0151", ALWAYS, "LRMC-4177", (SOFTWARE,), ("ImageArc", "Image Arc")),
    VendorRow(
        "Northlight Networks",
        "555-0152",
        "24 x 7, 4 hours to site",
        "LRMC-4184",
        (SELLS, SERVES),
        ("Northlight",),
    ),
    VendorRow(
        "CopperRiver Telecom", "555-0153", ALWAYS, "LRMC-4191", (TELECOM,), ("CopperRiver", "Copper River")
    ),
    VendorRow(
        "Slatewell Storage & Backup", "555-0154", ALWAYS, "LRMC-4198", (SOFTWARE, SELLS), ("Slatewell",)
    ),
    VendorRow("BadgeIn Identity", "555-0155", ALWAYS, "LRMC-4205", (SOFTWARE,), ("BadgeIn",)),
    VendorRow("Wardstone Cyber", "555-0156", ALWAYS, "LRMC-4212", (SERVES,), ("Wardstone", "Wardstone SOC")),
    VendorRow(
        "ClaimBridge",
        "555-0157",
        "Mon to Fri 07:00-19:00 Central",
        "LRMC-4219",
        (SOFTWARE,),
        ("Claim Bridge",),
    ),
    VendorRow(
        "BrightLedger ERP",
        "555-0158",
        "Mon to Fri 08:00-18:00 Central",
        "LRMC-4226",
        (SOFTWARE,),
        ("BrightLedger",),
    ),
    VendorRow(
        "OmniBiomed ISO",
        "555-0159",
        "Mon to Fri 07:00-17:00 Central",
        "LRMC-4233",
        (SERVES,),
        ("OmniBiomed",),
    ),
    VendorRow(
        "Greenloop ITAD",
        "555-0160",
        "Mon to Fri 08:00-17:00 Central",
        "LRMC-4240",
        (DISPOSAL,),
        ("Greenloop", "Green Loop"),
    ),
    VendorRow(
        "FernHall Staffing",
        "555-0161",
        "Mon to Fri 08:00-17:00 Central",
        "LRMC-4247",
        (STAFFING,),
        ("FernHall",),
    ),
)
