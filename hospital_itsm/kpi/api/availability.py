"""How available one service was, over REST: the part of a service in the figures of availability."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Service
from hospital_itsm.continuity.figures import Availability, availability_of
from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.listed import parameters_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.kpi.filters import DayFilters, question_of
from hospital_itsm.kpi.measures.base import ONE_DAY, midnight
from hospital_itsm.kpi.measures.continuity import known_from
from hospital_itsm.kpi.rules.periods import Period

READ = ("outage.read", "continuity:read")
ASKED: Final = [one for one in parameters_of(DayFilters, {}) if one.name in DayFilters.known]


class ServiceAvailabilityShape(serializers.Serializer[Any]):
    """How available a service was in its agreed time; null where nothing is known or nothing was agreed."""

    service = serializers.CharField()
    calendar = serializers.CharField(allow_null=True, help_text="Null is around the clock.")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    counted_from = serializers.DateField(
        allow_null=True,
        help_text="The first day that counts: before the first recorded outage nobody knows. Null: no day does.",
    )
    agreed_seconds = serializers.IntegerField()
    down_seconds = serializers.IntegerField(
        help_text="Lost by unplanned outages, times the share of users hit."
    )
    planned_seconds = serializers.IntegerField(help_text="Lost by planned outages beyond that.")
    outages = serializers.IntegerField(help_text="Unplanned ones that touch the period.")
    percent = serializers.CharField(allow_null=True, help_text="Three places, cut and not rounded.")
    percent_with_planned = serializers.CharField(allow_null=True)
    counted_at = serializers.DateTimeField()


class ServiceAvailability(Endpoint):
    """The availability of a service of the register in a period."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(
        operation_id="services_availability",
        parameters=ASKED,
        responses=ServiceAvailabilityShape,
        tags=["continuity"],
    )
    def retrieve(self, request: Request, code: str) -> Response:
        """Agreed time, what of it was lost, and the shares; a period of today ends now."""
        strict_query(request, DayFilters.known)
        service = get_object_or_404(Service.objects.visible_to(request.user), code=code)
        now = timezone.now()
        question, errors = question_of(request.query_params, actor=request.user, now=now)
        if errors:
            raise UnknownInput(errors)
        return Response(availability_data(service, question.period, now))


def availability_data(service: Service, period: Period, now: datetime) -> dict[str, Any]:
    """One service for `ServiceAvailabilityShape`: at most eight statements."""
    known = known_from()
    counted = None if known is None or known > period.last else max(known, period.first)
    calendar = agreed_calendars([service]).get(service.pk)
    figures: Availability | None = None
    if counted is not None:
        first, last = midnight(counted), min(midnight(period.last + ONE_DAY), now)
        rows = Outage.objects.touching(first, last).filter(services=service).listed()
        figures = availability_of(calendar and calendar.as_value(), list(rows), first, last)
    return {
        "service": service.code,
        "calendar": calendar.lineage if calendar else None,
        "first_day": period.first.isoformat(),
        "last_day": period.last.isoformat(),
        "counted_from": counted and counted.isoformat(),
        "agreed_seconds": int(figures.agreed.total_seconds()) if figures else 0,
        "down_seconds": int(figures.down.total_seconds()) if figures else 0,
        "planned_seconds": int(figures.planned.total_seconds()) if figures else 0,
        "outages": figures.outages if figures else 0,
        "percent": (figures.percent or None) if figures else None,
        "percent_with_planned": (figures.percent_with_planned or None) if figures else None,
        "counted_at": in_utc(now),
    }
