"""`/dash/<code>/pdf/`: a dashboard as a PDF, with the same period, comparison and site."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from hospital_itsm.core.views import PageView
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.read import read
from hospital_itsm.dashboards.sheet import pdf_of
from hospital_itsm.dashboards.views.dashboards import DashboardView, dashboard_or_404


class PaperView(PageView):
    """The PDF; what cannot be read is said on the page of the dashboard."""

    access = "dashboard.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Make it."""
        dashboard = dashboard_or_404(request, code)
        reader, errors = reader_of(dashboard, request.GET, actor=request.user, now=timezone.now())
        if errors:
            return DashboardView().get(request, code)
        name = f"{slugify(str(dashboard.title))}-{reader.today.isoformat()}.pdf"
        return HttpResponse(
            pdf_of(read(dashboard, reader)),
            content_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )
