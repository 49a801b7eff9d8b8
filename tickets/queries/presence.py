"""Who else has a ticket open, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.core.display import span_words
from tickets.choices import PresenceMode

FADES_AFTER = timedelta(seconds=45)
MOMENT_SECONDS = 5


@dataclass(frozen=True)
class Seen:
    """One person on the ticket: what they do and since when; never what they type."""

    name: str
    mode: str
    since: datetime
    words: str

    @property
    def is_writing(self) -> bool:
        """Writing is shown before mere reading."""
        return self.mode != PresenceMode.READING


def others_on(ticket: Any, actor: Any, now: datetime) -> list[Seen]:
    """The other people on a ticket whose last beat is younger than 45 s, writers first: one statement."""
    rows = ticket.presences.filter(beat_at__gt=now - FADES_AFTER).exclude(user_id=actor.pk)
    seen = [
        Seen(row.user.full_name, row.mode, row.since, _words(row, now))
        for row in rows.select_related("user").order_by("since", "pk")
    ]
    return sorted(seen, key=lambda one: not one.is_writing)


def _words(row: Any, now: datetime) -> str:
    said = f"{row.user.full_name} {PresenceMode(row.mode).label}."
    if row.mode == PresenceMode.READING:
        return said
    seconds = int((now - row.since).total_seconds())
    started = _("Started %(seconds)d seconds ago.") % {"seconds": seconds}
    if seconds < MOMENT_SECONDS:
        started = _("Started a moment ago.")
    elif seconds >= 60:
        started = _("Started %(span)s ago.") % {"span": span_words(seconds)}
    return f"{said} {started}"
