"""The 24 contracts of domain 8.5: number, title, vendor, kind, first and last day; support numbers are ours."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from vendors.choices import ContractKind


@dataclass(frozen=True)
class ContractRow:
    """One contract in force."""

    number: str
    title: str
    vendor: str
    kind: ContractKind
    starts_on: date
    ends_on: date
    phone: str = ""
    hours: str = ""


def _row(
    number: str, title: str, vendor: str, kind: ContractKind, term: str, phone: str = "", hours: str = ""
) -> ContractRow:
    first, last = (date.fromisoformat(day) for day in term.split("/"))
    return ContractRow(number, title, vendor, kind, first, last, phone, hours or (ALWAYS if phone else ""))


ALWAYS: Final = "24 x 7"


CONTRACTS: Final = (
    _row(
        "C-1001",
        "EHR license and maintenance",
        "Harbor Health Systems",
        ContractKind.SUBSCRIPTION,
        "2022-07-01/2029-06-30",
        "555-0170",
    ),
    _row(
        "C-1002",
        "EHR hosting for disaster recovery",
        "Harbor Health Systems",
        ContractKind.HOSTING,
        "2022-07-01/2027-06-30",
    ),
    _row("C-1003", "Interface engine", "IntegraWorks", ContractKind.MAINTENANCE, "2025-01-01/2026-12-31"),
    _row(
        "C-1004",
        "PACS and vendor-neutral archive",
        "ImageArc Software",
        ContractKind.MAINTENANCE,
        "2023-10-01/2028-09-30",
    ),
    _row(
        "C-1005",
        "LAN and WLAN support, 24 x 7 x 4",
        "Northlight Networks",
        ContractKind.SUPPORT,
        "2024-07-01/2027-06-30",
        hours="24 x 7, 4 hours to site",
    ),
    _row(
        "C-1006",
        "WAN circuits, two diverse",
        "CopperRiver Telecom",
        ContractKind.TELECOM,
        "2024-03-01/2027-02-28",
        "555-0171",
    ),
    _row(
        "C-1007",
        "Voice and paging",
        "CopperRiver Telecom",
        ContractKind.TELECOM,
        "2025-07-01/2028-06-30",
        "555-0172",
    ),
    _row(
        "C-1008",
        "Backup and immutable vault",
        "Slatewell Storage & Backup",
        ContractKind.SUBSCRIPTION,
        "2025-10-01/2028-09-30",
    ),
    _row(
        "C-1009",
        "Single sign-on and MFA",
        "BadgeIn Identity",
        ContractKind.SUBSCRIPTION,
        "2026-02-01/2029-01-31",
    ),
    _row("C-1010", "Managed SOC", "Wardstone Cyber", ContractKind.SERVICE, "2026-01-01/2028-12-31"),
    _row(
        "C-1011",
        "MRI full service",
        "Prismeadow Imaging",
        ContractKind.EQUIPMENT_SERVICE,
        "2024-01-01/2028-12-31",
        "555-0173",
    ),
    _row(
        "C-1012",
        "CT and X-ray shared service",
        "Prismeadow Imaging",
        ContractKind.EQUIPMENT_SERVICE,
        "2024-01-01/2026-12-31",
    ),
    _row(
        "C-1013",
        "LINAC full service",
        "Radleigh Oncology",
        ContractKind.EQUIPMENT_SERVICE,
        "2025-04-01/2030-03-31",
    ),
    _row(
        "C-1014",
        "Ventilator PM kits and support",
        "Borrowdale Respiratory",
        ContractKind.PARTS_AND_LABOR,
        "2026-07-01/2027-06-30",
    ),
    _row(
        "C-1015",
        "Pump fleet software and library",
        "Ashgrove Infusion",
        ContractKind.MAINTENANCE,
        "2025-07-01/2028-06-30",
    ),
    _row(
        "C-1016",
        "Monitoring gold support",
        "Kestwick Monitoring",
        ContractKind.EQUIPMENT_SERVICE,
        "2023-07-01/2027-06-30",
        "555-0174",
    ),
    _row(
        "C-1017",
        "Dialysis service",
        "Nethercote Renal",
        ContractKind.EQUIPMENT_SERVICE,
        "2026-01-01/2026-12-31",
    ),
    _row(
        "C-1018",
        "Laboratory analyzers, reagent rental",
        "Analford Diagnostics",
        ContractKind.REAGENT_RENTAL,
        "2024-09-01/2029-08-31",
        "555-0175",
    ),
    _row("C-1019", "Dispensing cabinets", "Medivault", ContractKind.LEASE, "2023-05-01/2028-04-30"),
    _row(
        "C-1020",
        "Third-party biomed labor",
        "OmniBiomed ISO",
        ContractKind.PARTS_AND_LABOR,
        "2026-07-01/2027-06-30",
    ),
    _row(
        "C-1021", "Claims clearing-house", "ClaimBridge", ContractKind.SUBSCRIPTION, "2025-07-01/2027-06-30"
    ),
    _row("C-1022", "ERP and HR", "BrightLedger ERP", ContractKind.SUBSCRIPTION, "2023-07-01/2028-06-30"),
    _row("C-1023", "IT asset disposition", "Greenloop ITAD", ContractKind.SERVICE, "2025-01-01/2027-12-31"),
    _row("C-1024", "Project staffing", "FernHall Staffing", ContractKind.STAFFING, "2026-07-01/2027-06-30"),
)
