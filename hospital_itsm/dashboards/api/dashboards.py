"""Dashboards and dates asked for over REST."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import can
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.dashboards.api.shapes import (
    AskedDateShape,
    DashboardListShape,
    DashboardReadShape,
    asked_data,
    dashboard_data,
    read_data,
)
from hospital_itsm.dashboards.asked import NAMES, reader_of
from hospital_itsm.dashboards.declared import dashboard_called, openable
from hospital_itsm.dashboards.filters import ASKED_SORTS, AskedFilters
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.read import read
from hospital_itsm.kpi.filters import FigureFilters

READ = ("dashboard.read", "kpis:read")
READ_ASKED = ("asked_date.read", "kpis:read")
CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)
ID = OpenApiParameter("id", OpenApiTypes.INT, OpenApiParameter.PATH)
ASKED = [one for one in parameters_of(FigureFilters, {}) if one.name in NAMES]


class Dashboards(Endpoint):
    """Dashboards: the sentences and figures of the pages."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, NAMES if self.action == "retrieve" else ())

    @extend_schema(operation_id="dashboards_list", responses=forced_singular_serializer(DashboardListShape))
    def list(self, request: Request) -> Response:
        """Those the caller may open."""
        return Response({"results": [dashboard_data(one) for one in openable(request.user)]})

    @extend_schema(operation_id="dashboards_read", parameters=[CODE, *ASKED], responses=DashboardReadShape)
    def retrieve(self, request: Request, code: str) -> Response:
        """One dashboard; amounts are in the words of the page, `kpis/<code>/` has them exactly."""
        dashboard = dashboard_called(code)
        if dashboard is None or not can(request.user, "dashboard.read", dashboard):
            raise Http404
        reader, errors = reader_of(dashboard, request.query_params, actor=request.user, now=timezone.now())
        if errors:
            raise UnknownInput(errors)
        return Response(read_data(read(dashboard, reader)))


class AskedDates(ListedEndpoint):
    """Dates that the caller asked for, or was asked for."""

    needs: ClassVar = {"list": READ_ASKED, "retrieve": READ_ASKED}
    filters = AskedFilters
    orders = ASKED_SORTS

    @extend_schema(
        operation_id="asked_dates_list",
        parameters=parameters_of(AskedFilters, ASKED_SORTS),
        responses=page_shape("AskedDatesPage", AskedDateShape),
    )
    def list(self, request: Request) -> Response:
        """The newest first unless `sort` says otherwise."""
        rows = AskedDate.objects.visible_to(request.user).listed()
        return Response(page_data(self.page_of(request, rows), asked_data))

    @extend_schema(operation_id="asked_dates_read", parameters=[ID], responses=AskedDateShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        rows = AskedDate.objects.visible_to(request.user).listed()
        return Response(asked_data(get_object_or_404(rows, pk=pk)))
