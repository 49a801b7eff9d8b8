"""Declaring a dashboard: `boards/` holds one module for each, and `pages.register` registers them.

    register(Dashboard(
        code="infrastructure", title=_("Infrastructure"), order=20, domain=Domain.INFRASTRUCTURE,
        headline=(Kpi("availability_first", _("Availability")), Own("majors", _("Major incidents"), majors, _("…"))),
        decisions=(contracts_to_decide, repeat_outages),
        panels=(Panel("availability", _("Availability by service"), availability, wide=True),),
    ))

The address is `/dash/<code>/`; who holds the permission `dashboard.<code>` opens it (`people/rules/roles.py`). Every
function takes a `Reader` and answers what that person may see and nothing else; one without anything to say answers
an empty list, None, or leaves itself out. A `Kpi` that has no data, or that the reader may not read, is left out. The
page, the PDF and `/api/v1/dashboards/<code>/` draw the same answers (`read.py`). What the functions answer stands in
`drawn.py`; pictures come from `charts.py`. A new dashboard needs a row in `tests/authorization/dashboards.py` and in
`tests/query_cases.py` (kind `dashboard`, at most 36 statements).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from hospital_itsm.core.access import can
from hospital_itsm.dashboards.access import OPENED_BY
from hospital_itsm.dashboards.drawn import Count, Decision, Drawn
from hospital_itsm.kpi.filters import BEFORE, YEAR, Question
from hospital_itsm.kpi.measures.base import ONE_DAY, midnight
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.kpi.rules.periods import Period

Words = "str | Promise"


@dataclass(frozen=True)
class Reader:
    """Who reads a dashboard, when, and of which period, comparison and site; `domain` is that of the dashboard."""

    actor: Any
    question: Question
    now: datetime
    domain: str = ""
    kept: dict[str, Any] = field(default_factory=dict, compare=False)

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """What `read` answers, read once for this request, whoever asks for it by this name."""
        if name not in self.kept:
            self.kept[name] = read()
        return self.kept[name]

    @cached_property
    def today(self) -> date:
        """The day of the hospital."""
        return timezone.localdate(self.now)

    @property
    def period(self) -> Period:
        """The period asked for."""
        return self.question.period

    @property
    def against(self) -> Period:
        """The period it is compared with."""
        return self.question.against

    @property
    def against_code(self) -> str:
        """The comparison as it stands in an address."""
        return BEFORE if self.against == self.period.before() else YEAR

    @property
    def site(self) -> Any:
        """The site asked for, or None."""
        return self.question.site

    def may(self, verb: str, target: Any = None) -> bool:
        """May the reader do this?"""
        return can(self.actor, verb, target)

    def since(self, period: Period) -> datetime:
        """The instant at which a period begins."""
        return midnight(period.first)

    def until(self, period: Period) -> datetime:
        """The instant at which a period ends, now at the latest."""
        return min(midnight(period.last + ONE_DAY), self.now)

    def asked_of(self, scope: Scope) -> Question:
        """The question in another scope."""
        return replace(self.question, scope=scope)

    def days(self, *, first: str = "from", last: str = "until") -> dict[str, str]:
        """The period as two parameters of a list."""
        return {first: self.period.first.isoformat(), last: self.period.last.isoformat()}


@dataclass(frozen=True)
class Kpi:
    """A headline figure of the register of figures; `name` shortens its name. `whole` counts every domain."""

    code: str
    name: "str | Promise" = ""
    whole: bool = False


@dataclass(frozen=True)
class Own:
    """A headline figure that is counted as it is read; `count` answers None to leave it out.

    `most` is the most that is all right; without one it is not judged. `counted` says in words how it is counted.
    """

    code: str
    name: "str | Promise"
    count: Callable[[Reader], Count | None]
    counted: "str | Promise"
    most: int | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the detail. `load` answers None to leave it out; `wide` takes two thirds of the width."""

    code: str
    title: "str | Promise"
    load: Callable[[Reader], Drawn | None]
    wide: bool = False


@dataclass(frozen=True)
class Dashboard:
    """A dashboard. `most` bounds its decisions; `domain` narrows its figures and rows."""

    code: str
    title: "str | Promise"
    order: int
    headline: Sequence["Kpi | Own"]
    decisions: Sequence[Callable[[Reader], Sequence[Decision]]]
    panels: Sequence[Panel]
    domain: str = ""
    most: int = 5
    paper_rows: int = 0
    """On paper each panel has so many rows at most, so that it all stands on one page; 0 for all of them."""
    home_of: str = ""
    """The role whose people land here after they signed in."""
    is_live: bool = False
    """It shows how things stand now, and takes no period."""

    @property
    def permission(self) -> str:
        """What a person holds who opens it."""
        return f"dashboard.{self.code}"

    @property
    def url(self) -> str:
        """Its address."""
        return reverse("dashboards:dashboard", args=[self.code])

    def __str__(self) -> str:
        return str(self.title)


_dashboards: dict[str, Dashboard] = {}


def register(dashboard: Dashboard) -> None:
    """Add a dashboard, or replace the one with the same code."""
    _dashboards[dashboard.code] = dashboard
    OPENED_BY.add(dashboard.permission)


def registered() -> list[Dashboard]:
    """All dashboards in their order, whoever may open them."""
    return sorted(_dashboards.values(), key=lambda one: one.order)


def dashboard_called(code: str) -> Dashboard | None:
    """The dashboard with this code."""
    return _dashboards.get(code)


def openable(actor: Any) -> list[Dashboard]:
    """Those the actor may open, in their order."""
    return [one for one in registered() if can(actor, "dashboard.read", one)]


def home_of(actor: Any) -> str | None:
    """The address of the dashboard that is a person's start page, None for most people."""
    roles = {held.role.code for held in actor.valid_memberships}
    own = next((one for one in openable(actor) if one.home_of in roles), None)
    return None if own is None else own.url


def address(name: str, *args: Any, **query: Any) -> str:
    """An address of the product with its parameters; empty ones are left out."""
    kept = {key.rstrip("_"): value for key, value in query.items() if value not in ("", None)}
    url = reverse(name, args=args)
    return f"{url}?{urlencode(kept, doseq=True)}" if kept else url
