"""The timeline as its page shows it: which lines, how each is drawn, and what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tickets.choices import SAID_PUBLICLY, MessageKind
from tickets.models import Ticket
from tickets.queries.timeline import Entry, Timeline, timeline

SHOW: dict[str, Promise] = {
    "all": gettext_lazy("All"),
    "public": gettext_lazy("Public"),
    "notes": gettext_lazy("Notes"),
    "changes": gettext_lazy("Changes"),
}
KINDS = {"public": (*SAID_PUBLICLY, MessageKind.HELD), "notes": (MessageKind.INTERNAL,)}
ICONS = {
    "ticket.join": "users", "ticket.say_worse": "activity-heartbeat", "ticket.lower_priority": "arrow-down",
    "ticket.raise_priority": "arrow-up", "ticket.assign": "user-check", "ticket.take": "user-check",
    "ticket.take_next": "user-check", "ticket.set_team": "route", "handover.offer": "arrows-exchange",
    "handover.accept": "arrows-exchange", "handover.send_back": "arrows-exchange",
    "ticket.merge": "git-merge", "ticket.absorb": "git-merge", "ticket.unmerge": "arrow-back-up",
    "ticket.give_back": "arrow-back-up", "ticket.take_back_reply": "arrow-back-up",
    "ticket.attach": "paperclip", "ticket.answer_chart": "paperclip", "ticket.reveal": "eye",
    "ticket.resolve": "circle-check", "ticket.restore": "circle-check", "ticket.confirm": "checks",
}  # fmt: skip
CLOCK_ICON, OTHER_ICON = "clock", "history"


@dataclass(frozen=True)
class Line:
    """One line: `look` is first, note, reply, from, page, event or folded."""

    entry: Entry
    look: str
    icon: str
    is_new: bool
    is_first_new: bool = False
    is_last: bool = False
    folded: "tuple[Line, ...]" = ()


@dataclass(frozen=True)
class Story:
    """The lines shown, how many are new, and where earlier ones begin."""

    lines: list[Line]
    earlier: str
    new_count: int
    entries: list[Entry]


def story_of(
    ticket: Ticket, reader: Any, *, show: str = "all", before: str = "", since: datetime | None = None
) -> Story:
    """The story for one reader. `since` marks everything after an instant as new, instead of what is unread.

    Raises ValueError for a cursor that cannot be read.
    """
    told = timeline(ticket, read_upto=getattr(ticket, "read_upto", 0), before=before, reader=reader)
    lines = _lines(ticket, told, show, since)
    return Story(lines, told.earlier, sum(line.is_new for line in lines), told.entries)


def _lines(ticket: Ticket, told: Timeline, show: str, since: datetime | None) -> list[Line]:
    kept = [entry for entry in told.entries if _is_shown(entry, show)]
    lines: list[Line] = []
    seen_new = False
    for place, entry in enumerate(kept, start=1):
        is_new = entry.at > since if since else entry.is_new
        lines.append(
            Line(
                entry,
                look_of(entry, ticket),
                icon_of(entry),
                is_new,
                is_first_new=is_new and not seen_new,
                is_last=place == len(kept),
                folded=tuple(Line(one, "event", icon_of(one), False) for one in entry.folded),
            )
        )
        seen_new = seen_new or is_new
    return lines


def look_of(entry: Entry, ticket: Any) -> str:
    """How an entry is drawn; answers of those who reported look different from those of the desk."""
    if entry.source != "message":
        return entry.source
    if entry.message.kind == MessageKind.REPORT:
        return "first"
    if entry.message.kind == MessageKind.INTERNAL:
        return "note"
    return "from" if entry.message.author_id in _reporters(ticket) else "reply"


def icon_of(entry: Entry) -> str:
    """The small sign of an event."""
    if entry.verb.startswith("clock."):
        return CLOCK_ICON
    return ICONS.get(entry.verb, OTHER_ICON)


def _reporters(ticket: Any) -> Iterable[int | None]:
    return {ticket.requester_id, ticket.opened_by_id, *getattr(ticket, "reporter_ids", ())} - {None}


def _is_shown(entry: Entry, show: str) -> bool:
    if show == "all":
        return True
    if show == "changes":
        return entry.source in ("event", "folded")
    return entry.source == "message" and entry.message.kind in KINDS[show]
