"""Resting tickets over REST."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import Instant, in_utc
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.following.actions.snoozes import snooze, wake
from hospital_itsm.following.models import Snooze
from hospital_itsm.following.queries.snoozes import rest_of
from tickets.api.base import KEY, TicketEndpoint

READ = ("follow.own", "tickets:read")
WRITE = ("snooze.set", "tickets:write")


class SnoozeGiven(StrictSerializer):
    """Until when the ticket rests."""

    until = Instant()


class SnoozeShape(serializers.Serializer[Any]):
    """The rest of a ticket; its clocks run on."""

    by = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()


class Snoozes(TicketEndpoint):
    """The rest of a ticket."""

    needs: ClassVar = {"retrieve": READ, "update": WRITE, "destroy": WRITE}

    @extend_schema(operation_id="tickets_snooze", parameters=[KEY], responses=SnoozeShape, tags=["snooze"])
    def retrieve(self, request: Request, key: str) -> Response:
        """Until when it rests; 404 where it does not."""
        self.require_desk(request)
        row = rest_of(self.ticket)
        if row is None:
            raise Http404
        return Response(snooze_data(row))

    @extend_schema(
        operation_id="tickets_snooze_set",
        parameters=[KEY],
        request=SnoozeGiven,
        responses=SnoozeShape,
        tags=["snooze"],
    )
    def update(self, request: Request, key: str) -> Response:
        """Let it rest until then, instead of until whenever it did."""
        self.require_desk(request)
        row = snooze(key, actor=request.user, until=values_of(request, SnoozeGiven)["until"])
        return Response(snooze_data(row))

    @extend_schema(
        operation_id="tickets_snooze_wake", parameters=[KEY], responses={204: None}, tags=["snooze"]
    )
    def destroy(self, request: Request, key: str) -> Response:
        """Wake it; who is awake stays so."""
        self.require_desk(request)
        wake(key, actor=request.user)
        return Response(status=204)


def snooze_data(row: Snooze) -> dict[str, Any]:
    """A rest for REST."""
    return {"by": row.by.username, "since": in_utc(row.since), "until": in_utc(row.until)}
