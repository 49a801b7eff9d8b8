"""The agreement and the exception that the matrix reaches for."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hospital_itsm.people.models import User
from vendors.models import Baa, BaaOverride, Contract, Document, Vendor


def agreement(vendor: Vendor) -> Baa:
    """A stored agreement in force."""
    begun = date(2025, 1, 1)
    dates = {"executed_on": begun, "effective_on": begun, "expires_on": date(2040, 1, 1)}
    return Baa.objects.create(vendor=vendor, **dates)


def exception(vendor: Vendor, officer: User) -> BaaOverride:
    """An exception that holds for another hour."""
    now = timezone.now()
    return BaaOverride.objects.create(
        vendor=vendor,
        purpose="purchase",
        reason="The ICU waits",
        made_by=officer,
        made_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )


def document(contract: Contract, kind: str, title: str) -> Document:
    """A document with one version that opens."""
    name = f"matrix-document-{kind}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(b"Signed by both."))
    made = Document.objects.create(contract=contract, kind=kind, title=title, last_number=1)
    made.versions.create(
        number=1,
        file_name="signed.txt",
        stored_name=name,
        content_type="text/plain",
        size=15,
        sha256="0" * 64,
        uploaded_at=timezone.now(),
    )
    return made
