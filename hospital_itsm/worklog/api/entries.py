"""Time and phone calls over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Flag, Instant, Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.worklog.actions.entries import correct_entry, log_entry
from hospital_itsm.worklog.choices import Direction, EntryKind
from hospital_itsm.worklog.models import WorkEntry
from hospital_itsm.worklog.queries.entries import of_ticket
from hospital_itsm.worklog.rules.time import LONGEST_MINUTES
from tickets.api.base import KEY, TicketEndpoint
from tickets.api.inputs import phi_decision

READ = ("work_entry.read", "tickets:read")
WRITE = ("work_entry.write", "tickets:write")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


class WorkEntryGiven(StrictSerializer):
    """Work, or a call with its direction and with whom; began_at left out means that it has just ended."""

    kind = serializers.ChoiceField(EntryKind.choices)
    minutes = Whole(min_value=1, max_value=LONGEST_MINUTES)
    began_at = Instant(required=False)
    direction = serializers.ChoiceField(Direction.choices, required=False)
    spoke_with = Text(max_length=80, required=False, allow_blank=True)
    phi_decision = phi_decision()


class WorkEntryCorrection(StrictSerializer):
    """What was otherwise; only what is sent changes."""

    minutes = Whole(min_value=1, max_value=LONGEST_MINUTES, required=False)
    began_at = Instant(required=False)
    direction = serializers.ChoiceField(Direction.choices, required=False)
    spoke_with = Text(max_length=80, required=False, allow_blank=True)
    is_struck = Flag(required=False)
    phi_decision = phi_decision()


class WorkEntryShape(serializers.Serializer[Any]):
    """An entry; one that is struck out counts no more."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(EntryKind.choices)
    author = serializers.CharField()
    minutes = serializers.IntegerField()
    began_at = serializers.DateTimeField()
    noted_at = serializers.DateTimeField()
    direction = serializers.ChoiceField(Direction.choices, allow_null=True)
    spoke_with = serializers.CharField(allow_blank=True)
    is_struck = serializers.BooleanField()
    version = serializers.IntegerField()


class WorkEntries(TicketEndpoint):
    """Time and phone calls of a ticket."""

    needs: ClassVar = {"list": READ, "create": WRITE, "partial_update": WRITE}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_work_entries",
        parameters=[KEY, *PAGING],
        responses=page_shape("WorkEntriesPage", WorkEntryShape),
        tags=["work-entries"],
    )
    def list(self, request: Request, key: str) -> Response:
        """The latest first."""
        self.require_desk(request)
        return Response(page_data(page_of(request, of_ticket(self.ticket), ("-began_at", "-id")), entry_data))

    @extend_schema(
        operation_id="tickets_work_entries_add",
        parameters=[KEY, ETAG],
        request=WorkEntryGiven,
        responses={201: WorkEntryShape},
        tags=["work-entries"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Write one down."""
        self.require_desk(request)
        entry = log_entry(key, actor=request.user, **values_of(request, WorkEntryGiven))
        return tagged(Response(entry_data(entry), status=201), entry.version)

    @extend_schema(
        operation_id="tickets_work_entries_correct",
        parameters=[KEY, NUMBER, IF_MATCH, ETAG],
        request=WorkEntryCorrection,
        responses=WorkEntryShape,
        tags=["work-entries"],
    )
    def partial_update(self, request: Request, key: str, number: int) -> Response:
        """Correct one's own; what it was stays in its history."""
        self.require_desk(request)
        version, given = matched_version(request), values_of(request, WorkEntryCorrection, partial=True)
        decision = given.pop("phi_decision", "")
        entry = get_object_or_404(of_ticket(self.ticket).select_related("ticket"), pk=number)
        done = correct_entry(entry, actor=request.user, fields=given, version=version, phi_decision=decision)
        return tagged(Response(entry_data(done)), done.version)


def entry_data(row: WorkEntry) -> dict[str, Any]:
    """An entry for REST."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "author": row.author.username,
        "minutes": row.minutes,
        "began_at": in_utc(row.began_at),
        "noted_at": in_utc(row.noted_at),
        "direction": row.direction or None,
        "spoke_with": row.spoke_with,
        "is_struck": row.is_struck,
        "version": row.version,
    }
