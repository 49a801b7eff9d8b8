"""What REST answers about outages, and what it takes."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from assets.models import Service
from hospital_itsm.continuity.actions.outages import TEXTS
from hospital_itsm.continuity.choices import CauseClass, Effect, OutageState
from hospital_itsm.continuity.figures import ServiceLine
from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.core.rest.fields import Code, Flag, Instant, Text, Whole, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import CareArea
from tickets.models import Notice

ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")
KEYS_MOST: Final = 200


class OutageTimes(StrictSerializer):
    """What may be said of an outage."""

    title = Text(max_length=TEXTS["title"])
    effect = serializers.ChoiceField(Effect.choices)
    users_percent = Whole(min_value=1, max_value=100, required=False)
    services = Code(many=True, queryset=Service.objects.all())
    care_areas = Code(many=True, queryset=CareArea.objects.all(), required=False)
    planned_from = Instant(required=False, allow_null=True)
    planned_until = Instant(required=False, allow_null=True)
    began_at = Instant(required=False, allow_null=True)
    ended_at = Instant(required=False, allow_null=True)
    cause = serializers.ChoiceField(CauseClass.choices, required=False, allow_blank=True)
    note = Text(max_length=TEXTS["note"], required=False, allow_blank=True)
    phi_decision = Text(max_length=10, required=False)


class NewOutage(OutageTimes):
    """An outage to be recorded; a planned one needs its window, another one its beginning."""

    is_planned = Flag(required=False)
    tickets = serializers.ListField(child=Text(max_length=20), max_length=KEYS_MOST, required=False)


class OutageValues(OutageTimes):
    """What is corrected; what is left out stays."""


class OutageBegin(StrictSerializer):
    """When it really began."""

    began_at = Instant()


class OutageEnd(StrictSerializer):
    """When it was over, and why it was."""

    ended_at = Instant()
    cause = serializers.ChoiceField(CauseClass.choices, required=False, allow_blank=True)


class OutageReason(StrictSerializer):
    """Why it is withdrawn."""

    reason = Text(max_length=200)


class OutageLinks(StrictSerializer):
    """The tickets and notices about it; they take the place of those tied before."""

    tickets = serializers.ListField(child=Text(max_length=20), max_length=KEYS_MOST)
    notices = serializers.PrimaryKeyRelatedField(many=True, queryset=Notice.objects.all())


class AgreedTimeValues(StrictSerializer):
    """The calendar of the agreed hours; null is around the clock."""

    calendar = Text(max_length=30, allow_null=True)


class AgreedTimeShape(serializers.Serializer[Any]):
    """In which hours a service is promised to work."""

    service = serializers.CharField()
    calendar = serializers.CharField(allow_null=True, help_text="Null is around the clock.")


class OutageServiceShape(serializers.Serializer[Any]):
    """What an outage meant for one of its services."""

    service = serializers.CharField()
    calendar = serializers.CharField(allow_null=True, help_text="Null is around the clock.")
    minutes_in_agreed_time = serializers.IntegerField()
    minutes_lost = serializers.IntegerField(help_text="The same times the share of users hit.")


class OutageRow(serializers.Serializer[Any]):
    """An outage in a list."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(OutageState.choices)
    is_planned = serializers.BooleanField()
    effect = serializers.ChoiceField(Effect.choices)
    users_percent = serializers.IntegerField()
    services = serializers.ListField(child=serializers.CharField())
    care_areas = serializers.ListField(child=serializers.CharField(), help_text="None means everywhere.")
    planned_from = Instant(allow_null=True)
    planned_until = Instant(allow_null=True)
    began_at = Instant(allow_null=True)
    ended_at = Instant(allow_null=True)
    minutes_out = serializers.IntegerField(allow_null=True)
    has_overrun = serializers.BooleanField()
    cause = serializers.CharField(help_text="A code of the causes; empty while it is not known.")
    recorded_at = Instant()
    version = serializers.IntegerField()


class OutageShape(OutageRow):
    """An outage with what it meant for each service."""

    note = serializers.CharField()
    by_service = OutageServiceShape(many=True)
    tickets = serializers.ListField(child=serializers.CharField(), help_text="Those the caller sees.")
    notices = serializers.ListField(child=serializers.IntegerField())


def row_data(row: Outage) -> dict[str, Any]:
    """An outage in a list; `figures.put_lengths` has seen it."""
    return {
        "id": row.pk,
        "key": row.key,
        "title": row.title,
        "state": row.state.value,
        "is_planned": row.is_planned,
        "effect": row.effect,
        "users_percent": row.users_percent,
        "services": sorted(one.code for one in row.services.all()),
        "care_areas": sorted(one.code for one in row.care_areas.all()),
        "planned_from": in_utc_or_none(row.planned_from),
        "planned_until": in_utc_or_none(row.planned_until),
        "began_at": in_utc_or_none(row.began_at),
        "ended_at": in_utc_or_none(row.ended_at),
        "minutes_out": None if row.length is None else whole_minutes(row.length),
        "has_overrun": row.overran,
        "cause": row.cause,
        "recorded_at": in_utc(row.recorded_at),
        "version": row.version,
    }


def line_data(line: ServiceLine) -> dict[str, Any]:
    """One service of an outage."""
    return {
        "service": line.service.code,
        "calendar": line.calendar.lineage if line.calendar else None,
        "minutes_in_agreed_time": whole_minutes(line.agreed),
        "minutes_lost": whole_minutes(line.lost),
    }
