"""Fields whose meaning is the same everywhere in REST."""

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

EARLIEST_YEAR, LATEST_YEAR = 1970, 9000


@extend_schema_field(OpenApiTypes.DATETIME)
class Instant(serializers.Field[datetime, str, str, Any]):
    """A time with its offset from UTC; answered in UTC as `2026-10-30T19:00:00.000000Z`."""

    default_error_messages = {
        "instant": _("Send a time with its offset, such as 2026-10-30T14:00:00-05:00."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        """An aware time; one without an offset is refused, because nobody knows which clock it was read from."""
        try:
            value = parse_datetime(data) if isinstance(data, str) else None
        except ValueError:
            value = None
        if value is None or value.tzinfo is None or not EARLIEST_YEAR < value.year < LATEST_YEAR:
            self.fail("instant")
        return value.astimezone(UTC)

    def to_representation(self, value: datetime) -> str:
        """The time in UTC."""
        return in_utc(value)


def in_utc(value: datetime) -> str:
    """A stored time as REST writes it: UTC, microseconds, `Z`."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def in_utc_or_none(value: datetime | None) -> str | None:
    """The same for a time that may be missing."""
    return None if value is None else in_utc(value)
