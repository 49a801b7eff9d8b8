"""The four-step line of a ticket for its requester: Received, With a team, the work, Fixed (ux 5a)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.display import moment_words
from tickets.choices import REQUESTER_WORDS, State

WITH_TEAM, WORK, FIXED, OVER = 1, 2, 3, 4
WAITS_FOR_A_HAND = (State.NEW, State.TRIAGED, State.ASSIGNED)


@dataclass(frozen=True)
class Step:
    """One step: its words, the small words under it, and `state` done, now or "" (still to come)."""

    words: str
    note: str
    state: str


def steps_of(ticket: Any, *, team_name: str, answer_by: datetime | None, now: datetime) -> list[Step]:
    """The four steps of a ticket as it stands now."""
    at = _position(ticket)
    today = timezone.localtime(now)
    by = _("by %(time)s") % {"time": moment_words(timezone.localtime(answer_by), today)} if answer_by else ""
    rows = [
        (_("Received"), moment_words(timezone.localtime(ticket.opened_at), today)),
        (_("With %(team)s") % {"team": team_name}, _("Now") if at == WITH_TEAM else ""),
        _work(ticket, at, by),
        (_("Fixed"), _fixed_note(ticket, at)),
    ]
    return [Step(words, note, _state(number, at)) for number, (words, note) in enumerate(rows)]


def _position(ticket: Any) -> int:
    if ticket.state in (State.RESTORED, State.RESOLVED):
        return FIXED
    if not ticket.is_open:
        return OVER
    return WITH_TEAM if ticket.state in WAITS_FOR_A_HAND and ticket.responded_at is None else WORK


def _work(ticket: Any, at: int, by: str) -> tuple[str, str]:
    if at > WORK:
        return _("Worked on"), ""
    if at < WORK:
        return _("Call or visit"), by
    if ticket.state in WAITS_FOR_A_HAND:
        return _("Answered"), _("Now")
    return str(REQUESTER_WORDS[State(ticket.state)]), _("Now")


def _fixed_note(ticket: Any, at: int) -> str:
    if at == FIXED or at < FIXED:
        return _("You confirm")
    return str(REQUESTER_WORDS[State(ticket.state)])


def _state(number: int, at: int) -> str:
    if number < at:
        return "done"
    return "now" if number == at else ""
