"""What REST answers about tasks, promises and scorecards, and what it takes."""

from datetime import datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Instant, Text, Whole, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.underpinning.choices import Basis, ClockState, Ending, Metric, Unit
from hospital_itsm.underpinning.models import Promise, VendorClock, VendorTask
from hospital_itsm.underpinning.scorecard import Card, Credit, Kept
from vendors.api.shapes import Amount
from vendors.models import Contract

ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)
PROMISE = OpenApiParameter("metric", {"type": "string", "enum": list(Metric.values)}, OpenApiParameter.PATH)


class AnswerGiven(StrictSerializer):
    """When the vendor answered (now where it is left out), and its own number for the task."""

    answered_at = Instant(required=False)
    number = Text(max_length=60, required=False, allow_blank=True)


class ContractGiven(StrictSerializer):
    """The contract that answers for the task."""

    contract = Code("number", queryset=Contract.objects.all())


class PromiseGiven(StrictSerializer):
    """A time the contract promises, and what a miss is worth where the contract says so."""

    amount = Whole(min_value=1, max_value=1_000_000)
    unit = serializers.ChoiceField(Unit.choices)
    calendar = Code("lineage", queryset=calendars_in_use())
    credit = Amount(max_digits=12, decimal_places=2, required=False, allow_null=True)
    currency = Text(max_length=3, required=False, allow_blank=True)


class ContractPromiseShape(serializers.Serializer[Any]):
    """A time a contract promises; `credit` only for those who read contracts in full."""

    promise = serializers.ChoiceField(Metric.choices)
    amount = serializers.IntegerField()
    unit = serializers.ChoiceField(Unit.choices)
    calendar = serializers.CharField()
    credit = serializers.CharField(required=False, allow_null=True)
    currency = serializers.CharField(required=False)
    version = serializers.IntegerField()


class TaskClockShape(serializers.Serializer[Any]):
    """A promise of a task and how it stands."""

    promise = serializers.ChoiceField(Metric.choices)
    amount = serializers.IntegerField()
    unit = serializers.ChoiceField(Unit.choices)
    calendar = serializers.CharField()
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    state = serializers.ChoiceField(ClockState.choices)
    stopped_at = serializers.DateTimeField(allow_null=True)
    missed_at = serializers.DateTimeField(allow_null=True)


class VendorClockShape(TaskClockShape):
    """A promise with the task it is of."""

    task = serializers.IntegerField()
    ticket = serializers.CharField()
    vendor = serializers.CharField()
    contract = serializers.CharField()


class VendorTaskShape(serializers.Serializer[Any]):
    """A ticket in a vendor's hands, from the hand-over until it was taken back."""

    id = serializers.IntegerField()
    ticket = serializers.CharField()
    round = serializers.IntegerField()
    vendor = serializers.CharField()
    contract = serializers.CharField(allow_null=True)
    basis = serializers.ChoiceField(Basis.choices, allow_null=True)
    number = serializers.CharField()
    handed_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ending = serializers.ChoiceField(Ending.choices, allow_null=True)
    clocks = TaskClockShape(many=True)
    version = serializers.IntegerField()


class KeptShape(serializers.Serializer[Any]):
    """Promises of one kind that ended; there where any did."""

    promise = serializers.ChoiceField(Metric.choices)
    met = serializers.IntegerField()
    missed = serializers.IntegerField()
    percent = serializers.CharField()


class ScorecardAnswersShape(serializers.Serializer[Any]):
    """Recorded answers, by the wall clock."""

    count = serializers.IntegerField()
    median_seconds = serializers.IntegerField()
    p90_seconds = serializers.IntegerField()


class ScorecardCreditShape(serializers.Serializer[Any]):
    """What misses are worth, in one currency."""

    currency = serializers.CharField()
    amount = serializers.CharField()


class ScorecardQuarterShape(serializers.Serializer[Any]):
    """The promises of a quarter in which any ended."""

    first = serializers.DateField()
    last = serializers.DateField()
    promises = KeptShape(many=True)


