"""Joining a duplicate to the ticket that goes on."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tickets.actions.clocks import standing_of
from tickets.actions.moving import find_move, move
from tickets.actions.ownership import withdraw_handover
from tickets.actions.priority import recompute
from tickets.actions.priority_facts import keep_later_answer
from tickets.actions.reasons import safe_reason
from tickets.actions.store import changed_fields, lock, store
from tickets.models import Merge, Reporter, Ticket
from tickets.queries.facts import facts_of
from tickets.rules.facts import ReportAnswer

LATER_FACTS: dict[str, Any] = {"later_answer": None, "adjustments": []}
ABSORBED = "ticket.absorb"
verbs.register(ABSORBED, gettext_lazy("took in a duplicate"))


@action("ticket.merge", gettext_lazy("joined it to another ticket"))
def merge(key: str, *, actor: Any, into: str, version: int | None = None, reason: str = "") -> Ticket:
    """End `key` as a duplicate of the open ticket `into`, which gets its reporters and its worst care answer.

    The duplicate's clocks stop as merged; its conversation stays where it is and points to the survivor.
    Returns the duplicate. Raises ValueRefused for a survivor that is ended, the ticket itself or of another
    confidentiality; Ticket.DoesNotExist where the actor does not see it.
    """
    duplicate, survivor = lock_both(key, into, actor, version)
    at = timezone.now()
    row = find_move(duplicate, "merge", actor, at)
    require(actor, "ticket.merge", survivor)
    _refuse(duplicate, survivor)
    why = safe_reason(duplicate, reason, at=at)
    kept = _remember(duplicate, survivor, at)
    moved = _move_reporters(duplicate, survivor, kept)
    changes = changed_fields(duplicate, merged_into=survivor, closed_at=at)
    withdraw_handover(duplicate)
    changes |= move(duplicate, row, actor, at)
    store(duplicate, actor=actor, verb="ticket.merge", changes=changes, reason=why)
    _absorb(survivor, duplicate, moved, actor, at)
    _keep(kept, survivor)
    tell(
        actor=actor,
        kind="ticket.joined",
        recipients=moved,
        payload={"ticket": survivor.key},
        dedupe=f"{survivor.key}:{duplicate.key}",
    )
    return duplicate


@step
def lock_both(key: str, into: str, actor: Any, version: int | None) -> tuple[Ticket, Ticket]:
    """Lock in the order of the primary keys, so that two people merging crosswise never wait for each other."""
    found = Ticket.objects.visible_to(actor).in_bulk([key, into], field_name="key")
    if len(found) < len({key, into}):
        raise Ticket.DoesNotExist
    locked = {
        ticket.key: lock(ticket.key, actor, version if ticket.key == key else None)
        for ticket in sorted(found.values(), key=lambda ticket: ticket.pk)
    }
    return locked[key], locked[into]


def _refuse(duplicate: Ticket, survivor: Ticket) -> None:
    words = ""
    if duplicate.pk == survivor.pk:
        words = _("Choose another ticket than this one.")
    elif not survivor.is_open:
        words = _("%(key)s is ended. Choose an open ticket.") % {"key": survivor.key}
    elif _readers(duplicate) != _readers(survivor):
        words = _("One of the two is restricted. Only tickets for the same readers can be joined.")
    if words:
        raise ValueRefused({"into": words})


def _readers(ticket: Ticket) -> tuple[bool, str]:
    """What decides who may read a ticket: a restricted one is for the readers of its kind."""
    return ticket.is_restricted, ticket.kind if ticket.is_restricted else ""


def _remember(duplicate: Ticket, survivor: Ticket, at: datetime) -> Merge:
    return Merge(
        duplicate=duplicate,
        survivor=survivor,
        state=duplicate.state,
        clocks=standing_of(duplicate),
        facts_before=answers_on(survivor),
        merged_at=at,
    )


def _keep(kept: Merge, survivor: Ticket) -> None:
    """Store what an undoing needs, with only the facts that the merge changed."""
    before, after = kept.facts_before, answers_on(survivor)
    changed = [name for name in before if before[name] != after[name]]
    kept.facts_before = {name: before[name] for name in changed}
    kept.facts_after = {name: after[name] for name in changed}
    kept.save()


@step
def answers_on(ticket: Ticket) -> dict[str, Any]:
    """What people answered and decided later on, as `keep_later_answer` changes it."""
    kept = {name: ticket.priority_facts.get(name, empty) for name, empty in LATER_FACTS.items()}
    return {**kept, "care_answer": ticket.care_answer}


def _move_reporters(duplicate: Ticket, survivor: Ticket, kept: Merge) -> list[User]:
    """Add the duplicate's reporters to the survivor; the duplicate keeps its own rows, to show where it went."""
    there = set(survivor.reporters.values_list("user_id", flat=True))
    rows = [
        row for row in duplicate.reporters.select_related("user", "care_area") if row.user_id not in there
    ]
    added = Reporter.objects.bulk_create(
        Reporter(
            ticket=survivor,
            user=row.user,
            care_area=row.care_area,
            care_answer=row.care_answer,
            callback=row.callback,
            joined_at=row.joined_at,
        )
        for row in rows
    )
    kept.reporters = [row.pk for row in added]
    return [row.user for row in rows]


def _absorb(survivor: Ticket, duplicate: Ticket, moved: list[User], actor: Any, at: datetime) -> None:
    count = survivor.reporters.count()
    changes = changed_fields(survivor, reporters_count=max(count, survivor.reporters_count))
    survivor.save(update_fields=["reporters_count"])
    answer = _worst_answer(duplicate)
    if answer is not None:
        keep_later_answer(survivor, answer)
    changes |= recompute(survivor, actor=actor, at=at).changes
    store(
        survivor,
        actor=actor,
        verb=ABSORBED,
        changes=changes | {"duplicate": [None, duplicate.key], "reporters_moved": len(moved)},
    )


def _worst_answer(duplicate: Ticket) -> ReportAnswer | None:
    if not duplicate.care_answer:
        return None
    facts = facts_of(duplicate)
    said = [answer for answer in (facts.answers, facts.later_answer) if answer is not None]
    return ReportAnswer(duplicate.care_answer, any(answer.harm for answer in said))
