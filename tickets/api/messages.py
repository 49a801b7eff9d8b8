"""The conversation of a ticket over REST."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core import access
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from tickets.access import reads_as_desk
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.api.base import KEY, READ, WRITE, TicketEndpoint, caller, written
from tickets.api.inputs import NewMessage
from tickets.api.shapes import MessageShape, TicketShape
from tickets.choices import SAID_PUBLICLY, MessageKind
from tickets.models import Message, Ticket
from tickets.queries.attachments import visible_attachments
from tickets.queries.timeline import SAID_WITH

OPTIONAL_MATCH = OpenApiParameter(
    "If-Match",
    IF_MATCH.type,
    OpenApiParameter.HEADER,
    description="Refuses the message when somebody was faster.",
)
DESK_ONLY = ("then_state", "promised_update_at")


class Messages(TicketEndpoint):
    """Read the conversation, write to it."""

    needs: ClassVar = {"list": READ, "create": WRITE}

    def parameters(self) -> frozenset[str]:
        """Paging of the list."""
        return PAGING_NAMES if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="messages_list",
        parameters=[KEY, *PAGING],
        responses=page_shape("MessagePage", MessageShape),
        tags=["conversation"],
    )
    def list(self, request: Request, key: str) -> Response:
        """Messages, oldest first; internal notes only for the desk."""
        user = caller(request)
        desk = reads_as_desk(user, self.ticket)
        rows = Message.objects.filter(ticket=self.ticket).select_related("author").annotate(**SAID_WITH)
        page = page_of(request, rows if desk else rows.filter(kind__in=SAID_PUBLICLY), ("id",))
        files: dict[int | None, list[int]] = {}
        for pk, message in visible_attachments(self.ticket, user).values_list("pk", "message_id"):
            files.setdefault(message, []).append(pk)
        return Response(page_data(page, lambda row: message_data(row, files.get(row.pk, []), desk=desk)))

    @extend_schema(
        operation_id="messages_create",
        parameters=[KEY, OPTIONAL_MATCH, ETAG],
        request=NewMessage,
        responses={201: TicketShape},
        tags=["conversation"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Write to the reporters (`public`) or to the desk alone (`internal`).

        Who does not work the ticket writes `public` to the desk, which goes on with a ticket that waited.
        """
        version = matched_version(request) if "If-Match" in request.headers else None
        given = values_of(request, NewMessage)
        return written(request, lambda: self._say(request, given, version), status=201)

    def _say(self, request: Request, given: dict[str, Any], version: int | None) -> Ticket:
        actor, key = caller(request), self.ticket.key
        kind = given.pop("kind")
        if kind == MessageKind.PUBLIC and access.can(actor, "ticket.work", self.ticket):
            return reply(key, actor=actor, version=version, **given)
        if surplus := [name for name in DESK_ONLY if name in given]:
            raise ValueRefused(
                {name: _("Only a public reply of the desk takes it. Leave it out.") for name in surplus}
            )
        if kind == MessageKind.INTERNAL:
            return note(key, actor=actor, version=version, **given)
        return reply_as_requester(key, actor=actor, version=version, **given)


def message_data(row: Message, files: list[int], *, desk: bool) -> dict[str, Any]:
    """One message as its reader sees it."""
    data = {
        "id": row.pk,
        "kind": row.kind,
        "author_name": row.author_label,
        "body": row.body,
        "is_automatic": row.is_automatic,
        "created_at": in_utc(row.created_at),
        "attachments": files,
    }
    if not desk:
        return data
    named = [line.partition("\n")[0] for line in getattr(row, "people_named", None) or ()]
    return data | {"author": row.author.username if row.author else None, "mentions": named}
