"""What REST answers about agreements, gaps and exceptions, and what it takes."""

from datetime import date
from typing import Any

from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Flag, Text, Whole, in_utc
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import User
from vendors.api.shapes import optional_choice
from vendors.baa_gate import Standing
from vendors.choices import BaaStanding, BaaState, Clause, GatePurpose, Provision
from vendors.models import Baa, BaaOverride, Vendor
from vendors.rules.baa import LATEST_NOTICE, not_said


class ProvisionAnswers(StrictSerializer):
    """Provisions of 45 CFR 164.504(e)(2), each yes, no or "" where nobody has looked."""

    def get_fields(self) -> dict[str, Any]:
        """One choice for each provision."""
        return {code: optional_choice(Clause.choices) for code in Provision.values}


class BaaSubcontractorValues(StrictSerializer):
    """A company that the vendor lets touch the data; the country by its ISO code."""

    name = Text(max_length=120)
    country = Text(max_length=2, min_length=2)
    is_bound = optional_choice(Clause.choices)


class BaaValues(StrictSerializer):
    """What an agreement says."""

    owner = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    executed_on = serializers.DateField(required=False, allow_null=True)
    effective_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    is_evergreen = Flag(required=False)
    breach_notice_days = Whole(required=False, allow_null=True, min_value=1, max_value=LATEST_NOTICE)
    offshore_allowed = optional_choice(Clause.choices)
    cyber_insurance = optional_choice(Clause.choices)
    reviewed_on = serializers.DateField(required=False, allow_null=True)
    note = Text(max_length=400, required=False, allow_blank=True)
    provisions = ProvisionAnswers(required=False)
    subcontractors = serializers.ListField(child=BaaSubcontractorValues(), required=False, max_length=60)


class NewBaa(BaaValues):
    """An agreement to be added; the vendor by its name."""

    vendor = Code("name", queryset=Vendor.objects.in_use())


class EndOfBaa(StrictSerializer):
    """From when and why an agreement holds no longer."""

    on = serializers.DateField(required=False, allow_null=True, help_text="Today unless given.")
    reason = Text(max_length=400)


class NewBaaException(StrictSerializer):
    """What is let through for 24 hours, and why."""

    vendor = Code("name", queryset=Vendor.objects.in_use())
    purpose = serializers.ChoiceField(GatePurpose.choices)
    reason = Text(max_length=400)


class ProvisionAnswersShape(serializers.Serializer[Any]):
    """Every provision."""

    def get_fields(self) -> dict[str, Any]:
        """One answer for each provision."""
        return {code: optional_choice(Clause.choices) for code in Provision.values}


class BaaSubcontractorShape(serializers.Serializer[Any]):
    """A company that the vendor lets touch the data."""

    name = serializers.CharField()
    country = serializers.CharField()
    is_bound = optional_choice(Clause.choices)
    is_offshore = serializers.BooleanField()


class BaaShape(serializers.Serializer[Any]):
    """An agreement with one vendor."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    state = serializers.ChoiceField(BaaState.choices, help_text="What follows from the dates, today.")
    owner = serializers.CharField(allow_null=True)
    executed_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    is_evergreen = serializers.BooleanField()
    replaced_on = serializers.DateField(allow_null=True, help_text="The first day of its successor.")
    terminated_on = serializers.DateField(allow_null=True)
    succeeds = serializers.IntegerField(allow_null=True, help_text="The agreement that it follows.")
    breach_notice_days = serializers.IntegerField(allow_null=True)
    offshore_allowed = optional_choice(Clause.choices)
    cyber_insurance = optional_choice(Clause.choices)
    reviewed_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    provisions = ProvisionAnswersShape()
    lacks = serializers.ListField(child=serializers.ChoiceField(Provision.choices))
    subcontractors = BaaSubcontractorShape(many=True)
    version = serializers.IntegerField()


class BaaGapShape(serializers.Serializer[Any]):
    """A vendor without an agreement in force."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    baa_standing = serializers.ChoiceField(BaaStanding.choices)
    contract_says_yes = serializers.BooleanField()
    contract_says_no = serializers.BooleanField()
    inventory_says_yes = serializers.BooleanField()


class BaaExceptionShape(serializers.Serializer[Any]):
    """An exception of 24 hours."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    purpose = serializers.ChoiceField(GatePurpose.choices)
    reason = serializers.CharField()
    made_by = serializers.CharField()
    made_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    ended_by = serializers.CharField(allow_null=True)


def baa_data(row: Baa, today: date) -> dict[str, Any]:
    """One agreement as it stands on a day."""
    return {
        "id": row.pk,
        "vendor": row.vendor.name,
        "state": row.state_on(today).value,
        "owner": row.owner.username if row.owner else None,
        **{
            name: day.isoformat() if (day := getattr(row, name)) else None
            for name in ("executed_on", "effective_on", "expires_on")
        },
        "is_evergreen": row.is_evergreen,
        "replaced_on": row.replaced_on.isoformat() if row.replaced_on else None,
        "terminated_on": row.terminated_on.isoformat() if row.terminated_on else None,
        "succeeds": row.succeeds_id,
        "breach_notice_days": row.breach_notice_days,
        "offshore_allowed": row.offshore_allowed,
        "cyber_insurance": row.cyber_insurance,
        "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
        "note": row.note,
        "provisions": row.answers(),
        "lacks": not_said(row.included, row.absent)[0],
        "subcontractors": [
            {
                "name": one.name,
                "country": one.country,
                "is_bound": one.is_bound,
                "is_offshore": one.is_offshore,
            }
            for one in row.subcontractors.all()
        ],
        "version": row.version,
    }


def gap_data(row: Any) -> dict[str, Any]:
    """One vendor annotated with `baa_gate.columns`."""
    return {
        "id": row.pk,
        "vendor": row.name,
        "baa_standing": Standing.of(row).code.value,
        "contract_says_yes": row.phi_yes,
        "contract_says_no": row.phi_no,
        "inventory_says_yes": row.phi_fact,
    }


def override_data(row: BaaOverride) -> dict[str, Any]:
    """One exception."""
    return {
        "id": row.pk,
        "vendor": row.vendor.name,
        "purpose": row.purpose,
        "reason": row.reason,
        "made_by": row.made_by.username,
        "made_at": in_utc(row.made_at),
        "ends_at": in_utc(row.ends_at),
        "ended_by": row.ended_by.username if row.ended_by else None,
    }
