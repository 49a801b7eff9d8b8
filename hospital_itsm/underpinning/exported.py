"""Tasks, promises and scorecards as files."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.underpinning.choices import Metric
from hospital_itsm.underpinning.filters import (
    CLOCK_SORTS,
    SCORECARD_SORTS,
    TASK_SORTS,
    ClockFilters,
    ScorecardFilters,
    TaskFilters,
)
from hospital_itsm.underpinning.rows import clock_rows, measured_vendors, task_rows
from hospital_itsm.underpinning.scorecard import Card, Kept, cards_of
from hospital_itsm.underpinning.wording import time_words

MINUTE: Final = 60


def _tasks(reader: Reader) -> Sequence[Any]:
    return [task_rows(reader.actor)]


def _clocks(reader: Reader) -> Sequence[Any]:
    return [clock_rows(reader.actor)]


def _vendors(reader: Reader) -> Sequence[Any]:
    return [measured_vendors(reader.actor)]


def _cards(rows: Sequence[Any], reader: Reader) -> Iterable[Card]:
    found = cards_of(rows, reader.actor, reader.now)
    return [found[row.pk] for row in rows]


def _task_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.pk),
        Column(_("Ticket"), lambda row: row.ticket.key),
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Contract"), lambda row: row.contract.number if row.contract else None),
        Column(_("Contract because"), lambda row: row.get_basis_display() or None),
        Column(_("Number at the vendor"), lambda row: row.number),
        Column(_("Handed over"), lambda row: row.handed_at, is_moment=True),
        Column(_("Answered"), lambda row: row.answered_at, is_moment=True),
        Column(_("Taken back"), lambda row: row.ended_at, is_moment=True),
        Column(_("How it ended"), lambda row: row.get_ending_display() or None),
    )


def _clock_columns(actor: Any) -> Sequence[Column]:
    """What a miss is worth is for those who read contracts in full."""
    shown = (
        Column(_("Ticket"), lambda row: row.task.ticket.key),
        Column(_("Vendor"), lambda row: row.task.vendor.name),
        Column(_("Contract"), lambda row: row.task.contract.number),
        Column(_("Promise"), lambda row: row.get_metric_display()),
        Column(_("Promised"), lambda row: time_words(row.amount, row.unit)),
        Column(_("Counted in"), lambda row: row.calendar.name),
        Column(_("Handed over"), lambda row: row.started_at, is_moment=True),
        Column(_("Due"), lambda row: row.due_at, is_moment=True),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Stopped"), lambda row: row.stopped_at, is_moment=True),
    )
    money = (
        Column(_("Credit"), lambda row: row.credit if row.missed_at else None),
        Column(_("Currency"), lambda row: row.currency if row.missed_at else None),
    )
    return (*shown, *money) if can(actor, "contract.read") else shown


def _card_columns(actor: Any) -> Sequence[Column]:
    """Columns without data stay empty."""
    shown = (
        Column(_("Vendor"), lambda card: card.vendor.name),
        Column(_("From"), lambda card: card.span.first),
        Column(_("Until"), lambda card: card.span.last),
        Column(_("Answers in time"), lambda card: _of(card, Metric.RESPONSE, "met")),
        Column(_("Answers too late"), lambda card: _of(card, Metric.RESPONSE, "missed")),
        Column(_("Answers in time, percent"), lambda card: _of(card, Metric.RESPONSE, "percent")),
        Column(_("Repairs in time"), lambda card: _of(card, Metric.REPAIR, "met")),
        Column(_("Repairs too late"), lambda card: _of(card, Metric.REPAIR, "missed")),
        Column(_("Repairs in time, percent"), lambda card: _of(card, Metric.REPAIR, "percent")),
        Column(_("Answers noted"), lambda card: card.answers.count if card.answers else None),
        Column(_("Median minutes to an answer"), lambda card: _minutes(card, "median")),
        Column(_("Nine of ten answers within minutes"), lambda card: _minutes(card, "slowest")),
        Column(_("With them now"), lambda card: card.open_tasks),
    )
    money = Column(_("Credits due"), _credit_words)
    return (*shown, money) if can(actor, "contract.read") else shown


def _of(card: Card, metric: Metric, name: str) -> Any:
    kept: Kept | None = card.kept.get(metric.value)
    return None if kept is None else getattr(kept, name)


def _minutes(card: Card, name: str) -> int | None:
    return None if card.answers is None else -(-int(getattr(card.answers, name).total_seconds()) // MINUTE)


def _credit_words(card: Card) -> str | None:
    return ", ".join(f"{one.currency} {one.amount}" for one in card.credits or ()) or None


TASKS: Final = register(
    ExportedList(
        "vendor_task", _("Tickets with vendors"), "vendor_task.read", "underpinning:tasks",
        "underpinning:export_tasks", _tasks, _task_columns, TaskFilters, TASK_SORTS,
    )
)  # fmt: skip
CLOCKS: Final = register(
    ExportedList(
        "vendor_clock", _("Promises of vendors"), "vendor_task.read", "underpinning:clocks",
        "underpinning:export_clocks", _clocks, _clock_columns, ClockFilters, CLOCK_SORTS,
    )
)  # fmt: skip
SCORECARDS: Final = register(
    ExportedList(
        "vendor_scorecard", _("Scorecards of vendors"), "vendor_task.read", "underpinning:scorecards",
        "underpinning:export_scorecards", _vendors, _card_columns, ScorecardFilters, SCORECARD_SORTS, dress=_cards,
    )
)  # fmt: skip
