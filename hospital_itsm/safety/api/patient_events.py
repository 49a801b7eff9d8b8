"""Device-related patient events over REST: noted by who works the ticket, read and closed by the few who read them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.api.shapes import NUMBER
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.safety.actions.patient_events import (
    KEPT,
    LONGEST_KEPT,
    LONGEST_LINE,
    note_patient_event,
    send_report,
)
from hospital_itsm.safety.choices import EventOutcome
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import kept_words, put_shown_tickets
from tickets.api.base import KEY, TicketEndpoint
from tickets.api.inputs import phi_decision

READ = ("patient_event.read", "safety:read")
SEND = ("patient_event.send", "safety:write")
NOTE = ("patient_event.note", "safety:write")


class EventGiven(StrictSerializer):
    """What is noted; `confirmed_with` names who of the unit confirmed that another device is on the patient."""

    became_aware_on = serializers.DateField()
    outcome = serializers.ChoiceField(EventOutcome.choices)
    confirmed_with = Text(max_length=LONGEST_LINE, required=False, allow_blank=True)
    settings = Text(max_length=LONGEST_KEPT, required=False, allow_blank=True)
    accessories = Text(max_length=LONGEST_KEPT, required=False, allow_blank=True)
    logs = Text(max_length=LONGEST_KEPT, required=False, allow_blank=True)
    phi_decision = phi_decision()


class SentGiven(StrictSerializer):
    """When the report went out and under which number, or why none was due."""

    sent_on = serializers.DateField()
    note = Text(max_length=200)
    phi_decision = phi_decision()


class NotedShape(serializers.Serializer[Any]):
    """What who notes an event learns of it: its number, and whether the device went into quarantine."""

    event = serializers.CharField()
    quarantined = serializers.BooleanField()


class PatientEventShape(serializers.Serializer[Any]):
    """A patient event."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    ticket = serializers.CharField(allow_null=True, help_text="Null where it is restricted to others.")
    asset = serializers.CharField()
    outcome = serializers.ChoiceField(EventOutcome.choices)
    became_aware_on = serializers.DateField()
    due_on = serializers.DateField()
    noted_at = serializers.DateTimeField()
    noted_by = serializers.CharField(allow_null=True)
    replaced_at = serializers.DateTimeField(allow_null=True)
    confirmed_with = serializers.CharField(allow_blank=True)
    sent_on = serializers.DateField(allow_null=True)
    sent_note = serializers.CharField(allow_blank=True)
    kept = serializers.DictField(child=serializers.CharField(), required=False)
    version = serializers.IntegerField()


class PatientEvents(Endpoint):
    """Patient events, what is due first."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "send": SEND}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="patient_events_list",
        parameters=PAGING,
        responses=page_shape("PatientEventsPage", PatientEventShape),
    )
    def list(self, request: Request) -> Response:
        """Every event by the day its report is due, without what was kept of the device."""
        page = page_of(request, visible(request), ("due_on", "id"))
        put_shown_tickets(page.rows, request.user)
        return Response(page_data(page, event_data))

    @extend_schema(operation_id="patient_events_read", parameters=[NUMBER, ETAG], responses=PatientEventShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One event with what was kept of settings, accessories and logs."""
        return answer(request, number)

    @extend_schema(
        operation_id="patient_events_send",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=SentGiven,
        responses=PatientEventShape,
    )
    def send(self, request: Request, number: int) -> Response:
        """Note that the report went out, or why none was due; its clock ends."""
        version = matched_version(request)
        event = get_object_or_404(visible(request), pk=number)
        send_report(event.pk, actor=request.user, version=version, **values_of(request, SentGiven))
        return answer(request, number)


class NoteEvent(TicketEndpoint):
    """The button of a ticket that names its device."""

    needs: ClassVar = {"create": NOTE}

    @extend_schema(
        operation_id="tickets_note_patient_event",
        parameters=[KEY, IF_MATCH],
        request=EventGiven,
        responses=NotedShape,
        tags=["patient-events"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Note an event, or add to the one that was noted; If-Match names the version of the ticket."""
        version, given = matched_version(request), values_of(request, EventGiven)
        kept: dict[str, str] = {name: given.pop(name) for name in KEPT if name in given}
        event = note_patient_event(key, actor=request.user, version=version, kept=kept, **given)
        return Response({"event": event.key, "quarantined": event.replaced_at is not None})


def visible(request: Request) -> QuerySet[PatientEvent]:
    """The events the caller reads."""
    rows: QuerySet[PatientEvent] = PatientEvent.objects.visible_to(request.user)
    return rows.select_related("ticket", "asset", "noted_by")


def answer(request: Request, number: int) -> Response:
    """One event with its version as a tag."""
    event = get_object_or_404(visible(request), pk=number)
    put_shown_tickets([event], request.user)
    return tagged(Response({**event_data(event), "kept": kept_words(event)}), event.version)


def event_data(event: PatientEvent) -> dict[str, Any]:
    """One event."""
    return {
        "id": event.pk,
        "key": event.key,
        "ticket": event.shown_ticket.key if event.shown_ticket else None,
        "asset": event.asset.tag,
        "outcome": event.outcome,
        "became_aware_on": event.became_aware_on.isoformat(),
        "due_on": event.due_on.isoformat(),
        "noted_at": in_utc(event.noted_at),
        "noted_by": event.noted_by.username if event.noted_by else None,
        "replaced_at": in_utc_or_none(event.replaced_at),
        "confirmed_with": event.confirmed_with,
        "sent_on": event.sent_on.isoformat() if event.sent_on else None,
        "sent_note": event.sent_note,
        "version": event.version,
    }
