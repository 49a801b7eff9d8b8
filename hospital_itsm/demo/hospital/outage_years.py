"""Outages of the demo hospital before the last quarter: two years of links, releases and worn parts."""

from typing import Final

from hospital_itsm.demo.hospital.continuity import PastOutage

RECORD: Final = ("A001", "A002", "A003")
UPGRADED: Final = ("A001", "A002", "A003", "A004", "A005", "A006", "A007")
UPGRADE_DAYS: Final = 322
"""How long ago the record was upgraded: its downtime overran, and a wave of tickets followed."""

YEARS: Final = (
    PastOutage(700, 9, 34, ("INF-WAN",), "Road works cut the line to a clinic", "vendor", areas=("CLIN",)),
    PastOutage(688, 1, 118, ("INF-LAN",), "Core switches updated", "maintenance", window=120),
    PastOutage(671, 8, 26, ("A017",), "Pictures open slowly", "capacity", "degraded", 40, ("RAD",)),
    PastOutage(655, 5, 41, ("A011",), "Lab system does not start after an update", "change", areas=("LAB",)),
    PastOutage(640, 2, 85, RECORD, "New release of the record", "maintenance", window=90),
    PastOutage(622, 13, 75, ("INF-PRINT",), "Queues of one print server stand", "configuration", "down", 20),
    PastOutage(604, 10, 130, ("A050",), "Month end locks the ledger", "software"),
    PastOutage(588, 6, 14, ("A061",), "Certificate of the sign-on renewed late", "configuration"),
    PastOutage(571, 22, 170, ("A018",), "Archive firmware", "maintenance", window=180),
    PastOutage(
        553, 15, 38, ("A028",), "Values of monitors arrive late", "interface", "degraded", 50, ("ICU",)
    ),
    PastOutage(521, 2, 55, ("INF-FW",), "Firewall update", "maintenance", window=60),
    PastOutage(505, 11, 21, ("INF-WLAN",), "Roaming fails in the south tower", "network", "degraded", 15),
    PastOutage(489, 2, 95, RECORD, "New release of the record", "maintenance", window=90),
    PastOutage(470, 9, 29, ("A014",), "Orders wait for verification", "software", areas=("PHAR",)),
    PastOutage(452, 8, 180, ("A042",), "Video visits do not connect", "vendor", areas=("THUB",)),
    PastOutage(433, 3, 17, ("INF-STO",), "Storage path lost", "hardware", "degraded", 25),
    PastOutage(
        415, 17, 33, ("A015",), "Dispensing cabinets lose their server", "hardware", areas=("MS5", "MS6")
    ),
    PastOutage(399, 2, 110, ("A017", "A018"), "Imaging storage update", "maintenance", window=120),
    PastOutage(384, 7, 24, ("A035",), "Registration stands still", "software", areas=("ED", "CLIN")),
    PastOutage(365, 12, 31, ("A060",), "Message queue of orders is full", "interface", areas=("LAB", "RAD")),
    PastOutage(348, 1, 140, ("INF-HYP",), "Hosts of virtual servers updated", "maintenance", window=150),
    PastOutage(330, 4, 400, ("A062",), "Backup target full", "capacity"),
    PastOutage(UPGRADE_DAYS, 1, 275, UPGRADED, "Upgrade of the record", "maintenance", window=240),
    PastOutage(311, 9, 16, ("A001",), "Record slow in the morning", "capacity", "degraded", 30),
    PastOutage(304, 8, 42, ("A007",), "Clinic schedules do not open", "software", areas=("CLIN",)),
    PastOutage(290, 18, 260, ("A041",), "Patient portal does not answer", "vendor"),
    PastOutage(273, 14, 11, ("INF-DNS",), "Wrong zone published", "configuration"),
    PastOutage(255, 21, 58, ("A050",), "Quarter-end release", "maintenance", window=60),
    PastOutage(238, 16, 19, ("A012",), "Cross-match screen closes", "software", areas=("BB",)),
    PastOutage(221, 1, 600, ("A057",), "Nightly load fails", "software"),
    PastOutage(205, 2, 80, RECORD, "New release of the record", "maintenance", window=90),
    PastOutage(187, 20, 27, ("A020",), "Fetal strips are not stored", "hardware", areas=("LND",)),
    PastOutage(155, 10, 90, ("A019",), "Heart studies do not open", "capacity", areas=("CATH",)),
    PastOutage(140, 1, 70, ("INF-FW",), "Firewall update", "maintenance", window=60),
    PastOutage(128, 9, 52, ("A037",), "Appointments cannot be booked", "software", "degraded", 60, ("CLIN",)),
    PastOutage(112, 13, 22, ("A060",), "Results arrive late", "interface", "degraded", 40, ("LAB",)),
    PastOutage(99, 2, 88, RECORD, "New release of the record", "maintenance", window=90),
)
"""Oldest first."""
