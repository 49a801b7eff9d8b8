"""What REST answers about vendors and contracts, and what it takes."""

from datetime import date
from decimal import Decimal
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.addresses import NUMBER, SYSTEM
from hospital_itsm.core.rest.fields import Code, Flag, Text, Whole, in_utc
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import User
from vendors.baa_gate import Standing
from vendors.choices import (
    BaaStanding,
    Clause,
    ContractDecision,
    ContractKind,
    ContractState,
    ContractStatus,
    NoticeUnit,
    PaymentSchedule,
    Uplift,
    VendorKind,
)
from vendors.contract_words import notice_words
from vendors.models import Contract, DecisionRecord, Vendor

NEW_STATUSES = [ContractStatus.DRAFT, ContractStatus.ACTIVE]
NAME = OpenApiParameter(
    "name", OpenApiTypes.STR, OpenApiParameter.PATH, description="Any name the vendor goes by, or its id."
)
CONTRACT = OpenApiParameter("number", OpenApiTypes.STR, OpenApiParameter.PATH, description="Such as C-1001.")
PLACE = [
    OpenApiParameter("system", {"type": "string", "pattern": SYSTEM}, OpenApiParameter.PATH),
    OpenApiParameter("number", {"type": "string", "pattern": NUMBER}, OpenApiParameter.PATH),
]


class Amount(serializers.DecimalField):
    """An exact decimal as text; no JSON number, which readers turn into floats."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse anything but a string."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


def optional_choice(choices: Any) -> serializers.ChoiceField:
    """One of a list, or "" for not known."""
    return serializers.ChoiceField(choices, required=False, allow_blank=True)


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
    owner = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    domain = optional_choice(Domain.choices)
    cost_center = Text(max_length=20, required=False, allow_blank=True)
    term_months = Whole(required=False, allow_null=True, min_value=1, max_value=600)
    auto_renew = Flag(required=False)
    renewal_term_months = Whole(required=False, allow_null=True, min_value=1, max_value=600)
    notice_value = Whole(required=False, allow_null=True, min_value=1, max_value=18_300)
    notice_unit = optional_choice(NoticeUnit.choices)
    decide_by = serializers.DateField(required=False, allow_null=True)
    annual_value = Amount(max_digits=14, decimal_places=2, required=False, allow_null=True)
    currency = Text(max_length=3, required=False, allow_blank=True)
    payment_schedule = optional_choice(PaymentSchedule.choices)
    uplift = optional_choice(Uplift.choices)
    uplift_percent = Amount(max_digits=5, decimal_places=2, required=False, allow_null=True)
    sla_clauses = serializers.ListField(child=Text(max_length=200), required=False, max_length=20)
    penalties = Text(max_length=400, required=False, allow_blank=True)
    termination_for_convenience = optional_choice(Clause.choices)
    data_return_clause = optional_choice(Clause.choices)
    security_exhibit = optional_choice(Clause.choices)
    insurance_ends_on = serializers.DateField(required=False, allow_null=True)
    phi_access = optional_choice(Clause.choices)


class NewContract(ContractValues):
    """A contract to be added, as a draft unless it says otherwise."""

    status = serializers.ChoiceField([(one.value, one.label) for one in NEW_STATUSES], required=False)


class ContractReason(StrictSerializer):
    """Why a step is taken."""

    reason = Text(max_length=200)


class Renewal(StrictSerializer):
    """What is other in the contract that renews one; all other terms are taken over."""

    new_number = Text(max_length=40)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    annual_value = Amount(max_digits=14, decimal_places=2, required=False, allow_null=True)


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
    baa_standing = serializers.ChoiceField(
        BaaStanding.choices, help_text="Does it touch patient data, and is a BAA in force."
    )
    external_refs = ExternalNumber(many=True)
    version = serializers.IntegerField()


class TermsShape(serializers.Serializer[Any]):
    """Notice, decision, money and clauses of a contract."""

    owner = serializers.CharField(allow_null=True)
    domain = optional_choice(Domain.choices)
    cost_center = serializers.CharField()
    term_months = serializers.IntegerField(allow_null=True)
    auto_renew = serializers.BooleanField()
    renewal_term_months = serializers.IntegerField(allow_null=True)
    notice_value = serializers.IntegerField(allow_null=True)
    notice_unit = optional_choice(NoticeUnit.choices)
    notice_on = serializers.DateField(allow_null=True, help_text="The last day to tell the vendor.")
    renews = serializers.CharField(allow_null=True, help_text="The contract it comes after.")
    notice_words = serializers.CharField(help_text="The same as people read it.")
    decide_by = serializers.DateField(allow_null=True)
    decision = optional_choice(ContractDecision.choices)
    annual_value = serializers.CharField(allow_null=True, help_text="An exact decimal.")
    currency = serializers.CharField()
    payment_schedule = optional_choice(PaymentSchedule.choices)
    uplift = optional_choice(Uplift.choices)
    uplift_percent = serializers.CharField(allow_null=True)
    sla_clauses = serializers.ListField(child=serializers.CharField())
    penalties = serializers.CharField()
    termination_for_convenience = optional_choice(Clause.choices)
    data_return_clause = optional_choice(Clause.choices)
    security_exhibit = optional_choice(Clause.choices)
    insurance_ends_on = serializers.DateField(allow_null=True)
    phi_access = optional_choice(Clause.choices)


class NewDecision(StrictSerializer):
    """What is to become of a contract, and why."""

    decision = serializers.ChoiceField(ContractDecision.choices)
    reason = Text(max_length=400)


class DecisionShape(serializers.Serializer[Any]):
    """A decision somebody took about a contract."""

    decision = serializers.ChoiceField(ContractDecision.choices)
    reason = serializers.CharField()
    notice_on = serializers.DateField(allow_null=True, help_text="The notice date it was taken for.")
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField()


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
    terms = TermsShape(allow_null=True, help_text="Null for those who do not read contracts in full.")


def vendor_data(row: Any) -> dict[str, Any]:
    """One vendor annotated with `baa_gate.columns`; reads other names and numbers that a list prefetched."""
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
        "baa_standing": Standing.of(row).code.value,
        "external_refs": _numbers(row),
        "version": row.version,
    }


def contract_data(row: Contract, today: date, *, reads: bool) -> dict[str, Any]:
    """One contract as it stands on a day, its terms for those who read contracts in full."""
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
        "terms": terms_data(row, today) if reads else None,
    }


def terms_data(row: Contract, today: date) -> dict[str, Any]:
    """The terms of one contract; names in the order of TermsShape."""
    special = {
        "owner": row.owner.username if row.owner else None,
        "renews": row.renews.number if row.renews else None,
        "notice_words": notice_words(row, row.state_on(today), today).text,
    }
    return {
        name: special[name] if name in special else _json(getattr(row, name))
        for name in TermsShape._declared_fields
    }


def decision_data(row: DecisionRecord) -> dict[str, Any]:
    """One decision."""
    return {
        "decision": row.decision,
        "reason": row.reason,
        "notice_on": _json(row.notice_on),
        "decided_by": row.decided_by.username if row.decided_by else None,
        "decided_at": in_utc(row.decided_at),
    }


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value


def _numbers(row: Vendor | Contract) -> list[dict[str, str]]:
    return [{"system": ref.system, "external_id": ref.external_id} for ref in row.external_refs.all()]