class ScorecardShape(serializers.Serializer[Any]):
    """A vendor's twelve months; what has no data is left out or null, never zero."""

    vendor = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    promises = KeptShape(many=True)
    answers = ScorecardAnswersShape(allow_null=True)
    open_tasks = serializers.IntegerField()
    credits = ScorecardCreditShape(many=True, required=False)
    quarters = ScorecardQuarterShape(many=True)


def promise_data(promise: Promise, *, reads: bool) -> dict[str, Any]:
    """A promise for REST; with `reads` what a miss is worth."""
    shown = {
        "promise": promise.metric,
        "amount": promise.amount,
        "unit": promise.unit,
        "calendar": promise.calendar.lineage,
        "version": promise.version,
    }
    credit = None if promise.credit is None else str(promise.credit)
    return {**shown, "credit": credit, "currency": promise.currency} if reads else shown


def clock_data(clock: VendorClock, now: datetime) -> dict[str, Any]:
    """A clock for REST; one that is late is missed, whether or not the watcher has seen it."""
    is_late = clock.state == ClockState.RUNNING and clock.due_at < now
    missed_at = clock.due_at if is_late else clock.missed_at
    return {
        "promise": clock.metric,
        "amount": clock.amount,
        "unit": clock.unit,
        "calendar": clock.calendar.lineage,
        "started_at": in_utc(clock.started_at),
        "due_at": in_utc(clock.due_at),
        "state": ClockState.MISSED.value if is_late else clock.state,
        "stopped_at": in_utc_or_none(clock.stopped_at),
        "missed_at": in_utc_or_none(missed_at),
    }


def listed_clock_data(clock: VendorClock, now: datetime) -> dict[str, Any]:
    """A clock with its task."""
    task: Any = clock.task
    return {
        **clock_data(clock, now),
        "task": task.pk,
        "ticket": task.ticket.key,
        "vendor": task.vendor.name,
        "contract": task.contract.number,
    }


def task_data(task: VendorTask, now: datetime) -> dict[str, Any]:
    """A task for REST."""
    return {
        "id": task.pk,
        "ticket": task.ticket.key,
        "round": task.round,
        "vendor": task.vendor.name,
        "contract": task.contract.number if task.contract else None,
        "basis": task.basis or None,
        "number": task.number,
        "handed_at": in_utc(task.handed_at),
        "answered_at": in_utc_or_none(task.answered_at),
        "ended_at": in_utc_or_none(task.ended_at),
        "ending": task.ending or None,
        "clocks": [clock_data(clock, now) for clock in task.clocks.all()],
        "version": task.version,
    }


def card_data(card: Card) -> dict[str, Any]:
    """A scorecard for REST."""
    answers = card.answers
    shown: dict[str, Any] = {
        "vendor": card.vendor.name,
        "first": card.span.first.isoformat(),
        "last": card.span.last.isoformat(),
        "promises": _kept(card.kept),
        "answers": None
        if answers is None
        else {
            "count": answers.count,
            "median_seconds": round(answers.median.total_seconds()),
            "p90_seconds": round(answers.slowest.total_seconds()),
        },
        "open_tasks": card.open_tasks,
        "quarters": [
            {
                "first": quarter.span.first.isoformat(),
                "last": quarter.span.last.isoformat(),
                "promises": _kept(quarter.kept),
            }
            for quarter in card.quarters
            if quarter.kept
        ],
    }
    return shown if card.credits is None else {**shown, "credits": [_credit(one) for one in card.credits]}


def _kept(found: dict[str, Kept]) -> list[dict[str, Any]]:
    return [
        {
            "promise": kept.metric.value,
            "met": kept.met,
            "missed": kept.missed,
            "percent": str(kept.percent),
        }
        for kept in found.values()
    ]


def _credit(one: Credit) -> dict[str, str]:
    return {"currency": one.currency, "amount": str(one.amount)}
