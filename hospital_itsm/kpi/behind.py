"""The records behind a figure: a filter `kpi` that the lists of the house take.

Its value names a figure, a part of it (`measures.base.PARTS`), the days, and, where it is divided, site and domain:
`restore_p1:all:2026-10-22:2026-11-20:MAIN:infrastructure`. The list then holds exactly what was counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.filters import AssetFilters, ServiceFilters
from assets.filters_recalls import RecallFilters
from hospital_itsm.budget.filters import LineFilters
from hospital_itsm.continuity.filters import MajorFilters, OutageFilters
from hospital_itsm.core.access import can
from hospital_itsm.core.display import day_words
from hospital_itsm.core.filtering import Asked, Filter, Filters, Unreadable, narrow_also
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import ALL, IN, OUT, PARTS, Measure, midnight
from hospital_itsm.kpi.rules.definitions import BY_CODE, COUNT, RATIO, Definition
from hospital_itsm.kpi.rules.figures import Figure
from hospital_itsm.kpi.rules.periods import BadPeriod, Period
from hospital_itsm.kpi.wordings import WORDS
from hospital_itsm.kpi.words import name_of
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import Site
from hospital_itsm.underpinning.filters import ClockFilters, TaskFilters
from hospital_itsm.vendor_work.filters import CaseFilters
from tickets.filters import TicketFilters
from tickets.queries.queue_views import EVERY
from vendors.filters import ContractFilters, VendorFilters

NAME: Final = "kpi"


@dataclass(frozen=True)
class KeptList:
    """A list of the house: its filters, the verb that opens it, its address, and what the address says besides."""

    filters: type[Filters]
    verb: str
    url_name: str
    more: dict[str, str]
    args: tuple[str, ...] = ()


LISTS: Final = {
    "ticket": KeptList(
        TicketFilters, "ticket.queue", "tickets:queue_view", {"sort": "newest"}, (EVERY.code,)
    ),
    "asset": KeptList(AssetFilters, "asset.read", "assets:assets", {}),
    "recall": KeptList(RecallFilters, "recall.read", "assets:recalls", {"state": "all"}),
    "contract": KeptList(ContractFilters, "contract.read", "vendors:contracts", {}),
    "vendor": KeptList(VendorFilters, "vendor.read", "vendors:vendors", {}),
    "service": KeptList(ServiceFilters, "portfolio.read", "assets:portfolio", {}),
    "outage": KeptList(OutageFilters, "outage.read", "continuity:outages", {}),
    "major": KeptList(MajorFilters, "major.read", "continuity:majors", {}),
    "vendor_clock": KeptList(ClockFilters, "vendor_task.read", "underpinning:clocks", {}),
    "vendor_task": KeptList(TaskFilters, "vendor_task.read", "underpinning:tasks", {}),
    "vendor_case": KeptList(CaseFilters, "vendor_case.read", "vendor_work:cases", {}),
    "budget_line": KeptList(LineFilters, "budget.read", "budget:lines", {}),
}


@dataclass(frozen=True)
class Part:
    """What is asked for: a part of a figure in a period, at a site (its code) and in a domain."""

    code: str
    part: str
    period: Period
    site: str = ""
    domain: str = ""

    def __str__(self) -> str:
        days = (self.period.first.isoformat(), self.period.last.isoformat())
        return ":".join((self.code, self.part, *days, self.site, self.domain)).rstrip(":")

    @classmethod
    def read(cls, text: str) -> "Part":
        """The part that a text names. Raises ValueError."""
        code, part, first, last, *scope = text.split(":")
        site, domain = [*scope, "", ""][:2]
        if code not in MEASURES or part not in PARTS or len(scope) > 2 or domain not in ("", *Domain.values):
            raise ValueError(text)
        return cls(code, part, Period(date.fromisoformat(first), date.fromisoformat(last)), site, domain)


@dataclass(frozen=True)
class Way:
    """A way from a figure to a list: how many are there, in words, and the address."""

    number: int
    words: str
    url: str


def register() -> None:
    """Let the lists take the filter; called once when the app is ready."""
    for code, kept in LISTS.items():
        narrow_also(
            kept.filters,
            Filter(NAME, gettext_lazy("Counted in"), _condition(code), _words, many=False),
        )


def ways_of(figure: Figure, period: Period, site: str, domain: str, actor: Any, today: date) -> list[Way]:
    """The ways from a figure to its records that the actor may go; none where they can be told no more."""
    definition = figure.definition
    measure = MEASURES.get(definition.code)
    kept = LISTS.get(measure.listed) if measure else None
    if measure is None or kept is None or not can(actor, kept.verb):
        return []
    if figure.sums.day is not None:
        period = Period(figure.sums.day, figure.sums.day)
    if not _is_known(measure, period.last, today):
        return []
    found = []
    for part, number, words in _parts(definition, figure):
        query = {**kept.more, NAME: str(Part(definition.code, part, period, site, domain))}
        found.append(Way(number, words, f"{reverse(kept.url_name, args=kept.args)}?{urlencode(query)}"))
    return found


def _parts(definition: Definition, figure: Figure) -> list[tuple[str, int, str]]:
    above, n = int(figure.sums.numerator), figure.sums.n
    named = WORDS[definition.code].above
    if definition.kind in (RATIO, COUNT) and named:
        return [
            (IN, above, str(named)),
            (OUT, n - above, _("the others")),
            (ALL, n, _("all that were counted")),
        ]
    return [(ALL, n, _("all that were counted"))]


def _is_known(measure: Measure, last: date, today: date) -> bool:
    return not measure.is_state or measure.remembers or last >= today


def _condition(listed: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        part = _readable(values[0], listed, asked.actor)
        measure = MEASURES[part.code]
        if not _is_known(measure, part.period.last, timezone.localdate(asked.now)):
            raise Unreadable(
                _("What was behind this figure on a day that is over is not kept. Ask for today.")
            )
        rows = measure.behind(part.period.first, part.period.last, part.part, asked.now)
        rows = measure.placed(
            rows, _site(part.site, measure), part.domain if measure.domain is not None else ""
        )
        return Q(pk__in=rows.order_by().values(measure.subject))

    return condition


def _readable(text: str, listed: str, actor: Any) -> Part:
    try:
        part = Part.read(text)
    except (ValueError, BadPeriod):
        raise Unreadable(_("Open the list from the page of a figure.")) from None
    if MEASURES[part.code].listed != listed or not can(actor, "kpi.read", BY_CODE[part.code]):
        raise Unreadable(_("Open the list from the page of a figure."))
    return part


def _site(code: str, measure: Measure) -> int | None:
    if not code or measure.site is None:
        return None
    site: int | None = Site.objects.filter(code=code).values_list("pk", flat=True).first()
    if site is None:
        raise Unreadable(_("There is no such site. Open the list from the page of a figure."))
    return site


def _words(value: str) -> str:
    """ "Restored on target, on target, Oct 22 to Nov 20, 2026, MAIN"."""
    part = Part.read(value)
    now = timezone.localtime()
    ends = [day_words(midnight(day), now) for day in _ends(part)]
    said = {IN: str(WORDS[part.code].above), OUT: _("the others"), ALL: ""}[part.part]
    domain = str(Domain(part.domain).label) if part.domain else ""
    days = _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[-1]} if len(ends) > 1 else ends[0]
    return ", ".join(word for word in (name_of(part.code), said, days, part.site, domain) if word)


def _ends(part: Part) -> list[date]:
    if part.period.days == 1 or MEASURES[part.code].is_state:
        return [part.period.last]
    return [part.period.first, part.period.last]
