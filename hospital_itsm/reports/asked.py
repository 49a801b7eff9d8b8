"""What is asked of a question: read from an address, a saved report or REST, with words for all that cannot be.

The names of the filters are those of the list; the others are OWN. Nothing given means the usual answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from hospital_itsm.core.display import day_words
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.filtering import Chip, Filters, unknown_value
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.exporting.lists import Column
from hospital_itsm.kpi.measures.base import midnight
from hospital_itsm.kpi.rules.periods import LONGEST_DAYS, BadPeriod, Period
from hospital_itsm.reports.choices import Output, Shape, Span, Step
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.rules.estimates import MOST_CELLS
from hospital_itsm.reports.rules.spans import span, usual_step

OWN: Final = ("show", "by", "across", "step", "days", "first", "last", "columns", "sort")
"""The parameters beside the filters."""
MOST_VALUES: Final = 50
LONGEST_VALUE: Final = 200


RISING, FALLING = ".asc", ".desc"
"""Behind the code of a column: the order of it; the orders of the list itself have no point in their codes."""


class BadParameter(ValueError):
    """A parameter that cannot be; the argument says the mend."""


@dataclass(frozen=True)
class Named:
    """A column of the list under its code."""

    code: str
    column: Column


def columns_of(question: Question, actor: Any) -> list[Named]:
    """The columns of the question's list under codes that do not change with the language."""
    with override(None):
        codes = [slugify(str(column.title)) for column in question.about.of.columns(actor)]
    return [Named(code, column) for code, column in zip(codes, question.about.of.columns(actor), strict=True)]


def orders_of(question: Question, actor: Any) -> dict[str, tuple[str, str]]:
    """The orders by columns the actor sees: each code with its words and its field, a minus before a falling one."""
    fields, found = question.about.sorted_by, {}
    for one in columns_of(question, actor):
        if path := fields.get(one.code):
            title = {"column": str(one.column.title)}
            found[f"{one.code}{RISING}"] = _("%(column)s, rising") % title, path
            found[f"{one.code}{FALLING}"] = _("%(column)s, falling") % title, f"-{path}"
    return found


