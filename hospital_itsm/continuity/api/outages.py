"""Outages and agreed service times over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Service
from hospital_itsm.continuity.actions import outages
from hospital_itsm.continuity.api.shapes import (
    ID,
    AgreedTimeShape,
    AgreedTimeValues,
    NewOutage,
    OutageBegin,
    OutageEnd,
    OutageLinks,
    OutageReason,
    OutageRow,
    OutageShape,
    OutageValues,
    line_data,
    row_data,
)
from hospital_itsm.continuity.figures import lines_of, put_lengths
from hospital_itsm.continuity.filters import OUTAGE_SORTS, OutageFilters
from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.calendars import calendars_in_use

READ = ("outage.read", "continuity:read")
KEEP = ("outage.keep", "continuity:write")
AGREE = ("outage.agree", "continuity:write")
TAGS = ["continuity"]


class Outages(ListedEndpoint):
    """Outages, by their number."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        **dict.fromkeys(("create", "partial_update", "begin", "end", "withdraw", "links"), KEEP),
    }
    filters = OutageFilters
    orders = OUTAGE_SORTS

    @extend_schema(
        operation_id="outages_list",
        parameters=parameters_of(OutageFilters, OUTAGE_SORTS),
        responses=page_shape("OutagesPage", OutageRow),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Outages in every state, the newest first unless `sort` says otherwise."""
        page = self.page_of(request, visible(request))
        put_lengths(page.rows, timezone.now())
        return Response(page_data(page, row_data))

    @extend_schema(operation_id="outages_read", parameters=[ID, ETAG], responses=OutageShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One outage with what it meant for each service."""
        return answer(request, pk)

    @extend_schema(
        operation_id="outages_record",
        parameters=[ETAG],
        request=NewOutage,
        responses={201: OutageShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Record an outage."""
        given = values_of(request, NewOutage)
        return answer(request, outages.record_outage(actor=request.user, **given).pk, status=201)

    @extend_schema(
        operation_id="outages_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=OutageValues,
        responses=OutageShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct it; figures are counted anew."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, OutageValues, partial=True)
        decision = given.pop("phi_decision", "")
        outages.change_outage(pk, actor=request.user, fields=given, version=version, phi_decision=decision)
        return answer(request, pk)

    @extend_schema(
        operation_id="outages_begin",
        parameters=[ID, IF_MATCH, ETAG],
        request=OutageBegin,
        responses=OutageShape,
        tags=TAGS,
    )
    def begin(self, request: Request, pk: int) -> Response:
        """Say when a planned outage really began."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, OutageBegin)
        outages.begin_outage(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @extend_schema(
        operation_id="outages_end",
        parameters=[ID, IF_MATCH, ETAG],
        request=OutageEnd,
        responses=OutageShape,
        tags=TAGS,
    )
    def end(self, request: Request, pk: int) -> Response:
        """Say when it was over."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, OutageEnd)
        outages.end_outage(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @extend_schema(
        operation_id="outages_withdraw",
        parameters=[ID, IF_MATCH, ETAG],
        request=OutageReason,
        responses=OutageShape,
        tags=TAGS,
    )
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take back what was recorded by mistake."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, OutageReason)
        outages.withdraw_outage(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @extend_schema(
        operation_id="outages_link",
        parameters=[ID, IF_MATCH, ETAG],
        request=OutageLinks,
        responses=OutageShape,
        tags=TAGS,
    )
    def links(self, request: Request, pk: int) -> Response:
        """Set the tickets and notices that are about it."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, OutageLinks)
        outages.link_outage(pk, actor=request.user, version=version, **given)
        return answer(request, pk)


class AgreedTimes(Endpoint):
    """The agreed service time of a service of the register."""

    needs: ClassVar = {"retrieve": READ, "update": AGREE}

    @extend_schema(operation_id="agreed_time_read", responses=AgreedTimeShape, tags=TAGS)
    def retrieve(self, request: Request, code: str) -> Response:
        """In which hours it is promised to work."""
        strict_query(request, ())
        return agreed_answer(service_of(request, code))

    @extend_schema(
        operation_id="agreed_time_set", request=AgreedTimeValues, responses=AgreedTimeShape, tags=TAGS
    )
    def update(self, request: Request, code: str) -> Response:
        """Set the hours; null is around the clock."""
        strict_query(request, ())
        service, wanted = service_of(request, code), values_of(request, AgreedTimeValues)["calendar"]
        calendar = calendars_in_use().filter(lineage=wanted).first() if wanted else None
        if wanted and calendar is None:
            raise ValueRefused({"calendar": _("There is no such calendar in use.")})
        outages.agree_time(service, actor=request.user, calendar=calendar)
        return agreed_answer(service)


def visible(request: Request) -> Any:
    """The outages the caller sees."""
    return Outage.objects.visible_to(request.user).listed()


def found(request: Request, pk: int) -> Outage:
    """The outage of the address. Raises Http404."""
    row: Outage = get_object_or_404(visible(request), pk=pk)
    return row


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One outage with its version as a tag."""
    row, now = found(request, pk), timezone.now()
    put_lengths([row], now)
    tickets = row.tickets.visible_to(request.user).order_by("key").values_list("key", flat=True)
    data = {
        **row_data(row),
        "note": row.note,
        "by_service": [line_data(line) for line in lines_of(row, now)],
        "tickets": list(tickets),
        "notices": sorted(row.notices.values_list("pk", flat=True)),
    }
    return tagged(Response(data, status=status), row.version)


def service_of(request: Request, code: str) -> Service:
    """The service of the address. Raises Http404."""
    row: Service = get_object_or_404(Service.objects.visible_to(request.user), code=code)
    return row


def agreed_answer(service: Service) -> Response:
    """The hours of a service."""
    calendar = agreed_calendars([service]).get(service.pk)
    return Response({"service": service.code, "calendar": calendar.lineage if calendar else None})
