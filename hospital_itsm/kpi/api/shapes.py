"""What REST answers about figures."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from hospital_itsm.core.rest.fields import in_utc, in_utc_or_none
from hospital_itsm.kpi.filters import Question
from hospital_itsm.kpi.models import Snapshot
from hospital_itsm.kpi.reading import Point
from hospital_itsm.kpi.rules import definitions as known
from hospital_itsm.kpi.rules.definitions import Definition
from hospital_itsm.kpi.rules.figures import FEW, MET, MISSED, NEAR, UNJUDGED, Figure, shortened
from hospital_itsm.kpi.wordings import WORDS
from hospital_itsm.kpi.words import name_of

KINDS = (known.RATIO, known.MEAN, known.COUNT, known.SUM, known.DIFFERENCE)
UNITS = (known.PERCENT, known.SECONDS, known.DAYS, known.PIECES, known.POINTS)
DIRECTIONS = (known.HIGHER, known.LOWER, known.NEITHER)
VERDICTS = (MET, NEAR, MISSED, UNJUDGED, FEW)


class FigureShape(serializers.Serializer[Any]):
    """A figure of a period and scope; amounts are exact text in the unit of the figure."""

    first_day = serializers.DateField()
    last_day = serializers.DateField()
    value = serializers.CharField()
    median = serializers.CharField(allow_null=True)
    p90 = serializers.CharField(allow_null=True)
    n = serializers.IntegerField()
    numerator = serializers.CharField()
    denominator = serializers.CharField()
    target = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField(VERDICTS)
    before = serializers.CharField(allow_null=True)
    counted_at = serializers.DateTimeField(allow_null=True)


class KpiShape(serializers.Serializer[Any]):
    """What a figure is, and what it was in the period; `figure` is null where nothing was counted."""

    code = serializers.CharField()
    name = serializers.CharField()
    group = serializers.ChoiceField(known.GROUPS)
    formula = serializers.CharField()
    counted_as = serializers.ChoiceField(KINDS)
    unit = serializers.ChoiceField(UNITS)
    better = serializers.ChoiceField(DIRECTIONS)
    is_state = serializers.BooleanField()
    scopes = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField()
    figure = FigureShape(allow_null=True)


class KpiListShape(serializers.Serializer[Any]):
    """Every figure the caller may read."""

    results = KpiShape(many=True)


class KpiStepShape(serializers.Serializer[Any]):
    """A part of the period; `value` is null where it has no data."""

    first_day = serializers.DateField()
    last_day = serializers.DateField()
    value = serializers.CharField(allow_null=True)
    n = serializers.IntegerField()


class KpiWithHistoryShape(KpiShape):
    """A figure with the steps of its history."""

    history = KpiStepShape(many=True)


class KpiSnapshotShape(serializers.Serializer[Any]):
    """What one day, site and domain add to a figure."""

    id = serializers.IntegerField()
    kpi = serializers.CharField()
    day = serializers.DateField()
    site = serializers.CharField(allow_null=True)
    domain = serializers.CharField()
    currency = serializers.CharField()
    n = serializers.IntegerField()
    numerator = serializers.CharField()
    denominator = serializers.CharField()
    version = serializers.IntegerField()
    computed_at = serializers.DateTimeField()


def kpi_data(
    definition: Definition, figure: Figure | None, before: Decimal | None, question: Question
) -> dict[str, Any]:
    """A figure for `KpiShape`."""
    return {
        "code": definition.code,
        "name": name_of(definition.code),
        "group": definition.group,
        "formula": str(WORDS[definition.code].formula),
        "counted_as": definition.kind,
        "unit": definition.unit,
        "better": definition.better,
        "is_state": definition.is_state,
        "scopes": list(definition.scopes),
        "version": definition.version,
        "figure": None if figure is None else _figure(figure, before, question),
    }


def _figure(figure: Figure, before: Decimal | None, question: Question) -> dict[str, Any]:
    day = figure.sums.day
    return {
        "first_day": (day or question.period.first).isoformat(),
        "last_day": (day or question.period.last).isoformat(),
        "value": _text(figure.value),
        "median": None if figure.median is None else _text(figure.median),
        "p90": None if figure.p90 is None else _text(figure.p90),
        "n": figure.sums.n,
        "numerator": _text(figure.sums.numerator),
        "denominator": _text(figure.sums.denominator),
        "target": None if figure.target is None else _text(figure.target),
        "verdict": figure.verdict,
        "before": None if before is None else _text(before),
        "counted_at": in_utc_or_none(figure.counted_at),
    }


def step_data(point: Point) -> dict[str, Any]:
    """A step for `KpiStepShape`."""
    return {
        "first_day": point.period.first.isoformat(),
        "last_day": point.period.last.isoformat(),
        "value": None if point.value is None else _text(point.value),
        "n": point.n,
    }


def snapshot_data(row: Snapshot) -> dict[str, Any]:
    """A snapshot for `KpiSnapshotShape`."""
    at: datetime = row.computed_at
    return {
        "id": row.pk,
        "kpi": row.kpi,
        "day": row.day.isoformat(),
        "site": row.site.code if row.site else None,
        "domain": row.domain,
        "currency": row.currency,
        "n": row.n,
        "numerator": _text(row.numerator),
        "denominator": _text(row.denominator),
        "version": row.definition_version,
        "computed_at": in_utc(at),
    }


def _text(amount: Decimal) -> str:
    return f"{shortened(amount):f}"