class Asked:
    """What one person asks. Look at `errors` first; then everything else holds.

    `given` maps each parameter to its values (a QueryDict or `{name: [values]}`).
    """

    def __init__(self, question: Question, given: Mapping[str, Any], *, actor: Any, now: datetime) -> None:
        self.question, self.actor, self.now = question, actor, now
        self.errors: dict[str, str] = {}
        self.given = _plain(given) or self._usual()
        self.filters: Filters = question.about.of.filters(self.filters_given(), actor=actor, now=now)
        self.errors.update(self.filters.errors)
        self._bound()
        self.shape = self._one_of("show", [str(one) for one in question.shapes], str(question.shape))
        known = list(question.about.dimensions)
        self.by = self._one_of("by", known, question.by or next(iter(known), ""))
        self.across = self._one_of("across", known, question.across or next(iter(known[1:]), ""))
        self.orders = orders_of(question, actor)
        self.sort = self._one_of("sort", [*question.about.of.orders, *self.orders], question.sort)
        self.period = self._read("days", self._period)
        self.step = self._one_of("step", list(Step.values), usual_step(self.period) if self.period else "")
        self.columns = self._columns()
        if self.shape == Shape.MATRIX and self.by == self.across:
            self.errors["across"] = _("Choose two different things to count by.")
        if self.shape == Shape.TREND and self.period is None and "days" not in self.errors:
            self.errors["days"] = _("Choose a period for a trend.")

    def _usual(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.question.given.items()}

    def filters_given(self) -> QueryDict:
        """The parameters that are filters of the list."""
        narrowing = {name: values for name, values in self.given.items() if name not in OWN}
        return QueryDict(urlencode(narrowing, doseq=True))

    def _bound(self) -> None:
        for name, values in self.given.items():
            if len(values) > MOST_VALUES or any(len(one) > LONGEST_VALUE or "\x00" in one for one in values):
                self.errors[name] = _("Give at most %(most)d short values.") % {"most": MOST_VALUES}

    def _first(self, name: str) -> str:
        values = self.given.get(name, [])
        return values[0] if values else ""

    def _one_of(self, name: str, known: Sequence[str], usual: str) -> str:
        value = self._first(name) or usual
        if value and value not in known:
            if not known:
                self.errors[name] = _("There is nothing to choose here for this question.")
            else:
                self.errors[name] = unknown_value(value[:40], known)
            return usual
        return value

    def _read(self, name: str, read: Any) -> Any:
        try:
            return read()
        except BadParameter as fault:
            self.errors[name] = str(fault)
            return None

    def _period(self) -> Period | None:
        """The period asked for; None for a question that may be asked without one."""
        if self.question.about.day is None:
            if self._first("days") or self._first("first") or self._first("last"):
                raise BadParameter(_("This question is about how things stand now. It takes no period."))
            return None
        code = self._first("days")
        if not code and (self._first("first") or self._first("last")):
            code = Span.FIXED
        code = code or self.question.days
        if not code:
            return None
        if code not in Span.values:
            raise BadParameter(unknown_value(code[:40], Span.values))
        if code != Span.FIXED:
            return span(code, timezone.localdate(self.now))
        return self._fixed()

    def _fixed(self) -> Period:
        ends = [_day(self._first(name)) for name in ("first", "last")]
        try:
            return Period(ends[0], ends[1])
        except BadPeriod as fault:
            raise BadParameter(
                {
                    "order": _("The period ends before it begins. Give a later last day."),
                    "long": _("The period is too long. Ask for at most %(days)d days.")
                    % {"days": LONGEST_DAYS},
                }[str(fault)]
            ) from None

    def _columns(self) -> list[Named]:
        known = {one.code: one for one in columns_of(self.question, self.actor)}
        wanted = self.given.get("columns") or list(self.question.columns) or list(known)
        if unknown := [code for code in wanted if code not in known]:
            self.errors["columns"] = unknown_value(unknown[0][:40], list(known))
        chosen = set(wanted)
        return [one for code, one in known.items() if code in chosen]

    def query(self) -> str:
        """All that was given as a part of an address."""
        return urlencode(self.given, doseq=True)

    def chips(self) -> list[Chip]:
        """The filters in force."""
        return [chip for chip in self.filters.chips() if chip.name not in self.errors]

    def narrowed_words(self) -> list[str]:
        """What narrows the rows, in words."""
        own = [str(self.question.only_words)] if self.question.only else []
        return [*own, *(f"{chip.label}: {chip.words}" for chip in self.chips())]

    def period_words(self) -> str:
        """The period in words, with both days; empty where there is none."""
        if self.period is None:
            return ""
        local = timezone.localtime(self.now)
        ends = [day_words(midnight(one), local) for one in (self.period.first, self.period.last)]
        return (
            ends[0]
            if self.period.days == 1
            else _("%(first)s to %(last)s") % dict(zip(("first", "last"), ends, strict=True))
        )

    def order_words(self) -> str:
        """The order the reader chose, in words; empty for one of the list's own."""
        chosen = self.sort if self.shape == Shape.TABLE else ""
        return self.orders[chosen][0] if chosen in self.orders else ""

    def shape_words(self) -> str:
        """How the rows are shown, in words."""
        dimensions = self.question.about.dimensions
        if self.shape == Shape.COUNT:
            return _("Count by %(what)s") % {"what": str(dimensions[self.by].label)}
        if self.shape == Shape.MATRIX:
            both = {"by": str(dimensions[self.by].label), "across": str(dimensions[self.across].label)}
            return _("%(by)s by %(across)s") % both
        if self.shape == Shape.TREND:
            return _("Trend by %(step)s") % {"step": str(Step(self.step).label)}
        return str(Shape.TABLE.label)

    def parameters(self) -> dict[str, list[str]]:
        """Everything that was asked, as it is stored: a later change of what is usual changes nothing of it."""
        kept = {name: values for name, values in self.given.items() if values}
        kept["show"] = [self.shape]
        if self.shape in (Shape.COUNT, Shape.MATRIX):
            kept["by"] = [self.by]
        if self.shape == Shape.MATRIX:
            kept["across"] = [self.across]
        if self.question.about.day is not None and not kept.get("days") and self.question.days:
            fixed = kept.get("first") or kept.get("last")
            kept["days"] = [str(Span.FIXED)] if fixed else [self.question.days]
        return kept


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadParameter(_("Give both days like 2026-11-30.")) from None


def _plain(given: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {}
    for name in given:
        values = given.getlist(name) if hasattr(given, "getlist") else given[name]
        texts = [str(one) for one in ([values] if isinstance(values, str) else values)]
        if kept := [one for one in texts if one != ""]:
            found[name] = kept
    return found


def checked(question: Question, parameters: Mapping[str, Any], *, actor: Any) -> Asked:
    """What is asked, ready to be stored: its words hold no patient data. Raises ValueRefused."""
    asked = Asked(question, parameters, actor=actor, now=timezone.now())
    errors = dict(asked.errors)
    for name, values in asked.filters_given().lists():
        known = asked.filters.known.get(name)
        if known and not known.codes and any(guard(text, channel="page").types for text in values):
            errors[name] = _("This looks like patient data. Use other words.")
    if errors:
        raise ValueRefused(errors)
    return asked


def too_many_words(rows: int, output: str, most: int) -> str:
    """Why so many rows are not made into such a file, and what helps."""
    said = {"rows": rows, "output": str(Output(output).label), "most": most}
    if output in MOST_CELLS:
        return (
            _(
                "%(rows)d rows are too many for %(output)s, which takes %(most)d with these columns. Narrow it, choose "
                "fewer columns, or take CSV."
            )
            % said
        )
    return (
        _("%(rows)d rows are too many for %(output)s, which takes %(most)d. Narrow it, or take CSV.") % said
    )
