"""What REST answers about vendors and contracts, and what it takes."""

from datetime import date
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.addresses import NUMBER, SYSTEM
from hospital_itsm.core.rest.fields import Code, Text
from hospital_itsm.core.rest.serializers import StrictSerializer
from vendors.choices import ContractKind, ContractState, ContractStatus, VendorKind
from vendors.models import Contract, Vendor

NEW_STATUSES = [ContractStatus.DRAFT, ContractStatus.ACTIVE]
NAME = OpenApiParameter(
    "name", OpenApiTypes.STR, OpenApiParameter.PATH, description="Any name the vendor goes by, or its id."
)
CONTRACT = OpenApiParameter("number", OpenApiTypes.STR, OpenApiParameter.PATH, description="Such as C-1001.")
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^(\*|(W/)?"[0-9]{1,9}")$'},
    OpenApiParameter.HEADER,
    required=True,
    description='The ETag as you read it, such as "7", or * for any version.',
)
ETAG = OpenApiParameter(
    "ETag",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The version as a tag.",
)
PLACE = [
    OpenApiParameter("system", {"type": "string", "pattern": SYSTEM}, OpenApiParameter.PATH),
    OpenApiParameter("number", {"type": "string", "pattern": NUMBER}, OpenApiParameter.PATH),
]


class VendorValues(StrictSerializer):
    """What is known of a vendor; `aliases` are all its other names at once."""

    name = Text(max_length=120)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(VendorKind.choices), required=False, max_length=7
    )
    aliases = serializers.ListField(child=Text(max_length=120), required=False, max_length=50)
    support_phone = Text(max_length=40, required=False, allow_blank=True)
    support_hours = Text(max_length=80, required=False, allow_blank=True)
    account_number = Text(max_length=60, required=False, allow_blank=True)
    support_email = Text(max_length=254, required=False, allow_blank=True)
    website = Text(max_length=200, required=False, allow_blank=True)


class ContractValues(StrictSerializer):
    """What a contract says; the vendor by its name."""

    number = Text(max_length=40)
    title = Text(max_length=160)
    vendor = Code("name", queryset=Vendor.objects.in_use())
    kind = serializers.ChoiceField(ContractKind.choices, required=False)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    support_phone = Text(max_length=40, required=False, allow_blank=True)
    support_hours = Text(max_length=80, required=False, allow_blank=True)


class NewContract(ContractValues):
    """A contract to be added, as a draft unless it says otherwise."""

    status = serializers.ChoiceField([(one.value, one.label) for one in NEW_STATUSES], required=False)


class ExternalNumber(serializers.Serializer[Any]):
    """The number another system knows it by."""

    system = serializers.CharField()
    external_id = serializers.CharField()


class VendorShape(serializers.Serializer[Any]):
    """A company the hospital buys from, calls and waits for."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kinds = serializers.ListField(child=serializers.ChoiceField(VendorKind.choices))
    aliases = serializers.ListField(child=serializers.CharField())
    support_phone = serializers.CharField()
    support_hours = serializers.CharField()
    account_number = serializers.CharField()
    support_email = serializers.CharField()
    website = serializers.CharField()
    is_active = serializers.BooleanField()
    external_refs = ExternalNumber(many=True)
    version = serializers.IntegerField()


class ContractShape(serializers.Serializer[Any]):
    """A contract with one vendor over a term, both days included."""

    number = serializers.CharField()
    title = serializers.CharField()
    vendor = serializers.CharField()
    kind = serializers.ChoiceField(ContractKind.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    support_phone = serializers.CharField()
    support_hours = serializers.CharField()
    status = serializers.ChoiceField(ContractStatus.choices)
    state = serializers.ChoiceField(ContractState.choices, help_text="Status and dates together, today.")
    external_refs = ExternalNumber(many=True)
    version = serializers.IntegerField()


def vendor_data(row: Vendor) -> dict[str, Any]:
    """One vendor; reads other names and numbers that a list prefetched."""
    return {
        "id": row.pk,
        "name": row.name,
        "kinds": row.kinds,
        "aliases": [alias.name for alias in row.aliases.all()],
        "support_phone": row.support_phone,
        "support_hours": row.support_hours,
        "account_number": row.account_number,
        "support_email": row.support_email,
        "website": row.website,
        "is_active": row.is_active,
        "external_refs": _numbers(row),
        "version": row.version,
    }


def contract_data(row: Contract, today: date) -> dict[str, Any]:
    """One contract as it stands on a day."""
    return {
        "number": row.number,
        "title": row.title,
        "vendor": row.vendor.name,
        "kind": row.kind,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "support_phone": row.support_phone,
        "support_hours": row.support_hours,
        "status": row.status,
        "state": row.state_on(today).value,
        "external_refs": _numbers(row),
        "version": row.version,
    }


def _numbers(row: Vendor | Contract) -> list[dict[str, str]]:
    return [{"system": ref.system, "external_id": ref.external_id} for ref in row.external_refs.all()]
