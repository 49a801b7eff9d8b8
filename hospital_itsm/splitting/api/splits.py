"""Splits over REST."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import require
from hospital_itsm.core.rest.etags import IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import Flag, Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.people.models import Team
from hospital_itsm.splitting.actions.splitting import MOST, split, undo_split
from hospital_itsm.splitting.forms.splits import LONGEST
from hospital_itsm.splitting.models import Split
from hospital_itsm.splitting.queries.splits import splits_of
from tickets.api.base import KEY, TicketEndpoint
from tickets.api.inputs import code_of, phi_decision
from tickets.choices import CareAnswer

READ = ("ticket_split.read", "tickets:read")
WRITE = ("ticket_split.make", "tickets:write")


class TicketSplitGiven(StrictSerializer):
    """The other problem, and what goes along."""

    text = Text(max_length=LONGEST)
    care_answer = serializers.ChoiceField(CareAnswer.choices)
    title = Text(max_length=120, required=False)
    messages = serializers.ListField(child=Whole(min_value=1), required=False, max_length=MOST)
    team = code_of(Team, required=False)
    followers = Flag(required=False)
    phi_decision = phi_decision()


class TicketSplitShape(serializers.Serializer[Any]):
    """A split; only where the account sees both tickets."""

    id = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]
    made = serializers.CharField()
    messages = serializers.ListField(child=serializers.IntegerField())
    split_at = serializers.DateTimeField()
    split_by = serializers.CharField(allow_null=True)


class TicketSplits(TicketEndpoint):
    """What was split off a ticket, and what it came from."""

    needs: ClassVar = {"list": READ, "create": WRITE, "undo": WRITE}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_splits",
        parameters=[KEY, *PAGING],
        responses=page_shape("TicketSplitsPage", TicketSplitShape),
    )
    def list(self, request: Request, key: str) -> Response:
        """The oldest first."""
        self.require_desk(request)
        page = page_of(request, splits_of(self.ticket, request.user), ("id",))
        return Response(page_data(page, split_data))

    @extend_schema(
        operation_id="tickets_splits_make",
        parameters=[KEY, IF_MATCH],
        request=TicketSplitGiven,
        responses={201: TicketSplitShape},
    )
    def create(self, request: Request, key: str) -> Response:
        """Report the other problem as a ticket of its own; sent twice, the second is refused as overtaken."""
        require(request.user, "ticket_split.make", self.ticket)
        version, given = matched_version(request), values_of(request, TicketSplitGiven)
        return Response(split_data(split(key, actor=request.user, version=version, **given)), status=201)

    @extend_schema(
        operation_id="tickets_splits_undo",
        parameters=[KEY, IF_MATCH],
        request=None,
        responses={200: TicketSplitShape},
    )
    def undo(self, request: Request, key: str) -> Response:
        """Undo the split that made this ticket."""
        require(request.user, "ticket_split.make", self.ticket)
        version = matched_version(request)
        values_of(request, Nothing)
        row = Split.objects.filter(made=self.ticket, undone_at__isnull=True).first()
        if row is None:
            raise Http404
        undo_split(key, actor=request.user, version=version)
        return Response(split_data(row))


def split_data(row: Split) -> dict[str, Any]:
    """A split for REST."""
    return {
        "id": row.pk,
        "source": row.source.key,
        "made": row.made.key,
        "messages": row.messages,
        "split_at": in_utc(row.split_at),
        "split_by": row.split_by.username if row.split_by else None,
    }
