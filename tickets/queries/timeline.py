"""The story of a ticket: messages, changes, clock events and pages in one line of time, oldest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hospital_itsm.audit import verbs
from hospital_itsm.core.actors import System
from tickets.queries.attachments import visible_attachments
from tickets.queries.timeline_words import Change, changes_in_words

SHOWN = 60
FOLDED_FROM = 4
"""Runs of so many small changes become one line that opens."""

SYSTEM_LABEL = "system:"

MESSAGE, PAGE, EVENT = 0, 1, 2
SAID = ("ticket.hold_reply", "ticket.reply", "ticket.reply_as_requester")
SAID_WITH: dict[str, Any] = {}
"""What packages to the right read of each message, as annotations by name."""

SHOWN_OTHERWISE = ("ticket.report", "ticket.note", "ticket.page", "page.acknowledge", "ticket.rate")
"""Entries that stand in the timeline as a message or page, or not at all."""

ATTACHED = "ticket.attach"
"""Told as an event where the file belongs to no message; else it stands with the message."""

READS = ("ticket.download", "ticket.read_restricted")


@dataclass(frozen=True)
class Entry:
    """One line. `rank` and `pk` tell entries of one instant apart; `source` is message, page or event.

    `files` are those of the message, or the one that an event attached to the ticket alone.
    """

    at: datetime
    rank: int
    pk: int
    source: str
    actor: str = ""
    words: str = ""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    message: Any = None
    page: Any = None
    files: tuple[Any, ...] = ()
    verb: str = ""
    is_new: bool = False
    folded: tuple["Entry", ...] = field(default=())

    @property
    def position(self) -> tuple[datetime, int, int]:
        """Where the entry stands."""
        return (self.at, self.rank, self.pk)

    @property
    def anchor(self) -> str:
        """A name for it in the page."""
        return f"{self.source}-{self.pk}"


@dataclass(frozen=True)
class Timeline:
    """Entries oldest first; `earlier` is the cursor of what came before, empty at the beginning."""

    entries: list[Entry]
    earlier: str
    new_count: int


def timeline(ticket: Any, *, read_upto: int = 0, before: str = "", reader: Any = None) -> Timeline:
    """The agent's story: everything but reads. Five statements, however long the history.

    `read_upto` is the number of the last message the reader has read; `before` the `earlier` cursor of the part
    shown now. Raises ValueError for a cursor that cannot be read.
    """
    edge, files = _edge(before), _files(ticket, reader)
    entries = [
        *_messages(ticket, edge, read_upto, reader, files),
        *_events(ticket, edge, files, reader),
        *_pages(ticket, edge),
    ]
    return _assembled(entries)


Edge = tuple[datetime, int, int] | None
Files = Mapping[int | None, tuple[Any, ...]]
"""The files of a ticket by the key of their message; None holds those that belong to no message."""


def _files(ticket: Any, reader: Any) -> Files:
    found: dict[int | None, tuple[Any, ...]] = {}
    for file in visible_attachments(ticket, reader or System("timeline")):
        found[file.message_id] = (*found.get(file.message_id, ()), file)
    return found


def _messages(ticket: Any, edge: Edge, read_upto: int, reader: Any, files: Files) -> Iterable[Entry]:
    rows = ticket.messages.select_related("author", "held").annotate(**SAID_WITH)
    reader_pk = getattr(reader, "pk", None)
    for row in _newest(rows, "created_at", MESSAGE, edge):
        yield Entry(
            row.created_at,
            MESSAGE,
            row.pk,
            "message",
            row.author_label,
            message=row,
            files=files.get(row.pk, ()),
            is_new=row.pk > read_upto and row.author_id != reader_pk,
        )


def _events(ticket: Any, edge: Edge, files: Files, reader: Any) -> Iterable[Entry]:
    with_message = [file.pk for message, kept in files.items() if message is not None for file in kept]
    trail = _trail(ticket).exclude(verb=ATTACHED, changes__attachment__1__in=with_message)
    rows = list(_newest(trail, "at", EVENT, edge))
    said = changes_in_words([row.changes for row in rows], reader, _known_people(ticket, reader))
    loose = {file.pk: file for file in files.get(None, ())}
    for row, changes in zip(rows, said, strict=True):
        yield Entry(
            row.at,
            EVENT,
            row.pk,
            "event",
            _who(row.actor_label),
            verbs.sentence(row.verb),
            row.reason,
            changes,
            files=_attached(row, loose),
            verb=row.verb,
        )


def _known_people(ticket: Any, reader: Any) -> dict[str, str]:
    people = (ticket.assignee, reader)
    return {one.username: one.full_name for one in people if hasattr(one, "username")}


def _attached(row: Any, loose: Mapping[int, Any]) -> tuple[Any, ...]:
    pair = row.changes.get("attachment") if row.verb == ATTACHED else None
    return (loose[pair[1]],) if pair and pair[1] in loose else ()


def _who(label: str) -> str:
    """Who did it, in words: parts of the product itself are the desk."""
    return _("The desk") if label.startswith(SYSTEM_LABEL) else label


def _pages(ticket: Any, edge: Edge) -> Iterable[Entry]:
    rows = ticket.pages.select_related("recipient", "acknowledged_by")
    for row in _newest(rows, "paged_at", PAGE, edge):
        yield Entry(row.paged_at, PAGE, row.pk, "page", row.recipient.full_name, page=row)


def _trail(ticket: Any) -> QuerySet[Any]:
    from hospital_itsm.audit.models import AuditEntry

    rows = AuditEntry.objects.filter(target_type="tickets.ticket", target_id=str(ticket.pk))
    silent = Q(verb__in=SAID) & ~Q(changes__has_key="state")
    return rows.exclude(verb__in=(*SHOWN_OTHERWISE, *READS)).exclude(silent)


def _newest(rows: QuerySet[Any], instant: str, rank: int, edge: Edge) -> QuerySet[Any]:
    """The last rows before the edge, one more than is shown, so that the rest can be offered."""
    if edge is not None:
        at, edge_rank, pk = edge
        behind = Q(**{f"{instant}__lt": at})
        if rank < edge_rank:
            behind |= Q(**{instant: at})
        elif rank == edge_rank:
            behind |= Q(**{instant: at, "pk__lt": pk})
        rows = rows.filter(behind)
    return rows.order_by(f"-{instant}", "-pk")[: SHOWN + 1]


def _assembled(entries: list[Entry]) -> Timeline:
    entries.sort(key=lambda entry: entry.position)
    shown = entries[-SHOWN:]
    earlier = _cursor(shown[0]) if len(entries) > len(shown) else ""
    return Timeline(_folded(shown), earlier, sum(entry.is_new for entry in shown))


def _folded(entries: list[Entry]) -> list[Entry]:
    """Fold runs of events; a run's line stands where its last change stands."""
    lines: list[Entry] = []
    run: list[Entry] = []
    for entry in [*entries, None]:
        if entry is not None and entry.source == "event":
            run.append(entry)
            continue
        lines += _one_line(run) if len(run) >= FOLDED_FROM else run
        run = []
        if entry is not None:
            lines.append(entry)
    return lines


def _one_line(run: list[Entry]) -> list[Entry]:
    last = run[-1]
    return [Entry(last.at, EVENT, last.pk, "folded", folded=tuple(run))]


def _cursor(entry: Entry) -> str:
    return f"{entry.at.isoformat()}_{entry.rank}_{entry.pk}"


def _edge(cursor: str) -> Edge:
    if not cursor:
        return None
    at, rank, pk = cursor.split("_")
    instant = datetime.fromisoformat(at)
    if instant.tzinfo is None:
        raise ValueError("The cursor has no zone.")
    return instant, int(rank), int(pk)
