"""What may be done with a ticket besides its steps: take, route, hand over, weigh, join, rate."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import Instant, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import strict_query
from tickets.actions import handover, visits
from tickets.actions.clocks import preview_priority
from tickets.actions.join import join_ticket, say_worse
from tickets.actions.misses import give_reason
from tickets.actions.priority import set_priority
from tickets.actions.transitions import rate
from tickets.actions.working import set_team, take, take_next
from tickets.api import inputs
from tickets.api.base import KEY, WRITE, TicketEndpoint, written
from tickets.api.shapes import RatingShape, TicketShape

DESK_WRITE = ("ticket.read_internal", "tickets:write")


class EffectShape(serializers.Serializer[Any]):
    """What a priority would do to one promise."""

    metric = serializers.CharField()
    due_before = Instant(allow_null=True)
    due_after = Instant(allow_null=True)
    late_at_once = serializers.BooleanField()


class PriorityWish(inputs.StrictSerializer):
    """The priority to try."""

    priority = inputs.Whole(min_value=1, max_value=4)


def _documented(name: str, body: Any, *, versioned: bool = True, answer: Any = TicketShape) -> Any:
    parameters = [KEY, IF_MATCH, ETAG] if versioned else [KEY, ETAG]
    return extend_schema(
        operation_id=f"tickets_{name}",
        parameters=parameters,
        request=body,
        responses={200: answer},
        tags=["work"],
    )


class Work(TicketEndpoint):
    """One address for each thing people do with a ticket."""

    needs: ClassVar = {
        "take": WRITE,
        "set_team": WRITE,
        "offer_handover": WRITE,
        "accept_handover": WRITE,
        "send_back_handover": WRITE,
        "set_priority": DESK_WRITE,
        "preview_priority": DESK_WRITE,
        "give_reason": WRITE,
        "join": WRITE,
        "say_worse": WRITE,
        "rate": WRITE,
        "set_out": WRITE,
        "arrive": WRITE,
        "leave": WRITE,
    }

    @_documented("take", Nothing, versioned=False)
    def take(self, request: Request, key: str) -> Response:
        """Assign it to yourself; refused where somebody else holds it."""
        values_of(request, Nothing)
        return written(request, lambda: take(key, actor=request.user))

    @_documented("set_team", inputs.TeamGiven)
    def set_team(self, request: Request, key: str) -> Response:
        """Route it to a team without asking; promise and elapsed time stay."""
        version, given = matched_version(request), values_of(request, inputs.TeamGiven)
        return written(request, lambda: set_team(key, actor=request.user, version=version, **given))

    @_documented("offer_handover", inputs.TeamGiven)
    def offer_handover(self, request: Request, key: str) -> Response:
        """Not ours: offer it to a team, which must accept; until then it stays."""
        version, given = matched_version(request), values_of(request, inputs.TeamGiven)
        return written(
            request, lambda: handover.offer(key, actor=request.user, version=version, **given).ticket
        )

    @_documented("accept_handover", Nothing)
    def accept_handover(self, request: Request, key: str) -> Response:
        """Take the offered ticket into the team."""
        version = matched_version(request)
        values_of(request, Nothing)
        return written(request, lambda: handover.accept(key, actor=request.user, version=version))

    @_documented("send_back_handover", inputs.ReasonGiven)
    def send_back_handover(self, request: Request, key: str) -> Response:
        """Refuse the offered ticket; the second time both teams own it."""
        version, given = matched_version(request), values_of(request, inputs.ReasonGiven)
        return written(request, lambda: handover.send_back(key, actor=request.user, version=version, **given))

    @_documented("set_priority", inputs.PriorityGiven)
    def set_priority(self, request: Request, key: str) -> Response:
        """Raise or lower the priority by a person's decision."""
        version, given = matched_version(request), values_of(request, inputs.PriorityGiven)
        return written(request, lambda: set_priority(key, actor=request.user, version=version, **given))

    @_documented(
        "preview_priority", PriorityWish, versioned=False, answer=OpenApiResponse(EffectShape(many=True))
    )
    def preview_priority(self, request: Request, key: str) -> Response:
        """What a priority would do to the promises; changes nothing."""
        wish = values_of(request, PriorityWish)
        found = preview_priority(key, actor=request.user, at=timezone.now(), **wish)
        return Response(
            [
                {
                    "metric": effect.metric,
                    "due_before": in_utc_or_none(effect.due_before),
                    "due_after": in_utc_or_none(effect.due_after),
                    "late_at_once": effect.late_at_once,
                }
                for effect in found
            ]
        )

    @_documented("give_reason", inputs.MissGiven)
    def give_reason(self, request: Request, key: str) -> Response:
        """Say why a promise was missed; another reason replaces it."""
        version, given = matched_version(request), values_of(request, inputs.MissGiven)
        return written(request, lambda: give_reason(key, actor=request.user, version=version, **given))

    @_documented("join", inputs.Joining, versioned=False)
    def join(self, request: Request, key: str) -> Response:
        """Same for me: add the caller to the ticket. Joining twice changes nothing."""
        given = values_of(request, inputs.Joining)
        return written(request, lambda: join_ticket(key, actor=request.user, **given))

    @_documented("say_worse", inputs.Worse, versioned=False)
    def say_worse(self, request: Request, key: str) -> Response:
        """Care is delayed or unsafe: raises the ticket and pages once."""
        given = values_of(request, inputs.Worse)
        return written(request, lambda: say_worse(key, actor=request.user, **given))

    @_documented("set_out", Nothing, versioned=False)
    def set_out(self, request: Request, key: str) -> Response:
        """On my way: the on-site clock starts, and the reporters are told."""
        values_of(request, Nothing)
        return written(request, lambda: visits.set_out(key, actor=request.user))

    @_documented("arrive", Nothing, versioned=False)
    def arrive(self, request: Request, key: str) -> Response:
        """Here: the on-site clock stops, and work begins where nobody began it."""
        values_of(request, Nothing)
        return written(request, lambda: visits.arrive(key, actor=request.user))

    @_documented("leave", Nothing, versioned=False)
    def leave(self, request: Request, key: str) -> Response:
        """Leaving, done or not."""
        values_of(request, Nothing)
        return written(request, lambda: visits.leave(key, actor=request.user))

    @_documented("rate", inputs.Score, versioned=False, answer=RatingShape)
    def rate(self, request: Request, key: str) -> Response:
        """How was it? Rating again replaces the answer."""
        rating = rate(key, actor=request.user, **values_of(request, inputs.Score))
        return Response({"score": rating.score, "rated_at": in_utc(rating.rated_at)})


class TakeNext(TicketEndpoint):
    """The next unassigned ticket of the caller's teams."""

    needs: ClassVar = {"create": ("ticket.take", "tickets:write")}

    @extend_schema(
        operation_id="tickets_take_next",
        parameters=[ETAG],
        request=inputs.TakingNext,
        responses={200: TicketShape, 204: OpenApiResponse(description="Nothing waits.")},
        tags=["work"],
    )
    def create(self, request: Request) -> Response:
        """Take the unassigned ticket whose time runs out first; two callers never get the same one."""
        strict_query(request, ())
        given = values_of(request, inputs.TakingNext)
        ticket = take_next(actor=request.user, **given)
        return Response(status=204) if ticket is None else written(request, lambda: ticket)
