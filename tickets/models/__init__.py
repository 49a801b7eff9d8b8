from tickets.models.category import Category
from tickets.models.conversation import Attachment, Message, ReadMark
from tickets.models.draft import Draft
from tickets.models.feed import ExternalRef, ExternalSystem
from tickets.models.handover import Handover
from tickets.models.held import HeldReply
from tickets.models.merge import Merge
from tickets.models.miss import Miss
from tickets.models.notice import Notice, NoticeUpdate
from tickets.models.page import Page
from tickets.models.presence import Presence
from tickets.models.protected import ProtectedReference
from tickets.models.reporter import Rating, Reporter
from tickets.models.search import TicketSearch
from tickets.models.sla import (
    Clock,
    ClockSegment,
    ClockStep,
    ClockTargetHistory,
    EscalationStep,
    SlaPolicy,
    SlaTarget,
)
from tickets.models.ticket import Ticket
from tickets.models.visit import Visit

__all__ = [
    "Attachment",
    "Category",
    "Clock",
    "ClockSegment",
    "ClockStep",
    "ClockTargetHistory",
    "Draft",
    "EscalationStep",
    "ExternalRef",
    "ExternalSystem",
    "Handover",
    "HeldReply",
    "Merge",
    "Message",
    "Miss",
    "Notice",
    "NoticeUpdate",
    "Page",
    "Presence",
    "ProtectedReference",
    "Rating",
    "ReadMark",
    "Reporter",
    "SlaPolicy",
    "SlaTarget",
    "Ticket",
    "TicketSearch",
    "Visit",
]
