"""What the agent's page of a ticket needs beside its story: the ticket with its neighbours, and its clocks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    Func,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Coalesce

from hospital_itsm.core.listing import counted_to_cap
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.choices import HandoverState
from tickets.queries.misses import explained_clocks, wants_reason
from tickets.rules.clock_reading import Explanation, SlaChip, read, working
from tickets.rules.reading import READ

RELATED = (
    "requester", "opened_by", "care_area__lead", "workstation", "service", "category", "team", "joint_team",
    "assignee", "merged_into", "vendor", "asset__model__manufacturer", "asset__location", "asset__care_area",
    "asset__contract__vendor",
)  # fmt: skip
REPLY, NOTE = "reply", "note"
SURROUNDED_WITH: dict[str, Any] = {}
"""What packages to the right read with the ticket, as annotations by name."""


@dataclass(frozen=True)
class Told:
    """A clock at one instant: its chip, the working behind its deadline, whether it counts, and why it was missed.

    `miss_reason` is a code of `MissReason`, empty where none was given; `wants_reason` where one is asked for.
    """

    chip: SlaChip
    why: Explanation
    is_open: bool
    pause_reason: str
    miss_reason: str
    wants_reason: bool


def desk_ticket(actor: Any, key: str) -> Any:
    """The ticket as the actor sees it in the agent area, or None."""
    found = _ON_DESK.rows(actor, shape=desk_shape(actor), values={"key": key})
    return found[0] if found else None


def _on_desk(actor: Any, *, key: str) -> QuerySet[Any]:
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(actor)
    return seen.filter(key=key).select_related(*RELATED).knowing_survivor(seen)


_ON_DESK = Prepared(_on_desk)


def ticket_with_surroundings(actor: Any, key: str) -> Any:
    """The ticket in one statement with what stands round it, or None where the actor does not see it.

    Adds `read_upto`, `read_version` (how far the actor read), `reply_draft`, `note_draft` (sealed), `keeps_protected`,
    `reporter_ids`, `requester_open`, `unit_open` (other open tickets), `absorbed` (numbers merged into it),
    `notice_title`, `offered_to` (a team's key), `offered_name`, `set_out_at` and `arrived_at` of the actor's visit,
    `reading_noted_at` (when the trail last said that the actor read a restricted one), and `SURROUNDED_WITH`.
    """
    values = {"reader": actor.pk, "key": key, "reply": f"{key}:{REPLY}", "note": f"{key}:{NOTE}"}
    found = _SURROUNDED.rows(actor, shape=desk_shape(actor), values=values)
    return found[0] if found else None


def _surrounded(actor: Any, *, reader: int, key: str, reply: str, note: str) -> QuerySet[Any]:
    from hospital_itsm.audit.models import AuditEntry
    from tickets.models import Handover, Notice, ProtectedReference, ReadMark, Reporter, Ticket, Visit

    of_ticket = {"ticket": OuterRef("pk")}
    mark = ReadMark.objects.filter(user_id=reader, **of_ticket)
    notices = Notice.objects.filter(ended_at__isnull=True, **of_ticket).order_by("-posted_at", "-pk")
    visits = Visit.objects.filter(by_id=reader, left_at__isnull=True, **of_ticket)
    offers = Handover.objects.filter(state=HandoverState.OFFERED, **of_ticket)
    readings = AuditEntry.objects.filter(
        target_type=Ticket._meta.label_lower,
        target_id=Cast(OuterRef("pk"), CharField()),
        verb=READ,
        actor=reader,
    )
    noted = Subquery(readings.order_by("-id").values("at")[:1])
    seen = Ticket.objects.on_desk(actor)
    merged = seen.filter(merged_into=OuterRef("pk")).order_by("pk")
    found = seen.filter(key=key).select_related(*RELATED).knowing_survivor(seen)
    return found.annotate(
        read_upto=Coalesce(Subquery(mark.values("message_id_read")[:1]), 0),
        read_version=Coalesce(Subquery(mark.values("version")[:1]), 0),
        reply_draft=_draft(reader, reply),
        note_draft=_draft(reader, note),
        keeps_protected=Exists(ProtectedReference.objects.filter(purged_at__isnull=True, **of_ticket)),
        reporter_ids=ArraySubquery(Reporter.objects.filter(**of_ticket).values("user_id")),
        requester_open=_others(actor, "requester"),
        unit_open=_others(actor, "care_area"),
        absorbed=ArraySubquery(merged.values("key")),
        notice_title=Subquery(notices.values("title")[:1]),
        offered_to=Subquery(offers.values("to_team")[:1]),
        offered_name=Subquery(offers.values("to_team__name")[:1]),
        set_out_at=Subquery(visits.values("set_out_at")[:1]),
        arrived_at=Subquery(visits.values("arrived_at")[:1]),
        reading_noted_at=Case(When(is_restricted=True, then=noted), output_field=DateTimeField()),
        **SURROUNDED_WITH,
    )


_SURROUNDED = Prepared(_surrounded)


def told_clocks(ticket: Any, now: datetime) -> list[Told]:
    """Every promise of the ticket with its working, the most pressing first: two statements."""
    from tickets.models import ClockSegment

    clocks = list(explained_clocks(ticket).values())
    prefetch_related_objects(clocks, Prefetch("segments", ClockSegment.objects.order_by("began_at")))
    told = [_told(clock, now) for clock in clocks]
    return sorted(told, key=lambda one: (not one.is_open, one.chip.due_at is None, one.chip.due_at or now))


def _told(clock: Any, now: datetime) -> Told:
    value = clock.as_value()
    history = [segment.as_value() for segment in clock.segments.all()]
    return Told(
        read(value, now),
        working(value, history, now),
        value.is_open,
        value.pause_reason,
        clock.miss_reason,
        wants_reason(clock),
    )


def _draft(reader: int, scope: str) -> Subquery:
    from tickets.models import Draft

    return Subquery(Draft.objects.filter(user_id=reader, scope=scope).values("sealed")[:1])


def _others(actor: Any, field: str) -> Func:
    """How many other open tickets share this person or unit, up to one above the cap."""
    from tickets.models import Ticket

    shared: QuerySet[Any] = Ticket.objects.on_desk(actor).open().filter(**{field: OuterRef(field)})
    return counted_to_cap(shared.exclude(pk=OuterRef("pk")).order_by())
