"""The feed of changes over REST."""

import re
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Instant, in_utc
from hospital_itsm.core.rest.paging import limit_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from tickets.access import reads_as_desk
from tickets.models import ChangeRecord
from tickets.queries.changes import START, ForeignPosition, Position, changes_after

DEFAULT_CHANGES, MOST_CHANGES = 100, 500
CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)
AFTER = OpenApiParameter(
    "after",
    {"type": "string", "pattern": f"^{CURSOR.pattern}$"},
    description="`after` of the earlier answer; left out, the feed begins with the oldest change.",
)
LIMIT = OpenApiParameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST_CHANGES, "default": DEFAULT_CHANGES}
)


class ChangeShape(serializers.Serializer[Any]):
    """One change; read the ticket or notice itself for what is new."""

    kind = serializers.ChoiceField(("ticket", "notice"))
    id = serializers.CharField(help_text="Key of the ticket or number of the notice.")
    version = serializers.IntegerField()
    at = Instant()
    verb = serializers.CharField(
        required=False, help_text="What was done. Only for accounts that work tickets."
    )


class FeedShape(serializers.Serializer[Any]):
    """Changes in order."""

    changes = ChangeShape(many=True)
    after = serializers.CharField(help_text="Send it as `after` next time.")
    more = serializers.BooleanField(help_text="There is more to read at once.")


class ChangeFeed(Endpoint):
    """What changed since a cursor; every change once, in the order of commit."""

    needs: ClassVar = {"list": ("ticket.read", "changes:read")}

    @extend_schema(
        operation_id="changes_list",
        parameters=[AFTER, LIMIT],
        responses=forced_singular_serializer(FeedShape),
        tags=["changes"],
    )
    def list(self, request: Request) -> Response:
        """Changes of tickets the caller sees now, and of notices."""
        strict_query(request, {"after", "limit"})
        limit = limit_of(request, DEFAULT_CHANGES, MOST_CHANGES)
        try:
            feed = changes_after(request.user, _position(request.query_params.get("after")), limit)
        except ForeignPosition as error:
            words = _("This cursor is of another database or of before a restore. Start without it.")
            raise UnknownInput({"after": words}) from error
        shown = [_change(row, request.user) for row in feed.changes]
        return Response({"changes": shown, "after": str(feed.after), "more": feed.more})


def _position(given: str | None) -> Position:
    if given is None:
        return START
    found = CURSOR.fullmatch(given)
    if found is None:
        raise UnknownInput({"after": _("This is not a cursor of this feed. Start without it.")})
    return Position(int(found.group(1)), int(found.group(2)))


def _change(row: ChangeRecord, actor: Any) -> dict[str, Any]:
    shown = {
        "kind": row.kind,
        "id": row.ticket.key if row.ticket is not None else str(row.notice_id),
        "version": row.version,
        "at": in_utc(row.at),
    }
    return shown | {"verb": row.verb} if row.ticket is None or reads_as_desk(actor, row.ticket) else shown
