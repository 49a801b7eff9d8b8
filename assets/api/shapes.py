"""What REST answers about the inventory, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from assets.choices import (
    AssetClass,
    AssetStatus,
    DeviceClass,
    LocationKind,
    MriSafety,
    NetworkZone,
    RelationKind,
    SupportState,
    SystemOfRecord,
    YesNoUnknown,
)
from assets.models import DeviceModel, Location
from assets.rules.lifecycle import ARRIVALS, LIFECYCLE
from hospital_itsm.core.rest.fields import Code, Flag, Text, Whole
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import CareArea, Site, Team, User
from vendors.models import Contract, Vendor

TAG = OpenApiParameter("tag", OpenApiTypes.STR, OpenApiParameter.PATH, description="Such as LR-20417.")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)
UNITS = CareArea.objects.filter(is_active=True)


def words(most: int) -> Text:
    """Optional text."""
    return Text(max_length=most, required=False, allow_blank=True)


def day() -> serializers.DateField:
    """A day that may be unknown."""
    return serializers.DateField(required=False, allow_null=True)


def money() -> serializers.DecimalField:
    """An amount that may be unknown; answered as text, so that no cent is lost."""
    return serializers.DecimalField(12, 2, required=False, allow_null=True, min_value=0)


def row(slug: str, queryset: Any) -> Code:
    """Another row by its code, or null."""
    return Code(slug, queryset=queryset, required=False, allow_null=True)


class ContractNumber(Code):
    """A contract by its number, or null; a draft only for those who see drafts."""

    def __init__(self) -> None:
        super().__init__("number", queryset=Contract.objects.all(), required=False, allow_null=True)

    def get_queryset(self) -> Any:
        """The contracts the caller sees."""
        rows: Any = super().get_queryset()
        return rows.visible_to(self.context["request"].user)


def one_of(choices: Any) -> serializers.ChoiceField:
    """One of a list."""
    return serializers.ChoiceField(choices.choices, required=False)


class ModelId(serializers.PrimaryKeyRelatedField[Any]):
    """A model of the catalogue by its id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=DeviceModel.objects.all(), pk_field=Whole(), **options)


class AssetValues(StrictSerializer):
    """What is known of an asset. The place is changed with the action `move`, the status with the others."""

    tag = words(40)
    asset_class = one_of(AssetClass)
    model = ModelId(required=False, allow_null=True)
    name = words(120)
    serial = words(80)
    lot = words(40)
    udi = words(200)
    manufactured_on = day()
    expires_on = day()
    software_version = words(40)
    owner_department = row("code", UNITS)
    team = row("code", Team.objects.filter(is_active=True))
    life_support = Flag(required=False)
    high_risk = Flag(required=False)
    risk_reason = words(200)
    critical_workstation = Flag(required=False)
    failure_procedure = words(1000)
    backup = words(200)
    stores_phi = one_of(YesNoUnknown)
    stores_phi_source = words(120)
    acquired_on = day()
    warranty_until = day()
    end_of_support_on = day()
    end_of_life_on = day()
    cost = money()
    replacement_cost = money()
    currency = words(3)
    funding = words(60)
    po_number = words(40)
    vendor = row("name", Vendor.objects.in_use())
    service_provider = row("name", Vendor.objects.in_use())
    contract = ContractNumber()
    system_of_record = one_of(SystemOfRecord)
    record_system = words(40)
    custom = serializers.DictField(required=False)


class PlaceValues(StrictSerializer):
    """Where an asset stands, where it belongs, who has it."""

    location = row("code", Location.objects.in_use())
    room = words(40)
    care_area = row("code", UNITS)
    custodian = row("username", User.objects.filter(is_active=True))
    custodian_text = words(80)


class NewAsset(PlaceValues, AssetValues):
    """An asset to be added."""

    status = serializers.ChoiceField(
        [(code, AssetStatus(code).label) for code in LIFECYCLE.states if code in ARRIVALS], required=False
    )


class MoveGiven(PlaceValues):
    """A move."""

    reason = words(200)


class StepGiven(StrictSerializer):
    """What the steps of an asset's life take; each says in `next_actions` what it needs."""

    reason = words(400)
    party = words(120)
    return_on = day()
    charge_per_day = money()
    care_area = row("code", UNITS)
    sent_to = row("name", Vendor.objects.in_use())
    checked_on = day()
    checked_by = words(120)
    reference = words(120)
    destination = words(120)


class NetworkValues(StrictSerializer):
    """How an asset is connected."""

    hostname = words(120)
    mac = words(24)
    ip = Text(max_length=45, required=False, allow_blank=True, allow_null=True)
    vlan = words(20)
    zone = serializers.ChoiceField(["", *NetworkZone.values], required=False)
    ssid = words(32)
    is_wireless = Flag(required=False)
    switch_port = words(60)
    os_name = words(60)
    os_version = words(40)
    os_end_of_support_on = day()
    application_version = words(40)
    remote_access = one_of(YesNoUnknown)
    remote_access_note = words(120)
    support_state = one_of(SupportState)
    compensating_control = words(200)
    control_owner = row("username", User.objects.filter(is_active=True))
    control_expires_on = day()


class ModelValues(StrictSerializer):
    """A model of the catalogue; `identifiers` are all its device identifiers at once."""

    manufacturer = Code("name", queryset=Vendor.objects.in_use())
    name = Text(max_length=120)
    asset_class = one_of(AssetClass)
    brand = words(120)
    model_number = words(80)
    catalog_number = words(80)
    device_type = words(120)
    description = words(1000)
    product_code = words(3)
    device_class = serializers.ChoiceField(["", *DeviceClass.values], required=False)
    gmdn_code = words(8)
    gmdn_name = words(200)
    gmdn_status = words(12)
    emdn_code = words(12)
    mri_safety = serializers.ChoiceField(["", *MriSafety.values], required=False)
    life_support = Flag(required=False)
    high_risk = Flag(required=False)
    is_single_use = Flag(required=False)
    end_of_sale_on = day()
    end_of_support_on = day()
    expected_life_years = Whole(required=False, allow_null=True, min_value=1, max_value=60)
    identifiers = serializers.ListField(child=Text(max_length=40), required=False, max_length=50)


class LocationValues(StrictSerializer):
    """A place in a larger one."""

    code = Text(max_length=40)
    name = Text(max_length=120)
    kind = serializers.ChoiceField(LocationKind.choices)
    parent = row("code", Location.objects.in_use())  # type: ignore[assignment]
    site = Code("code", queryset=Site.objects.filter(is_active=True), required=False)
    care_area = row("code", UNITS)


class EndGiven(StrictSerializer):
    """One end of a relation: an asset by its tag or a service by its code."""

    asset = words(40)
    service = words(12)


class NewRelation(StrictSerializer):
    """A relation from one end to another."""

    kind = serializers.ChoiceField(RelationKind.choices)
    from_end = EndGiven()
    to_end = EndGiven()
    note = words(120)


class AssetNextAction(serializers.Serializer[Any]):
    """A step that is possible now."""

    verb = serializers.CharField()
    to = serializers.CharField(help_text="The status it leads to; empty for the one before the loss.")
    needs = serializers.ListField(child=serializers.CharField())


class AssetShape(serializers.Serializer[Any]):
    """An asset with its place, its network and what may be done next."""

    tag = serializers.CharField()
    asset_class = serializers.ChoiceField(AssetClass.choices)
    title = serializers.CharField()
    status = serializers.ChoiceField(AssetStatus.choices)
    status_since = serializers.DateTimeField()
    model = serializers.IntegerField(allow_null=True)
    manufacturer = serializers.CharField(allow_null=True)
    care_area = serializers.CharField(allow_null=True)
    location = serializers.CharField(allow_null=True)
    custodian = serializers.CharField(allow_null=True)
    network = serializers.DictField(allow_null=True)
    external_refs = serializers.ListField(child=serializers.DictField())
    next_actions = AssetNextAction(many=True, required=False)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class ModelShape(serializers.Serializer[Any]):
    """A model of the catalogue."""

    id = serializers.IntegerField()
    manufacturer = serializers.CharField()
    name = serializers.CharField()
    asset_class = serializers.ChoiceField(AssetClass.choices)
    identifiers = serializers.ListField(child=serializers.CharField())
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class LocationShape(serializers.Serializer[Any]):
    """A place."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(LocationKind.choices)
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]
    site = serializers.CharField()
    care_area = serializers.CharField(allow_null=True)
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class EndShape(serializers.Serializer[Any]):
    """One end of a relation; null where the caller does not see it."""

    type = serializers.ChoiceField(["asset", "service"])
    key = serializers.CharField(allow_null=True)


class RelationShape(serializers.Serializer[Any]):
    """A relation from one end to another."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(RelationKind.choices)
    from_end = EndShape()
    to_end = EndShape()
    note = serializers.CharField()


class MovementShape(serializers.Serializer[Any]):
    """One move."""

    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    from_location = serializers.CharField(allow_null=True)
    to_location = serializers.CharField(allow_null=True)
    from_room = serializers.CharField()
    to_room = serializers.CharField()
    from_care_area = serializers.CharField(allow_null=True)
    to_care_area = serializers.CharField(allow_null=True)
    from_custodian = serializers.CharField()
    to_custodian = serializers.CharField()
    reason = serializers.CharField()


class LifeShape(serializers.Serializer[Any]):
    """One step of an asset's life."""

    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    verb = serializers.CharField()
    from_status = serializers.CharField()
    to_status = serializers.CharField()
    reason = serializers.CharField()
    facts = serializers.DictField()


class ImpactShape(serializers.Serializer[Any]):
    """What fails if this fails. `count` includes things the caller does not see."""

    count = serializers.IntegerField()
    is_cut = serializers.BooleanField(help_text="There may be more behind these.")
    services = serializers.ListField(child=serializers.DictField())
    care_areas = serializers.ListField(child=serializers.CharField())
    assets = serializers.ListField(child=serializers.CharField())
