"""The rota over REST: who is on call now and next, and where the next two weeks have gaps."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import Instant, in_utc
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.rota import Turn, rota_at


class DutyShape(serializers.Serializer[Any]):
    """Somebody's turn."""

    username = serializers.CharField()
    name = serializers.CharField()
    phone = serializers.CharField()
    starts_at = Instant()
    ends_at = Instant()


class GapShape(serializers.Serializer[Any]):
    """A time for which nobody is on the rota."""

    starts_at = Instant()
    ends_at = Instant()


class TurnShape(serializers.Serializer[Any]):
    """A queue (null is the house) and level: who is on call, who follows, and the gaps of the next two weeks."""

    team = serializers.CharField(allow_null=True)
    level = serializers.ChoiceField(OnCallLevel.choices)
    now = DutyShape(allow_null=True)
    next = DutyShape(allow_null=True)
    gaps = GapShape(many=True)


class RotaShape(serializers.Serializer[Any]):
    """Every line of the rota."""

    results = TurnShape(many=True)


class OnCall(Endpoint):
    """Who is on call, for the house and every queue."""

    needs: ClassVar = {"list": ("oncall.read", "people:read")}

    @extend_schema(operation_id="on_call", responses=forced_singular_serializer(RotaShape), tags=["people"])
    def list(self, request: Request) -> Response:
        """Now and next, the house first."""
        strict_query(request, ())
        return Response({"results": [_turn(turn) for turn in rota_at(timezone.now())]})


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "team": turn.team.code if turn.team else None,
        "level": turn.level,
        "now": _duty(turn.now),
        "next": _duty(turn.next),
        "gaps": [{"starts_at": in_utc(begin), "ends_at": in_utc(end)} for begin, end in turn.gaps],
    }


def _duty(shift: OnCallShift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "username": shift.user.username,
        "name": shift.user.display_name,
        "phone": shift.user.phone,
        "starts_at": in_utc(shift.starts_at),
        "ends_at": in_utc(shift.ends_at),
    }
