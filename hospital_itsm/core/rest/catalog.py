"""Reference lists over REST: find by words, read by code; nothing can be written."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query

WORDS = OpenApiParameter("q", OpenApiTypes.STR, description="Every word must occur in the code or name.")


class Catalog(Endpoint):
    """A list of things with a unique text (`lookup`), which the address of each one ends in."""

    lookup: ClassVar[str] = "code"
    searched: ClassVar[Sequence[str]] = ("code", "name")

    def rows(self) -> QuerySet[Any]:
        """What there is to read."""
        raise NotImplementedError

    def show(self, row: Any) -> dict[str, Any]:
        """One row as it is answered."""
        raise NotImplementedError

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES | {"q"} if self.action == "list" else ())

    def list(self, request: Request) -> Response:
        """Rows in the order of their code."""
        rows = self.rows()
        for word in request.query_params.get("q", "").split():
            found = Q()
            for name in self.searched:
                found |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(found)
        return Response(page_data(page_of(request, rows, (self.lookup, "pk")), self.show))

    def retrieve(self, request: Request, name: str) -> Response:
        """One row."""
        return Response(self.show(get_object_or_404(self.rows(), **{self.lookup: name})))


def documented(
    noun: str, shape: type[serializers.Serializer[Any]], *extra: OpenApiParameter
) -> Callable[[type[Catalog]], type[Catalog]]:
    """Describe a catalog in the schema under its plural noun."""
    name = OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH)
    tags = ["catalogs"]
    return extend_schema_view(
        list=extend_schema(
            operation_id=f"{noun}_list",
            parameters=[WORDS, *extra, *PAGING],
            responses=page_shape(f"{noun.title().replace('_', '')}Page", shape),
            tags=tags,
        ),
        retrieve=extend_schema(operation_id=f"{noun}_read", parameters=[name], responses=shape, tags=tags),
    )
