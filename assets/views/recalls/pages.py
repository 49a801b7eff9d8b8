"""Recalls: the list, the page of one, the log of notices about nothing we have."""

from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from assets import recall_page
from assets.choices import RecallState
from assets.filters_recalls import (
    CLASSES,
    NARROWED,
    NARROWED_WORDS,
    RECALL_SORTS,
    SHOWN,
    RecallFilters,
    recall_rows,
)
from assets.models import RecallCase, RecallLine, RecallNotice
from assets.rules.recall_keys import case_number
from assets.rules.recall_lifecycle import LIFECYCLE
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage, with_query
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.exporting.lists import NoFilters

LINES_A_PAGE = 100
NARROWINGS = (("", gettext_lazy("All")), *NARROWED_WORDS.items())


class RecallsView(ListPage):
    """`/safety/recalls/`: open recalls, what is due first."""

    access = "recall.read"
    template = "assets/recalls/recalls.html"
    rows_template = "assets/recalls/_recall_rows.html"
    filters = RecallFilters
    orders = RECALL_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible cases with their counts; open ones unless a state is asked for."""
        return recall_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """What to choose from, and whether this person enters notices."""
        return {
            "states": SHOWN.items(),
            "state": request.GET.get("state", "open"),
            "classes": CLASSES.items(),
            "chosen_class": request.GET.get("class", ""),
            "may_add": can(request.user, "recall.receive"),
            "now": timezone.now(),
            "checked_at": _last_receipt(),
        }


def _last_receipt() -> Any:
    last = RecallNotice.objects.order_by("-received_at").values_list("received_at", flat=True)
    return last.first()


class LogView(ListPage):
    """`/safety/recalls/log/`: notices that match no maker, product code or identifier of ours."""

    access = "recall.read"
    template = "assets/recalls/log.html"
    rows_template = "assets/recalls/_log_rows.html"
    filters = NoFilters
    orders: ClassVar = {"newest": ("-received_at", "-id")}

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible notices of the log."""
        return RecallNotice.objects.visible_to(request.user).logged()


class RecallView(PageView):
    """`/safety/recalls/<key>/`: which of our devices, where they are, who has them."""

    access = "recall.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        case = case_or_404(request, key)
        narrowed = request.GET.get("show", "")
        lines = RecallLine.objects.filter(case=case)
        chosen = lines.filter(NARROWED[narrowed]) if narrowed in NARROWED else lines
        try:
            page = seek(chosen.placed(), ("pk",), LINES_A_PAGE, request.GET.get("cursor", ""))
        except BadCursor as error:
            raise Http404 from error
        context = {
            "case": case,
            "notice": case.notice,
            "class_words": recall_page.class_words(case),
            "class_mark": recall_page.CLASS_MARKS[case.clock_class],
            "state_mark": recall_page.STATE_MARKS.get(RecallState(case.state), "prog"),
            "deadlines": recall_page.deadlines_of(case, timezone.now()),
            "counts": recall_page.counts_of(case),
            "places": recall_page.places_of(lines),
            "lines": recall_page.lines_in_words(page.rows),
            "narrowed": narrowed,
            "line_query": f"show={narrowed}" if narrowed in NARROWED else "",
            "narrowings": NARROWINGS,
            "more_url": with_query(request, cursor=page.next_cursor) if page.next_cursor else "",
            "documents": list(case.notice.documents.all()),
            "history": recall_page.history_of(case),
            **self._steps(request, case),
        }
        return render(request, "assets/recalls/recall.html", context)

    def _steps(self, request: HttpRequest, case: RecallCase) -> dict[str, Any]:
        """What this person may do now, by verb."""
        allowed = LIFECYCLE.allowed(case.state, lambda verb: can(request.user, verb, case))
        works = can(request.user, "recall.work", case)
        is_worked = case.state not in (RecallState.CLOSED, RecallState.VERIFIED)
        return {
            "steps": {row.verb for row in allowed},
            "may_work": works,
            "may_tag": works and is_worked,
        }


def case_or_404(request: HttpRequest, key: str) -> RecallCase:
    """The case of an address with its notice. Raises Http404 where the person does not see it."""
    cases = RecallCase.objects.visible_to(request.user).select_related(
        "notice", "assignee", "acknowledged_by"
    )
    case = cases.filter(pk=case_number(key)).first()
    if case is None or case.key != key.upper():
        raise Http404
    found: RecallCase = case
    return found
