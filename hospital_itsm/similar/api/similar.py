"""Similar tickets over REST."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.similar.queries.near import Found, similar_to
from hospital_itsm.similar.wording import REASONS
from tickets.api.base import KEY, TicketEndpoint


class SimilarTicketShape(serializers.Serializer[Any]):
    """A ticket that looks alike, from 0 to 1, and why."""

    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.CharField()
    close_code = serializers.CharField(allow_null=True)
    fix = serializers.CharField(allow_null=True)
    score = serializers.FloatField()
    reasons = serializers.ListField(child=serializers.ChoiceField([(code, code) for code in REASONS]))


class KnownProblemShape(serializers.Serializer[Any]):
    """A posted problem that fits; `ticket` is the number of its ticket, to join it."""

    notice = serializers.IntegerField()
    title = serializers.CharField()
    ticket = serializers.CharField(allow_null=True)
    score = serializers.FloatField()
    reasons = serializers.ListField(child=serializers.ChoiceField([(code, code) for code in REASONS]))


class SimilarShape(serializers.Serializer[Any]):
    """At most three of each, the likest first; nothing below the confidence line."""

    open = SimilarTicketShape(many=True)
    solved = SimilarTicketShape(many=True)
    known = KnownProblemShape(many=True)


class SimilarTickets(TicketEndpoint):
    """What looks like a ticket, among what the account sees at the desk."""

    needs: ClassVar = {"list": ("similar.read", "tickets:read")}

    @extend_schema(
        operation_id="tickets_similar",
        parameters=[KEY],
        responses=forced_singular_serializer(SimilarShape),
        tags=["tickets"],
    )
    def list(self, request: Request, key: str) -> Response:
        """Open ones, solved ones with what fixed them, known problems."""
        self.require_desk(request)
        found = similar_to(self.ticket, request.user, timezone.now())
        known = [
            {
                "notice": one.notice.pk,
                "title": one.notice.title,
                "ticket": one.join or None,
                "score": one.match.score,
                "reasons": one.match.reasons,
            }
            for one in found.known
        ]
        return Response(
            {"open": [*map(_data, found.open)], "solved": [*map(_data, found.solved)], "known": known}
        )


def _data(one: Found) -> dict[str, Any]:
    return {
        "key": one.ticket.key,
        "title": one.ticket.title,
        "state": one.ticket.state,
        "close_code": one.ticket.close_code or None,
        "fix": one.fix or None,
        "score": one.match.score,
        "reasons": one.match.reasons,
    }
