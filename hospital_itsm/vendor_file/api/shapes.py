"""What REST answers about insurance, reviews, people and credentials, and what it takes."""

from datetime import date
from typing import Any

from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Flag, Text, Whole
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import User
from hospital_itsm.vendor_file.choices import (
    CredentialKind,
    InsuranceKind,
    ReviewKind,
    ReviewResult,
    Validity,
)
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from vendors.api.shapes import Amount
from vendors.models import Document, Vendor

MOST_FINDINGS = 9_999


class Key(serializers.PrimaryKeyRelatedField[Any]):
    """A row by its id."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse anything but a whole number that a key can be."""
        if isinstance(data, bool) or not isinstance(data, int) or not 0 < data < 2**63:
            self.fail("does_not_exist", pk_value=str(data)[:40])
        return super().to_internal_value(data)


class InsuranceValues(StrictSerializer):
    """What a certificate of insurance says; `document` is the id of a document of the vendor."""

    kind = serializers.ChoiceField(InsuranceKind.choices)
    insurer = Text(max_length=120)
    policy_number = Text(max_length=60, required=False, allow_blank=True)
    amount = Amount(max_digits=14, decimal_places=2)
    currency = Text(max_length=3)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    document = Key(queryset=Document.objects.all(), required=False, allow_null=True)
    note = Text(max_length=200, required=False, allow_blank=True)
    is_active = Flag(required=False, help_text="False withdraws it.")


class NewInsurance(InsuranceValues):
    """A certificate to be added; the vendor by its name."""

    vendor = Code("name", queryset=Vendor.objects.in_use())


class SecurityReviewValues(StrictSerializer):
    """What a review of security found; `document` is the id of a document of the vendor."""

    kind = serializers.ChoiceField(ReviewKind.choices)
    reviewed_on = serializers.DateField()
    result = serializers.ChoiceField(ReviewResult.choices)
    next_due_on = serializers.DateField()
    findings_open = Whole(required=False, min_value=0, max_value=MOST_FINDINGS)
    reviewer = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    document = Key(queryset=Document.objects.all(), required=False, allow_null=True)
    note = Text(max_length=400, required=False, allow_blank=True)
    is_active = Flag(required=False, help_text="False withdraws it.")


class NewSecurityReview(SecurityReviewValues):
    """A review to be added; the vendor by its name."""

    vendor = Code("name", queryset=Vendor.objects.in_use())


class VendorPersonValues(StrictSerializer):
    """Who somebody of a vendor is."""

    name = Text(max_length=120)
    role = Text(max_length=80, required=False, allow_blank=True)
    phone = Text(max_length=40, required=False, allow_blank=True)
    email = Text(max_length=254, required=False, allow_blank=True)
    note = Text(max_length=200, required=False, allow_blank=True)
    is_active = Flag(required=False, help_text="False says that they work here no more.")


class NewVendorPerson(VendorPersonValues):
    """Somebody to be added; the vendor by its name."""

    vendor = Code("name", queryset=Vendor.objects.in_use())


class VendorCredentialValues(StrictSerializer):
    """What somebody holds, and until when."""

    kind = serializers.ChoiceField(CredentialKind.choices)
    label = Text(max_length=80, required=False, allow_blank=True)  # type: ignore[assignment]
    issued_on = serializers.DateField(required=False, allow_null=True)
    expires_on = serializers.DateField(required=False, allow_null=True)
    is_active = Flag(required=False, help_text="False withdraws it.")


class NewVendorCredential(VendorCredentialValues):
    """A credential to be added; who holds it by their id."""

    person = Key(queryset=VendorPerson.objects.all())


class InsuranceShape(serializers.Serializer[Any]):
    """A certificate of insurance."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    kind = serializers.ChoiceField(InsuranceKind.choices)
    insurer = serializers.CharField()
    policy_number = serializers.CharField()
    amount = serializers.CharField(help_text="An exact decimal.")
    currency = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    validity = serializers.ChoiceField(Validity.choices, help_text="What follows from the dates, today.")
    document = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class SecurityReviewShape(serializers.Serializer[Any]):
    """A security review."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    kind = serializers.ChoiceField(ReviewKind.choices)
    reviewed_on = serializers.DateField()
    result = serializers.ChoiceField(ReviewResult.choices)
    next_due_on = serializers.DateField()
    validity = serializers.ChoiceField(Validity.choices, help_text="By the day the next one is due, today.")
    findings_open = serializers.IntegerField()
    reviewer = serializers.CharField(allow_null=True)
    document = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class VendorPersonShape(serializers.Serializer[Any]):
    """Somebody of a vendor."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    name = serializers.CharField()
    role = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    note = serializers.CharField()
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class VendorCredentialShape(serializers.Serializer[Any]):
    """What somebody of a vendor holds."""

    id = serializers.IntegerField()
    person = serializers.IntegerField()
    name = serializers.CharField(help_text="Who holds it.")
    vendor = serializers.CharField()
    kind = serializers.ChoiceField(CredentialKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    validity = serializers.ChoiceField(Validity.choices, help_text="What follows from the dates, today.")
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


def certificate_data(row: InsuranceCertificate, today: date) -> dict[str, Any]:
    """One certificate as it stands on a day."""
    return {
        "id": row.pk,
        "vendor": row.vendor.name,
        "kind": row.kind,
        "insurer": row.insurer,
        "policy_number": row.policy_number,
        "amount": str(row.amount),
        "currency": row.currency,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "validity": row.state_on(today).value,
        "document": row.document_id,
        "note": row.note,
        "is_active": row.is_active,
        "version": row.version,
    }


def review_data(row: SecurityReview, today: date) -> dict[str, Any]:
    """One review as it stands on a day."""
    return {
        "id": row.pk,
        "vendor": row.vendor.name,
        "kind": row.kind,
        "reviewed_on": row.reviewed_on.isoformat(),
        "result": row.result,
        "next_due_on": row.next_due_on.isoformat(),
        "validity": row.state_on(today).value,
        "findings_open": row.findings_open,
        "reviewer": row.reviewer.username if row.reviewer else None,
        "document": row.document_id,
        "note": row.note,
        "is_active": row.is_active,
        "version": row.version,
    }


def person_data(row: VendorPerson, today: date) -> dict[str, Any]:
    """Somebody of a vendor."""
    plain = ("name", "role", "phone", "email", "note", "is_active", "version")
    return {"id": row.pk, "vendor": row.vendor.name, **{name: getattr(row, name) for name in plain}}


def credential_data(row: Credential, today: date) -> dict[str, Any]:
    """One credential as it stands on a day."""
    return {
        "id": row.pk,
        "person": row.person_id,
        "name": row.person.name,
        "vendor": row.person.vendor.name,
        "kind": row.kind,
        "label": row.label,
        "issued_on": row.issued_on.isoformat() if row.issued_on else None,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "validity": row.state_on(today).value,
        "is_active": row.is_active,
        "version": row.version,
    }
