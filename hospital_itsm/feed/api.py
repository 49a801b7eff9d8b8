"""The feed of changes over REST."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.audit.recording import audit_label
from hospital_itsm.core import access
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Instant
from hospital_itsm.core.rest.paging import limit_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.feed import kinds
from hospital_itsm.feed.queries.changes import START, ForeignPosition, Position, Told, changes_after
from hospital_itsm.feed.shown import change_of, core_of

DEFAULT_CHANGES, MOST_CHANGES = 100, 500
CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)
AFTER = OpenApiParameter(
    "after",
    {"type": "string", "pattern": f"^{CURSOR.pattern}$"},
    description="`after` of the earlier answer; left out, the feed begins with the oldest change.",
)
FIRST_KINDS = ("ticket", "notice")
KIND = OpenApiParameter(
    "kind",
    OpenApiTypes.STR,
    explode=False,
    description=(
        "Codes with commas between them, such as `asset,recall`; without it tickets and notices. Each needs the right "
        "and the scope of its list."
    ),
)
LIMIT = OpenApiParameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST_CHANGES, "default": DEFAULT_CHANGES}
)


class ChangeShape(serializers.Serializer[Any]):
    """One change; read the object itself for what is new."""

    kind = serializers.CharField(help_text="Such as ticket, notice, asset, recall, vendor or contract.")
    id = serializers.CharField(
        help_text="What the object is called over REST: a key, a tag, a number, a code."
    )
    version = serializers.IntegerField()
    at = Instant()
    verb = serializers.CharField(
        required=False, help_text="What was done; of tickets only for accounts that work them."
    )
    url = serializers.CharField(required=False, help_text="Its address. Only where `kind` was asked for.")
    formerly = serializers.CharField(
        required=False, help_text="What it was called then, where it has another name now."
    )
    gone = serializers.BooleanField(required=False, help_text="True where it is no longer there.")


class FeedShape(serializers.Serializer[Any]):
    """Changes in order."""

    changes = ChangeShape(many=True)
    after = serializers.CharField(help_text="Send it as `after` next time.")
    more = serializers.BooleanField(help_text="There is more to read at once.")


class ChangeFeed(Endpoint):
    """What changed since a cursor; every change once, in the order of commit."""

    needs: ClassVar = {"list": ("changes.read", "changes:read")}

    @extend_schema(
        operation_id="changes_list",
        parameters=[KIND, AFTER, LIMIT],
        responses=forced_singular_serializer(FeedShape),
        tags=["changes"],
    )
    def list(self, request: Request) -> Response:
        """Changes of what the caller sees now: of tickets and notices, or of the kinds that are asked for."""
        strict_query(request, {"kind", "after", "limit"})
        asked = request.query_params.get("kind")
        codes = FIRST_KINDS if asked is None else _codes(asked)
        _require(request, codes, with_scopes=asked is not None)
        limit = limit_of(request, DEFAULT_CHANGES, MOST_CHANGES)
        after = _position(request.query_params.get("after"))
        try:
            feed = changes_after(request.user, after, limit, codes, skips=asked is not None)
        except ForeignPosition as error:
            words = _("This cursor is of another database or of before a restore. Start without it.")
            raise UnknownInput({"after": words}) from error
        shown = [_change(one, request.user, is_asked=asked is not None) for one in feed.changes]
        return Response({"changes": shown, "after": str(feed.after), "more": feed.more})


def _codes(asked: str) -> tuple[str, ...]:
    given = tuple(dict.fromkeys(asked.split(",")))
    unknown = [code for code in given if code not in kinds.codes()]
    if unknown:
        words = _("Nothing of this kind is told. Known are: %(names)s.") % {"names": ", ".join(kinds.codes())}
        raise UnknownInput({"kind": words})
    return given


def _require(request: Request, codes: Sequence[str], *, with_scopes: bool) -> None:
    """Ask the right of each kind, and its scope where it was asked for by name. Raises Forbidden, PermissionDenied."""
    held = set(getattr(request.auth, "scopes", ()))
    for code in codes:
        verb, scope = kinds.find(code).needs
        enough = {scope} if isinstance(scope, str) else set(scope)
        if with_scopes and not enough & held:
            raise PermissionDenied(_("The token lacks the scope %(scope)s.") % {"scope": sorted(enough)[0]})
        access.require(request.user, verb)


def _position(given: str | None) -> Position:
    if given is None:
        return START
    found = CURSOR.fullmatch(given)
    if found is None:
        raise UnknownInput({"after": _("This is not a cursor of this feed. Start without it.")})
    return Position(int(found.group(1)), int(found.group(2)))


def _change(told: Told, actor: Any, *, is_asked: bool) -> dict[str, Any]:
    """Without kinds that were asked for, no address: the answer of earlier releases."""
    if not is_asked:
        return core_of(told, actor)
    shown = change_of(told, actor)
    has_other_name = told.row is not None and told.change.label != audit_label(told.row)
    return shown | {"formerly": told.change.label} if has_other_name else shown
