"""`/contracts/<number>/cover/`: what a contract covers; also drawn inside the contract's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hospital_itsm.core.views import PageView
from hospital_itsm.coverage.queries.covered import covered_by, renewal_of
from vendors.models import Contract


class CoverView(PageView):
    """Things and services in use, what is paid for in vain, and what of the vendor nothing covers."""

    access = "contract.read"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """Show it, or with htmx the part of the contract's page."""
        seen = Contract.objects.visible_to(request.user).select_related("vendor")
        contract = get_object_or_404(seen, number=number)
        context = {
            "contract": contract,
            "successor": renewal_of(contract),
            "covered": covered_by(contract, request.user, timezone.localdate()),
        }
        is_part = request.headers.get("HX-Request") == "true"
        return render(request, "coverage/_cover.html" if is_part else "coverage/cover.html", context)
