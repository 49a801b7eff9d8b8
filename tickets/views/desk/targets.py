"""The clocks of a ticket as its page draws them: one large, the others in a list, each with its working."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.display import moment_words
from tickets.choices import MissReason
from tickets.clock_words import PAUSE_WORDS, ChipWords, chip_words
from tickets.queries.ticket_page import Told, told_clocks
from tickets.rules.clock_reading import LATE, PAUSED, WAITING
from tickets.working_words import WorkingWords, working_words


@dataclass(frozen=True)
class Target:
    """A promise in words: its chip, the line under it, why the time is what it is, and why it was missed."""

    metric: str

    chip: ChipWords
    note: str
    why: WorkingWords
    is_open: bool
    missed: str
    wants_reason: bool


def targets_of(ticket: Any, now: datetime) -> list[Target]:
    """Every promise of the ticket, the most pressing first."""
    return [_target(told, now) for told in told_clocks(ticket, now)]


def _target(told: Told, now: datetime) -> Target:
    return Target(
        told.chip.metric,
        chip_words(told.chip),
        _note(told, now),
        working_words(told.why, now),
        told.is_open,
        str(MissReason(told.miss_reason).label) if told.miss_reason else "",
        told.wants_reason,
    )


def _note(told: Told, now: datetime) -> str:
    chip = told.chip
    if chip.state == PAUSED:
        return _("The clock stands still: %(reason)s") % {
            "reason": str(PAUSE_WORDS.get(told.pause_reason, told.pause_reason)).lower()
        }
    if chip.state == WAITING:
        return _("Starts when the requester writes")
    if chip.due_at is None or not told.is_open:
        return ""
    words = _("Was due %(at)s") if chip.state == LATE else _("Due %(at)s")
    return words % {"at": moment_words(timezone.localtime(chip.due_at), timezone.localtime(now))}
