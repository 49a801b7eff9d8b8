"""Pages of lists over REST: `limit`, `cursor`, and the cursors of the pages around."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from hospital_itsm.core.listing import LARGEST_PAGE, BadCursor, Page, seek
from hospital_itsm.core.problems import UnknownInput

DEFAULT_PAGE = 50
LIMIT = OpenApiParameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": DEFAULT_PAGE},
    description="Rows on the page.",
)  # fmt: skip
CURSOR = OpenApiParameter(
    "cursor", OpenApiTypes.STR, description="`next` or `previous` of an earlier answer."
)
PAGING = [CURSOR, LIMIT]
PAGING_NAMES = frozenset({"cursor", "limit"})


def limit_of(request: Request, default: int = DEFAULT_PAGE, most: int = LARGEST_PAGE) -> int:
    """The asked page size. Raises UnknownInput outside 1 to `most`."""
    given = request.query_params.get("limit")
    if given is None:
        return default
    if not (
        given.isascii() and given.isdecimal() and len(given) <= len(str(most)) and 1 <= int(given) <= most
    ):
        raise UnknownInput({"limit": _("Send a number from 1 to %(most)d.") % {"most": most}})
    return int(given)


def page_of(request: Request, rows: QuerySet[Any], ordering: Sequence[str]) -> Page[Any]:
    """The asked page of `rows` in `ordering`. Raises UnknownInput for a cursor of another list or order."""
    try:
        return seek(rows, ordering, limit_of(request), request.query_params.get("cursor", ""))
    except BadCursor as error:
        raise UnknownInput(
            {"cursor": _("This cursor is not of this list and order. Start without it.")}
        ) from error


def page_data(page: Page[Any], show: Callable[[Any], Any]) -> dict[str, Any]:
    """The body of a list: its rows and the cursors around them, null where the list ends."""
    return {
        "results": [show(row) for row in page.rows],
        "next": page.next_cursor or None,
        "previous": page.previous_cursor or None,
    }


def page_shape(name: str, row: type[serializers.BaseSerializer[Any]]) -> serializers.Serializer[Any]:
    """The body of a list for the schema."""
    whole = inline_serializer(
        name,
        {
            "results": row(many=True),
            "next": serializers.CharField(
                allow_null=True, help_text="Send it as `cursor` for the next page."
            ),
            "previous": serializers.CharField(allow_null=True),
        },
    )
    return forced_singular_serializer(type(whole))()
