"""Outage notices over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Service
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Flag, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.models import CareArea
from tickets.access import reads_as_desk
from tickets.actions.join import join_notice
from tickets.actions.notices import LONGEST, end_notice, link_notice, post_notice, update_notice
from tickets.api.base import KEY_PATTERN, caller, written
from tickets.api.inputs import Joining, code_of, phi_decision
from tickets.api.shapes import Named, TicketShape
from tickets.choices import Severity
from tickets.models import Notice, NoticeUpdate, Ticket

READ = ("notice.read", "notices:read")
WRITE = ("notice.post", "notices:write")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
ACTIVE = OpenApiParameter(
    "active", {"type": "string", "enum": ["yes", "no"]}, description="Left out, all of them."
)


class NewNotice(StrictSerializer):
    """What is down: what people see, what still works, what to do, and by when there is news."""

    title = Text(max_length=LONGEST["title"])
    severity = serializers.ChoiceField(Severity.choices)
    sees = Text(max_length=LONGEST["sees"])
    works = Text(max_length=LONGEST["works"], required=False, allow_blank=True)
    to_do = Text(max_length=LONGEST["to_do"], required=False, allow_blank=True)
    next_update_by = Instant(required=False)
    services = code_of(Service, many=True, required=False)
    care_areas = code_of(CareArea, many=True, required=False)
    ticket = serializers.RegexField(KEY_PATTERN, required=False)
    phi_decision = phi_decision()


class NoticeNews(StrictSerializer):
    """What is new, or that nothing is."""

    body = Text(max_length=LONGEST["body"], required=False)
    is_no_change = Flag(required=False)
    next_update_by = Instant(required=False)
    severity = serializers.ChoiceField(Severity.choices, required=False)
    phi_decision = phi_decision()


class LastWord(StrictSerializer):
    """An optional last word."""

    body = Text(max_length=LONGEST["body"], required=False)
    phi_decision = phi_decision()


class LinkedTicket(StrictSerializer):
    """The ticket that "Same for me" joins; null unties it."""

    ticket = serializers.RegexField(KEY_PATTERN, allow_null=True)


class NoticeUpdateShape(serializers.Serializer[Any]):
    """One update of a notice."""

    body = serializers.CharField()
    is_no_change = serializers.BooleanField()
    next_update_by = Instant(allow_null=True)
    created_at = Instant()


class NoticeRow(serializers.Serializer[Any]):
    """A notice in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    sees = serializers.CharField()
    works = serializers.CharField()
    to_do = serializers.CharField()
    services = Named(many=True)
    care_areas = Named(many=True, help_text="None means everywhere.")
    has_ticket = serializers.BooleanField(help_text="Whether `join/` adds the caller to a ticket.")
    ticket = serializers.CharField(
        allow_null=True, required=False, help_text="Only for accounts that work tickets."
    )
    posted_at = Instant()
    updated_at = Instant()
    next_update_by = Instant(allow_null=True)
    ended_at = Instant(allow_null=True)
    version = serializers.IntegerField()


class NoticeShape(NoticeRow):
    """A notice with its updates, newest first."""

    updates = NoticeUpdateShape(many=True)


