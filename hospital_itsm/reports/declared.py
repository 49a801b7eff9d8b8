"""What a question is made of: a list of the house, the days it is narrowed by, and what its rows are counted by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hospital_itsm.exporting.lists import ExportedList, find
from hospital_itsm.kpi.rules.periods import Period
from hospital_itsm.reports.choices import Shape

Options = Callable[[Any], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Day:
    """The column that says on which day a row happened; a moment is taken on the hospital's clock."""

    label: "str | Promise"
    path: str
    is_moment: bool = True

    def within(self, period: Period) -> Q:
        """The condition that a row happened in a period."""
        if not self.is_moment:
            return Q(**{f"{self.path}__gte": period.first, f"{self.path}__lte": period.last})
        after = period.last + timedelta(days=1)
        return Q(**{f"{self.path}__gte": _midnight(period.first), f"{self.path}__lt": _midnight(after)})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Dimension:
    """Something rows are counted by: the column with its value, and the words of a value."""

    label: "str | Promise"
    path: str
    words: Callable[[Any], Any] = str

    def said(self, value: Any) -> str:
        """The value in words."""
        if value is None or value == "":
            return _("Not given")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return str(self.words(value))


@dataclass(frozen=True)
class Measure:
    """A column of numbers that can be summed: the field, and the field of the currency where they are money."""

    path: str
    currency: str = ""


@dataclass(frozen=True)
class Subject:
    """What a question is about: the list of this code (and of this key, such as the view of a queue).

    `options` say what may be chosen for filters whose values are no fixed list. `has_made_lines`: lines are made of
    rows and not one of each, so that they are counted by making them; for short lists alone. `sorted_by` are the fields
    of columns the reader may order by, `measures` the columns that are summed, both by the code of the column.
    """

    code: str
    name: "str | Promise"
    listed: str
    key: str = ""
    day: Day | None = None
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    options: Mapping[str, Options] = field(default_factory=dict)
    has_made_lines: bool = False
    sorted_by: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)

    @property
    def of(self) -> ExportedList:
        """The list."""
        return find(self.listed)


@dataclass(frozen=True)
class Question:
    """A question people ask, and how it is usually answered.

    `given` are usual filters, `only` a condition that belongs to the question (`only_words` says it), `columns` the
    codes of usual columns, all where there are none. `days` is the usual period of a subject with days.
    """

    code: str
    words: "str | Promise"
    told: "str | Promise"
    about: Subject
    shape: Shape = Shape.TABLE
    by: str = ""
    across: str = ""
    days: str = "30"
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = ""
    only: Callable[[datetime], Q] | None = None
    only_words: "str | Promise" = ""
    group: "str | Promise" = ""
    """Where it stands on the list of questions, unless that is its subject."""

    @property
    def shapes(self) -> list[Shape]:
        """How its rows can be shown."""
        found = [Shape.TABLE]
        if self.about.dimensions:
            found.append(Shape.COUNT)
        if self.about.day:
            found.append(Shape.TREND)
        if len(self.about.dimensions) > 1:
            found.append(Shape.MATRIX)
        return found
