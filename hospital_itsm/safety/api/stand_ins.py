"""Stand-ins over REST: a working device given in place of the broken one of a ticket."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.safety.actions.stand_ins import give_stand_in
from hospital_itsm.safety.models import StandIn
from hospital_itsm.safety.queries.stand_ins import stand_ins_of
from tickets.api.base import KEY, TicketEndpoint
from tickets.api.inputs import phi_decision

READ = ("ticket.read", "tickets:read")
GIVE = ("stand_in.give", "assets:write")
LONGEST_MESSAGE = 2000


class StandInGiven(StrictSerializer):
    """Which device, until when, and what the reporters are told; without a message they read which device they have."""

    tag = Text(max_length=40)
    return_on = serializers.DateField()
    message = Text(max_length=LONGEST_MESSAGE, required=False, allow_blank=True)
    phi_decision = phi_decision()


class StandInShape(serializers.Serializer[Any]):
    """A device given for a ticket; it is back once `returned_at` is set."""

    asset = serializers.CharField()
    party = serializers.CharField(help_text="Who has it.")
    given_at = serializers.DateTimeField()
    given_by = serializers.CharField(allow_null=True)
    return_on = serializers.DateField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    restored = serializers.BooleanField(help_text="Giving it stopped the restore clock.")


class StandIns(TicketEndpoint):
    """What was given in place of a ticket's device."""

    needs: ClassVar = {"list": READ, "create": GIVE}

    @extend_schema(
        operation_id="tickets_stand_ins",
        parameters=[KEY],
        responses=StandInShape(many=True),
        tags=["devices"],
    )
    def list(self, request: Request, key: str) -> Response:
        """What was given, the newest first; for those who work tickets."""
        self.require_desk(request)
        return Response([stand_in_data(row) for row in stand_ins_of(self.ticket)])

    @extend_schema(
        operation_id="tickets_give_stand_in",
        parameters=[KEY, IF_MATCH],
        request=StandInGiven,
        responses={201: StandInShape},
        tags=["devices"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Lend a working device to the unit; If-Match names the version of the ticket."""
        version, given = matched_version(request), values_of(request, StandInGiven)
        give_stand_in(key, actor=request.user, version=version, **given)
        return Response(stand_in_data(stand_ins_of(self.ticket)[0]), status=201)


def stand_in_data(row: StandIn) -> dict[str, Any]:
    """One stand-in."""
    return {
        "asset": row.loan.asset.tag,
        "party": row.loan.party,
        "given_at": in_utc(row.given_at),
        "given_by": row.given_by.username if row.given_by else None,
        "return_on": row.loan.return_on.isoformat() if row.loan.return_on else None,
        "returned_at": in_utc_or_none(row.loan.returned_at),
        "restored": row.restored,
    }
