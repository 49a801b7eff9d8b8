"""Similar reports over REST."""

from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.similar.actions.groups import dismiss
from hospital_itsm.similar.filters import GROUP_SORTS, GroupFilters
from hospital_itsm.similar.models import SimilarGroup
from hospital_itsm.similar.queries.groups import shown

READ: Final = ("similar.groups", "tickets:read")
TAGS: Final = ["tickets"]
ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class DismissedReason(StrictSerializer):
    """Why similar reports are not one problem."""

    reason = Text(max_length=200)
    phi_decision = Text(max_length=10, required=False)


class SimilarGroupRow(serializers.Serializer[Any]):
    """Similar reports of one service or one unit; `count` is how many of them the account sees."""

    id = serializers.IntegerField()
    service = serializers.CharField(allow_null=True)
    care_area = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()
    found_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    dismissed_at = serializers.DateTimeField(allow_null=True)
    dismissed_by = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()


class SimilarGroupShape(SimilarGroupRow):
    """One with the numbers of its tickets, the oldest first, and why it was dismissed."""

    tickets = serializers.ListField(child=serializers.CharField())
    dismissed_reason = serializers.CharField(allow_null=True)


class SimilarGroups(ListedEndpoint):
    """Similar reports within minutes that may be one problem."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "dismiss": ("similar.dismiss", "tickets:write")}
    filters = GroupFilters
    orders = GROUP_SORTS

    @extend_schema(
        operation_id="similar_groups_list",
        parameters=parameters_of(GroupFilters, GROUP_SORTS),
        responses=page_shape("SimilarGroupsPage", SimilarGroupRow),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Those of which the account sees enough tickets, the newest first unless `sort` says otherwise."""
        return Response(page_data(self.page_of(request, visible(request)), row_data))

    @extend_schema(
        operation_id="similar_groups_read", parameters=[ID, ETAG], responses=SimilarGroupShape, tags=TAGS
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One with the numbers of its tickets."""
        return answer(request, pk)

    @extend_schema(
        operation_id="similar_groups_dismiss",
        parameters=[ID, IF_MATCH, ETAG],
        request=DismissedReason,
        responses=SimilarGroupShape,
        tags=TAGS,
    )
    def dismiss(self, request: Request, pk: int) -> Response:
        """Say why they are not one problem."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, DismissedReason)
        dismiss(pk, actor=request.user, version=version, **given)
        return answer(request, pk)


def visible(request: Request) -> Any:
    """The groups the caller sees."""
    joined = ("service", "care_area", "dismissed_by")
    return SimilarGroup.objects.visible_to(request.user).select_related(*joined)


def found(request: Request, pk: int) -> SimilarGroup:
    """The one of the address. Raises Http404."""
    row: SimilarGroup = get_object_or_404(visible(request), pk=pk)
    return row


def answer(request: Request, pk: int) -> Response:
    """One with its version as a tag."""
    row = found(request, pk)
    tickets = [one.key for one in shown(row, request.user).tickets]
    data = {**row_data(row), "tickets": tickets, "dismissed_reason": row.dismissed_reason or None}
    return tagged(Response(data), row.version)


def row_data(row: Any) -> dict[str, Any]:
    """One as the list shows it."""
    return {
        "id": row.pk,
        "service": row.service.code if row.service else None,
        "care_area": row.care_area.code if row.care_area else None,
        "count": row.seen,
        "found_at": in_utc(row.found_at),
        "last_at": in_utc(row.last_at),
        "dismissed_at": in_utc_or_none(row.dismissed_at),
        "dismissed_by": row.dismissed_by.username if row.dismissed_by else None,
        "version": row.version,
    }
