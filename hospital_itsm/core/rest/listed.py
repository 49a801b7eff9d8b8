"""Endpoints whose lists take the filters and orders of their pages."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from hospital_itsm.core.filtering import Filter, Filters
from hospital_itsm.core.listing import Page
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_of
from hospital_itsm.core.rest.views import Endpoint, strict_query


class ListedEndpoint(Endpoint):
    """An endpoint whose list takes the filters and orders of its page."""

    filters: ClassVar[type[Filters]]
    orders: ClassVar[Mapping[str, Sequence[str]]]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        is_list = self.action == "list"
        strict_query(request, {*self.filters.known, "sort", *PAGING_NAMES} if is_list else ())

    def page_of(self, request: Request, rows: Any) -> Page[Any]:
        """The asked page. Raises UnknownInput for a filter or an order that cannot be read."""
        asked = self.filters(request.query_params, actor=request.user, now=timezone.now())
        errors = {name: words for name, words in asked.errors.items() if name not in PAGING_NAMES}
        sort = request.query_params.get("sort", next(iter(self.orders)))
        if sort not in self.orders:
            errors["sort"] = _("%(value)s is not one of: %(codes)s.") % {
                "value": sort[:40],
                "codes": ", ".join(self.orders),
            }
        if errors:
            raise UnknownInput(errors)
        return page_of(request, asked.apply(rows), self.orders[sort])


def parameters_of(filters: type[Filters], orders: Mapping[str, Sequence[str]]) -> list[OpenApiParameter]:
    """The parameters of a list for the schema."""
    named = [_parameter(one) for one in filters.known.values()]
    sort = OpenApiParameter("sort", {"type": "string", "enum": list(orders)}, description="The order.")
    return [*named, sort, *PAGING]


def _parameter(one: Filter) -> OpenApiParameter:
    item: dict[str, Any] = {"type": "string"}
    if one.codes:
        item["enum"] = list(one.codes)
    schema = {"type": "array", "items": item} if one.many else item
    return OpenApiParameter(one.name, schema, description=str(one.label), explode=True)
