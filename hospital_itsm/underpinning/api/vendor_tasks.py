"""Tickets with vendors, promises and scorecards over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.underpinning.actions.vendor_tasks import choose_contract, note_answer
from hospital_itsm.underpinning.api.shapes import (
    ID,
    AnswerGiven,
    ContractGiven,
    ScorecardShape,
    VendorClockShape,
    VendorTaskShape,
    card_data,
    listed_clock_data,
    task_data,
)
from hospital_itsm.underpinning.filters import (
    CLOCK_SORTS,
    SCORECARD_SORTS,
    TASK_SORTS,
    ClockFilters,
    ScorecardFilters,
    TaskFilters,
)
from hospital_itsm.underpinning.models import VendorTask
from hospital_itsm.underpinning.rows import clock_rows, measured_vendors, task_rows
from hospital_itsm.underpinning.scorecard import card_of, cards_of
from vendors.api.shapes import NAME
from vendors.api.vendors import found

READ = ("vendor_task.read", "vendors:read")
KEEP = ("vendor_task.keep", "tickets:write")


class VendorTasks(ListedEndpoint):
    """Tickets in vendors' hands, now and before."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "answer": KEEP, "contract": KEEP}
    filters = TaskFilters
    orders = TASK_SORTS

    @extend_schema(
        operation_id="vendor_tasks_list",
        parameters=parameters_of(TaskFilters, TASK_SORTS),
        responses=page_shape("VendorTasksPage", VendorTaskShape),
    )
    def list(self, request: Request) -> Response:
        """Tasks, newest first."""
        now = timezone.now()
        page = self.page_of(request, task_rows(request.user))
        return Response(page_data(page, lambda row: task_data(row, now)))

    @extend_schema(operation_id="vendor_tasks_read", parameters=[ID, ETAG], responses=VendorTaskShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One task."""
        return self.shown(request, pk)

    @extend_schema(
        operation_id="vendor_tasks_answer",
        parameters=[ID, IF_MATCH, ETAG],
        request=AnswerGiven,
        responses=VendorTaskShape,
    )
    def answer(self, request: Request, pk: int) -> Response:
        """Note that the vendor answered; another time corrects the first."""
        version, given = matched_version(request), values_of(request, AnswerGiven)
        row = self.row(request, pk)
        note_answer(
            row.pk,
            actor=request.user,
            at=given.get("answered_at"),
            number=given.get("number"),
            version=version,
        )
        return self.shown(request, pk)

    @extend_schema(
        operation_id="vendor_tasks_contract",
        parameters=[ID, IF_MATCH, ETAG],
        request=ContractGiven,
        responses=VendorTaskShape,
    )
    def contract(self, request: Request, pk: int) -> Response:
        """Judge the task by another contract of the vendor; its promises count from the hand-over."""
        version, given = matched_version(request), values_of(request, ContractGiven)
        row = self.row(request, pk)
        choose_contract(row.pk, actor=request.user, version=version, **given)
        return self.shown(request, pk)

    def row(self, request: Request, pk: int) -> VendorTask:
        """The task of the address as the caller sees it. Raises Http404."""
        found_row: VendorTask = get_object_or_404(task_rows(request.user), pk=pk)
        return found_row

    def shown(self, request: Request, pk: int) -> Response:
        """The task with its version as a tag."""
        row = self.row(request, pk)
        return tagged(Response(task_data(row, timezone.now())), row.version)


class VendorClocks(ListedEndpoint):
    """What contracts promised for tickets, and what became of it."""

    needs: ClassVar = {"list": READ}
    filters = ClockFilters
    orders = CLOCK_SORTS

    @extend_schema(
        operation_id="vendor_clocks_list",
        parameters=parameters_of(ClockFilters, CLOCK_SORTS),
        responses=page_shape("VendorClocksPage", VendorClockShape),
    )
    def list(self, request: Request) -> Response:
        """Promises, the latest deadline first."""
        now = timezone.now()
        page = self.page_of(request, clock_rows(request.user))
        return Response(page_data(page, lambda row: listed_clock_data(row, now)))


class Scorecards(ListedEndpoint):
    """Scorecards of the vendors that were ever given a ticket."""

    needs: ClassVar = {"list": READ}
    filters = ScorecardFilters
    orders = SCORECARD_SORTS

    @extend_schema(
        operation_id="vendor_scorecards_list",
        parameters=parameters_of(ScorecardFilters, SCORECARD_SORTS),
        responses=page_shape("VendorScorecardsPage", ScorecardShape),
    )
    def list(self, request: Request) -> Response:
        """Scorecards by the vendor's name."""
        page = self.page_of(request, measured_vendors(request.user))
        cards = cards_of(page.rows, request.user, timezone.now())
        return Response(page_data(page, lambda row: card_data(cards[row.pk])))


class Scorecard(Endpoint):
    """The scorecard of one vendor."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(operation_id="vendor_scorecard_read", parameters=[NAME], responses=ScorecardShape)
    def retrieve(self, request: Request, name: Any) -> Response:
        """How it kept its promises in the last twelve months."""
        strict_query(request, ())
        return Response(card_data(card_of(found(request, name), request.user, timezone.now())))
