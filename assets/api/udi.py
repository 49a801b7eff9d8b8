"""Reading a device identifier over REST."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.rules.udi import Agency, Udi, Warn, parse
from assets.rules.udi.parsing import LONGEST_READ
from assets.udi_wording import WARNINGS
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query


class UdiInput(StrictSerializer):
    """A scanned or typed identifier; separators may be sent as the control character 29 or as `<GS>`."""

    udi = serializers.CharField(max_length=LONGEST_READ, trim_whitespace=False)


class UdiSegment(serializers.Serializer[Any]):
    """One part as it was read."""

    identifier = serializers.CharField()
    value = serializers.CharField()


class UdiWarning(serializers.Serializer[Any]):
    """Why a person should look twice, and in which part."""

    code = serializers.ChoiceField([warn.value for warn in Warn])
    segment = serializers.CharField()
    detail = serializers.CharField()


class UdiShape(serializers.Serializer[Any]):
    """A device identifier taken apart; what the label does not say with certainty is null."""

    agency = serializers.ChoiceField([agency.value for agency in Agency])
    di = serializers.CharField(allow_null=True)
    di_valid = serializers.BooleanField(help_text="Is its check digit or check character right?")
    lot = serializers.CharField(allow_null=True)
    serial = serializers.CharField(allow_null=True)
    expiration_date = serializers.DateField(allow_null=True)
    manufacture_date = serializers.DateField(allow_null=True)
    donation_id = serializers.CharField(allow_null=True)
    raw_segments = UdiSegment(many=True)
    warnings = UdiWarning(many=True)


class ParseUdi(Endpoint):
    """Takes identifiers apart; stores nothing."""

    needs: ClassVar = {"create": ("catalog.read", "")}

    @extend_schema(
        operation_id="udi_parse",
        summary="Take a device identifier apart",
        request=UdiInput,
        responses=UdiShape,
        tags=["devices"],
    )
    def create(self, request: Request) -> Response:
        """GS1, HIBCC or ICCBBA, with a warning but no refusal for a wrong check digit."""
        strict_query(request, ())
        udi = parse(values_of(request, UdiInput)["udi"], timezone.localdate())
        if udi.agency is None:
            raise ValueRefused({"udi": str(WARNINGS[udi.warnings[0].code])})
        return Response(_shown(udi))


def _shown(udi: Udi) -> dict[str, Any]:
    return {
        "agency": udi.agency,
        "di": udi.di or None,
        "di_valid": udi.di_valid,
        "lot": udi.lot or None,
        "serial": udi.serial or None,
        "expiration_date": udi.expiration_date,
        "manufacture_date": udi.manufacture_date,
        "donation_id": udi.donation_id or None,
        "raw_segments": [{"identifier": part.identifier, "value": part.value} for part in udi.raw_segments],
        "warnings": [
            {"code": found.code, "segment": found.segment, "detail": str(WARNINGS[found.code])}
            for found in udi.warnings
        ],
    }
