"""What the portfolio of domain 8.3 says beyond names: categories, recovery times, vendors, interfaces, licenses."""

from typing import Final

CATEGORIES: Final = (
    ("A001", "A010", "clinical.ehr"),
    ("A011", "A027", "clinical.ancillary"),
    ("A028", "A034", "clinical.device_integration"),
    ("A035", "A040", "patient_access"),
    ("A041", "A045", "telehealth"),
    ("A046", "A049", "revenue_cycle"),
    ("A050", "A056", "business"),
    ("A057", "A059", "data"),
    ("A060", "A062", "infrastructure"),
)
"""First and last code of each category."""

RECOVERY_MINUTES: Final = {
    "0": (15, 5),
    "1": (120, 15),
    "2": (480, 60),
    "3": (4_320, 1_440),
    "4": (7_200, 2_880),
}
"""RTO and RPO by tier."""

VENDORS: Final = {
    "Harbor Health Systems": ("A001", "A002", "A003", "A004", "A005", "A006", "A007", "A008", "A009", "A035"),
    "Ashgrove Infusion": ("A030",),
    "Kestwick Monitoring": ("A031",),
    "Medivault": ("A015",),
    "IntegraWorks": ("A060", "A028"),
    "ImageArc Software": ("A017", "A018"),
    "BadgeIn Identity": ("A061",),
    "ClaimBridge": ("A046",),
    "BrightLedger ERP": ("A050", "A051"),
    "Slatewell Storage & Backup": ("A062",),
    "Radleigh Oncology": ("A023",),
    "Nethercote Renal": ("A024",),
}

WITHOUT_PATIENT_DATA: Final = ("A050", "A053", "A055")
OF_STAFF: Final = ("A051", "A052", "A054", "A061")
"""Personal data of those who work here."""
IN_THE_CLOUD: Final = ("A042", "A044", "A045", "A046", "A050", "A051", "A054", "A056")

INTERFACES: Final = (
    ("ADT", "A035", ("A060",)),
    ("ADT", "A060", ("A011", "A014", "A016", "A028", "A036", "A037", "A041")),
    ("ORM", "A002", ("A011", "A016")),
    ("ORU", "A011", ("A001",)),
    ("RDE", "A002", ("A014",)),
    ("Vitals", "A028", ("A006",)),
    ("Alarms", "A029", ("A032",)),
    ("DFT", "A047", ("A050",)),
    ("837 and 835", "A046", ("A047",)),
)
"""Messages: kind, source, and the services that need them."""

FOUNDATIONS: Final = (
    ("depends_on", "INF-WLAN", "INF-LAN"),
    ("depends_on", "INF-VOICE", "INF-LAN"),
    ("depends_on", "INF-PAGE", "INF-VOICE"),
    ("depends_on", "INF-WAN", "INF-FW"),
    ("depends_on", "INF-AD", "INF-DNS"),
    ("depends_on", "INF-VDI", "INF-HYP"),
    ("depends_on", "INF-HYP", "INF-STO"),
    ("depends_on", "INF-STO", "INF-LAN"),
    ("depends_on", "INF-DNS", "INF-LAN"),
    ("depends_on", "INF-PRINT", "INF-LAN"),
    ("depends_on", "A061", "INF-AD"),
)
"""What the infrastructure services need of each other."""

LICENSES: Final = (
    ("Harbor EHR, named users", "A001", "named_user", 3_200, 3_064, 2_711, "410.00", 400),
    ("Harbor Ambulatory, providers", "A007", "named_user", 240, 231, 198, "620.00", 400),
    ("Specora LIS, workstations", "A011", "device", 90, 84, 71, "350.00", 210),
    ("ImageArc PACS, concurrent readers", "A017", "concurrent", 40, 40, 38, "2900.00", 120),
    ("PumpLibrary, pumps", "A030", "device", 300, 312, 266, "95.00", 330),
    ("Voice dictation, clinicians", "A010", "named_user", 500, 342, 151, "780.00", 95),
    ("VisitLink video, hosts", "A042", "named_user", 180, 176, 120, "144.00", 60),
    ("MailSuite, mailboxes", "A056", "named_user", 3_400, 3_318, 3_102, "96.00", 250),
    ("ReportGarden BI, authors", "A058", "named_user", 60, 58, 19, "840.00", 45),
    ("VaultBackup, protected terabytes", "A062", "core", 400, 388, 388, "110.00", 300),
)
"""Product, service, metric, bought, given out, used in 90 days, cost of one, days until it renews."""
