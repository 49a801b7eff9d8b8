"""What each role may do on a fresh installation (domain 4.2): the minimum necessary.

Administrators configure and read no conversation; executives have no ticket content; auditors read and change nothing.
"""

from typing import Final

REPORT: Final = ("desk.report", "unit.view")
READ: Final = ("queue.view", "ticket.read_all", "vendor.read", "asset.read", "recall.read")
WORK: Final = (*READ, "ticket.work", "ticket.take", "phi.reveal")
HANDS: Final = ("asset.edit", "procedure.work")
LEAD: Final = (
    *WORK,
    *HANDS,
    "ticket.triage",
    "ticket.lower_priority",
    "ticket.raise_priority",
    "notice.post",
    "oncall.manage",
    "insight.view",
)
MANAGE: Final = (*LEAD, "ticket.work_any")
CONTRACTS: Final = ("vendor.read", "contract.read")
INSIGHT: Final = ("insight.view", *CONTRACTS, "asset.read", "recall.read", "budget.read")
BUYS: Final = ("purchase.ask", "purchase.read")
SIGN: Final = ("asset.manage", "procedure.sign")
LET_IN: Final = "remote_access.approve"
BREAK_GLASS: Final = "ticket.break_glass"
"""One restricted ticket for hours, with a reason, told at once and reviewed."""
DESK_TODAY, OF_INFRASTRUCTURE, OF_APPLICATIONS, OF_CIO, OF_INFORMATICS, OF_HTM = (
    "dashboard.desk", "dashboard.infrastructure", "dashboard.applications", "dashboard.cio", "dashboard.informatics",
    "dashboard.htm",
)  # fmt: skip
DASHBOARDS: Final = (OF_INFRASTRUCTURE, OF_APPLICATIONS, OF_CIO, OF_INFORMATICS, OF_HTM)
"""Those of leaders; the desk's own is for those who see its queue."""
HTM: Final = ("asset.release", "recall.work")

PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    "requester": REPORT,
    "unit_lead": (*REPORT, "unit.lead"),
    "house_supervisor": (*REPORT, *READ, "ticket.raise_priority", "page.acknowledge"),
    "agent": (DESK_TODAY, *REPORT, *WORK, *HANDS, "ticket.triage", "page.acknowledge"),
    "technician": (*REPORT, *WORK, *HANDS, "recall.work", "page.acknowledge"),
    "biomed": (*REPORT, *WORK, *HANDS, *HTM, "page.acknowledge"),
    "team_lead": (DESK_TODAY, *REPORT, *LEAD, *SIGN, "page.acknowledge"),
    "duty_manager": (DESK_TODAY, *REPORT, *MANAGE, LET_IN, BREAK_GLASS, "page.acknowledge"),
    "htm_manager": (
        DESK_TODAY,
        OF_HTM,
        *REPORT,
        *MANAGE,
        *CONTRACTS,
        *SIGN,
        *HTM,
        LET_IN,
        "vendor.manage",
        "asset.import",
        "recall.manage",
        "patient_event.read",
        "budget.read",
        "budget.plan_htm",
        "insight.target",
        *BUYS,
        "purchase.receive",
        "page.acknowledge",
    ),
    "it_manager": (
        DESK_TODAY,
        OF_INFRASTRUCTURE,
        OF_APPLICATIONS,
        *REPORT,
        *MANAGE,
        *CONTRACTS,
        *SIGN,
        LET_IN,
        BREAK_GLASS,
        "vendor.manage",
        "asset.import",
        "portfolio.manage",
        "budget.read",
        "insight.target",
        *BUYS,
        "purchase.receive",
        "page.acknowledge",
    ),
    "vp_infrastructure": (
        OF_INFRASTRUCTURE,
        OF_APPLICATIONS,
        OF_CIO,
        *REPORT,
        *INSIGHT,
        *BUYS,
        "budget.plan_infrastructure",
        "page.acknowledge",
    ),
    "vp_applications": (
        OF_INFRASTRUCTURE,
        OF_APPLICATIONS,
        OF_CIO,
        *REPORT,
        *INSIGHT,
        "portfolio.manage",
        "budget.plan_applications",
        *BUYS,
        "page.acknowledge",
    ),
    "cio": (*DASHBOARDS, *REPORT, *INSIGHT, *BUYS, "insight.target", "budget.approve", "page.acknowledge"),
    "cmio": (
        OF_APPLICATIONS,
        OF_INFORMATICS,
        *REPORT,
        *READ,
        "ticket.raise_priority",
        "ticket.lower_priority",
        "insight.view",
        "page.acknowledge",
    ),
    "security": (
        *REPORT,
        *WORK,
        "ticket.triage",
        "ticket.read_security",
        "insight.view",
        "audit.read",
        "baa.manage",
        "baa.override",
        LET_IN,
        "page.acknowledge",
    ),
    "privacy": (
        *REPORT,
        *WORK,
        "ticket.read_privacy",
        "ticket.read_security",
        "opening.review",
        "insight.view",
        "baa.manage",
        "baa.override",
        "page.acknowledge",
    ),
    "patient_safety": (OF_INFORMATICS, *REPORT, *READ, "patient_event.read", "insight.view"),
    "vendor_manager": (
        *REPORT,
        *READ,
        *CONTRACTS,
        "vendor.manage",
        "contract.manage",
        "baa.manage",
        "budget.read",
        "insight.view",
        *BUYS,
        "purchase.order",
        "purchase.receive",
    ),
    "finance": (
        *REPORT,
        *CONTRACTS,
        "asset.read",
        "budget.read",
        "budget.manage",
        "insight.view",
        "purchase.read",
        "purchase.order",
    ),
    "vendor_guest": (),
    "auditor": (
        *DASHBOARDS,
        *READ,
        *CONTRACTS,
        "ticket.read_security",
        "ticket.read_privacy",
        "audit.read",
        "budget.read",
        "insight.view",
        "purchase.read",
    ),
    "administrator": (*REPORT, "setup.manage", "people.manage", "workstation.register", "oncall.manage"),
    "integration": ("api.use",),
}


def permissions_of(code: str) -> tuple[str, ...]:
    """The permissions of a role on a fresh installation, sorted, each once."""
    return tuple(sorted(set(PERMISSIONS[code])))
