"""A ticket on paper: its facts, and what was said, for readers outside the desk unless more was asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.audit.history import actor_words
from hospital_itsm.following.queries.history import HistoryLine, history_lines, history_rows
from hospital_itsm.following.queries.mentions import people_named
from tickets.choices import REQUESTER_WORDS, SAID_PUBLICLY, MessageKind, Priority, State
from tickets.queries.attachments import visible_attachments

MOST: Final = 500
MOST_ENTRIES: Final = 2_000


@dataclass(frozen=True)
class PaperLine:
    """A message with the names of its files, or a change of state in words."""

    at: datetime
    who: str
    message: Any = None
    files: tuple[str, ...] = ()
    state: str = ""

    @property
    def is_note(self) -> bool:
        """Is it for the desk alone?"""
        return self.message is not None and self.message.kind not in SAID_PUBLICLY


def facts_of(ticket: Any, *, with_notes: bool) -> list[tuple["str | Promise", Any]]:
    """The facts that are known, with their labels; moments are instants. Priority is a word of the desk alone."""
    place = [ticket.care_area.name if ticket.care_area else "", ticket.room]
    device = ticket.asset.tag if ticket.asset else ticket.device_text
    facts: list[tuple[str | Promise, Any]] = [
        (_("State"), State(ticket.state).label if with_notes else REQUESTER_WORDS[State(ticket.state)]),
        (_("Priority"), Priority(ticket.priority).label if with_notes else ""),
        (_("Reported by"), ticket.requester.display_name if ticket.requester else ticket.requester_label),
        (_("Where"), ", ".join(part for part in place if part)),
        (_("Call back"), ticket.callback),
        (_("Device"), device),
        (_("Service"), ticket.service.name if ticket.service else ""),
        (_("Team"), ticket.team.name if ticket.team else ""),
        (_("Assignee"), ticket.assignee.full_name if ticket.assignee else ""),
        (_("Opened"), ticket.opened_at),
        (_("Working again"), ticket.restored_at),
        (_("Resolved"), ticket.resolved_at),
        (_("Closed"), ticket.closed_at),
    ]
    return [(label, value) for label, value in facts if value]


def lines_of(ticket: Any, reader: Any, *, with_notes: bool) -> list[PaperLine]:
    """What was said and how the state changed, oldest first, at most `MOST` of each: three statements."""
    kinds = (*SAID_PUBLICLY, MessageKind.INTERNAL) if with_notes else SAID_PUBLICLY
    messages = ticket.messages.filter(kind__in=kinds).annotate(people_named=people_named()).order_by("id")
    files: dict[int | None, list[str]] = {}
    for file in visible_attachments(ticket, reader):
        if with_notes or not file.is_internal:
            files.setdefault(file.message_id, []).append(file.file_name)
    lines = [
        PaperLine(row.created_at, row.author_label, row, tuple(files.get(row.pk, ())))
        for row in messages[:MOST]
    ]
    for entry in _moves(ticket)[:MOST]:
        before, after = (_state(value, with_notes=with_notes) for value in entry.changes["state"])
        if after and after != before:
            lines.append(PaperLine(entry.at, actor_words(entry.actor_label), state=after))
    return sorted(lines, key=lambda line: line.at)


def history_of(ticket: Any, reader: Any) -> tuple[list[HistoryLine], bool]:
    """What the history's page says, oldest first, and whether there is more than `MOST_ENTRIES`: four statements."""
    rows = list(history_rows(ticket, reader).order_by("id")[: MOST_ENTRIES + 1])
    return history_lines(rows[:MOST_ENTRIES], ticket, reader), len(rows) > MOST_ENTRIES


def _moves(ticket: Any) -> QuerySet[Any]:
    from hospital_itsm.audit.models import AuditEntry

    rows = AuditEntry.objects.filter(target_type=ticket._meta.label_lower, target_id=str(ticket.pk))
    return rows.filter(changes__has_key="state").exclude(verb="ticket.report").order_by("id")


def _state(value: Any, *, with_notes: bool) -> str:
    if value not in State.values:
        return ""
    return str(State(value).label if with_notes else REQUESTER_WORDS[State(value)])
