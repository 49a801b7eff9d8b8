"""Fields whose meaning is the same everywhere in REST: the JSON type that the schema names, and no other."""

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

EARLIEST_YEAR, LATEST_YEAR = 1970, 9000


class Text(serializers.CharField):
    """A string; numbers are not turned into text."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse anything but a string."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """True or false; no "yes", no 1."""

    def to_internal_value(self, data: Any) -> bool:
        """Refuse anything but a JSON boolean."""
        if not isinstance(data, bool):
            self.fail("invalid", input=str(data)[:40])
        return data


class Whole(serializers.IntegerField):
    """A whole number; no text and no fraction."""

    def to_internal_value(self, data: Any) -> int:
        """Refuse anything but a JSON integer."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Code(serializers.SlugRelatedField[Any]):
    """A row named by its code (or another unique text)."""

    default_error_messages = {
        "does_not_exist": _("Nothing here is called {value}. Read the list of codes."),
        "invalid": _("Send the code as text."),
    }

    def __init__(self, slug_field: str = "code", **kwargs: Any) -> None:
        super().__init__(slug_field=slug_field, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """The row. Refuses anything but a string."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


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