class Notices(Endpoint):
    """Read, post, update and end outage notices."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "update_notice": WRITE,
        "end": WRITE,
        "link": WRITE,
        "join": ("ticket.join", "tickets:write"),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES | {"active"} if self.action == "list" else ())

    @extend_schema(
        operation_id="notices_list",
        parameters=[ACTIVE, *PAGING],
        responses=page_shape("NoticePage", NoticeRow),
    )
    def list(self, request: Request) -> Response:
        """Notices, newest first."""
        rows = _with_relations()
        active = request.query_params.get("active", "")
        if active not in ("", "yes", "no"):
            raise UnknownInput({"active": _("Say yes or no.")})
        if active:
            rows = rows.filter(ended_at__isnull=active == "yes")
        page = page_of(request, rows, ("-id",))
        return Response(page_data(page, lambda row: notice_data(row, caller(request))))

    @extend_schema(operation_id="notices_read", parameters=[NUMBER, ETAG], responses=NoticeShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One notice with its updates."""
        return _answer(request, number)

    @extend_schema(
        operation_id="notices_create", parameters=[ETAG], request=NewNotice, responses={201: NoticeShape}
    )
    def create(self, request: Request) -> Response:
        """Post a notice; no care area means everybody."""
        given = values_of(request, NewNotice)
        key = given.pop("ticket", None)
        ticket = _seen_ticket(request, key) if key else None
        return _answer(request, post_notice(actor=request.user, ticket=ticket, **given).pk, status=201)

    @extend_schema(
        operation_id="notices_update",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=NoticeNews,
        responses=NoticeShape,
    )
    def update_notice(self, request: Request, number: int) -> Response:
        """Add an update; `is_no_change` says that nothing changed."""
        version, given = matched_version(request), values_of(request, NoticeNews)
        update_notice(number, actor=request.user, version=version, **given)
        return _answer(request, number)

    @extend_schema(
        operation_id="notices_end",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=LastWord,
        responses=NoticeShape,
    )
    def end(self, request: Request, number: int) -> Response:
        """Say that it is over."""
        version, given = matched_version(request), values_of(request, LastWord)
        end_notice(number, actor=request.user, version=version, **given)
        return _answer(request, number)

    @extend_schema(
        operation_id="notices_link",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=LinkedTicket,
        responses=NoticeShape,
    )
    def link(self, request: Request, number: int) -> Response:
        """Tie it to the ticket that "Same for me" joins."""
        version, given = matched_version(request), values_of(request, LinkedTicket)
        link_notice(number, actor=request.user, key=given["ticket"] or "", version=version)
        return _answer(request, number)

    @extend_schema(
        operation_id="notices_join",
        parameters=[NUMBER],
        request=Joining,
        responses={200: OpenApiResponse(TicketShape)},
    )
    def join(self, request: Request, number: int) -> Response:
        """Same for me: add the caller to the notice's ticket."""
        given = values_of(request, Joining)
        return written(request, lambda: join_notice(number, actor=request.user, **given))


def notice_data(row: Notice, actor: Any) -> dict[str, Any]:
    """One notice as its reader sees it."""
    data = {
        "id": row.pk,
        "title": row.title,
        "severity": row.severity,
        "sees": row.sees,
        "works": row.works,
        "to_do": row.to_do,
        "services": [{"code": one.code, "name": one.name} for one in row.services.all()],
        "care_areas": [{"code": one.code, "name": one.name} for one in row.care_areas.all()],
        "has_ticket": row.ticket is not None and not row.ticket.is_restricted,
        "posted_at": in_utc(row.posted_at),
        "updated_at": in_utc(row.updated_at),
        "next_update_by": in_utc_or_none(row.next_update_by),
        "ended_at": in_utc_or_none(row.ended_at),
        "version": row.version,
    }
    if "ticket.read_all" not in actor.permissions:
        return data
    shown = row.ticket if row.ticket is not None and reads_as_desk(actor, row.ticket) else None
    return data | {"ticket": shown.key if shown else None}


def _update_data(row: NoticeUpdate) -> dict[str, Any]:
    return {
        "body": row.body,
        "is_no_change": row.is_no_change,
        "next_update_by": in_utc_or_none(row.next_update_by),
        "created_at": in_utc(row.created_at),
    }


def _with_relations() -> Any:
    return Notice.objects.select_related("ticket").prefetch_related("services", "care_areas")


def _answer(request: Request, number: int, status: int = 200) -> Response:
    row = get_object_or_404(_with_relations(), pk=number)
    data = notice_data(row, caller(request)) | {"updates": [_update_data(one) for one in row.updates.all()]}
    return tagged(Response(data, status=status), row.version)


def _seen_ticket(request: Request, key: str) -> Ticket:
    ticket = Ticket.objects.visible_to(request.user).filter(key=key).first()
    if ticket is None:
        raise ValueRefused({"ticket": _("We can't find %(key)s. Check the number.") % {"key": key}})
    return ticket
