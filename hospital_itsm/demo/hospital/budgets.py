"""The budget of the demo hospital for two fiscal years: what is planned, and which contracts each line pays (8.5)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hospital_itsm.people.choices import Domain

INFRASTRUCTURE, APPLICATIONS, HTM = Domain.INFRASTRUCTURE, Domain.APPLICATIONS, Domain.CLINICAL_ENGINEERING
DALE, PRIYA, SAM, ELLEN, MARTIN, GWEN = (
    "dale.brantley", "priya.venkataraman", "sam.oduya", "ellen.fairweather", "martin.ekland", "gwen.ashford",
)  # fmt: skip
WALTER, MARGUERITE = "walter.choi", "marguerite.okafor"


@dataclass(frozen=True)
class LineRow:
    """A line: whole dollars, and dollars that are spent each month besides its contracts."""

    name: str
    cost_center: str
    domain: Domain
    owner: str
    amount: int
    purpose: str = "run"
    spending: str = "opex"
    contracts: tuple[str, ...] = ()
    monthly: int = 0

    @property
    def planned(self) -> Decimal:
        """The amount as money."""
        return Decimal(self.amount)


_row = LineRow
LINES: Final = (
    _row(
        "EHR license, maintenance and hosting",
        "6700",
        APPLICATIONS,
        PRIYA,
        8_400_000,
        contracts=("C-1001", "C-1002"),
    ),
    _row("Interface engine", "6700", APPLICATIONS, GWEN, 150_000, contracts=("C-1003",)),
    _row("PACS and archive", "6220", APPLICATIONS, GWEN, 440_000, contracts=("C-1004",)),
    _row("ERP, HR and claims", "6720", APPLICATIONS, PRIYA, 1_150_000, contracts=("C-1022", "C-1021")),
    _row(
        "Network and Wi-Fi support",
        "6720",
        INFRASTRUCTURE,
        MARTIN,
        330_000,
        contracts=("C-1005",),
        monthly=1_900,
    ),
    _row(
        "Circuits, voice and paging",
        "6720",
        INFRASTRUCTURE,
        MARTIN,
        215_000,
        contracts=("C-1006", "C-1007"),
        monthly=9_800,
    ),
    _row("Backup and vault", "6720", INFRASTRUCTURE, MARTIN, 225_000, contracts=("C-1008",)),
    _row(
        "Sign-on and security operations",
        "6720",
        INFRASTRUCTURE,
        DALE,
        690_000,
        contracts=("C-1009", "C-1010"),
    ),
    _row(
        "Imaging service",
        "6220",
        HTM,
        ELLEN,
        620_000,
        contracts=("C-1011", "C-1012"),
        monthly=4_200,
    ),
    _row("Radiation oncology service", "6245", HTM, ELLEN, 470_000, contracts=("C-1013",)),
    _row("Pumps and monitoring", "6400", HTM, SAM, 365_000, contracts=("C-1015", "C-1016"), monthly=1_100),
    _row(
        "Third-party biomed labor and parts",
        "6720",
        HTM,
        ELLEN,
        200_000,
        contracts=("C-1020", "C-1014"),
        monthly=2_700,
    ),
    _row("Laboratory analyzers", "6310", HTM, SAM, 1_950_000, contracts=("C-1018",)),
    _row("Ventilator fleet, replacement", "6110", HTM, SAM, 480_000, "grow", "capex", monthly=21_000),
    _row("Workstation refresh", "6720", INFRASTRUCTURE, MARTIN, 900_000, "grow", "capex", monthly=52_000),
    _row("Telehealth hub", "6510", APPLICATIONS, PRIYA, 260_000, "transform", monthly=14_500),
    _row("Early-warning model pilot", "6140", APPLICATIONS, PRIYA, 90_000, "transform", monthly=11_400),
    _row("Project staffing", "6720", INFRASTRUCTURE, DALE, 380_000, "transform", contracts=("C-1024",)),
)
"""Over: circuits, biomed labor, project staffing, and imaging, because nobody stopped the renewal of C-1012.

C-1017, C-1019 and C-1023 have no line.
"""
OUTSIDE: Final = (("Emergency rental of two dialysis machines", "Nethercote Renal", 18_400),)
