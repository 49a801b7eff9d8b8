"""What figures are asked for: period, what it is compared with, site, domain, group; page, REST and files share it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.display import day_words
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    searchable,
    unknown_value,
)
from hospital_itsm.kpi.measures.base import midnight
from hospital_itsm.kpi.rules.definitions import BY_CODE, GROUPS
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.kpi.rules.periods import (
    LONGEST_DAYS,
    BadPeriod,
    Period,
    last_days,
    quarter_until,
    year_until,
)
from hospital_itsm.kpi.words import GROUPS as GROUP_WORDS
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import Site

PERIODS: Final = {
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "90": gettext_lazy("90 days"),
    "365": gettext_lazy("365 days"),
    "quarter": gettext_lazy("This quarter so far"),
    "year": gettext_lazy("This year so far"),
}
USUAL: Final = "30"
SO_FAR: Final = {"quarter": quarter_until, "year": year_until}
BEFORE, YEAR = "before", "year"
AGAINST: Final = {
    BEFORE: gettext_lazy("The same number of days before"),
    YEAR: gettext_lazy("The same days a year before"),
}
LONGEST_CODE: Final = 40


def _anything(codes: Sequence[str]) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        if values[0] not in codes:
            raise Unreadable(unknown_value(values[0], codes))
        return Q()

    return condition


def _day(values: Sequence[str], asked: Asked) -> Q:
    read_day(values[0])
    return Q()


def read_day(text: str) -> date:
    """A day as it stands in an address. Raises Unreadable."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("Write the day like 2026-11-30.")) from None


def _site(column: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        code = searchable(values[0], LONGEST_CODE)
        if not Site.objects.filter(code=code).exists():
            raise Unreadable(_("There is no such site. Choose one of the list."))
        return Q(**{column: code}) if column else Q()

    return condition


def _group(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in GROUPS]:
        raise Unreadable(unknown_value(unknown[0], GROUPS))
    return Q(kpi__in=[one.code for one in BY_CODE.values() if one.group in values])


def _domain_words(value: str) -> Any:
    return Domain(value).label


class FigureFilters(Filters):
    """What figures are asked for. Ask `question_of` for what it means."""

    known = by_name(
        Filter(
            "period", gettext_lazy("Period"), _anything(tuple(PERIODS)), lambda value: PERIODS[value], many=False,
            codes=tuple(PERIODS),
        ),
        Filter("from", gettext_lazy("From"), _day, many=False),
        Filter("until", gettext_lazy("Until"), _day, many=False),
        Filter("site", gettext_lazy("Site"), _site(""), many=False),
        Filter(
            "domain", gettext_lazy("Domain"), _anything(tuple(Domain.values)), _domain_words, many=False,
            codes=tuple(Domain.values),
        ),
        Filter(
            "against", gettext_lazy("Compared with"), _anything(tuple(AGAINST)), lambda value: AGAINST[value],
            many=False, codes=tuple(AGAINST),
        ),
        Filter("group", gettext_lazy("Group"), _group, lambda value: GROUP_WORDS[value], codes=GROUPS),
    )  # fmt: skip


class DayFilters(Filters):
    """The days alone, where nothing else is asked for."""

    known = {name: FigureFilters.known[name] for name in ("period", "from", "until")}


@dataclass(frozen=True)
class Question:
    """What figures are asked for. `against` is the period compared with."""

    period: Period
    against: Period
    scope: Scope
    site: Site | None
    groups: tuple[str, ...]
    sites: tuple[Site, ...]

    @property
    def site_code(self) -> str:
        """The code of the site, empty for all."""
        return self.site.code if self.site else ""

    @property
    def is_usual(self) -> bool:
        """Is it about the whole hospital?"""
        return self.scope == Scope()

    def words(self, now: datetime) -> str:
        """ "All sites. Oct 22 to Nov 20, compared with Sep 22 to Oct 21"."""
        place = self.site.name if self.site else _("All sites")
        if self.scope.domain:
            place = f"{place}, {Domain(self.scope.domain).label}"
        days = {
            "place": place,
            "period": period_words(self.period, now),
            "before": period_words(self.against, now),
        }
        return _("%(place)s. %(period)s, compared with %(before)s") % days


def period_words(period: Period, now: datetime) -> str:
    """ "Oct 22 to Nov 20", or one day."""
    local = timezone.localtime(now)
    ends = [day_words(midnight(one), local) for one in (period.first, period.last)]
    return ends[0] if period.days == 1 else _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}


def question_of(given: Mapping[str, Any], *, actor: Any, now: datetime) -> tuple[Question, dict[str, str]]:
    """What is asked for, and what could not be read, by the name of the parameter: one statement or two.

    Where something could not be read the question is the usual one.
    """
    errors = dict(FigureFilters(given, actor=actor, now=now).errors)
    today = timezone.localdate(now)
    said = {} if errors else {name: _values(given, name) for name in FigureFilters.known}
    first = {name: values[0] for name, values in said.items() if values}
    try:
        period = _period(first, today)
        against = period.a_year_before() if first.get("against") == YEAR else period.before()
    except BadPeriod as fault:
        errors["until"] = {
            "order": _("The period ends before it begins. Give a later last day."),
            "long": _("The period is too long. Ask for at most %(days)d days.") % {"days": LONGEST_DAYS},
        }[str(fault)]
        period = last_days(int(USUAL), today)
        against = period.before()
    sites = tuple(Site.objects.order_by("name", "pk"))
    site = next((one for one in sites if one.code == first.get("site")), None)
    scope = Scope(site.pk if site else None, first.get("domain", ""))
    return Question(period, against, scope, site, tuple(said.get("group", ())), sites), errors


def _period(first: Mapping[str, str], today: date) -> Period:
    """From and until hold before the named period; a day ahead of today is as good as today."""
    last = min(read_day(first["until"]), today) if "until" in first else today
    if "from" in first:
        return Period(read_day(first["from"]), last)
    named = first.get("period", USUAL)
    return SO_FAR[named](last) if named in SO_FAR else last_days(int(named), last)


def _values(given: Mapping[str, Any], name: str) -> list[str]:
    found = given.getlist(name) if hasattr(given, "getlist") else given.get(name, [])
    return [value for value in ([found] if isinstance(found, str) else found) if value != ""]


def _snapshot_day(lookup: str) -> Callable[[Sequence[str], Asked], Q]:
    return lambda values, asked: Q(**{lookup: read_day(values[0])})


def _code(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in BY_CODE]:
        raise Unreadable(unknown_value(unknown[0][:LONGEST_CODE], tuple(BY_CODE)))
    return Q(kpi__in=list(values))


def _domain(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in Domain.values]:
        raise Unreadable(unknown_value(unknown[0], Domain.values))
    return Q(domain__in=list(values))


class SnapshotFilters(Filters):
    """The filters of one request for snapshots."""

    known = by_name(
        Filter("kpi", gettext_lazy("Figure"), _code, codes=tuple(BY_CODE)),
        Filter("from", gettext_lazy("From"), _snapshot_day("day__gte"), many=False),
        Filter("until", gettext_lazy("Until"), _snapshot_day("day__lte"), many=False),
        Filter("site", gettext_lazy("Site"), _site("site__code"), many=False),
        Filter("domain", gettext_lazy("Domain"), _domain, _domain_words, codes=tuple(Domain.values)),
    )


SNAPSHOT_SORTS: Final = {"newest": ("-day", "-id"), "oldest": ("day", "id")}
FIGURE_SORTS: Final = {"code": ("kpi",)}
