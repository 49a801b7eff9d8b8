"""`/a/<tag>/maintenance/`: what the CMMS says of a device; a section of its page, or a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.cmms.queries.records import maintenance_of
from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.layout import own_layout


class MaintenanceView(PageView):
    """PM status, work orders, whose record counts, and when the CMMS last spoke."""

    access = "cmms.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Draw it."""
        asset = get_object_or_404(Asset.objects.visible_to(request.user), tag=tag.upper())
        now, found = timezone.now(), maintenance_of(asset)
        context = {
            "layout": own_layout(request),
            "asset": asset,
            "today": timezone.localdate(),
            **found,
            "owner": found["owner"] or (asset.record_system if asset.record_is_theirs else ""),
            "sources": [(source, source.is_stale(now)) for source in found["sources"]],
            "may_manage": can(request.user, "cmms.manage"),
        }
        is_fragment = request.headers.get("HX-Request") == "true"
        template = "cmms/_maintenance.html" if is_fragment else "cmms/maintenance.html"
        return render(request, template, context)
