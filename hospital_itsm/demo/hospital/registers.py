"""What the demo hospital knows of its recovery: tests of domain 8.6 and others, drills, plans, feeds of data."""

from datetime import date
from typing import Final, NamedTuple


class DatedTest(NamedTuple):
    """A test of domain 8.6, on the day its table names; times are minutes until it worked and of data lost."""

    on: date
    code: str
    kind: str
    result: str
    rto: int | None = None
    rpo: int | None = None
    findings: str = ""


DATED_TESTS: Final = (
    DatedTest(date(2024, 9, 22), "A060", "failover", "passed", 54, 4),
    DatedTest(date(2025, 3, 9), "A017", "failover", "passed", 220, 12),
    DatedTest(date(2025, 5, 18), "A001", "failover", "partly", 131, 8, "Names of printers were missing."),
    DatedTest(date(2025, 9, 21), "A060", "failover", "passed", 47, 3),
    DatedTest(date(2026, 2, 11), "A050", "tabletop", "passed"),
    DatedTest(
        date(2026, 3, 8), "A017", "failover", "failed", 370, 30,
        "The second store mounted read-only; the objective of four hours was missed by over two.",
    ),
    DatedTest(date(2026, 4, 19), "A012", "failover", "passed", 72, 5),
    DatedTest(date(2026, 5, 17), "A001", "failover", "passed", 98, 6),
    DatedTest(date(2026, 6, 14), "A011", "failover", "passed", 85, 9),
    DatedTest(date(2026, 8, 2), "INF-VOICE", "failover", "passed", 12, 0),
)  # fmt: skip
"""Oldest first. The pharmacy was never tested."""


class Test(NamedTuple):
    """A restore or a check of backups, so many `days` before the load."""

    days: int
    code: str
    kind: str
    result: str = "passed"
    rto: int | None = None
    rpo: int | None = None
    findings: str = ""


TESTS: Final = (
    Test(402, "A019", "restore", rto=300, rpo=45),
    Test(388, "A035", "restore", rto=96, rpo=10),
    Test(371, "A028", "restore", rto=88, rpo=9),
    Test(340, "A056", "restore", rto=410, rpo=50),
    Test(318, "INF-AD", "restore", rto=14, rpo=4),
    Test(296, "A015", "restore", rto=104, rpo=12),
    Test(270, "A004", "restore", rto=90, rpo=7),
    Test(251, "INF-DNS", "restore", rto=9, rpo=1),
    Test(232, "A003", "restore", rto=110, rpo=11),
    Test(214, "A002", "restore", rto=101, rpo=10),
    Test(197, "A005", "restore", rto=118, rpo=14),
    Test(176, "A061", "restore", rto=13, rpo=3),
    Test(158, "A023", "restore", "partly", 126, 12, "Plans came back, pictures of the day before did not."),
    Test(139, "A030", "restore", rto=74, rpo=15),
    Test(121, "A007", "restore", rto=352, rpo=40),
    Test(104, "INF-STO", "failover", rto=6, rpo=0),
    Test(83, "A016", "restore", rto=390, rpo=51),
    Test(62, "A006", "restore", rto=95, rpo=8),
    Test(41, "A024", "restore", rto=333, rpo=38),
    Test(27, "A057", "restore", rto=2_410, rpo=1_300),
    Test(20, "A062", "backup"),
    Test(13, "A001", "backup"),
    Test(9, "A018", "backup", "failed", findings="Two nights missed: the vault refused the account."),
    Test(6, "A011", "backup"),
)
"""Oldest first; three of a year ago were not repeated."""


class Drill(NamedTuple):
    """A downtime drill of a unit, so many `days` before the load."""

    days: int
    area: str
    result: str = "passed"
    findings: str = ""


DRILLS: Final = (
    Drill(455, "REHAB"),
    Drill(431, "ENDO"),
    Drill(362, "PEDS"),
    Drill(341, "SPD"),
    Drill(320, "ED"),
    Drill(301, "ICU"),
    Drill(288, "RAD"),
    Drill(266, "OR", "partly", "The anesthesia forms were of last year."),
    Drill(243, "PACU"),
    Drill(222, "CVICU"),
    Drill(203, "BB"),
    Drill(188, "LAB"),
    Drill(171, "TELE"),
    Drill(150, "PHAR"),
    Drill(133, "NICU"),
    Drill(117, "CATH"),
    Drill(96, "DIAL"),
    Drill(77, "RT"),
    Drill(55, "LND", "failed", "Nobody on the shift found the downtime computer."),
    Drill(34, "MS5"),
    Drill(33, "MS6"),
    Drill(12, "ED"),
)
"""Oldest first; infusion and radiation oncology never had one."""


class Plan(NamedTuple):
    """A recovery plan: reviewed so many days ago, and for how long that holds."""

    code: str
    title: str
    kept_at: str
    owner: str
    reviewed: int
    holds: int = 365


VAULT: Final = "Downtime binder of the command center, and the plan vault outside the network"
PLANS: Final = (
    Plan("A001", "Record: failover to the second site", VAULT, "priya.venkataraman", 170),
    Plan("A002", "Orders: paper, then entry in order of time", VAULT, "sofia.brandt", 305),
    Plan("A011", "Lab: run from the instruments", VAULT, "idris.vale", 150),
    Plan("A012", "Blood bank: issue by hand", VAULT, "idris.vale", 205),
    Plan("A017", "Imaging: read at the scanner, restore from the vault", VAULT, "idris.vale", 382),
    Plan("A014", "Pharmacy: verify on paper", VAULT, "idris.vale", 431),
    Plan("A060", "Interfaces: start in order, empty the queues", VAULT, "idris.vale", 350),
    Plan("A050", "Ledger: pay by the list of last month", VAULT, "maeve.ottley", 288),
    Plan("INF-AD", "Identity: build from the sealed copy", VAULT, "yusuf.grant", 60),
    Plan("INF-LAN", "Network: core from spares", VAULT, "arne.holloway", 121),
    Plan("INF-VOICE", "Phones: radios and red phones", VAULT, "arne.holloway", 114),
    Plan("A062", "Vault: unlock with two keys", VAULT, "dale.brantley", 20),
)


class Feed(NamedTuple):
    """A feed of data: every `days` days at `hour`, with about so many `rows`; `missing` runs did not come."""

    code: str
    name: str
    source: str
    service: str
    team: str
    hour: int
    rows: int
    days: int = 1
    missing: int = 0
    fails: tuple[int, ...] = ()


FEEDS: Final = (
    Feed("census-nightly", "Nightly census to the warehouse", "Registration", "A057", "DW-BI", 4, 412, missing=2),
    Feed("claims-out", "Claims to the clearing house", "ClaimBridge", "A046", "REVCYC", 2, 1_140, fails=(1, 17)),
    Feed("payments-in", "Payments from the clearing house", "ClaimBridge", "A046", "REVCYC", 5, 930),
    Feed("charges-ledger", "Charges to the ledger", "ChargeKeeper", "A050", "ERP", 3, 2_800, fails=(9,)),
    Feed("leavers", "Leavers to the directory", "PeopleHub", "INF-AD", "IAM", 6, 14),
    Feed("wages", "Hours worked to payroll", "ShiftTally", "A051", "ERP", 6, 3_150, days=14),
    Feed("drug-library", "Drug library to the pumps", "PumpLibrary", "A030", "PHARM-IT", 5, 240, days=7),
    Feed("formulary", "Formulary of the month", "DoseHarbor", "A014", "PHARM-IT", 4, 5_200, days=30),
)  # fmt: skip
FEED_DAYS: Final = 60
"""How many days of runs are told."""
