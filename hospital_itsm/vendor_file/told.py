"""The kinds of the change feed that are of a vendor's file; none is ever deleted."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson


def register_kinds() -> None:
    """Called once when the app is ready."""
    of_file = ("vendor_file.read", "vendors:read")
    of_people = ("vendor_person.read", "vendors:read")
    key = lambda row: str(row.pk)  # noqa: E731
    register(Kind("insurance", InsuranceCertificate, of_file, key, "api:insurance_certificate"))
    register(Kind("security_review", SecurityReview, of_file, key, "api:security_review"))
    register(Kind("vendor_person", VendorPerson, of_people, key, "api:vendor_person"))
    register(Kind("vendor_credential", Credential, of_people, key, "api:vendor_credential"))
