"""Versions as entity tags: `ETag: "7"`, compared under the row lock by the action."""

import re

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import PreconditionRequired, UnknownInput

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(\*|(W/)?"[0-9]{1,9}")$'},
    OpenApiParameter.HEADER,
    required=True,
    description='The ETag as you read it, such as "7", or * for any version.',
)
ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The version as a tag.",
)
TAG = re.compile(r'^(?:W/)?"(\d{1,9})"$')


def tagged(response: Response, version: int) -> Response:
    """Add the ETag of a version."""
    response["ETag"] = f'"{version}"'
    return response


def matched_version(request: Request) -> int | None:
    """The version that `If-Match` names (weak tags count, since proxies weaken them), or None for `*`.

    Raises PreconditionRequired (428) without the header and UnknownInput (400) for anything else.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise PreconditionRequired
    if given == "*":
        return None
    found = TAG.match(given)
    if not found:
        raise UnknownInput({"If-Match": _('Send one ETag as you read it, for example If-Match: "7".')})
    return int(found.group(1))
