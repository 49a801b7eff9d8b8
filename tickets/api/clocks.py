"""Clocks and pages of a ticket over REST; both are for the desk."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import Nothing, values_of
from tickets.actions.pages import acknowledge
from tickets.api.base import KEY, TicketEndpoint
from tickets.api.shapes import ClockShape, PageShape
from tickets.api.ticket_data import clock_summary, person_named
from tickets.models import Clock, ClockSegment, Page
from tickets.queries.misses import with_reasons
from tickets.rules.clock_reading import Explanation, working

DESK_READ = ("ticket.read_internal", "tickets:read")


class Clocks(TicketEndpoint):
    """The clocks of a ticket with the working behind each deadline."""

    needs: ClassVar = {"list": DESK_READ}

    @extend_schema(
        operation_id="clocks_list", parameters=[KEY], responses=ClockShape(many=True), tags=["clocks"]
    )
    def list(self, request: Request, key: str) -> Response:
        """Every clock, earlier cycles included."""
        self.require_desk(request)
        now = timezone.now()
        segments = Prefetch("segments", queryset=ClockSegment.objects.order_by("began_at"))
        rows = Clock.objects.filter(ticket=self.ticket).select_related("calendar", "target")
        ordered = with_reasons(rows).prefetch_related(segments).order_by("metric", "cycle")
        return Response([clock_data(clock, now) for clock in ordered])


class Pages(TicketEndpoint):
    """Who was paged about a ticket, and answering."""

    needs: ClassVar = {"list": DESK_READ, "acknowledge": ("page.acknowledge", "tickets:write")}

    @extend_schema(
        operation_id="pages_list", parameters=[KEY], responses=PageShape(many=True), tags=["clocks"]
    )
    def list(self, request: Request, key: str) -> Response:
        """Every page about the ticket, oldest first."""
        self.require_desk(request)
        rows = Page.objects.filter(ticket=self.ticket).select_related("recipient", "acknowledged_by")
        return Response([page_shape_data(row) for row in rows.order_by("pk")])

    @extend_schema(
        operation_id="pages_acknowledge",
        parameters=[OpenApiParameter("number", int, OpenApiParameter.PATH)],
        request=Nothing,
        responses=PageShape,
        tags=["clocks"],
    )
    def acknowledge(self, request: Request, number: int) -> Response:
        """Answer a page, which stops the response clock; answering twice changes nothing."""
        values_of(request, Nothing)
        acknowledge(number, actor=request.user)
        return Response(
            page_shape_data(Page.objects.select_related("recipient", "acknowledged_by").get(pk=number))
        )


def clock_data(clock: Any, now: datetime) -> dict[str, Any]:
    """One clock and its working."""
    value = clock.as_value()
    explained = working(value, [segment.as_value() for segment in clock.segments.all()], now)
    return {
        **clock_summary(clock, now),
        "cycle": clock.cycle,
        "target_seconds": _seconds(value.target),
        "consumed_seconds": _seconds(value.consumed),
        "calendar": clock.calendar.name,
        "started_at": in_utc(clock.started_at),
        "stopped_at": in_utc_or_none(clock.stopped_at),
        "breached_at": in_utc_or_none(clock.breached_at),
        "outcome": clock.outcome,
        "carried_seconds": _seconds(explained.carried),
        "lines": _lines(explained),
    }


def page_shape_data(row: Page) -> dict[str, Any]:
    """One page."""
    return {
        "id": row.pk,
        "recipient": person_named(row.recipient),
        "audience": row.audience,
        "step": row.step,
        "paged_at": in_utc(row.paged_at),
        "acknowledged_at": in_utc_or_none(row.acknowledged_at),
        "acknowledged_by": row.acknowledged_by.username if row.acknowledged_by else None,
        "has_channel": row.has_channel,
    }


def _lines(explained: Explanation) -> list[dict[str, Any]]:
    return [
        {
            "began_at": in_utc(line.began_at),
            "ended_at": in_utc(line.ended_at),
            "seconds": _seconds(line.span),
            "reason": line.reason,
            "folded": line.folded,
        }
        for line in explained.lines
    ]


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
