"""Storing insurance, security reviews and people of the demo's vendors through the product's own actions."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from hospital_itsm.demo.hospital.baas import IMANI
from hospital_itsm.demo.hospital.vendor_file import INSURANCE, PEOPLE, REVIEWS
from hospital_itsm.people.models import User
from hospital_itsm.vendor_file.actions.insurance import add_certificate
from hospital_itsm.vendor_file.actions.people import add_credential, add_person
from hospital_itsm.vendor_file.actions.reviews import add_review
from hospital_itsm.vendor_file.models import VendorPerson
from vendors.models import Vendor
from vendors.queries.vendors import vendors_by_name

WORDS = b"This text stands for the certificate of the demo hospital.\n"


def is_loaded() -> bool:
    """Is anybody of a vendor in this database?"""
    return VendorPerson.objects.exists()


def load() -> None:
    """Store what is known of the vendors that are there."""
    keeper = User.objects.filter(username=IMANI).first()
    if keeper is None:
        return
    known = vendors_by_name({row[0] for rows in (INSURANCE, REVIEWS, PEOPLE) for row in rows})
    _insurance(keeper, known)
    _reviews(keeper, known)
    _people(keeper, known)


def _insurance(keeper: User, known: dict[str, Vendor]) -> None:
    today = timezone.localdate()
    for vendor, kind, insurer, policy, amount, first, last in INSURANCE:
        if vendor in known:
            add_certificate(
                known[vendor].pk,
                actor=keeper,
                kind=kind,
                insurer=insurer,
                policy_number=policy,
                amount=Decimal(amount),
                currency="USD",
                starts_on=today + timedelta(days=first),
                ends_on=today + timedelta(days=last),
                upload=ContentFile(WORDS, name=f"{policy}.txt"),
            )


def _reviews(keeper: User, known: dict[str, Vendor]) -> None:
    today = timezone.localdate()
    for vendor, kind, made, due, result, findings in REVIEWS:
        if vendor in known:
            add_review(
                known[vendor].pk,
                actor=keeper,
                kind=kind,
                reviewed_on=today + timedelta(days=made),
                next_due_on=today + timedelta(days=due),
                result=result,
                findings_open=findings,
            )


def _people(keeper: User, known: dict[str, Vendor]) -> None:
    today = timezone.localdate()
    for vendor, name, role, held in PEOPLE:
        if vendor not in known:
            continue
        person = add_person(known[vendor].pk, actor=keeper, name=name, role=role)
        for kind, label, first, last in held:
            add_credential(
                person.pk,
                actor=keeper,
                kind=kind,
                label=label,
                issued_on=today + timedelta(days=first),
                expires_on=today + timedelta(days=last),
            )
