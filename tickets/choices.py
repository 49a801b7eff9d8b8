"""Enumerations of tickets; codes are stable, words are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a ticket is (domain 2.6)."""

    INCIDENT = "incident", _("Incident")
    REQUEST = "service_request", _("Request")
    SECURITY = "security_incident", _("Security incident")
    PRIVACY = "privacy_event", _("Privacy event")


PREFIXES = {Kind.INCIDENT: "INC", Kind.REQUEST: "REQ", Kind.SECURITY: "SEC", Kind.PRIVACY: "PRV"}
RESTRICTED_KINDS = (Kind.SECURITY, Kind.PRIVACY)


class State(models.TextChoices):
    """Where a ticket stands, in the agent's words (ux.md 4.5)."""

    NEW = "new", _("New")
    TRIAGED = "triaged", _("Triaged")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    PENDING_REQUESTER = "pending_requester", _("Waiting on requester")
    PENDING_VENDOR = "pending_vendor", _("Waiting on vendor")
    PENDING_PARTS = "pending_parts", _("Waiting on part")
    PENDING_CHANGE = "pending_change", _("Waiting on change")
    PENDING_SCHEDULED = "pending_scheduled", _("Scheduled")
    RESTORED = "restored", _("Working again")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    MERGED = "merged", _("Duplicate")


OPEN_STATES = (
    State.NEW,
    State.TRIAGED,
    State.ASSIGNED,
    State.IN_PROGRESS,
    State.PENDING_REQUESTER,
    State.PENDING_VENDOR,
    State.PENDING_PARTS,
    State.PENDING_CHANGE,
    State.PENDING_SCHEDULED,
    State.RESTORED,
)
PENDING_STATES = tuple(state for state in OPEN_STATES if state.value.startswith("pending_"))
RATED_STATES = (State.RESTORED, State.RESOLVED, State.CLOSED)
"""Where "How was it?" is asked."""

REQUESTER_WORDS = {
    State.NEW: _("Received"),
    State.TRIAGED: _("Received"),
    State.ASSIGNED: _("Received"),
    State.IN_PROGRESS: _("Being worked on"),
    State.PENDING_REQUESTER: _("We need your answer"),
    State.PENDING_VENDOR: _("Waiting for the vendor"),
    State.PENDING_PARTS: _("Waiting for a part"),
    State.PENDING_CHANGE: _("Waiting for a change"),
    State.PENDING_SCHEDULED: _("Planned"),
    State.RESTORED: _("Working again, please tell us"),
    State.RESOLVED: _("Fixed, please confirm"),
    State.CLOSED: _("Closed"),
    State.CANCELLED: _("Closed"),
    State.MERGED: _("Closed"),
}


class Priority(models.IntegerChoices):
    """1 is most urgent; 5 is planned work with its own target."""

    P1 = 1, _("Priority 1, critical")
    P2 = 2, _("Priority 2, high")
    P3 = 3, _("Priority 3, medium")
    P4 = 4, _("Priority 4, low")
    P5 = 5, _("Priority 5, planned")


class CareAnswer(models.TextChoices):
    """The requester's answer to "Is patient care affected right now?"."""

    UNSAFE = "unsafe", _("Delayed or unsafe")
    SLOWER = "slower", _("Slower")
    NOT_AFFECTED = "not_affected", _("Not affected")


class Source(models.TextChoices):
    """How a ticket or message reached the desk."""

    WEB = "web", _("Web form")
    PHONE = "phone", _("Phone")
    API = "api", _("Other system")
    IMPORT = "import", _("Import")
    SYSTEM = "system", _("The desk itself")


class MessageKind(models.TextChoices):
    """What a message in the conversation is."""

    REPORT = "report", _("Report")
    PUBLIC = "public", _("Public reply")
    INTERNAL = "internal", _("Internal note")
    HELD = "held", _("Reply that has not gone out yet")


