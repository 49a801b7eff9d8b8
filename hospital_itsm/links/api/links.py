"""Links over REST."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import Text, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.links.actions.links import make_link, remove_link
from hospital_itsm.links.choices import Relation
from hospital_itsm.links.models import TicketLink
from hospital_itsm.links.queries.links import links_of
from hospital_itsm.links.wording import link_line
from tickets.api.base import KEY, TicketEndpoint
from tickets.models import Ticket

READ = ("ticket_link.read", "tickets:read")
WRITE = ("ticket_link.keep", "tickets:write")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


class TicketLinkGiven(StrictSerializer):
    """What this ticket is to another."""

    relation = serializers.ChoiceField(Relation.choices)
    other = Text(max_length=20)


class TicketLinkShape(serializers.Serializer[Any]):
    """A link as this ticket sees it; only those whose other end the account sees."""

    id = serializers.IntegerField()
    relation = serializers.ChoiceField(Relation.choices)
    other = serializers.CharField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField(allow_null=True)


class TicketLinks(TicketEndpoint):
    """Links of a ticket."""

    needs: ClassVar = {"list": READ, "create": WRITE, "destroy": WRITE}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_links",
        parameters=[KEY, *PAGING],
        responses=page_shape("TicketLinksPage", TicketLinkShape),
    )
    def list(self, request: Request, key: str) -> Response:
        """The oldest first."""
        self.require_desk(request)
        page = page_of(request, links_of(self.ticket, request.user), ("id",))
        return Response(page_data(page, lambda row: link_data(row, self.ticket)))

    @extend_schema(
        operation_id="tickets_links_make",
        parameters=[KEY],
        request=TicketLinkGiven,
        responses={201: TicketLinkShape},
    )
    def create(self, request: Request, key: str) -> Response:
        """Link it; the same again changes nothing."""
        self.require_desk(request)
        link = make_link(key, actor=request.user, **values_of(request, TicketLinkGiven))
        return Response(link_data(link, self.ticket), status=201)

    @extend_schema(
        operation_id="tickets_links_remove",
        parameters=[KEY, NUMBER],
        responses={204: OpenApiResponse(description="Removed.")},
    )
    def destroy(self, request: Request, key: str, number: int) -> Response:
        """Undo a link."""
        self.require_desk(request)
        try:
            remove_link(key, number, actor=request.user)
        except TicketLink.DoesNotExist as missing:
            raise Http404 from missing
        return Response(status=204)


def link_data(row: TicketLink, ticket: Ticket) -> dict[str, Any]:
    """A link for REST, seen from a ticket."""
    line = link_line(row, ticket)
    return {
        "id": row.pk,
        "relation": line.relation,
        "other": line.other.key,
        "made_at": in_utc(row.made_at),
        "made_by": row.made_by.username if row.made_by else None,
    }
