"""Scorecards: of one vendor, and of all of them."""

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.underpinning.filters import SCORECARD_SORTS, ScorecardFilters
from hospital_itsm.underpinning.rows import measured_vendors, task_rows
from hospital_itsm.underpinning.scorecard import card_of
from hospital_itsm.underpinning.wording import clock_line, task_words
from vendors.models import Vendor

SHOWN: Final = 5


class ScorecardsView(ListPage):
    """`/vendors/scorecards/`: every vendor that was ever given a ticket."""

    access = "vendor_task.read"
    template = "underpinning/scorecards.html"
    rows_template = "underpinning/_scorecard_rows.html"
    filters = ScorecardFilters
    orders = SCORECARD_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible vendors with tasks."""
        return measured_vendors(request.user)


class ScorecardView(PageView):
    """`/vendors/<pk>/scorecard/`; also drawn inside the vendor's page."""

    access = "vendor_task.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it, or with htmx the part of the vendor's page."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
        now = timezone.now()
        tasks = task_rows(request.user).open().filter(vendor=vendor)[:SHOWN]  # type: ignore[attr-defined]
        context = {
            "vendor": vendor,
            "card": card_of(vendor, request.user, now),
            "tasks": [
                (task, [clock_line(clock, task, now) for clock in task.clocks.all()], task_words(task, now))
                for task in tasks
            ],
            "reads_contracts": can(request.user, "contract.read"),
        }
        is_part = request.headers.get("HX-Request") == "true"
        return render(
            request, "underpinning/_scorecard.html" if is_part else "underpinning/scorecard.html", context
        )
