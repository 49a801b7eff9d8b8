"""The life of a ticket: states, transitions, pauses, reopening, closing by itself (domain/2 §2.3, §2.6)."""

from datetime import datetime, timedelta

from hospital_itsm.core.lifecycle import BACK, Lifecycle, Transition, states

NEW = "new"
TRIAGED = "triaged"
ASSIGNED = "assigned"
IN_PROGRESS = "in_progress"
PENDING_REQUESTER = "pending_requester"
PENDING_VENDOR = "pending_vendor"
PENDING_PARTS = "pending_parts"
PENDING_CHANGE = "pending_change"
PENDING_SCHEDULED = "pending_scheduled"
RESTORED = "restored"
RESOLVED = "resolved"
CLOSED = "closed"
CANCELLED = "cancelled"
MERGED = "merged"

QUEUED = states(NEW, TRIAGED, ASSIGNED)
PENDING = states(PENDING_REQUESTER, PENDING_VENDOR, PENDING_PARTS, PENDING_CHANGE, PENDING_SCHEDULED)
ACTIVE = states(QUEUED, IN_PROGRESS, PENDING)
OPEN = states(ACTIVE, RESTORED)
DONE = states(RESOLVED, CLOSED, CANCELLED, MERGED)
ENDED = DONE - {RESOLVED}

# A pause for a part or a change is ours to shorten, so only these three stop the promise.
PAUSING = states(PENDING_REQUESTER, PENDING_VENDOR, PENDING_SCHEDULED)
MOST_URGENT_THAT_PAUSES = 3

REOPEN_WINDOW = timedelta(days=14)
UNMERGE_WINDOW = timedelta(hours=24)
AUTO_CLOSE_AFTER = timedelta(days=7)
CLOSE_REMINDERS_AFTER = (timedelta(days=3), timedelta(days=6))

STOP_ALL = ("stop:response", "stop:update", "stop:onsite", "stop:restore", "stop:fulfil")
RESTORABLE_KINDS = frozenset({"incident", "security_incident", "privacy_event", "device_work_order"})

RESOLVE_NEEDS = ("close_code", "cause", "message")
RESOLVE_NEEDS_SERIOUS = ("clinical_impact", "workaround", "downtime_minutes", "article")


def _wait(verb: str, to: str, needs: tuple[str, ...], *clocks: str) -> Transition:
    return Transition(verb, ACTIVE - {to}, to, "ticket.work", needs, clocks)


