"""The working behind a deadline in words: "Due Wed 10:00: 2h Tue 16:00-18:00, 2h Wed 08:00-10:00"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.display import day_words
from tickets.clock_words import PAUSE_WORDS
from tickets.rules.clock_reading import Explanation, Line

NEARBY = timedelta(days=6)


@dataclass(frozen=True)
class WorkingWords:
    """The deadline in one line, and one line for each stretch that leads to it."""

    headline: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.headline}: {', '.join(self.lines)}" if self.lines else self.headline


def working_words(told: Explanation, now: datetime) -> WorkingWords:
    """Say an explanation by the clock of the hospital, as seen from `now`."""
    lines = [_("%(span)s used before") % {"span": _span(told.carried)}] if told.carried else []
    return WorkingWords(_headline(told, now), (*lines, *(_line(line, now) for line in told.lines)))


def _headline(told: Explanation, now: datetime) -> str:
    if told.due_at is None:
        return _("No deadline while nothing runs")
    words = _("Due %(at)s") if told.due_at >= now else _("Was due %(at)s")
    return words % {"at": _moment(told.due_at, now)}


def _line(line: Line, now: datetime) -> str:
    stretch = _stretch(line.began_at, line.ended_at, now)
    if line.reason:
        return _("paused %(stretch)s (%(reason)s)") % {
            "stretch": stretch,
            "reason": str(PAUSE_WORDS.get(line.reason, line.reason)).lower(),
        }
    values = {"span": _span(line.span), "stretch": stretch, "count": line.folded}
    if line.folded:
        return (
            ngettext(
                "%(span)s in %(count)d stretch %(stretch)s",
                "%(span)s in %(count)d stretches %(stretch)s",
                line.folded,
            )
            % values
        )
    return _("%(span)s %(stretch)s") % values


def _stretch(began: datetime, ended: datetime, now: datetime) -> str:
    first, last = timezone.localtime(began), timezone.localtime(ended)
    if first.date() == last.date():
        return f"{_moment(began, now)}-{last:%H:%M}"
    return f"{_moment(began, now)} - {_moment(ended, now)}"


def _moment(at: datetime, now: datetime) -> str:
    """ "Wed 10:00" within six days, else "Dec 3, 10:00"."""
    local, today = timezone.localtime(at), timezone.localtime(now)
    day = f"{local:%a}" if abs(at - now) < NEARBY else f"{day_words(local, today)},"
    return f"{day} {local:%H:%M}"


def _span(span: timedelta) -> str:
    """Working time never says days, because a working day is not 24 hours: "40h", "2h 30m", "45m"."""
    hours, minutes = divmod(round(span.total_seconds() / 60), 60)
    if not hours:
        return f"{minutes}m"
    return f"{hours}h {minutes:02d}m" if minutes else f"{hours}h"
