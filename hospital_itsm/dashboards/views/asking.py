"""`/dash/<code>/ask/<figure>/`: ask for a date; `/dash/asked/<number>/`: what was asked, and the answer."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.dashboards.actions.asking import ask_for_date, give_date
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.decided import figure_name
from hospital_itsm.dashboards.declared import Dashboard, Kpi, dashboard_called
from hospital_itsm.dashboards.forms.asking import AnswerForm, AskForm
from hospital_itsm.dashboards.headline import scope_of
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.queries.asked import people_to_ask
from hospital_itsm.dashboards.views.dashboards import dashboard_or_404
from hospital_itsm.people.models import Site
from hospital_itsm.people.views.form_page import FormPage, posted

USUAL: Final = timedelta(days=7)


class AskView(FormPage):
    """Ask somebody by when a figure meets its target; the site stands in the address."""

    access = "dashboard.ask"
    button = gettext_lazy("Ask for a date")
    done = gettext_lazy("They are told. The answer will stand at the figure.")

    def row(self, request: HttpRequest, **where: Any) -> Dashboard:
        """The dashboard of the address, with a figure it has. Raises Http404."""
        dashboard = dashboard_or_404(request, where["code"])
        self.headline = next((one for one in dashboard.headline if one.code == where["figure"]), None)
        self.reader, errors = reader_of(dashboard, request.GET, actor=request.user, now=timezone.now())
        if self.headline is None or errors:
            raise Http404
        return dashboard

    def form(self, request: HttpRequest, row: Dashboard) -> forms.Form:
        """Who, and by when."""
        return AskForm(people_to_ask(), posted(request), first=self.reader.today + USUAL)

    def act(self, request: HttpRequest, row: Dashboard, data: dict[str, Any]) -> str:
        """Ask."""
        scope = scope_of(self.headline, self.reader) if isinstance(self.headline, Kpi) else None
        key = self.reader.question.scope.site if scope is None else scope.site
        ask_for_date(
            row,
            self.headline.code,  # type: ignore[union-attr]
            actor=request.user,
            domain=self.reader.domain if scope is None else scope.domain,
            site=None if key is None else Site.objects.get(pk=key),
            **data,
        )
        return self.back(row)

    def heading(self, row: Dashboard) -> str:
        """Names the figure."""
        return _("Ask for a date: %(figure)s") % {"figure": self.name(row)}

    def name(self, row: Dashboard) -> str:
        """What the figure is called."""
        return figure_name(row, self.headline.code)  # type: ignore[union-attr]

    def back(self, row: Dashboard) -> str:
        """The dashboard as it was asked for."""
        query = self.request.GET.urlencode()
        return f"{row.url}?{query}" if query else row.url

    def more_context(self, request: HttpRequest, row: Dashboard) -> dict[str, Any]:
        """What happens."""
        words = _(
            "They get a message with a link and answer with a day and a sentence. Both stand at the figure on the "
            "dashboard “%(dashboard)s”."
        )
        return {"told": words % {"dashboard": row.title}}


class AskedView(FormPage):
    """What was asked; who was asked answers here, who asked reads it."""

    access = "asked_date.read"
    button = gettext_lazy("Give this date")
    done = gettext_lazy("Your date stands at the figure now.")
    template = "dashboards/asked.html"

    def row(self, request: HttpRequest, **where: Any) -> AskedDate:
        """The question of the address, for who asked and who was asked. Raises Http404."""
        rows = AskedDate.objects.visible_to(request.user).select_related("asked_of", "asked_by", "site")
        row: AskedDate | None = rows.filter(pk=where["pk"]).first()
        if row is None:
            raise Http404
        return row

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Answer. Raises Http404 for who asked: only the other answers."""
        if not can(request.user, "asked_date.answer", self.row(request, **where)):
            raise Http404
        return super().post(request, **where)

    def form(self, request: HttpRequest, row: AskedDate) -> forms.Form:
        """A day and a sentence."""
        return AnswerForm(posted(request), initial={**self.stored(row), "version": row.version})

    def act(self, request: HttpRequest, row: AskedDate, data: dict[str, Any]) -> AskedDate:
        """Answer."""
        return give_date(row, actor=request.user, **data)

    def heading(self, row: AskedDate) -> str:
        """Names the figure."""
        return _("By when: %(figure)s") % {"figure": figure_name(dashboard_called(row.dashboard), row.figure)}

    def back(self, row: AskedDate) -> str:
        """The dashboard for those who open it, else the start page."""
        dashboard = dashboard_called(row.dashboard)
        may_open = dashboard is not None and can(self.request.user, "dashboard.read", dashboard)
        return dashboard.url if dashboard is not None and may_open else "/"

    def stored(self, row: AskedDate) -> dict[str, Any]:
        """The answer as it stands."""
        return {"promised_on": row.promised_on, "sentence": row.sentence}

    def more_context(self, request: HttpRequest, row: AskedDate) -> dict[str, Any]:
        """Who asked, by when, and whether the reader answers."""
        return {
            "may_answer": can(request.user, "asked_date.answer", row),
            "answer_by": date_format(row.answer_by, "M j, Y"),
            "place": row.site.name if row.site else _("All sites"),
            "told": _asked_words(row),
        }


def _asked_words(row: AskedDate) -> str:
    words = {
        "person": row.asked_by.full_name if row.asked_by else _("Somebody"),
        "place": row.site.name if row.site else _("All sites"),
        "day": date_format(row.answer_by, "M j, Y"),
    }
    return _("%(person)s asks by when this figure meets its target. %(place)s. Answer by %(day)s.") % words
