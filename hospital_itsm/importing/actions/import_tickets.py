"""Bringing tickets in from another desk, a batch at a time: set-based, repeatable, and without any promise of ours.

What the other system measured stays as it was imported (`Ticket.imported_outcomes`) and the ticket is external: no
clocks, no messages, no pages. Its history is kept there too, not in the audit trail: the trail says what happened
here, in sealed entries that this desk witnessed, and of an import that is one thing, that the ticket was brought in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.phi_guard import GuardedFields, guard_fields
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.feed.actions.tell import tell
from hospital_itsm.importing.names import Names
from hospital_itsm.importing.servicenow import TEXTS, Imported, Problem
from tickets.actions.protected import keep_protected
from tickets.actions.search_words import refresh_many
from tickets.choices import PREFIXES, RESTRICTED_KINDS, Kind, MessageKind, Source
from tickets.models import ExternalRef, Message, Ticket

SYSTEM_NAME = "servicenow"
IMPORTED = "ticket.import"
IMPORTED_AGAIN = "ticket.import_again"
verbs.register(IMPORTED_AGAIN, gettext_lazy("brought in what changed in another system"))

LONGEST = {"title": 120, "requester_label": 120}
UPDATED = (
    *("title", "state", "kind", "is_restricted", "requester", "requester_label", "care_area", "category"),
    *("team", "assignee", "priority", "impact", "urgency", "reopened_count", "opened_at", "resolved_at"),
    *("first_resolved_at", "restored_at", "closed_at", "close_code", "phi_decision", "imported_outcomes"),
    *("version", "last_public_at"),
)
CHUNK = 500
CODE_LENGTH = 30
TITLE = "short_description"
COLUMN = "column:"
"""Marks a column of the export among the texts the guard reads."""
REPORT = "description"


@dataclass
class Done:
    """What a batch did: numbers of tickets, and what the report must name."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: "Done") -> None:
        """Count another batch in; its problems are the caller's to write down."""
        for name in ("created", "updated", "unchanged", "kept", "refused"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Coming:
    """An incident with its guarded texts and the ticket it becomes; `digest` stands for what this export said."""

    source: Imported
    digest: str
    guarded: GuardedFields
    ticket: Ticket


@action(IMPORTED, gettext_lazy("brought the ticket in from another system"))
def import_batch(
    batch: Sequence[Imported], *, actor: Any, at: datetime, names: Names, dry_run: bool = False
) -> Done:
    """Store a batch in one transaction and return what was done; with `dry_run` only what would be done.

    A number that is here already is compared by digest: unchanged is left alone, changed is updated where nobody
    worked on the ticket here, and reported and left alone where somebody did.
    """
    done = Done(problems=[problem for one in batch for problem in one.problems])
    storable = _storable(batch, done)
    known = _known(storable)
    new = [_coming(one, Ticket(), names) for number, one in storable.items() if number not in known]
    changed = _changed(storable, known, done)
    again = [_coming(one, ticket, names) for one, ticket in changed]
    done.created, done.updated = len(new), len(again)
    done.problems += [problem for one in (*new, *again) for problem in _phi_problems(one)]
    if new and not dry_run:
        _store_new(new, actor, at)
    if again and not dry_run:
        _store_again(again, actor, at)
    return done


def _storable(batch: Sequence[Imported], done: Done) -> dict[str, Imported]:
    """The incidents with number and time; of a number that comes twice the one that was changed last."""
    found: dict[str, Imported] = {}
    for one in batch:
        if not one.can_be_stored:
            done.refused += 1
            continue
        earlier = found.get(one.number)
        if earlier is not None:
            done.problems.append(_twice(one))
        if earlier is None or one.as_of >= earlier.as_of:
            found[one.number] = one
    return found


def _twice(one: Imported) -> Problem:
    return Problem(
        one.line,
        one.number,
        "number",
        _("comes again after other numbers; the row changed last counts"),
        _("Sort the export by number."),
        one.fields,
    )


def _known(numbers: Mapping[str, Imported]) -> dict[str, Ticket]:
    """The tickets that are here already, locked, by their number there."""
    refs = ExternalRef.objects.filter(system=SYSTEM_NAME, external_id__in=list(numbers))
    by_ticket = dict(refs.values_list("ticket_id", "external_id"))
    rows = Ticket.objects.select_for_update().filter(pk__in=list(by_ticket)).order_by("pk")
    return {by_ticket[row.pk]: row for row in rows}


def _changed(
    storable: Mapping[str, Imported], known: Mapping[str, Ticket], done: Done
) -> list[tuple[Imported, Ticket]]:
    """The incidents that say something newer than what is here, on tickets nobody worked on here."""
    changed = []
    for number, ticket in known.items():
        one, kept = storable[number], ticket.imported_outcomes
        if kept.get("digest") == one.digest or one.as_of < kept.get("as_of", ""):
            done.unchanged += 1
        elif ticket.version != kept.get("version"):
            done.kept += 1
            done.problems.append(_touched(one, ticket))
        else:
            changed.append((one, ticket))
    return changed


def _touched(one: Imported, ticket: Ticket) -> Problem:
    return Problem(
        one.line,
        one.number,
        "",
        _("%(key)s was worked on here after its import; it stays as it is") % {"key": ticket.key},
        _("Bring over by hand what is new."),
        one.fields,
    )


def _coming(one: Imported, ticket: Ticket, names: Names) -> Coming:
    """The ticket with the fields of the incident, not stored; columns this export lacks stay as they were."""
    digest = one.digest
    one = replace(one, fields={**ticket.imported_outcomes.get("fields", {}), **one.fields})
    said = {name: text for name, text in one.texts.items() if text}
    columns = {f"{COLUMN}{name}": value for name, value in one.unfamiliar.items()}
    guarded = guard_fields(
        {TITLE: one_line(one.title), **{k: v for k, v in said.items() if k != TITLE}, **columns},
        channel="web",
    )
    masked = {name: guarded.texts[f"{COLUMN}{name}"] for name in one.unfamiliar}
    one = replace(one, fields={**one.fields, **masked})
    team = names.team(one.named("assignment_group"))
    caller = names.person(one.named("caller_id"))
    values: dict[str, Any] = {
        "kind": one.kind,
        "state": one.state,
        "title": _title(one, ticket, guarded.texts[TITLE]),
        "source": Source.IMPORT,
        "is_external": True,
        "is_restricted": one.kind in RESTRICTED_KINDS or bool(team and team.is_restricted),
        "requester": caller,
        "requester_label": (caller.display_name if caller else one.named("caller_id"))[
            : LONGEST["requester_label"]
        ],
        "care_area": names.care_area(one.named("location")),
        "category": names.category(one.named("category")),
        "team": team,
        "assignee": names.person(one.named("assigned_to")),
        "priority": one.priority,
        "impact": one.impact,
        "urgency": one.urgency,
        "reopened_count": one.reopened,
        "opened_at": one.opened_at,
        "resolved_at": one.resolved_at,
        "first_resolved_at": one.resolved_at,
        "restored_at": one.resolved_at,
        "closed_at": one.closed_at,
        "close_code": one.named("close_code")[:CODE_LENGTH],
        "phi_decision": guarded.decision or ticket.phi_decision,
        "last_public_at": one.opened_at,
    }
    for name, value in values.items():
        setattr(ticket, name, value)
    return Coming(one, digest, guarded, ticket)


def _title(one: Imported, ticket: Ticket, guarded: str) -> str:
    """The guarded title; an export without titles, such as an event log, takes none away."""
    if ticket.title and TITLE not in one.texts:
        return ticket.title
    return guarded[: LONGEST["title"]] or one.number


def _outcomes(coming: Coming, at: datetime, before: Mapping[str, Any]) -> dict[str, Any]:
    """What the other desk measured and knew, as it came; columns and history of an earlier import stay."""
    one = coming.source
    earlier = [row for row in before.get("history", ()) if row not in one.history]
    return {
        "system": SYSTEM_NAME,
        "number": one.number,
        "made_sla": one.made_sla,
        "reassignments": one.reassignments,
        "reopened": one.reopened,
        "fields": dict(one.fields),
        "history": [*earlier, *one.history],
        "as_of": one.as_of,
        "digest": coming.digest,
        "version": coming.ticket.version,
        "imported_at": at.isoformat(),
    }


def _phi_problems(one: Coming) -> list[Problem]:
    """Patient data in a text is masked; the report says so without repeating it."""
    if not one.guarded.types:
        return []
    why = _("looks like it holds patient data; masked and kept in the protected field")
    source = one.source
    return [Problem(source.line, source.number, "text", why, _("Look at the ticket."), {})]


@step
def _next_keys(kind: str, count: int) -> list[str]:
    prefix = PREFIXES[Kind(kind)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(%s) FROM generate_series(1, %s)", [f"ticket_number_{prefix.lower()}", count]
        )
        return [f"{prefix}-{number}" for (number,) in cursor.fetchall()]


@step
def _store_new(new: Sequence[Coming], actor: Any, at: datetime) -> None:
    for kind in sorted({one.source.kind for one in new}):
        same = [one for one in new if one.source.kind == kind]
        for one, key in zip(same, _next_keys(kind, len(same)), strict=True):
            one.ticket.key = key
    for one in new:
        one.ticket.imported_outcomes = _outcomes(one, at, {})
    Ticket.objects.bulk_create([one.ticket for one in new], batch_size=CHUNK)
    ExternalRef.objects.bulk_create(
        ExternalRef(ticket=one.ticket, system=SYSTEM_NAME, external_id=one.source.number) for one in new
    )
    Message.objects.bulk_create(message for one in new for message in _messages(one, at))
    _finish(new, IMPORTED, actor, at)


@step
def _store_again(again: Sequence[Coming], actor: Any, at: datetime) -> None:
    for one in again:
        one.ticket.version += 1
        one.ticket.imported_outcomes = _outcomes(one, at, one.ticket.imported_outcomes)
    Ticket.objects.bulk_update([one.ticket for one in again], UPDATED, batch_size=CHUNK)
    imported = Message.objects.filter(ticket__in=[one.ticket for one in again], source=Source.IMPORT)
    said = set(imported.values_list("ticket_id", "kind", "body"))
    Message.objects.bulk_create(
        message
        for one in again
        for message in _messages(one, at)
        if (one.ticket.pk, message.kind, message.body) not in said
    )
    _finish(again, IMPORTED_AGAIN, actor, at)


def _messages(one: Coming, at: datetime) -> list[Message]:
    """The report, and as internal notes what the other desk wrote: who read it there is not known."""
    texts = {name: text for name, text in one.guarded.texts.items() if name in TEXTS and name != TITLE}
    body = texts.pop(REPORT, "" if one.ticket.version > 1 else one.ticket.title)
    bodies = [(MessageKind.REPORT, body, one.ticket.opened_at)] if body else []
    bodies += [(MessageKind.INTERNAL, text, one.ticket.closed_at or at) for text in texts.values() if text]
    return [
        Message(
            ticket=one.ticket,
            kind=kind,
            author=one.ticket.requester if kind == MessageKind.REPORT else None,
            author_label=(one.ticket.requester_label if kind == MessageKind.REPORT else "") or "ServiceNow",
            body=text,
            source=Source.IMPORT,
            phi_decision=one.guarded.decision,
            is_automatic=True,
            created_at=written_at,
        )
        for kind, text, written_at in bodies
    ]


@step
def _finish(stored: Sequence[Coming], verb: str, actor: Any, at: datetime) -> None:
    """Protected pieces, words to search for, trail and feed of a stored batch."""
    for one in stored:
        keep_protected(one.ticket, one.guarded.removed, at=at)
    refresh_many(one.ticket.pk for one in stored)
    record_many(
        entry(actor, verb, one.ticket, {"number": [None, one.source.number], **one.guarded.trail()})
        for one in stored
    )
    tell("ticket", [one.ticket for one in stored], verb, at)
