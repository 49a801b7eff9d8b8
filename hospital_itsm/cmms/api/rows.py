"""What the CMMS says, over REST: runs of its sources, PM status and work orders; all of it is read only."""

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Asset
from hospital_itsm.cmms.choices import RowKind, RunState
from hospital_itsm.cmms.models import PmStatus, Run, WorkOrder
from hospital_itsm.core.rest.fields import in_utc, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("cmms.read", "assets:read")
READ_RUNS = ("cmms.runs", "assets:read")
ASSET = OpenApiParameter("asset", OpenApiTypes.STR, description="Only of the asset with this tag.")


class CmmsRunShape(serializers.Serializer[Any]):
    """One run of a source; `counts` by what became of its rows."""

    number = serializers.IntegerField()
    source_name = serializers.CharField()
    system = serializers.CharField()
    rows = serializers.ChoiceField([kind.value for kind in RowKind])
    state = serializers.ChoiceField([state.value for state in RunState])
    failure = serializers.CharField()
    started_at = serializers.CharField()
    ended_at = serializers.CharField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField())


class PmStatusShape(serializers.Serializer[Any]):
    """One planned maintenance of one device as the CMMS keeps it."""

    system = serializers.CharField()
    external_id = serializers.CharField()
    asset = serializers.CharField()
    name = serializers.CharField()
    last_done_on = serializers.DateField(allow_null=True)
    next_due_on = serializers.DateField(allow_null=True)
    result = serializers.CharField()
    said_at = serializers.CharField()


class WorkOrderShape(serializers.Serializer[Any]):
    """One work order of the CMMS."""

    system = serializers.CharField()
    external_id = serializers.CharField()
    asset = serializers.CharField()
    status = serializers.CharField()
    opened_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    text = serializers.CharField()
    said_at = serializers.CharField()


class CmmsRuns(Endpoint):
    """Runs of all sources."""

    needs: ClassVar = {"list": READ_RUNS}

    @extend_schema(
        operation_id="cmms_runs_list",
        parameters=PAGING,
        responses=page_shape("CmmsRunsPage", CmmsRunShape),
        tags=["maintenance"],
    )
    def list(self, request: Request) -> Response:
        """Runs, the newest first."""
        strict_query(request, PAGING_NAMES)
        return Response(page_data(page_of(request, Run.objects.select_related("source"), ("-pk",)), _run))


class PmStatuses(Endpoint):
    """PM status of the devices the caller sees."""

    needs: ClassVar = {"list": READ}

    @extend_schema(
        operation_id="cmms_pm_status_list",
        parameters=[ASSET, *PAGING],
        responses=page_shape("PmStatusPage", PmStatusShape),
        tags=["maintenance"],
    )
    def list(self, request: Request) -> Response:
        """PM status, in the order it first came."""
        names = ("name", "last_done_on", "next_due_on", "result")
        return _listed(request, PmStatus.objects.all(), ("pk",), names)


class WorkOrders(Endpoint):
    """Work orders of the devices the caller sees."""

    needs: ClassVar = {"list": READ}

    @extend_schema(
        operation_id="cmms_work_orders_list",
        parameters=[ASSET, *PAGING],
        responses=page_shape("WorkOrdersPage", WorkOrderShape),
        tags=["maintenance"],
    )
    def list(self, request: Request) -> Response:
        """Work orders, the newest first."""
        names = ("status", "opened_on", "closed_on", "text")
        return _listed(request, WorkOrder.objects.all(), ("-pk",), names)


def _listed(request: Request, rows: Any, order: tuple[str, ...], names: tuple[str, ...]) -> Response:
    strict_query(request, PAGING_NAMES | {"asset"})
    seen = Asset.objects.visible_to(request.user)
    if tag := request.query_params.get("asset"):
        seen = seen.filter(tag=tag.upper())
    page = page_of(request, rows.filter(asset__in=seen).select_related("asset"), order)

    def shown(row: Any) -> dict[str, Any]:
        return {
            "system": row.system,
            "external_id": row.external_id,
            "asset": row.asset.tag,
            **{name: getattr(row, name) for name in names},
            "said_at": in_utc(row.said_at),
        }

    return Response(page_data(page, shown))


def _run(run: Run) -> dict[str, Any]:
    return {
        "number": run.pk,
        "source_name": run.source.name,
        "system": run.source.system,
        "rows": run.source.kind,
        "state": run.state,
        "failure": run.failure,
        "started_at": in_utc(run.started_at),
        "ended_at": in_utc_or_none(run.ended_at),
        "counts": run.counts,
    }
