"""Tickets for tests of the desk side, and what is read of them afterwards; the people are those of tests.world."""

from typing import Any

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import CareArea, Site
from tests.world import World
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import Kind
from tickets.models import Clock, Ticket


def report(world: World, care: str = "not_affected", *, team: str = "EUC", **fields: Any) -> Ticket:
    """A nurse of the ICU reports a printer; the ticket stands with `team`."""
    made = report_problem(
        actor=fields.pop("actor", world.requester),
        text=fields.pop("text", "The label printer prints blank labels"),
        care_answer=care,
        place=Place(fields.pop("area", world.icu)),
        callback="4321",
        **fields,
    )
    Ticket.objects.filter(pk=made.pk).update(team=world.team(team))
    return fresh(made)


def fresh(ticket: Ticket) -> Ticket:
    """The ticket as stored."""
    return Ticket.objects.get(pk=ticket.pk)


def clock(ticket: Ticket, metric: str) -> Clock:
    """The latest cycle of one clock."""
    return Clock.objects.filter(ticket=ticket, metric=metric).latest("cycle")


def trail(ticket: Ticket) -> list[str]:
    """The verbs of people in the trail of the ticket, oldest first, without its opening."""
    entries = AuditEntry.objects.filter(
        target_type="tickets.ticket", target_id=str(ticket.pk), actor__isnull=False
    )
    verbs = (
        entries.exclude(verb__in=["ticket.report", "ticket.page"])
        .order_by("id")
        .values_list("verb", flat=True)
    )
    return [verb for verb in verbs if not verb.startswith("clock.")]


def told(ticket: Ticket, kind: str, channel: str = "in_app") -> list[str]:
    """User names of those who got this kind of message about the ticket, sorted."""
    rows = OutboxMessage.objects.filter(kind=kind, channel=channel, payload__ticket=ticket.key)
    return sorted(rows.values_list("recipient__username", flat=True))


_numbers = iter(range(90001, 99999))


def plain(**fields: Any) -> Ticket:
    """A bare ticket row without people, clocks or trail, for lists and engines."""
    site, _ = Site.objects.get_or_create(code="TEST", defaults={"name": "Test site"})
    area, _ = CareArea.objects.get_or_create(
        code="TEST-A",
        defaults={"name": "Test unit", "site": site, "care_class": "A", "downtime_tolerance_minutes": 15},
    )
    values: dict[str, Any] = {
        "key": f"INC-{next(_numbers)}",
        "kind": Kind.INCIDENT,
        "title": "Printer prints blank pages",
        "care_area": area,
    }
    return Ticket.objects.create(**(values | fields))