SAID_PUBLICLY = (MessageKind.REPORT, MessageKind.PUBLIC)
"""What requesters read; every other kind is for the desk."""


class HandoverState(models.TextChoices):
    """Where a hand-over to another team stands."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    BOUNCED = "bounced", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PresenceMode(models.TextChoices):
    """What somebody does on an open ticket page; never what they type."""

    READING = "reading", _("is reading this")
    REPLY = "reply", _("is writing a reply")
    NOTE = "note", _("is writing an internal note")


class ClinicalImpact(models.TextChoices):
    """What the outage meant for care, recorded when resolving."""

    NONE = "none", _("None")
    INCONVENIENCE = "inconvenience", _("Inconvenience")
    DELAY = "delay", _("Delay")
    NEAR_MISS = "near_miss", _("Near miss")
    HARM = "harm", _("Harm")


class Topic(models.TextChoices):
    """The starter tiles of the report form."""

    PRINTER = "printer", _("Printer")
    SCANNER = "scanner", _("Scanner")
    SIGN_IN = "sign_in", _("Sign-in")
    PHONE = "phone", _("Phone")
    SLOW = "slow", _("Slow or frozen")
    DEVICE = "device", _("Medical device")


class Severity(models.TextChoices):
    """How bad a notice is; the worse one is the strip."""

    OUTAGE = "outage", _("Down")
    DEGRADED = "degraded", _("Slow or partly down")
    INFO = "info", _("For your information")


class Metric(models.TextChoices):
    """What a clock measures."""

    RESPONSE = "response", _("First response")
    ONSITE = "onsite", _("On site")
    UPDATE = "update", _("Next update")
    RESTORE = "restore", _("Restore")
    FULFIL = "fulfil", _("Fulfill")


class Outcome(models.TextChoices):
    """How a clock ended."""

    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Withdrawn")
    MERGED = "merged", _("Merged")


class MissReason(models.TextChoices):
    """Why a promise was missed, as its team says it (domain/2 §2.3, reason code)."""

    PARTS = "parts", _("Waited for a part")
    VENDOR = "vendor", _("Waited for the vendor")
    ACCESS = "access", _("No access to the room or device, such as a patient in it")
    STAFFING = "staffing", _("Too few people on duty")
    WRONG_TEAM = "wrong_team", _("Sent to the wrong team first")
    LONGER_WORK = "longer_work", _("The work took longer than expected")
    CHANGE_WINDOW = "change_window", _("Waited for a change window")
    RAISED_LATE = "raised_late", _("The priority was raised late")
    OUTAGE_ELSEWHERE = "outage_elsewhere", _("An outage elsewhere came first")


class UpdateMode(models.TextChoices):
    """What starts and restarts the update clock."""

    CADENCE = "cadence", _("Every public message of the desk restarts it")
    REPLY_TO_REQUESTER = "reply_to_requester", _("A message of the requester starts it, a reply ends it")


class OnRetarget(models.TextChoices):
    """What a change of priority does to a deadline."""

    FROM_OPENING = "from_opening", _("Count again from the opening")
    FROM_NOW = "from_now", _("The full target from now")
    TIGHTER = "tighter", _("The earlier of the old deadline and the full target from now")


class StepAction(models.TextChoices):
    """What a rung of a ladder does."""

    PAGE = "page", _("Page")
    NOTIFY = "notify", _("Tell")
    REVIEW = "review", _("Ask for a review")
    WEEKLY_LIST = "weekly_list", _("Put on the weekly list")


class Anchor(models.TextChoices):
    """What the minutes of a rung count from."""

    START = "start", _("The start of the ladder")
    DUE = "due", _("The deadline")


class VisitState(models.TextChoices):
    """Where somebody is who goes to see what a ticket is about."""

    ON_THE_WAY = "on_the_way", _("On the way")
    HERE = "here", _("There")
    LEFT = "left", _("Gone again")
