"""Restricting a ticket over REST, and opening it again."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import require
from hospital_itsm.core.rest.etags import IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import Code, Text
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.people.models import Team
from hospital_itsm.privacy.actions.turning import turn, turn_back
from tickets.api.base import KEY, TicketEndpoint
from tickets.choices import Kind
from tickets.models import Ticket


class RestrictGiven(StrictSerializer):
    """What it is (`kind`, or a restricted `team` of its own), why, and the day on which a privacy event was discovered;
    left out, today.
    """

    kind = serializers.ChoiceField(Kind.choices, required=False)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False)
    reason = Text(max_length=200)
    day = serializers.DateField(required=False)


class OpenAgainGiven(StrictSerializer):
    """Why it is no such matter."""

    reason = Text(max_length=200)


class RestrictedShape(serializers.Serializer[Any]):
    """What the ticket is now; whoever restricted it may not read more."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    is_restricted = serializers.BooleanField()


class Restrictions(TicketEndpoint):
    """A ticket becomes a matter of privacy or security, or no longer is one."""

    needs: ClassVar = {
        "restrict": ("ticket.restrict", "tickets:write"),
        "open_again": ("ticket.open_again", "tickets:write"),
    }

    @extend_schema(
        operation_id="tickets_restrict",
        parameters=[KEY, IF_MATCH],
        request=RestrictGiven,
        responses={200: RestrictedShape},
    )
    def restrict(self, request: Request, key: str) -> Response:
        """Make it a privacy event, a security incident or a restricted team's: its own readers, at once."""
        require(request.user, "ticket.restrict", self.ticket)
        version, given = matched_version(request), values_of(request, RestrictGiven)
        return Response(shape(turn(key, actor=request.user, version=version, **given)))

    @extend_schema(
        operation_id="tickets_open_again",
        parameters=[KEY, IF_MATCH],
        request=OpenAgainGiven,
        responses={200: RestrictedShape},
    )
    def open_again(self, request: Request, key: str) -> Response:
        """Turn it back into what it was, for its former readers."""
        require(request.user, "ticket.open_again", self.ticket)
        version, given = matched_version(request), values_of(request, OpenAgainGiven)
        return Response(shape(turn_back(key, actor=request.user, version=version, **given)))


def shape(ticket: Ticket) -> dict[str, Any]:
    """A ticket, as far as everybody learns who restricted it."""
    return {"key": ticket.key, "kind": ticket.kind, "is_restricted": ticket.is_restricted}
