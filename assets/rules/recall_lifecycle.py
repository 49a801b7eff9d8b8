"""The life of a recall case (domain/3 §3.5.4) as one table."""

from typing import Final

from hospital_itsm.core.lifecycle import Lifecycle, Transition, states

RECEIVED: Final = "received"
TRIAGED: Final = "triaged"
ASSIGNED: Final = "assigned"
LOCATING: Final = "locating"
IN_PROGRESS: Final = "in_progress"
VENDOR_PENDING: Final = "vendor_pending"
VERIFIED: Final = "verified"
CLOSED: Final = "closed"

BEFORE_WORK: Final = states(TRIAGED, ASSIGNED)
WORKED: Final = states(LOCATING, IN_PROGRESS, VENDOR_PENDING)
OPEN: Final = states(RECEIVED, BEFORE_WORK, WORKED, VERIFIED)

LIFECYCLE: Final = Lifecycle(
    initial=RECEIVED,
    states=(RECEIVED, TRIAGED, ASSIGNED, LOCATING, IN_PROGRESS, VENDOR_PENDING, VERIFIED, CLOSED),
    transitions=(
        Transition("triage", states(RECEIVED), TRIAGED, "recall.manage"),
        Transition("dismiss", states(RECEIVED), CLOSED, "recall.manage", ("reason",)),
        Transition("assign", states(TRIAGED), ASSIGNED, "recall.manage", ("assignee",)),
        Transition("assign", states(ASSIGNED), ASSIGNED, "recall.manage", ("assignee",)),
        Transition("assign", WORKED, IN_PROGRESS, "recall.manage", ("assignee",)),
        Transition("locate", BEFORE_WORK, LOCATING, "recall.work"),
        Transition("work", states(BEFORE_WORK, LOCATING, VENDOR_PENDING), IN_PROGRESS, "recall.work"),
        Transition("wait_for_vendor", states(LOCATING, IN_PROGRESS), VENDOR_PENDING, "recall.work"),
        Transition("verify", states(BEFORE_WORK, WORKED), VERIFIED, "recall.manage"),
        Transition("resume", states(VERIFIED), IN_PROGRESS, "recall.manage"),
        Transition("close", states(VERIFIED), CLOSED, "recall.manage"),
        Transition("reopen", states(CLOSED), IN_PROGRESS, "recall.manage", ("reason",)),
    ),
)
