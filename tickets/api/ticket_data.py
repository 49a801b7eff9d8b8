"""A ticket as REST answers it: what its page shows this reader, and nothing more."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.core.rest.fields import in_utc, in_utc_or_none
from tickets.access import reads_as_desk, visible_shape
from tickets.choices import REQUESTER_WORDS, State
from tickets.models import Reporter, Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.queries.misses import explained_clocks
from tickets.queries.next_steps import needs_of, next_steps
from tickets.rules.clock_reading import read
from tickets.wording import trace_sentences

RELATED = (
    "care_area", "service", "category", "team", "joint_team", "assignee", "requester", "vendor", "merged_into",
    "asset__model",
)  # fmt: skip
HEAVY = ("priority_facts", "priority_trace", "imported_outcomes")


def with_relations(tickets: QuerySet[Any], actor: Any) -> QuerySet[Any]:
    """Fetch what `row_data` reads: three statements however many tickets."""
    own = Reporter.objects.filter(user_id=actor.pk)
    told = tickets.knowing_survivor(Ticket.objects.visible_to(actor))  # type: ignore[attr-defined]
    return told.select_related(*RELATED).prefetch_related(
        "external_refs", Prefetch("reporters", queryset=own)
    )


def shown_ticket(actor: Any, pk: int) -> Any:
    """One ticket with what `row_data` reads, or None where the actor does not see it."""
    found = _SHOWN.rows(actor, shape=visible_shape(actor), values={"pk": pk})
    return found[0] if found else None


def _shown(actor: Any, *, pk: int) -> QuerySet[Any]:
    return with_relations(Ticket.objects.visible_to(actor).filter(pk=pk), actor)


_SHOWN = Prepared(_shown)


def row_data(ticket: Ticket, actor: Any, now: datetime) -> dict[str, Any]:
    """A ticket in a list."""
    desk = reads_as_desk(actor, ticket)
    data = _for_everybody(ticket, desk) | {"next_actions": _next_actions(ticket, actor, now)}
    if desk or actor.pk in (ticket.requester_id, ticket.opened_by_id):
        data |= _for_own(ticket)
    return data | _for_desk(ticket) if desk else data


def ticket_data(ticket: Ticket, actor: Any, now: datetime) -> dict[str, Any]:
    """A ticket read alone; one statement more, for the clocks."""
    data = row_data(ticket, actor, now)
    if not reads_as_desk(actor, ticket):
        return data
    clocks = explained_clocks(ticket)
    return data | {
        "clocks": [clock_summary(clock, now) for _metric, clock in sorted(clocks.items())],
        "priority_trace": trace_sentences(ticket.priority_trace),
    }


def clock_summary(clock: Any, now: datetime) -> dict[str, Any]:
    """One clock (of `queries.misses.with_reasons`) as its chip shows it."""
    chip = read(clock.as_value(), now)
    return {
        "metric": chip.metric,
        "state": chip.state,
        "due_at": in_utc_or_none(chip.due_at),
        "used_percent": chip.used_percent,
        "miss_reason": clock.miss_reason,
    }


def named(row: Any) -> dict[str, str] | None:
    """Code and name of a row, or nothing."""
    return None if row is None else {"code": row.code, "name": row.name}


def asset_named(asset: Any) -> dict[str, str] | None:
    """Tag and title of a device, or nothing."""
    return None if asset is None else {"tag": asset.tag, "name": asset.title}


def person_named(user: Any) -> dict[str, str] | None:
    """User name and name of a person, or nothing."""
    return None if user is None else {"username": user.username, "name": user.display_name}


def _for_everybody(ticket: Ticket, desk: bool) -> dict[str, Any]:
    state = State(ticket.state)
    return {
        "key": ticket.key,
        "kind": ticket.kind,
        "title": ticket.title,
        "state": ticket.state,
        "state_words": str(state.label if desk else REQUESTER_WORDS[state]),
        "version": ticket.version,
        "is_restricted": ticket.is_restricted,
        "care_area": named(ticket.care_area),
        "room": ticket.room,
        "asset": asset_named(ticket.asset),
        "device_text": ticket.device_text,
        "service": named(ticket.service),
        "team": named(ticket.team),
        "assignee_name": ticket.assignee.full_name if ticket.assignee else None,
        "reporters_count": ticket.reporters_count,
        "opened_at": in_utc(ticket.opened_at),
        "promised_update_at": in_utc_or_none(ticket.promised_update_at),
        "planned_for": in_utc_or_none(ticket.planned_for),
        "restored_at": in_utc_or_none(ticket.restored_at),
        "resolved_at": in_utc_or_none(ticket.resolved_at),
        "closed_at": in_utc_or_none(ticket.closed_at),
        "merged_into": ticket.survivor_key or None,
    }


def _for_own(ticket: Ticket) -> dict[str, Any]:
    numbers = [{"system": row.system, "id": row.external_id} for row in ticket.external_refs.all()]
    return {
        "requester": person_named(ticket.requester),
        "callback": ticket.callback,
        "external_refs": numbers,
    }


def _for_desk(ticket: Ticket) -> dict[str, Any]:
    return {
        "source": ticket.source,
        "is_name_unverified": ticket.is_name_unverified,
        "priority": ticket.priority,
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "care_answer": ticket.care_answer,
        "is_patient_safety": ticket.is_patient_safety,
        "flags": list(ticket.flags),
        "category": named(ticket.category),
        "joint_team": named(ticket.joint_team),
        "assignee": person_named(ticket.assignee),
        "next_due_at": None if ticket.next_due_at == NOTHING_DUE else in_utc(ticket.next_due_at),
        "responded_at": in_utc_or_none(ticket.responded_at),
        "first_resolved_at": in_utc_or_none(ticket.first_resolved_at),
        "reopened_count": ticket.reopened_count,
        "bounces": ticket.bounces,
        "waiting_for": ticket.waiting_for,
        "vendor": ticket.vendor.name if ticket.vendor else None,
        "close_code": ticket.close_code,
        "cause": ticket.cause,
        "clinical_impact": ticket.clinical_impact,
        "downtime_minutes": ticket.downtime_minutes,
    }


def _next_actions(ticket: Ticket, actor: Any, now: datetime) -> list[dict[str, Any]]:
    return [
        {"verb": row.verb, "to": row.to or None, "needs": list(needs_of(ticket, row))}
        for row in next_steps(ticket, actor, now)
    ]
