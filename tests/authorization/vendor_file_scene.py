"""The certificate, review, person and credential that the matrix reaches for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from vendors.models import Vendor


@dataclass(frozen=True)
class VendorFileScene:
    """What is kept of one vendor."""

    certificate: InsuranceCertificate
    review: SecurityReview
    person: VendorPerson
    credential: Credential

    @classmethod
    def build(cls, vendor: Vendor) -> "VendorFileScene":
        """Store it."""
        person = VendorPerson.objects.create(vendor=vendor, name="Jonas Aldridge")
        return cls(
            InsuranceCertificate.objects.create(
                vendor=vendor,
                kind="cyber",
                insurer="Saltmarsh Mutual",
                amount=Decimal("5000000.00"),
                currency="USD",
                starts_on=date(2025, 1, 1),
                ends_on=date(2040, 1, 1),
            ),
            SecurityReview.objects.create(
                vendor=vendor,
                kind="soc2",
                result="passed",
                reviewed_on=date(2026, 1, 1),
                next_due_on=date(2040, 1, 1),
            ),
            person,
            Credential.objects.create(person=person, kind="account", label="Core switches"),
        )
