"""`/assets/export/`: the list as a file, written by a worker."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from assets.actions.exporting import ask_export
from assets.filters import ASSET_SORTS, AssetFilters
from hospital_itsm.core.views import PageView


class ExportView(PageView):
    """The filters stand in the address, as on the list; the order is posted."""

    access = "asset.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start the job and go to its page. Raises BadRequest for filters and orders there are not."""
        asked = AssetFilters(request.GET, actor=request.user, now=timezone.now())
        sort = request.POST.get("sort", "") or next(iter(ASSET_SORTS))
        if asked.errors or sort not in ASSET_SORTS:
            raise BadRequest("The filters or the order of the list are not known.")
        query = asked.query()
        back = reverse("assets:assets") + (f"?{query}" if query else "")
        return redirect(ask_export(query, sort, actor=request.user, back=back[:2000]))
