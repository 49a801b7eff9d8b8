"""`/dash/`: the first dashboard a person may open; `/dash/<code>/`: one of them; `/dash/<code>/pdf/`: on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.dashboards.asked import kept_query, reader_of
from hospital_itsm.dashboards.declared import Dashboard, dashboard_called, home_of, openable
from hospital_itsm.dashboards.read import read
from hospital_itsm.kpi.filters import AGAINST, PERIODS, USUAL


class FirstView(PageView):
    """`/dash/`."""

    access = "dashboard.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the one of the person's own part, or else to the first they may open."""
        return redirect(home_of(request.user) or openable(request.user)[0].url)


class DashboardView(PageView):
    """`/dash/<code>/`; period, comparison and site stand in the address."""

    access = "dashboard.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it; what cannot be read is said, and nothing is shown for it."""
        dashboard = dashboard_or_404(request, code)
        reader, errors = reader_of(dashboard, request.GET, actor=request.user, now=timezone.now())
        found = None if errors else read(dashboard, reader)
        context = {
            "dashboard": dashboard,
            "dashboards": openable(request.user),
            "question": reader.question,
            "said": "" if found is None else found.about,
            "errors": list(errors.values()),
            "query": "" if errors else kept_query(reader.question, request.GET),
            "periods": PERIODS.items(),
            "period": request.GET.get("period", "" if request.GET.get("from") else USUAL),
            "againsts": AGAINST.items(),
            "read": found,
            "may_ask": can(request.user, "asked_date.read"),
        }
        return render(request, "dashboards/dashboard.html", context, status=400 if errors else 200)


def dashboard_or_404(request: HttpRequest, code: str) -> Dashboard:
    """The dashboard of an address. Raises Http404 for none, and for one that the person may not open."""
    dashboard = dashboard_called(code)
    if dashboard is None or not can(request.user, "dashboard.read", dashboard):
        raise Http404
    return dashboard
