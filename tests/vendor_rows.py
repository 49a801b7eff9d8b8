"""Rows of vendors for the pages whose statements are counted."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.vendor_file.models import InsuranceCertificate, SecurityReview, VendorPerson
from hospital_itsm.vendor_work.models import CaseTicket, RemoteSession, VendorCase


def kept(scene: Any, page: str = "") -> str:
    """As many certificates, reviews, people and credentials of one vendor as there are tickets; all of it expired."""
    first, last = date(2024, 1, 1), date(2025, 1, 1)
    dates = {"vendor": scene.world.vendor, "kind": "other"}
    for number in range(VendorPerson.objects.count(), len(scene.tickets)):
        person = VendorPerson.objects.create(vendor=scene.world.vendor, name=f"Engineer {number}")
        for holder in (person, VendorPerson.objects.earliest("pk")):
            holder.credentials.create(kind="account", label=f"Account {number}", expires_on=last)
        signed = scene.world.vendor.documents.create(kind="insurance", title=f"Signed {number}")
        InsuranceCertificate.objects.create(
            insurer="Saltmarsh Mutual",
            amount=100,
            currency="USD",
            starts_on=first,
            ends_on=last,
            document=signed,
            **dates,
        )
        SecurityReview.objects.create(reviewed_on=first, next_due_on=last, result="passed", **dates)
    return page or VendorPerson.objects.earliest("pk").get_absolute_url()


def worked(scene: Any, page: str) -> str:
    """The page, after storing as many cases, words, tickets and sessions on a device as there are tickets."""
    places: dict[str, Any] | None = getattr(scene, "places", None)
    if places is None:
        places = scene.places = _store_work(scene)
    return page.format(**places)


def _store_work(scene: Any) -> dict[str, Any]:
    """What stands in the addresses of the pages."""
    now, world = timezone.now(), scene.world
    person, _made = VendorPerson.objects.get_or_create(vendor=world.vendor, name="Engineer")
    said = {"vendor": world.vendor, "subject": "Slow", "opened_at": now, "last_word_at": now}
    planned = {
        "vendor": world.vendor,
        "person": person,
        "asset": Asset.objects.get(tag="LR-0"),
        "ticket": scene.tickets[0],
        "starts_at": now,
        "until_at": now + timedelta(hours=1),
        "asked_by": world.agent,
        "asked_at": now,
    }
    for number in range(VendorCase.objects.count(), len(scene.tickets)):
        case = VendorCase.objects.create(number=str(number), **said)
        first = VendorCase.objects.earliest("pk")
        CaseTicket.objects.create(case=case, ticket=scene.tickets[0])
        if case != first:
            CaseTicket.objects.create(case=first, ticket=scene.tickets[number])
        first.words.create(speaker="us", text="Hello", said_at=now, noted_by=world.agent)
        RemoteSession.objects.create(purpose=str(number), **planned)
        person.credentials.create(kind="account", label=str(number), expires_on=date(2025, 1, 1))
    return {
        "vendor": world.vendor.pk,
        "key": scene.tickets[0].key,
        "case": VendorCase.objects.earliest("pk").pk,
        "session": RemoteSession.objects.earliest("pk").pk,
    }
