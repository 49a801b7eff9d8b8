"""One reading of a question by one person: rows as a list, or counts of them as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from operator import itemgetter
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, DateField, F, OrderBy, QuerySet
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hospital_itsm.core.exports import on_the_wall
from hospital_itsm.exporting.lists import Column
from hospital_itsm.exporting.reading import Reading, chunks
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.choices import Shape, Step
from hospital_itsm.reports.rules import tables
from hospital_itsm.reports.rules.spans import step_of, steps
from hospital_itsm.reports.rules.totals import Total
from hospital_itsm.reports.totals import measured, total_facts, totals, totals_by

MOST_LINES: Final = 1000
"""Lines of a table of counts; what is beyond stands together in the last one."""
TRUNC: Final = {Step.DAY: TruncDay, Step.WEEK: TruncWeek, Step.MONTH: TruncMonth}


@dataclass(frozen=True)
class Table:
    """Counts as they are shown: headings and lines; `of_rows` rows were counted."""

    headings: list[str]
    lines: list[list[Any]]
    of_rows: int


class ReportReading(Reading):
    """The reading of what `asked` says, which has no errors. Raises ListMissing.

    What the person may not see is neither listed nor counted: the rows are those of the list.
    """

    def __init__(self, asked: Asked) -> None:
        about, own = asked.question.about, "" if asked.sort in asked.orders else asked.sort
        super().__init__(
            about.of, actor=asked.actor, given=asked.filters_given(), sort=own, key=about.key, now=asked.now
        )  # fmt: skip
        self.asked = asked
        self.sources = [self._narrowed(rows) for rows in self.sources]
        self.columns = [one.column for one in asked.columns]
        if self.is_counted:
            self.of = replace(self.of, guarded=_nothing_guarded)
            self.columns = [
                Column(heading, itemgetter(number)) for number, heading in enumerate(self.table.headings)
            ]

    @property
    def is_counted(self) -> bool:
        """Is it a table of counts?"""
        return self.asked.shape != Shape.TABLE

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.asked.question.only is not None:
            rows = rows.filter(self.asked.question.only(self.reader.now))
        if self.asked.period is not None and self.asked.question.about.day is not None:
            rows = rows.filter(self.asked.question.about.day.within(self.asked.period))
        return self._sorted(rows)

    def _sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """In the order of the reader's column, what is not given last; the key decides between equal ones."""
        if self.asked.sort not in self.asked.orders:
            return rows
        _words, path = self.asked.orders[self.asked.sort]
        falls = path.startswith("-")
        return rows.order_by(OrderBy(F(path.removeprefix("-")), descending=falls, nulls_last=True), "pk")

    @cached_property
    def totals(self) -> list[Total]:
        """The sums of the number columns: one statement for each of these."""
        return [total for title, one in measured(self.asked) for total in totals(self._whole(), title, one)]

    def count(self) -> int:
        """How many lines there are now."""
        if self.is_counted:
            return len(self.table.lines)
        return (
            sum(1 for _line in self.lines()) if self.asked.question.about.has_made_lines else super().count()
        )

    def is_longer_than(self, most: int) -> bool:
        """Are there more lines than `most`?"""
        return len(self.table.lines) > most if self.is_counted else super().is_longer_than(most)

    def lines(self) -> Iterator[Any]:
        """The lines."""
        if self.is_counted:
            return iter(self.table.lines)
        return super().lines()

    def first_lines(self, most: int) -> list[list[Any]]:
        """The values of the first lines, without reading further."""
        reads = [column.read for column in self.columns]
        return [[read(line) for read in reads] for line in islice(self._few(most), most)]

    def _few(self, most: int) -> Iterator[Any]:
        if self.is_counted:
            yield from self.table.lines
            return
        for rows in self.sources:
            for some in chunks(iter(rows[:most])):
                yield from self.of.dress(some, self.reader)

    @property
    def title(self) -> str:
        """The question."""
        return str(self.asked.question.words)

    def facts(self, rows: int) -> Iterator[tuple[str, str]]:
        """What the file is."""
        yield _("Report"), self.title
        yield _("About"), str(self.asked.question.about.name)
        if words := self.asked.period_words():
            yield _("Period"), f"{self.asked.question.about.day.label}: {words}"  # type: ignore[union-attr]
        for narrowed in self.asked.narrowed_words() or [_("None")]:
            yield _("Filter"), narrowed
        yield _("Shown as"), self.asked.shape_words()
        if words := self.asked.order_words():
            yield _("Ordered by"), words
        yield from total_facts(self.totals)
        yield _("Run"), f"{on_the_wall(self.reader.now):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
        yield _("By"), f"{self.reader.actor} ({self.reader.actor.username})"
        if self.is_counted:
            yield _("Counted"), str(self.table.of_rows)
        yield _("Rows"), str(rows)
        yield _("Times"), _("Times are those of %(zone)s.") % {"zone": settings.TIME_ZONE}

    @cached_property
    def table(self) -> Table:
        """The counts: one statement."""
        return {
            Shape.COUNT: self._counted,
            Shape.TREND: self._trend,
            Shape.MATRIX: self._matrix,
        }[Shape(self.asked.shape)]()

    def _groups(self, *values: Any) -> list[tuple[Any, ...]]:
        """The counts of the rows by some expressions, in the order of those."""
        names = [f"report_{number}" for number in range(len(values))]
        named = self._whole().annotate(**dict(zip(names, values, strict=True)))
        counted = named.order_by().values(*names).annotate(report_n=Count("pk")).order_by(*names)
        return list(counted.values_list(*names, "report_n"))

    def _whole(self) -> QuerySet[Any]:
        """The rows without what the list joins to them, so that nothing is counted twice."""
        (rows,) = self.sources
        whole: QuerySet[Any] = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
        return whole

    def _counted(self) -> Table:
        dimension = self.asked.question.about.dimensions[self.asked.by]
        counts: dict[Any, int] = dict(self._groups(F(dimension.path)))
        shares = tables.shares(counts)
        total, sums = sum(counts.values()), self._sums_by(F(dimension.path))
        lines: list[list[Any]] = [
            [dimension.said(value), count, share, *(one.get(value) for one in sums.values())]
            for value, count, share in shares
        ]
        if len(lines) > MOST_LINES:
            others = lines[MOST_LINES - 1 :]
            rest = sum(count for _value, count, *_more in others)
            more = [tables.sum_of(line[3 + at] for line in others) for at in range(len(sums))]
            lines = [*lines[: MOST_LINES - 1], [_("All others"), rest, tables.percent(rest, total), *more]]
        return Table([str(dimension.label), _("Number"), _("Percent"), *sums], lines, total)

    def _sums_by(self, group: Any) -> dict[str, dict[Any, Any]]:
        """The sum of each group under the heading of its column and currency."""
        found: dict[str, dict[Any, Any]] = {}
        for title, measure in measured(self.asked):
            for value, total in totals_by(self._whole(), group, title, measure):
                found.setdefault(total.label, {})[value] = total.whole
        return found

    def _matrix(self) -> Table:
        dimensions = self.asked.question.about.dimensions
        down, across = dimensions[self.asked.by], dimensions[self.asked.across]
        counts: dict[tuple[str, str], int] = {}
        groups = self._groups(F(down.path), F(across.path))
        order = sorted({other for _one, other, _count in groups}, key=lambda value: (value is None, value))
        for one, other, count in groups:
            place = down.said(one), across.said(other)
            counts[place] = counts.get(place, 0) + count
        heads, found = tables.matrix(counts, [across.said(value) for value in order], _("Others"))
        lines: list[list[Any]] = [[row, *cells, total] for row, cells, total in found[:MOST_LINES]]
        if found:
            lines.append([_("All"), *tables.sums(found), sum(counts.values())])
        return Table([str(down.label), *heads, _("All")], lines, sum(counts.values()))

    def _trend(self) -> Table:
        day, period, step = self.asked.question.about.day, self.asked.period, self.asked.step
        assert day is not None and period is not None  # noqa: S101  `Asked` has seen to it
        zone: dict[str, Any] = {"tzinfo": timezone.get_current_timezone()} if day.is_moment else {}
        found = self._groups(TRUNC[Step(step)](day.path, output_field=DateField(), **zone))
        counts = _by_day(found)
        lines = [[start, counts.get(start, 0)] for start in steps(period, step)]
        heading = {
            Step.DAY: _("Day"),
            Step.WEEK: _("Week from"),
            Step.MONTH: _("Month from"),
        }[Step(step)]
        return Table([heading, _("Number")], lines, sum(counts.values()))


def _by_day(found: Sequence[tuple[Any, ...]]) -> Mapping[date, int]:
    return {
        step_of(start.date() if isinstance(start, datetime) else start, Step.DAY): count
        for start, count in found
    }


def _nothing_guarded(line: Any) -> bool:
    return False
