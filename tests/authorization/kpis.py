"""Who reads figures, those of money among them, and who sets targets."""

from typing import Any

from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.assets import READS_ALL
from tests.authorization.table import Case, all_get

READS_FIGURES = (
    "lead", "euc_lead", "duty_manager", "it_manager", "htm_manager", "vp_infrastructure", "vp_applications", "cio",
    "cmio", "security", "privacy", "patient_safety", "vendor_manager", "finance", "auditor",
)  # fmt: skip
READS_MONEY_FIGURES = (
    "it_manager", "htm_manager", "vp_infrastructure", "vp_applications", "cio", "vendor_manager", "finance", "auditor",
)  # fmt: skip
SETS_TARGETS = ("cio", "it_manager", "htm_manager")
READS, MONEY = all_get(200, *READS_FIGURES), all_get(200, *READS_MONEY_FIGURES)


def reads(name: str, path: str, who: dict[str, int], **more: Any) -> Case:
    """A read over REST."""
    return Case(f"api:{name}", f"{HERE}{path}", who, others=403, anonymous=401, **more)


CASES = [
    Case("kpi:figures", "/kpi/", READS),
    Case("kpi:figures", "/kpi/?period=2", all_get(400, *READS_FIGURES), about="of no period"),
    Case("kpi:figure", "/kpi/backlog/", READS),
    Case("kpi:figure", "/kpi/spend_against_plan/", MONEY, about="of money"),
    Case("kpi:figure", "/kpi/renewal_traps/", MONEY, about="of contracts"),
    Case("kpi:figure", "/kpi/nothing/", about="that is none"),
    Case("kpi:target", "/kpi/backlog/target/", all_get(200, *SETS_TARGETS)),
    Case(
        "kpi:target", "/kpi/backlog/target/", all_get(302, *SETS_TARGETS), method="POST",
        data={"target": "40", "version": "0"},
    ),
    rest_reads("kpis", "kpis/", READS_FIGURES),
    reads("kpi", "kpis/backlog/", READS),
    reads(
        "kpi", "kpis/spend_against_plan/", {**all_get(404, *READS_FIGURES), **MONEY}, about="of money",
    ),
    rest_reads("kpi_snapshots", "kpi_snapshots/", READS_FIGURES),
    reads("service_availability", "services/A001/availability/", all_get(200, *READS_ALL)),
    reads(
        "service_availability", "services/NONE/availability/", all_get(404, *READS_ALL), about="of none",
    ),
]  # fmt: skip