LIFECYCLE = Lifecycle(
    initial=NEW,
    states=(
        NEW,
        TRIAGED,
        ASSIGNED,
        IN_PROGRESS,
        PENDING_REQUESTER,
        PENDING_VENDOR,
        PENDING_PARTS,
        PENDING_CHANGE,
        PENDING_SCHEDULED,
        RESTORED,
        RESOLVED,
        CLOSED,
        CANCELLED,
        MERGED,
    ),
    transitions=(
        Transition("triage", states(NEW), TRIAGED, "ticket.triage", ("category", "team")),
        Transition("assign", QUEUED, ASSIGNED, "ticket.assign", ("assignee",)),
        Transition("release", states(ASSIGNED, IN_PROGRESS), TRIAGED, "ticket.assign"),
        Transition("start", QUEUED, IN_PROGRESS, "ticket.work", (), ("stop:response",)),
        Transition("resume", PENDING, IN_PROGRESS, "ticket.work", (), ("resume",)),
        Transition(
            "answer", states(PENDING_REQUESTER), IN_PROGRESS, "ticket.reply", ("message",), ("resume",)
        ),
        _wait(
            "wait_requester", PENDING_REQUESTER, ("message",), "stop:response", "resume", "pause:requester"
        ),
        _wait("wait_vendor", PENDING_VENDOR, ("reason", "until"), "resume", "pause:vendor"),
        _wait("wait_parts", PENDING_PARTS, ("reason", "until"), "resume"),
        _wait("wait_change", PENDING_CHANGE, ("reason", "until"), "resume"),
        _wait("schedule", PENDING_SCHEDULED, ("reason", "until"), "resume", "pause:scheduled"),
        Transition(
            "restore",
            ACTIVE,
            RESTORED,
            "ticket.work",
            ("message",),
            ("resume", "stop:response", "stop:update", "stop:onsite", "stop:restore"),
            RESTORABLE_KINDS,
        ),
        Transition("confirm", states(RESTORED), RESTORED, "ticket.confirm"),
        Transition("still_broken", states(RESTORED), IN_PROGRESS, "ticket.confirm", (), ("reopen",)),
        Transition("resolve", OPEN, RESOLVED, "ticket.work", RESOLVE_NEEDS, ("resume", *STOP_ALL)),
        Transition("confirm", states(RESOLVED), CLOSED, "ticket.confirm"),
        Transition("close", states(RESOLVED), CLOSED, "ticket.auto_close"),
        Transition("reopen", states(RESOLVED, CLOSED), ASSIGNED, "ticket.confirm", (), ("reopen",)),
        Transition("withdraw", ACTIVE, CANCELLED, "ticket.withdraw", ("reason",), ("cancel",)),
        Transition("cancel", ACTIVE, CANCELLED, "ticket.cancel", ("reason",), ("cancel",)),
        Transition("merge", OPEN, MERGED, "ticket.merge", ("into",), ("cancel",)),
        Transition("unmerge", states(MERGED), BACK, "ticket.merge"),
    ),
)


def may_pause(priority: int, state: str) -> bool:
    """Does the promise pause here? Only P3 to P5 and only in the three pausing states (domain/2 §2.3)."""
    return priority >= MOST_URGENT_THAT_PAUSES and state in PAUSING


def reopen_until(resolved_at: datetime) -> datetime:
    """The last instant at which the unit may reopen; after that a new ticket is linked."""
    return resolved_at + REOPEN_WINDOW


def may_reopen(state: str, resolved_at: datetime | None, now: datetime) -> bool:
    """Reopen only from resolved or closed and only within 14 calendar days of the resolution."""
    if state not in (RESOLVED, CLOSED) or resolved_at is None:
        return False
    return now <= reopen_until(resolved_at)


def may_unmerge(merged_at: datetime | None, survivor_state: str, now: datetime) -> bool:
    """A merge is undone within 24 hours and while the ticket that went on has not ended (ux 5d)."""
    return merged_at is not None and now <= merged_at + UNMERGE_WINDOW and survivor_state not in ENDED


def auto_close_at(resolved_at: datetime, care_affected: bool) -> datetime | None:
    """When a resolved ticket closes by itself; None where care was affected: someone of the unit confirms."""
    return None if care_affected else resolved_at + AUTO_CLOSE_AFTER


def may_close_by_itself(
    state: str, resolved_at: datetime | None, care_affected: bool, reminders_sent: int, now: datetime
) -> bool:
    """Seven calendar days resolved, both reminders sent, and no effect on care."""
    if state != RESOLVED or resolved_at is None or reminders_sent < len(CLOSE_REMINDERS_AFTER):
        return False
    due = auto_close_at(resolved_at, care_affected)
    return due is not None and now >= due


def close_reminders_at(resolved_at: datetime) -> tuple[datetime, ...]:
    """The two reminders after a resolution; where care was affected they ask for the unit's confirmation."""
    return tuple(resolved_at + after for after in CLOSE_REMINDERS_AFTER)


def resolve_needs(priority: int, patient_safety: bool) -> tuple[str, ...]:
    """Fields a resolution must carry; the further facts only for P1/P2 or patient safety (ux §4.5)."""
    serious = patient_safety or priority < MOST_URGENT_THAT_PAUSES
    return RESOLVE_NEEDS + (RESOLVE_NEEDS_SERIOUS if serious else ())
