"""Recalls over REST: read, receive, change, and the decisions about a case."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.recalls import triage
from assets.actions.recalls.lines import tag_out
from assets.actions.recalls.matching import rematch
from assets.actions.recalls.receiving import change_notice, receive_notice
from assets.api import recall_shapes as shapes
from assets.api.recall_shapes import RECALL, LineShape, RecallShape, line_data, recall_data
from assets.filters_recalls import RECALL_SORTS, RecallFilters
from assets.models import RecallCase, RecallLine
from assets.rules.recall_keys import case_number
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("recall.read", "recalls:read")
RECEIVE = ("recall.receive", "recalls:write")
WORK = ("recall.work", "recalls:write")
DECIDE = ("recall.manage", "recalls:write")


class Recalls(ListedEndpoint):
    """Recalls, what is due first; closed ones only with `state`."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": RECEIVE, "partial_update": WORK}
    filters = RecallFilters
    orders = RECALL_SORTS

    @extend_schema(
        operation_id="recalls_list",
        parameters=parameters_of(RecallFilters, RECALL_SORTS),
        responses=page_shape("RecallsPage", RecallShape),
    )
    def list(self, request: Request) -> Response:
        """Open recalls, or those in the states asked for."""
        rows = visible(request)
        rows = rows if "state" in request.query_params else rows.exclude(state="closed")
        return Response(page_data(self.page_of(request, rows), lambda row: recall_data(row, request.user)))

    @extend_schema(operation_id="recalls_read", parameters=[RECALL, ETAG], responses=RecallShape)
    def retrieve(self, request: Request, recall: str) -> Response:
        """One recall with what may be done next."""
        return answer(request, recall)

    @extend_schema(
        operation_id="recalls_create",
        parameters=[ETAG],
        request=shapes.NewRecallNotice,
        responses={201: RecallShape},
    )
    def create(self, request: Request) -> Response:
        """Receive a notice: its case is opened and its devices are found at once."""
        given = values_of(request, shapes.NewRecallNotice)
        at = given.pop("received_at", None)
        made = receive_notice(actor=request.user, fields=given, received_at=at)
        return answer(request, made.key, status=201)

    @extend_schema(
        operation_id="recalls_change",
        parameters=[RECALL, IF_MATCH, ETAG],
        request=shapes.NoticeValues,
        responses=RecallShape,
    )
    def partial_update(self, request: Request, recall: str) -> Response:
        """Change what the notice says; another class moves the clocks, other products are matched anew."""
        version, given = matched_version(request), values_of(request, shapes.NoticeValues, partial=True)
        changed = change_notice(recall, actor=request.user, fields=given, version=version)
        return answer(request, changed.key)


class RecallLines(Endpoint):
    """The devices of a recall."""

    needs: ClassVar = {"list": READ, "tag_out": WORK}

    @extend_schema(
        operation_id="recalls_lines",
        parameters=[RECALL, *PAGING],
        responses=page_shape("RecallLinesPage", LineShape),
    )
    def list(self, request: Request, recall: str) -> Response:
        """Which of our devices, where they are, who has them, what became of them."""
        strict_query(request, PAGING_NAMES)
        case = case_of(request, recall)
        rows = RecallLine.objects.filter(case=case).placed()
        return Response(page_data(page_of(request, rows, ("pk",)), line_data))

    @extend_schema(
        operation_id="recalls_tag_out",
        parameters=[RECALL, ETAG],
        request=shapes.TagsGiven,
        responses=RecallShape,
    )
    def tag_out(self, request: Request, recall: str) -> Response:
        """Take devices out of use until they are corrected."""
        strict_query(request, ())
        tag_out(recall, values_of(request, shapes.TagsGiven)["tags"], actor=request.user)
        return answer(request, recall)


STEPS: dict[str, tuple[Callable[..., RecallCase], Any, tuple[str, str]]] = {
    "triage": (triage.triage, shapes.TriageGiven, DECIDE),
    "dismiss": (triage.dismiss, shapes.RecallReasonGiven, DECIDE),
    "assign": (triage.assign, shapes.AssignGiven, DECIDE),
    "acknowledge": (triage.acknowledge, shapes.AcknowledgeGiven, WORK),
    "wait_for_vendor": (triage.wait_for_vendor, Nothing, WORK),
    "verify": (triage.verify, Nothing, DECIDE),
    "close": (triage.close, Nothing, DECIDE),
    "reopen": (triage.reopen, shapes.RecallReasonGiven, DECIDE),
}
"""Step, its action, what it takes, and who may ask for it."""


class RecallSteps(Endpoint):
    """Decisions about a case; each takes the version that was read."""

    needs: ClassVar = {**{name: needs for name, (_act, _given, needs) in STEPS.items()}, "match": WORK}

    @extend_schema(
        operation_id="recalls_match", parameters=[RECALL, ETAG], request=Nothing, responses=RecallShape
    )
    def match(self, request: Request, recall: str) -> Response:
        """Match the recall with the inventory again."""
        strict_query(request, ())
        values_of(request, Nothing)
        rematch(recall, actor=request.user)
        return answer(request, recall)


def _step(name: str) -> Callable[..., Response]:
    act, shape, _needs = STEPS[name]

    @extend_schema(
        operation_id=f"recalls_{name}",
        parameters=[RECALL, IF_MATCH, ETAG],
        request=shape,
        responses=RecallShape,
    )
    def take(self: Endpoint, request: Request, recall: str) -> Response:
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, shape)
        act(recall, actor=request.user, version=version, **given)
        return answer(request, recall)

    take.__doc__ = (act.__doc__ or "").strip().splitlines()[0]
    return take


for _name in STEPS:
    setattr(RecallSteps, _name, _step(_name))


def visible(request: Request) -> QuerySet[RecallCase]:
    """The recalls the caller sees, with notice and counts."""
    rows = RecallCase.objects.visible_to(request.user).select_related("notice", "assignee")
    found: QuerySet[RecallCase] = rows.counted()
    return found


def case_of(request: Request, recall: str) -> RecallCase:
    """One recall the caller sees. Raises Http404."""
    return get_object_or_404(visible(request), pk=case_number(recall))


def answer(request: Request, recall: str, status: int = 200) -> Response:
    """One recall with its version as a tag."""
    case = case_of(request, recall)
    return tagged(Response(recall_data(case, request.user), status=status), case.version)
