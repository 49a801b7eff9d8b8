"""The 40 device types of domain 8.4 with how many the demo has of each and where they stand.

Makers and models are fictional. Identifiers are those of the domain; product codes are as given there.
"""

from dataclasses import dataclass
from typing import Final

WIFI, LAN, NONE = "wifi", "lan", ""
LIFE, HIGH, PLAIN = "life", "high", ""


@dataclass(frozen=True)
class DeviceType:
    """One type: `units` are the care areas its devices go round, `service` what they need to work."""

    kind: str
    maker: str
    model: str
    identifier: str
    device_class: str
    product_code: str
    risk: str
    network: str
    count: int
    units: tuple[str, ...]
    service: str = ""


WARDS: Final = ("ICU", "CVICU", "ED", "MS5", "MS6", "TELE", "PEDS", "PACU")
CRITICAL: Final = ("ICU", "CVICU", "ED", "PACU", "OR", "CATH")
PUMP: Final = DeviceType(
    "Large-volume infusion pump",
    "Ashgrove Infusion",
    "IX-4",
    "09520000010010",
    "2",
    "FRN",
    HIGH,
    WIFI,
    240,
    WARDS,
    "A030",
)

DEVICE_TYPES: Final = (
    PUMP,
    DeviceType(
        *("Syringe pump", "Ashgrove Infusion", "SP-2", "09520000010027", "2", "FRN", HIGH, WIFI, 24),
        ("NICU", "ICU", "PEDS", "OR"),
        "A030",
    ),
    DeviceType(
        *("PCA pump", "Ashgrove Infusion", "PCA-1", "09520000010034", "2", "MEA", HIGH, WIFI, 16),
        ("MS5", "MS6", "PACU"),
        "A030",
    ),
    DeviceType(
        *("ICU ventilator", "Borrowdale Respiratory", "BX-1", "09520000010041", "2", "CBK", LIFE, LAN, 18),
        ("ICU", "CVICU"),
        "A029",
    ),
    DeviceType(
        *(
            "Transport ventilator",
            "Borrowdale Respiratory",
            "T-Go",
            "09520000010058",
            "2",
            "CBK",
            LIFE,
            NONE,
            8,
        ),
        ("RT", "ED"),
    ),
    DeviceType(
        *("Bedside monitor", "Kestwick Monitoring", "M8", "09520000010065", "2", "MHX", HIGH, LAN, 48),
        CRITICAL,
        "A028",
    ),
    DeviceType(
        *("Central station", "Kestwick Monitoring", "CS-16", "09520000010072", "2", "MHX", HIGH, LAN, 8),
        ("ICU", "CVICU", "TELE", "ED"),
        "A031",
    ),
    DeviceType(
        *(
            "Telemetry transmitter",
            "Kestwick Monitoring",
            "TX-2",
            "09520000010089",
            "2",
            "DRG",
            HIGH,
            WIFI,
            24,
        ),
        ("TELE",),
        "A031",
    ),
    DeviceType(
        *(
            "Defibrillator and pacer",
            "Thornleigh Cardiac",
            "D3",
            "09520000010096",
            "3",
            "MKJ",
            LIFE,
            WIFI,
            20,
        ),
        WARDS,
    ),
    DeviceType(
        *("AED", "Thornleigh Cardiac", "P-AED", "+Z999LHAED10018", "3", "MKJ", LIFE, NONE, 8),
        ("CLIN", "ADM", "REHAB"),
    ),
    DeviceType(
        *("Anesthesia workstation", "Haldenby", "A5", "09520000010119", "2", "BSZ", LIFE, LAN, 14),
        ("OR",),
        "A021",
    ),
    DeviceType(
        *("Heated humidifier", "Haldenby", "HU", "09520000010126", "2", "BTT", HIGH, NONE, 8), ("RT",)
    ),
    DeviceType(
        *("MRI 1.5 T", "Prismeadow Imaging", "MR15", "09520000010133", "2", "LNH", HIGH, LAN, 2),
        ("RAD",),
        "A017",
    ),
    DeviceType(
        *("CT 128", "Prismeadow Imaging", "CT128", "09520000010140", "2", "JAK", HIGH, LAN, 3),
        ("RAD", "ED"),
        "A017",
    ),
    DeviceType(
        *("Mobile X-ray", "Prismeadow Imaging", "XRm", "09520000010157", "2", "IZL", HIGH, WIFI, 6),
        ("RAD", "ED"),
        "A017",
    ),
    DeviceType(
        *("Fixed X-ray room", "Prismeadow Imaging", "XRf", "09520000010164", "2", "KPR", HIGH, LAN, 4),
        ("RAD",),
        "A017",
    ),
    DeviceType(
        *("Ultrasound", "Sonnerby", "U7", "09520000010171", "2", "IYN", PLAIN, WIFI, 10),
        ("RAD", "LND", "ED", "CLIN"),
        "A017",
    ),
    DeviceType(
        *("Handheld ultrasound", "Sonnerby", "U2", "09520000010188", "2", "IYN", PLAIN, WIFI, 6),
        ("ED", "ICU"),
    ),
    DeviceType(
        *("Surgical C-arm", "Lumsgate", "LX", "09520000010195", "2", "OXO", HIGH, LAN, 5), ("OR",), "A017"
    ),
    DeviceType(
        *("12-lead ECG", "Lumsgate", "EC12", "09520000010201", "2", "DPS", PLAIN, WIFI, 12),
        ("ED", "CLIN", "TELE"),
        "A019",
    ),
    DeviceType(
        *("Infant incubator", "Vestrick Neonatal", "N2", "09520000010218", "2", "FMZ", HIGH, NONE, 16),
        ("NICU",),
    ),
    DeviceType(
        *("Fetal monitor", "Vestrick Neonatal", "FM", "09520000010225", "2", "HGM", HIGH, LAN, 12),
        ("LND",),
        "A020",
    ),
    DeviceType(
        *("Hemodialysis machine", "Nethercote Renal", "HD3", "09520000010232", "2", "KDI", LIFE, LAN, 16),
        ("DIAL",),
        "A024",
    ),
    DeviceType(
        *(
            "Electrosurgical unit",
            "Castlemoor Surgical",
            "ESU-400",
            "09520000010249",
            "2",
            "GEI",
            HIGH,
            NONE,
            12,
        ),
        ("OR", "ENDO"),
    ),
    DeviceType(
        *("OR table", "Castlemoor Surgical", "TBL", "09520000010256", "1", "FQO", HIGH, NONE, 14), ("OR",)
    ),
    DeviceType(
        *("Chemistry analyzer", "Analford Diagnostics", "C700", "09520000010263", "1", "JJE", PLAIN, LAN, 2),
        ("LAB",),
        "A011",
    ),
    DeviceType(
        *("Hematology analyzer", "Analford Diagnostics", "H300", "09520000010270", "2", "GKZ", PLAIN, LAN, 2),
        ("LAB",),
        "A011",
    ),
    DeviceType(
        *("Blood-gas analyzer", "Analford Diagnostics", "BG", "09520000010287", "2", "CHL", PLAIN, LAN, 6),
        ("LAB", "ICU", "NICU", "OR"),
        "A033",
    ),
    DeviceType(
        *("Steam sterilizer", "Sterrick", "S20", "09520000010294", "2", "FLE", HIGH, LAN, 4), ("SPD",), "A025"
    ),
    DeviceType(
        *("Smart bed", "Restonby", "B4", "09520000010300", "2", "FNL", PLAIN, WIFI, 24),
        ("MS5", "MS6", "ICU", "PEDS"),
        "A032",
    ),
    DeviceType(
        *("Dispensing cabinet", "Medivault", "DC-9", "09520000010317", "", "", PLAIN, LAN, 12),
        ("MS5", "MS6", "ICU", "ED", "PHAR"),
        "A015",
    ),
    DeviceType(
        *("Pulse oximeter", "Oxenby", "PO", "09520000010324", "2", "DQA", PLAIN, NONE, 12),
        ("MS5", "CLIN", "RT"),
    ),
    DeviceType(
        *("Heart-lung console", "Perrindale", "HL2", "09520000010331", "2", "DTQ", LIFE, NONE, 2), ("OR",)
    ),
    DeviceType(
        *("Balloon pump", "Perrindale", "IB", "09520000010348", "2", "DSP", LIFE, NONE, 4), ("CVICU", "CATH")
    ),
    DeviceType(*("Surgical laser", "Lumsgate", "LAS", "09520000010355", "2", "GEX", HIGH, NONE, 2), ("OR",)),
    DeviceType(
        *("Linear accelerator", "Radleigh Oncology", "LINAC6", "09520000010362", "2", "IYE", HIGH, LAN, 1),
        ("RADONC",),
        "A023",
    ),
    DeviceType(
        *("Glucose meter", "Gluckstone", "POC", "09520000010379", "2", "NBW", PLAIN, LAN, 16), WARDS, "A033"
    ),
    DeviceType(
        *("Telehealth cart", "Telwick", "TC", "09520000010386", "", "", PLAIN, WIFI, 6), ("THUB",), "A042"
    ),
    DeviceType(
        *("RTLS reader", "Locatrix", "T1", "09520000010393", "", "", PLAIN, WIFI, 10), ("ED", "OR"), "A034"
    ),
    DeviceType(
        *("Fluid and blood warmer", "Fluidale", "BW", "09520000010409", "2", "LGZ", HIGH, NONE, 6),
        ("OR", "ED"),
    ),
)
