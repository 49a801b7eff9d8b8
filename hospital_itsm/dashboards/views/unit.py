"""`/dash/unit/`: the card of the person's own unit; `/dash/unit/<code>/`: that of one unit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.dashboards.unit import card_of
from hospital_itsm.people.models import CareArea


class OwnUnitView(PageView):
    """`/dash/unit/`."""

    access = "unit_card.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the first unit the person belongs to. Raises Http404 for who belongs to none."""
        user: Any = request.user
        area = CareArea.objects.filter(pk__in=user.care_area_ids, is_active=True).order_by("code").first()
        if area is None:
            raise Http404
        return redirect("dashboards:unit", code=area.code)


class UnitView(PageView):
    """`/dash/unit/<code>/`."""

    access = "unit_card.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it; it prints on one page."""
        area = get_object_or_404(CareArea, code=code, is_active=True)
        if not can(request.user, "unit_card.read", area):
            raise Http404
        now = timezone.now()
        context = {"card": card_of(area, now, request.user), "now": now}
        return render(request, "dashboards/unit.html", context)
