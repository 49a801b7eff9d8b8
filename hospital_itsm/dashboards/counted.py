"""The records behind a count of a dashboard: a filter `dash` that the lists of the house take.

    register(Counted("unproven", _("Recovery not proven"), "service", reads("outage.read"), unproven_services))

Its value names what was counted, the days, the site, the domain, and of what it was counted:
`unproven:2026-10-22:2026-11-20:MAIN:infrastructure:`. The list then holds what the dashboard counted, by the same
function, of what its reader sees there. `list_of` is the address; `behind.py` registers what there is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.continuity.filters_registers import FeedFilters
from hospital_itsm.core.display import day_words
from hospital_itsm.core.filtering import Asked, Filter, Unreadable, narrow_also
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.kpi.behind import LISTS as LISTS_OF_FIGURES
from hospital_itsm.kpi.behind import KeptList
from hospital_itsm.kpi.filters import Question
from hospital_itsm.kpi.measures.base import midnight
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.kpi.rules.periods import BadPeriod, Period
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import Site
from vendors.filters import RenewalFilters

NAME: Final = "dash"
LISTS: Final = {
    **LISTS_OF_FIGURES,
    "renewal": KeptList(RenewalFilters, "contract.read", "vendors:renewals", {}),
    "feed": KeptList(FeedFilters, "outage.read", "continuity:feeds", {}),
}


@dataclass(frozen=True)
class Counted:
    """What a dashboard counts: what it is called, the list it is of, who may read it, and the keys of its rows.

    `keys` takes the reader and of what it is counted, such as the code of a unit; an unknown one has no rows.
    """

    code: str
    words: "str | Promise"
    listed: str
    may: Callable[[Reader], bool]
    keys: Callable[[Reader, str], Iterable[int]]


_counted: dict[str, Counted] = {}


def register(one: Counted) -> None:
    """Add what is counted."""
    _counted[one.code] = one


def let_lists_take_it() -> None:
    """Called once when the app is ready."""
    for code, kept in LISTS.items():
        chosen = Filter(NAME, gettext_lazy("Counted on a dashboard"), _condition(code), _words, many=False)
        narrow_also(kept.filters, chosen)


def reads(verb: str) -> Callable[[Reader], bool]:
    """Who may do this reads what is counted."""
    return lambda reader: reader.may(verb)


def list_of(reader: Reader, code: str, of: str = "", **more: str) -> str:
    """The address of the list that holds what was counted; empty for a reader who may not open that list."""
    kept = LISTS[_counted[code].listed]
    if not reader.may(kept.verb):
        return ""
    query = {**kept.more, **more, NAME: str(Part.of_reader(reader, code, of))}
    return address(kept.url_name, *kept.args, **query)


@dataclass(frozen=True)
class Part:
    """What the value of the filter says."""

    code: str
    period: Period
    site: str
    domain: str
    of: str

    def __str__(self) -> str:
        days = (self.period.first.isoformat(), self.period.last.isoformat())
        return ":".join((self.code, *days, self.site, self.domain, self.of)).rstrip(":")

    @classmethod
    def of_reader(cls, reader: Reader, code: str, of: str) -> "Part":
        """What a reader counts."""
        return cls(code, reader.period, reader.site.code if reader.site else "", reader.domain, of)

    @classmethod
    def read(cls, text: str) -> "Part":
        """The part that a text names. Raises ValueError."""
        code, first, last, *scope = text.split(":", 5)
        site, domain, of = [*scope, "", "", ""][:3]
        if code not in _counted or domain not in ("", *Domain.values):
            raise ValueError(text)
        return cls(code, Period(date.fromisoformat(first), date.fromisoformat(last)), site, domain, of)


def _condition(listed: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        try:
            part = Part.read(values[0])
        except (ValueError, BadPeriod):
            raise _refused() from None
        one = _counted[part.code]
        reader = _reader(part, asked)
        if one.listed != listed or not one.may(reader):
            raise _refused()
        return Q(pk__in=list(one.keys(reader, part.of)))

    return condition


def _refused() -> Unreadable:
    return Unreadable(_("Open the list from a dashboard."))


def _reader(part: Part, asked: Asked) -> Reader:
    site = Site.objects.filter(code=part.site).first() if part.site else None
    if part.site and site is None:
        raise _refused()
    scope = Scope(site.pk if site else None)
    question = Question(part.period, part.period.before(), scope, site, (), ())
    return Reader(asked.actor, question, asked.now, part.domain)


def _words(value: str) -> str:
    """ "Recovery not proven, Oct 22 to Nov 20, MAIN, Infrastructure"."""
    part = Part.read(value)
    now = timezone.localtime()
    first, last = (day_words(midnight(day), now) for day in (part.period.first, part.period.last))
    days = _("%(first)s to %(last)s") % {"first": first, "last": last}
    domain: Any = Domain(part.domain).label if part.domain else ""
    said = (_counted[part.code].words, part.of, days, part.site, domain)
    return ", ".join(str(word) for word in said if word)
