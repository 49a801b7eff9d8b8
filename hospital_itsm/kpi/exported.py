"""Figures, and the snapshots of one figure, as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, ListMissing, Reader, register
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.access import readable
from hospital_itsm.kpi.filters import (
    FIGURE_SORTS,
    SNAPSHOT_SORTS,
    FigureFilters,
    SnapshotFilters,
    question_of,
)
from hospital_itsm.kpi.models import CountedKpi, Snapshot
from hospital_itsm.kpi.rules.definitions import ALL, BY_CODE, COUNTED
from hospital_itsm.kpi.rules.figures import Figure, shortened
from hospital_itsm.kpi.words import GROUPS, name_of, target_words, verdict_words


@dataclass(frozen=True)
class Line:
    """A figure with the days it is of."""

    figure: Figure
    first: Any
    last: Any


def _figures(reader: Reader) -> Sequence[Any]:
    """One row for each counted figure that the reader may have; `_lines` adds those that are made of others."""
    _question, errors = question_of(reader.given, actor=reader.actor, now=reader.now)
    if errors:
        raise ListMissing
    codes = [one.code for one in readable(reader.actor, COUNTED)]
    return [CountedKpi.objects.filter(kpi__in=codes)]


def _lines(rows: Sequence[CountedKpi], reader: Reader) -> Iterable[Line]:
    question, _errors = question_of(reader.given, actor=reader.actor, now=reader.now)
    counted = {row.kpi for row in rows}
    wanted = [one.code for one in ALL if one.code in counted or (one.parts and one.parts[0] in counted)]
    found = reading.figures(wanted, question.period, question.scope)
    for code in wanted:
        if code in found:
            day = found[code].sums.day
            yield Line(found[code], day or question.period.first, day or question.period.last)


def _figure_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Code"), lambda line: line.figure.definition.code),
        Column(_("Figure"), lambda line: name_of(line.figure.definition.code)),
        Column(_("Group"), lambda line: str(GROUPS[line.figure.definition.group])),
        Column(_("First day"), lambda line: line.first),
        Column(_("Last day"), lambda line: line.last),
        Column(_("Value"), lambda line: shortened(line.figure.value)),
        Column(_("Unit"), lambda line: line.figure.definition.unit),
        Column(_("Median"), lambda line: _shortened(line.figure.median)),
        Column(_("90th percentile"), lambda line: _shortened(line.figure.p90)),
        Column(_("Above the line"), lambda line: shortened(line.figure.sums.numerator)),
        Column(_("Below the line"), lambda line: shortened(line.figure.sums.denominator)),
        Column(_("Counted"), lambda line: line.figure.sums.n),
        Column(_("Target"), lambda line: target_words(line.figure.definition, line.figure.target)),
        Column(_("Stands"), lambda line: verdict_words(line.figure)),
        Column(_("Data to"), lambda line: line.figure.counted_at, is_moment=True),
    )


def _snapshots(reader: Reader) -> Sequence[Any]:
    definition = BY_CODE.get(reader.key)
    if definition is None or definition not in readable(reader.actor, [definition]):
        raise ListMissing
    codes = definition.parts or (definition.code,)
    return [Snapshot.objects.filter(kpi__in=codes).select_related("site").defer("values")]


def _snapshot_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Code"), lambda row: row.kpi),
        Column(_("Day"), lambda row: row.day),
        Column(_("Site"), lambda row: row.site.name if row.site else ""),
        Column(_("Domain"), lambda row: row.domain),
        Column(_("Currency"), lambda row: row.currency),
        Column(_("Counted"), lambda row: row.n),
        Column(_("Above the line"), lambda row: shortened(row.numerator)),
        Column(_("Below the line"), lambda row: shortened(row.denominator)),
        Column(_("Version of the formula"), lambda row: row.definition_version),
        Column(_("Counted at"), lambda row: row.computed_at, is_moment=True),
    )


def _shortened(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else shortened(amount)


FIGURES: Final = register(
    ExportedList(
        "kpi", _("Figures"), "kpi.read", "kpi:figures", "kpi:export_figures", _figures, _figure_columns,
        FigureFilters, FIGURE_SORTS, dress=_lines,
    )
)  # fmt: skip
SNAPSHOTS: Final = register(
    ExportedList(
        "kpi_snapshot", _("Snapshots of"), "kpi.read", "kpi:figure", "kpi:export_snapshots", _snapshots,
        _snapshot_columns, SnapshotFilters, SNAPSHOT_SORTS, subject=lambda reader: name_of(reader.key),
    )
)  # fmt: skip
