"""Relations over REST."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.relations import relate, unrelate
from assets.api.data import relation_data
from assets.api.shapes import NUMBER, NewRelation, RelationShape
from assets.models import Asset, Relation, Service
from assets.queries.relations import visible_ends
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("asset.read", "assets:read")
WRITE = ("asset.read", "assets:write")
ENDS = [
    OpenApiParameter("asset", OpenApiTypes.STR, description="Relations of the asset with this tag."),
    OpenApiParameter("service", OpenApiTypes.STR, description="Relations of the service with this code."),
]


class Relations(Endpoint):
    """What needs what. Those with an end the caller does not see are left out."""

    needs: ClassVar = {"list": READ, "create": WRITE, "destroy": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, {"asset", "service", *PAGING_NAMES} if self.action == "list" else ())

    @extend_schema(
        operation_id="relations_list",
        parameters=[*ENDS, *PAGING],
        responses=page_shape("RelationsPage", RelationShape),
    )
    def list(self, request: Request) -> Response:
        """Relations in the order they were made."""
        rows = visible(request)
        if tag := request.query_params.get("asset"):
            rows = rows.filter(Q(from_asset__tag=tag.upper()) | Q(to_asset__tag=tag.upper()))
        if code := request.query_params.get("service"):
            rows = rows.filter(Q(from_service__code=code) | Q(to_service__code=code))
        page = page_of(request, rows, ("id",))
        seen = frozenset(key for row in page.rows for key in (row.from_asset_id, row.to_asset_id) if key)
        return Response(page_data(page, lambda row: relation_data(row, seen)))

    @extend_schema(operation_id="relations_create", request=NewRelation, responses={201: RelationShape})
    def create(self, request: Request) -> Response:
        """Relate two things; the same relation again is answered as it is there."""
        given = values_of(request, NewRelation)
        ends = [self._end(request, given[side], side) for side in ("from_end", "to_end")]
        made = relate(given["kind"], ends[0], ends[1], actor=request.user, note=given.get("note", ""))
        keys = frozenset(end.pk for end in ends if isinstance(end, Asset))
        return Response(relation_data(made, keys), status=201)

    @extend_schema(operation_id="relations_delete", parameters=[NUMBER], responses={204: None})
    def destroy(self, request: Request, number: int) -> Response:
        """Take a relation away; both ends keep it in their history."""
        unrelate(get_object_or_404(visible(request), pk=number), actor=request.user)
        return Response(status=204)

    def _end(self, request: Request, given: Mapping[str, str], side: str) -> Asset | Service:
        tag, code = given.get("asset", ""), given.get("service", "")
        if bool(tag) == bool(code):
            raise ValueRefused({side: _("Name either an asset by its tag or a service by its code.")})
        end: Any = (
            Asset.objects.visible_to(request.user).filter(tag=tag.upper()).first()
            if tag
            else Service.objects.visible_to(request.user).filter(code=code).first()
        )
        if end is None:
            raise ValueRefused({side: _("Nothing here is called %(name)s.") % {"name": (tag or code)[:40]}})
        found: Asset | Service = end
        return found


def visible(request: Request) -> QuerySet[Relation]:
    """Relations of which the caller sees both ends."""
    rows = Relation.objects.filter(visible_ends(request.user))
    return rows.select_related("from_asset", "from_service", "to_asset", "to_service")
