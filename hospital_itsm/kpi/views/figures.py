"""`/kpi/`: every figure by group; `/kpi/<code>/`: one figure, how it is counted, its history and its records."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.actions.targets import set_target
from hospital_itsm.kpi.behind import ways_of
from hospital_itsm.kpi.filters import AGAINST, PERIODS, USUAL, FigureFilters, Question, question_of
from hospital_itsm.kpi.forms.targets import FACTORS, TargetForm
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.models import KpiTarget
from hospital_itsm.kpi.rules.definitions import (
    BY_CODE,
    DIFFERENCE,
    DOMAIN,
    GROUPS,
    SITE,
    Definition,
)
from hospital_itsm.kpi.shown import CHART, groups_of, picture_of, rows_of, shown
from hospital_itsm.kpi.wordings import WORDS
from hospital_itsm.kpi.words import GROUPS as GROUP_WORDS
from hospital_itsm.kpi.words import name_of, target_words
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.views.form_page import FormPage, posted

STEPS: Final = 12


class FiguresView(PageView):
    """The list; period, site, domain, comparison and group stand in the address."""

    access = "kpi.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        now = timezone.now()
        question, errors = question_of(request.GET, actor=request.user, now=now)
        groups = [] if errors else groups_of(request.user, question, now)
        drawn = [one.figure for group in groups for one in group.figures if one.figure]
        context = {
            **asked(request, question, errors),
            "groups": groups,
            "group_codes": [(code, GROUP_WORDS[code]) for code in GROUPS],
            "counted_at": drawn[0].counted_at if drawn else None,
        }
        return render(request, "kpi/figures.html", context, status=400 if errors else 200)


class FigureView(PageView):
    """One figure."""

    access = "kpi.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it, whether it has data or not."""
        definition = readable_or_404(request, code)
        now = timezone.now()
        question, errors = question_of(request.GET, actor=request.user, now=now)
        context = {
            **asked(request, question, errors),
            "definition": definition,
            "name": name_of(code),
            "formula": WORDS[code].formula,
            "group": GROUP_WORDS[definition.group],
            "is_of_tickets": is_of_tickets(definition),
            "is_divided": reading.is_divided_by(definition, question.scope),
            "by_site": SITE in definition.scopes,
            "by_domain": DOMAIN in definition.scopes,
            "may_set_target": can(request.user, "kpi.set_target", definition),
        }
        if not errors:
            context |= self._figure(request, definition, question, now)
        return render(request, "kpi/figure.html", context, status=400 if errors else 200)

    def _figure(
        self, request: HttpRequest, definition: Definition, question: Question, now: Any
    ) -> dict[str, Any]:
        code = definition.code
        figure = reading.figures([code], question.period, question.scope).get(code)
        if figure is None:
            return {"figure": None}
        before = reading.values([code], question.against, question.scope).get(code)
        points = reading.history([code], question.period, question.scope, STEPS).get(code, [])
        picture = picture_of(definition, points, figure.target, now, CHART)
        today = timezone.localdate(now)
        ways = ways_of(
            figure, question.period, question.site_code, question.scope.domain, request.user, today
        )
        return {
            "figure": shown(figure, before, picture),
            "counted_at": figure.counted_at,
            "rows": rows_of(definition, points, now),
            "ways": ways,
            "parts": [(one, name_of(one)) for one in definition.parts if definition.kind == DIFFERENCE],
        }


class TargetView(FormPage):
    """`/kpi/<code>/target/`: what the figure is judged by."""

    access = "kpi.set_target"
    button = gettext_lazy("Set the target")
    done = gettext_lazy("The target is set.")

    def row(self, request: HttpRequest, **where: Any) -> Definition:
        """The figure of the address."""
        return readable_or_404(request, where["code"])

    def form(self, request: HttpRequest, row: Definition) -> forms.Form:
        """The target in force."""
        return TargetForm(row.unit, posted(request), initial={**self.stored(row), "version": _version(row)})

    def act(self, request: HttpRequest, row: Definition, data: dict[str, Any]) -> str:
        """Set it."""
        typed = data["target"]
        target = None if typed is None else typed * FACTORS.get(row.unit, 1)
        set_target(row.code, actor=request.user, target=target, version=data["version"])
        return self.back(row)

    def heading(self, row: Definition) -> str:
        """Names the figure."""
        return _("Target of “%(name)s”") % {"name": name_of(row.code)}

    def back(self, row: Definition) -> str:
        """The figure's page."""
        return reverse("kpi:figure", args=[row.code])

    def stored(self, row: Definition) -> dict[str, Any]:
        """The target in force, in the unit of the form."""
        target = reading.targets_of([row.code])[row.code]
        return {"target": None if target is None else f"{(target / FACTORS.get(row.unit, 1)).normalize():f}"}

    def more_context(self, request: HttpRequest, row: Definition) -> dict[str, Any]:
        """What the product proposes."""
        usual = target_words(row, row.target)
        words = _("The product comes with %(target)s.") % {"target": usual}
        return {"told": words if usual else _("The product comes without a target for this figure.")}


def is_of_tickets(definition: Definition) -> bool:
    """Does it, or do its parts, count tickets?"""
    measures = (MEASURES[code] for code in definition.parts or (definition.code,))
    return any(one.listed == "ticket" for one in measures)


def readable_or_404(request: HttpRequest, code: str) -> Definition:
    """The figure of an address. Raises Http404 for none, and for one that the person may not read."""
    definition = BY_CODE.get(code)
    if definition is None or not can(request.user, "kpi.read", definition):
        raise Http404
    return definition


def asked(request: HttpRequest, question: Question, errors: dict[str, str]) -> dict[str, Any]:
    """What the bar of filters shows, and the address that keeps what is asked for."""
    given = FigureFilters(request.GET, actor=request.user, now=timezone.now())
    return {
        "question": question,
        "said": question.words(timezone.now()),
        "errors": list(errors.values()),
        "query": "" if errors else given.query(),
        "periods": PERIODS.items(),
        "period": request.GET.get("period", "" if request.GET.get("from") else USUAL),
        "againsts": AGAINST.items(),
        "domains": Domain.choices,
    }


def _version(row: Definition) -> int:
    found: int | None = KpiTarget.objects.filter(kpi=row.code).values_list("version", flat=True).first()
    return found or 0
