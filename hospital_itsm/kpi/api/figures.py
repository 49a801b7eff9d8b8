"""Figures and their snapshots over REST."""

from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import can
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING_NAMES, page_data, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.access import readable
from hospital_itsm.kpi.api.shapes import (
    KpiListShape,
    KpiSnapshotShape,
    KpiWithHistoryShape,
    kpi_data,
    snapshot_data,
    step_data,
)
from hospital_itsm.kpi.filters import (
    SNAPSHOT_SORTS,
    FigureFilters,
    Question,
    SnapshotFilters,
    question_of,
)
from hospital_itsm.kpi.models import Snapshot
from hospital_itsm.kpi.rules.definitions import ALL, BY_CODE

READ = ("kpi.read", "kpis:read")
CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)
NOT_ASKED = {"sort", *PAGING_NAMES}
ASKED = [one for one in parameters_of(FigureFilters, {}) if one.name not in NOT_ASKED]


class Kpis(Endpoint):
    """Figures: what each is, and what it was in a period at a site or in a domain."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, FigureFilters.known)

    @extend_schema(
        operation_id="kpis_list", parameters=ASKED, responses=forced_singular_serializer(KpiListShape)
    )
    def list(self, request: Request) -> Response:
        """Every figure the caller may read, those without data too."""
        question = _question(request)
        wanted = [
            one for one in readable(request.user, ALL) if not question.groups or one.group in question.groups
        ]
        codes = [one.code for one in wanted]
        found = reading.figures(codes, question.period, question.scope)
        before = reading.values(found, question.against, question.scope)
        rows = [kpi_data(one, found.get(one.code), before.get(one.code), question) for one in wanted]
        return Response({"results": rows})

    @extend_schema(operation_id="kpis_read", parameters=[CODE, *ASKED], responses=KpiWithHistoryShape)
    def retrieve(self, request: Request, code: str) -> Response:
        """One figure with its history in at most twelve steps."""
        definition = BY_CODE.get(code)
        if definition is None or not can(request.user, "kpi.read", definition):
            raise Http404
        question = _question(request)
        figure = reading.figures([code], question.period, question.scope).get(code)
        before = reading.values([code], question.against, question.scope).get(code)
        steps = reading.history([code], question.period, question.scope).get(code, [])
        data = kpi_data(definition, figure, before, question)
        return Response({**data, "history": [step_data(one) for one in steps]})


class KpiSnapshots(ListedEndpoint):
    """Snapshots of the figures the caller may read, the latest day first."""

    needs: ClassVar = {"list": READ}
    filters = SnapshotFilters
    orders = SNAPSHOT_SORTS

    @extend_schema(
        operation_id="kpi_snapshots_list",
        parameters=parameters_of(SnapshotFilters, SNAPSHOT_SORTS),
        responses=page_shape("KpiSnapshotsPage", KpiSnapshotShape),
    )
    def list(self, request: Request) -> Response:
        """What each day, site and domain adds to a figure; `kpi` narrows to figures."""
        codes = [one.code for one in readable(request.user, ALL)]
        rows = Snapshot.objects.filter(kpi__in=codes).select_related("site").defer("values")
        return Response(page_data(self.page_of(request, rows), snapshot_data))


def _question(request: Request) -> Question:
    """Raises UnknownInput for what cannot be read."""
    question, errors = question_of(request.query_params, actor=request.user, now=timezone.now())
    if errors:
        raise UnknownInput(errors)
    return question
