"""Remote-access sessions over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Asset
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.vendor_file.api.shapes import Key
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.actions import sessions
from hospital_itsm.vendor_work.choices import SessionState
from hospital_itsm.vendor_work.filters import SESSION_SORTS, SessionFilters, session_rows
from hospital_itsm.vendor_work.models import RemoteSession
from tickets.models import Ticket

READ = ("remote_session.read", "remote_access:read")
ASK = ("remote_session.ask", "remote_access:write")
APPROVE = ("remote_session.approve", "remote_access:write")
WITHDRAW = ("remote_session.withdraw", "remote_access:write")
END = ("remote_session.end", "remote_access:write")
ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class NewRemoteSession(StrictSerializer):
    """Who works on what from afar; the person by their id, the device by its tag, the ticket by its key."""

    person = Key(queryset=VendorPerson.objects.all())
    asset = Code("tag", queryset=Asset.objects.none())
    ticket = Code("key", queryset=Ticket.objects.none(), required=False, allow_null=True)
    purpose = Text(max_length=200)
    starts_at = Instant()
    until_at = Instant()

    def get_fields(self) -> dict[str, Any]:
        """Devices and tickets among those the caller sees."""
        fields: dict[str, Any] = super().get_fields()
        actor = getattr(self.context.get("request"), "user", None)
        if actor is not None:
            fields["asset"].queryset = Asset.objects.visible_to(actor)
            fields["ticket"].queryset = Ticket.objects.on_desk(actor)
        return fields


class RemoteSessionRefusal(StrictSerializer):
    """Why it is refused."""

    reason = Text(max_length=200)


class RemoteSessionExtension(StrictSerializer):
    """Until when it goes on."""

    until_at = Instant()


class RemoteSessionEnd(StrictSerializer):
    """What was done."""

    outcome = Text(max_length=200, required=False, allow_blank=True)


class RemoteSessionShape(serializers.Serializer[Any]):
    """A session from afar: what was approved, and what happened."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    vendor = serializers.CharField()
    person = serializers.IntegerField()
    name = serializers.CharField(help_text="Who works there.")
    asset = serializers.CharField()
    ticket = serializers.CharField(allow_null=True)
    purpose = serializers.CharField()
    state = serializers.ChoiceField(SessionState.choices)
    is_overdue = serializers.BooleanField()
    starts_at = serializers.DateTimeField()
    until_at = serializers.DateTimeField()
    asked_by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    refused_because = serializers.CharField()
    opened_by = serializers.CharField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.CharField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    version = serializers.IntegerField()


class Sessions(ListedEndpoint):
    """Sessions of vendors on devices."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": ASK}
    filters = SessionFilters
    orders = SESSION_SORTS

    @extend_schema(
        operation_id="remote_sessions_list",
        parameters=parameters_of(SessionFilters, SESSION_SORTS),
        responses=page_shape("RemoteSessionsPage", RemoteSessionShape),
    )
    def list(self, request: Request) -> Response:
        """Sessions, newest first."""
        rows = session_rows(request.user).select_related("opened_by", "ended_by")
        return Response(page_data(self.page_of(request, rows), session_data))

    @extend_schema(operation_id="remote_sessions_read", parameters=[ID, ETAG], responses=RemoteSessionShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One session."""
        return answer(request, pk)

    @extend_schema(
        operation_id="remote_sessions_create",
        parameters=[ETAG],
        request=NewRemoteSession,
        responses={201: RemoteSessionShape},
    )
    def create(self, request: Request) -> Response:
        """Ask for a session; somebody else approves it."""
        made = sessions.ask_for_session(actor=request.user, **values_of(request, NewRemoteSession))
        return answer(request, made.pk, status=201)


def _step_schema(verb: str, body: Any) -> Any:
    return extend_schema(
        operation_id=f"remote_sessions_{verb}",
        parameters=[ID, IF_MATCH, ETAG],
        request=body,
        responses=RemoteSessionShape,
    )


class SessionSteps(Endpoint):
    """The steps of one session; what stands against one is said in words (409)."""

    needs: ClassVar = {
        "approve": APPROVE,
        "refuse": APPROVE,
        "extend": APPROVE,
        "withdraw": WITHDRAW,
        "open": ASK,
        "end": END,
    }

    @_step_schema("approve", Nothing)
    def approve(self, request: Request, pk: int) -> Response:
        """Approve a request of somebody else."""
        return self._take(request, pk, sessions.approve_session, Nothing)

    @_step_schema("refuse", RemoteSessionRefusal)
    def refuse(self, request: Request, pk: int) -> Response:
        """Refuse a request of somebody else."""
        return self._take(request, pk, sessions.refuse_session, RemoteSessionRefusal)

    @_step_schema("withdraw", Nothing)
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take the own request back."""
        return self._take(request, pk, sessions.withdraw_session, Nothing)

    @_step_schema("open", Nothing)
    def open(self, request: Request, pk: int) -> Response:
        """Let them in, within the approved time."""
        return self._take(request, pk, sessions.open_session, Nothing)

    @_step_schema("extend", RemoteSessionExtension)
    def extend(self, request: Request, pk: int) -> Response:
        """Let an open session go on until a later time."""
        return self._take(request, pk, sessions.extend_session, RemoteSessionExtension)

    @_step_schema("end", RemoteSessionEnd)
    def end(self, request: Request, pk: int) -> Response:
        """Note that they are out."""
        return self._take(request, pk, sessions.end_session, RemoteSessionEnd)

    def _take(self, request: Request, pk: int, step: Any, body: Any) -> Response:
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, body)
        get_object_or_404(RemoteSession.objects.visible_to(request.user), pk=pk)
        step(pk, actor=request.user, version=version, **given)
        return answer(request, pk)


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One session with its version as a tag. Raises Http404."""
    rows = session_rows(request.user).select_related("opened_by", "ended_by")
    row: RemoteSession = get_object_or_404(rows, pk=pk)
    return tagged(Response(session_data(row), status=status), row.version)


def session_data(row: RemoteSession) -> dict[str, Any]:
    """One session now."""
    return {
        "id": row.pk,
        "key": row.key,
        "vendor": row.vendor.name,
        "person": row.person_id,
        "name": row.person.name,
        "asset": row.asset.tag,
        "ticket": row.ticket.key if row.ticket else None,
        "purpose": row.purpose,
        "state": row.state,
        "is_overdue": row.is_overdue(timezone.now()),
        "starts_at": in_utc(row.starts_at),
        "until_at": in_utc(row.until_at),
        "asked_by": row.asked_by.username,
        "asked_at": in_utc(row.asked_at),
        "decided_by": row.decided_by.username if row.decided_by else None,
        "decided_at": in_utc_or_none(row.decided_at),
        "refused_because": row.refused_because,
        "opened_by": row.opened_by.username if row.opened_by else None,
        "opened_at": in_utc_or_none(row.opened_at),
        "ended_by": row.ended_by.username if row.ended_by else None,
        "ended_at": in_utc_or_none(row.ended_at),
        "outcome": row.outcome,
        "version": row.version,
    }
