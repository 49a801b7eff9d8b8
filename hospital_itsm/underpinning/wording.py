"""Tasks, promises and clocks in words, the same on ticket, vendor, contract and list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.display import moment_words, span_words
from hospital_itsm.underpinning.choices import ClockState, Metric, Unit
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from tickets.rules.clock_reading import working
from tickets.working_words import WorkingWords, working_words

MARKS: Final = {
    ClockState.RUNNING: "wait",
    ClockState.MET: "done",
    ClockState.MISSED: "bad",
    ClockState.WITHDRAWN: "none",
}


@dataclass(frozen=True)
class ClockLine:
    """A promise of a task: its sentence, how it stands in a word with its mark, and what was promised."""

    clock: VendorClock
    words: str
    state: str
    mark: str
    promised: str


def time_words(amount: int, unit: str) -> str:
    """A promised time, such as "within 4 hours"."""
    spans = {
        Unit.MINUTES: ngettext("within %(n)d minute", "within %(n)d minutes", amount),
        Unit.HOURS: ngettext("within %(n)d hour", "within %(n)d hours", amount),
        Unit.BUSINESS_DAYS: ngettext("within %(n)d business day", "within %(n)d business days", amount),
    }
    return spans[Unit(unit)] % {"n": amount}


def clock_line(clock: VendorClock, task: VendorTask, now: datetime) -> ClockLine:
    """A clock dressed for a page; it reads late as soon as it is, whether or not the watcher has seen it."""
    is_late = clock.state == ClockState.RUNNING and clock.due_at < now
    state = ClockState.MISSED if is_late else ClockState(clock.state)
    return ClockLine(
        clock,
        _sentence(clock, task, state, now),
        str(state.label),
        MARKS[state],
        time_words(clock.amount, clock.unit),
    )


def _sentence(clock: VendorClock, task: VendorTask, state: ClockState, now: datetime) -> str:
    repair = clock.metric == Metric.REPAIR
    values = {
        "vendor": task.vendor.name,
        "due": at_words(clock.due_at, now),
        "contract": task.contract.number if task.contract else "",
        "at": at_words(clock.stopped_at, now) if clock.stopped_at else "",
        "over": span_words(((clock.stopped_at or now) - clock.due_at).total_seconds()),
    }
    if state == ClockState.RUNNING:
        words = (
            _("%(vendor)s has until %(due)s to repair it (contract %(contract)s).")
            if repair
            else _("%(vendor)s has until %(due)s to answer (contract %(contract)s).")
        )
    elif state == ClockState.MISSED:
        words = _missed(repair, clock.stopped_at is not None)
    elif state == ClockState.MET:
        words = _met(repair, task.answered_at is not None)
    else:
        words = (
            _("A repair was promised by %(due)s; the ticket came back before.")
            if repair
            else _("An answer was promised by %(due)s; the ticket came back before.")
        )
    return words % values


def _missed(repair: bool, is_over: bool) -> str:
    if repair:
        return (
            _("A repair was promised by %(due)s (contract %(contract)s); it took %(over)s longer.")
            if is_over
            else _("%(vendor)s should have repaired it by %(due)s (contract %(contract)s), %(over)s ago.")
        )
    return (
        _("An answer was promised by %(due)s (contract %(contract)s); it came %(over)s late.")
        if is_over
        else _("%(vendor)s should have answered by %(due)s (contract %(contract)s), %(over)s ago.")
    )


def _met(repair: bool, is_recorded: bool) -> str:
    if repair:
        return _("Repaired at %(at)s, promised by %(due)s (contract %(contract)s).")
    if is_recorded:
        return _("%(vendor)s answered at %(at)s, promised by %(due)s (contract %(contract)s).")
    return _("Taken back at %(at)s, before the answer promised by %(due)s; nobody noted an answer.")


def task_words(task: VendorTask, now: datetime) -> str:
    """Where a task stands when no promise says so: since when it is with the vendor, or when it came back."""
    values = {"vendor": task.vendor.name, "at": at_words(task.handed_at, now)}
    if task.ended_at is not None:
        ended = {**values, "ended": at_words(task.ended_at, now)}
        return _("With %(vendor)s from %(at)s to %(ended)s.") % ended
    if task.contract is None:
        return (
            _("With %(vendor)s since %(at)s. No contract with it is in force, so nothing is promised.")
            % values
        )
    words = _("With %(vendor)s since %(at)s, under contract %(contract)s.")
    return words % {**values, "contract": task.contract.number}


def at_words(at: Any, now: datetime) -> str:
    """An instant by the clock of the hospital: "16:40" today, else with its day."""
    return moment_words(timezone.localtime(at), timezone.localtime(now))


def working_of(clock: VendorClock, now: datetime) -> WorkingWords:
    """The stretches of the calendar that lead to the deadline."""
    return working_words(working(clock.as_value(), (), now), now)
