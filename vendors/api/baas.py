"""Business associate agreements, gaps and exceptions over REST."""

from datetime import date
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions.baa_overrides import allow_without_baa, end_override
from vendors.actions.baas import change_baa, create_baa, renew_baa, terminate_baa
from vendors.api.baa_shapes import (
    BaaExceptionShape,
    BaaGapShape,
    BaaShape,
    BaaValues,
    EndOfBaa,
    NewBaa,
    NewBaaException,
    baa_data,
    gap_data,
    override_data,
)
from vendors.filters_baas import (
    BAA_SORTS,
    EXCEPTION_SORTS,
    GAP_SORTS,
    BaaFilters,
    ExceptionFilters,
    GapFilters,
    baa_rows,
    exception_rows,
    gap_rows,
)
from vendors.models import Baa, BaaOverride, Vendor

READ = ("baa.read", "vendors:read")
WRITE = ("baa.manage", "vendors:write")
OVERRIDE = ("baa.override", "vendors:write")
ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class Baas(ListedEndpoint):
    """Agreements, by their number; terminated and replaced ones only where a state is asked for."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = BaaFilters
    orders = BAA_SORTS

    @extend_schema(
        operation_id="baas_list",
        parameters=parameters_of(BaaFilters, BAA_SORTS),
        responses=page_shape("BaasPage", BaaShape),
    )
    def list(self, request: Request) -> Response:
        """Agreements, what ends first before the rest."""
        today = timezone.localdate()
        rows = baa_rows(request.user, request.query_params, today).prefetch_related("subcontractors")
        return Response(page_data(self.page_of(request, rows), lambda row: baa_data(row, today)))

    @extend_schema(operation_id="baas_read", parameters=[ID, ETAG], responses=BaaShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One agreement."""
        return answer(request, pk)

    @extend_schema(operation_id="baas_create", parameters=[ETAG], request=NewBaa, responses={201: BaaShape})
    def create(self, request: Request) -> Response:
        """Add an agreement; without `executed_on` it is a draft."""
        made = create_baa(actor=request.user, **values_of(request, NewBaa))
        return answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="baas_change", parameters=[ID, IF_MATCH, ETAG], request=BaaValues, responses=BaaShape
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change an agreement; `subcontractors` replaces all of them, `provisions` those that are sent."""
        version, given = matched_version(request), values_of(request, BaaValues, partial=True)
        change_baa(pk, actor=request.user, fields=given, version=version)
        return answer(request, pk)


class BaaSteps(Endpoint):
    """What follows an agreement: a renewal or its end."""

    needs: ClassVar = {"renew": WRITE, "terminate": WRITE}

    @extend_schema(
        operation_id="baas_renew",
        parameters=[ID, IF_MATCH, ETAG],
        request=BaaValues,
        responses={201: BaaShape},
    )
    def renew(self, request: Request, pk: int) -> Response:
        """Add the agreement that follows this one; the answer is the new one."""
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, BaaValues)
        made = renew_baa(pk, actor=request.user, version=version, **given)
        return answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="baas_terminate", parameters=[ID, IF_MATCH, ETAG], request=EndOfBaa, responses=BaaShape
    )
    def terminate(self, request: Request, pk: int) -> Response:
        """Let it hold no longer from a day on."""
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, EndOfBaa)
        terminate_baa(pk, actor=request.user, version=version, **given)
        return answer(request, pk)


class Gaps(ListedEndpoint):
    """Vendors that touch patient data without an agreement in force, and those nobody has answered for."""

    needs: ClassVar = {"list": READ}
    filters = GapFilters
    orders = GAP_SORTS

    @extend_schema(
        operation_id="baa_gaps_list",
        parameters=parameters_of(GapFilters, GAP_SORTS),
        responses=page_shape("BaaGapsPage", BaaGapShape),
    )
    def list(self, request: Request) -> Response:
        """Vendors by name."""
        rows = gap_rows(request.user, request.query_params, timezone.localdate())
        return Response(page_data(self.page_of(request, rows), gap_data))


class Overrides(ListedEndpoint):
    """Exceptions of 24 hours, made by privacy officer and CISO."""

    needs: ClassVar = {"list": READ, "create": OVERRIDE, "end": OVERRIDE}
    filters = ExceptionFilters
    orders = EXCEPTION_SORTS

    @extend_schema(
        operation_id="baa_exceptions_list",
        parameters=parameters_of(ExceptionFilters, EXCEPTION_SORTS),
        responses=page_shape("BaaExceptionsPage", BaaExceptionShape),
    )
    def list(self, request: Request) -> Response:
        """All of them, newest first; those that hold now with `lasting=yes`."""
        return Response(page_data(self.page_of(request, exception_rows(request.user)), override_data))

    @extend_schema(
        operation_id="baa_exceptions_create", request=NewBaaException, responses={201: BaaExceptionShape}
    )
    def create(self, request: Request) -> Response:
        """Let one purpose through for 24 hours; the others who answer for it are told."""
        given = values_of(request, NewBaaException)
        vendor: Vendor = given.pop("vendor")
        made = allow_without_baa(vendor.pk, actor=request.user, **given)
        return Response(override_data(made), status=201)

    @extend_schema(
        operation_id="baa_exceptions_end", parameters=[ID], request=Nothing, responses=BaaExceptionShape
    )
    def end(self, request: Request, pk: int) -> Response:
        """End one now."""
        values_of(request, Nothing)
        get_object_or_404(BaaOverride, pk=pk)
        return Response(override_data(end_override(pk, actor=request.user)))


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One agreement with its version as a tag."""
    rows = Baa.objects.visible_to(request.user).select_related("vendor", "owner")
    row: Baa = get_object_or_404(rows.prefetch_related("subcontractors"), pk=pk)
    today: date = timezone.localdate()
    data: dict[str, Any] = baa_data(row, today)
    return tagged(Response(data, status=status), row.version)
