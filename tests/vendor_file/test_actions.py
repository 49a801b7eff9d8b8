"""Insurance, reviews, people and credentials: kept by those who may, refused with words, reminded of once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.vendor_file.actions import reminders
from hospital_itsm.vendor_file.actions.insurance import add_certificate, change_certificate
from hospital_itsm.vendor_file.actions.people import (
    add_credential,
    add_person,
    change_credential,
    change_person,
)
from hospital_itsm.vendor_file.actions.reminders import remind
from hospital_itsm.vendor_file.actions.reviews import add_review, change_review
from hospital_itsm.vendor_file.models import (
    Credential,
    FileReminder,
    InsuranceCertificate,
    SecurityReview,
    VendorPerson,
)
from tests.world import World, again
from vendors.models import Document, Vendor

ENDS = date(2027, 6, 30)
CERTIFICATE: dict[str, Any] = {
    "kind": "cyber",
    "insurer": "Saltmarsh Mutual",
    "amount": Decimal("5000000.00"),
    "currency": "USD",
    "starts_on": date(2026, 7, 1),
    "ends_on": ENDS,
}
REVIEW: dict[str, Any] = {
    "kind": "soc2",
    "reviewed_on": date(2026, 1, 5),
    "result": "findings",
    "findings_open": 2,
    "next_due_on": ENDS,
}


def certificate(world: World, who: str = "vendor_manager", **values: Any) -> InsuranceCertificate:
    return add_certificate(world.vendor.pk, actor=again(getattr(world, who)), **{**CERTIFICATE, **values})


def review(world: World, who: str = "security", **values: Any) -> SecurityReview:
    return add_review(world.vendor.pk, actor=again(getattr(world, who)), **{**REVIEW, **values})


def person(world: World, **values: Any) -> VendorPerson:
    return add_person(world.vendor.pk, actor=again(world.it_manager), **{"name": "Jonas Aldridge", **values})


def test_a_certificate_comes_with_its_file_as_a_document_of_the_vendor(world: World) -> None:
    made = certificate(world, upload=ContentFile(b"Certificate of insurance.", name="coi.txt"))
    document = Document.objects.get(vendor=world.vendor)
    assert (made.document, document.kind, document.title) == (document, "insurance", "Cyber liability 2026")
    entry = AuditEntry.objects.get(verb="insurance.add")
    assert entry.changes["amount"] == [None, "5000000.00"]
    assert entry.changes["document"] == [None, document.audit_label]
    assert Change.objects.filter(kind="insurance", subject=made.pk).count() == 1
    same = change_certificate(made.pk, actor=again(world.privacy), fields={"document": document}, version=1)
    assert (same.version, AuditEntry.objects.filter(verb="insurance.change").count()) == (1, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"insurer": " "}, "insurer"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("-5")}, "amount"),
        ({"amount": None}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "US"}, "currency"),
        ({"starts_on": date(2027, 7, 1)}, "ends_on"),
        ({"ends_on": None}, "ends_on"),
        ({"kind": "fire"}, "kind"),
        ({"vendor_id": 7}, "vendor_id"),
    ],
)
def test_a_certificate_that_contradicts_itself_is_refused_and_its_file_not_kept(
    world: World, values: dict[str, Any], field: str
) -> None:
    before = set(default_storage.listdir("")[1])
    with pytest.raises(ValueRefused) as refused:
        certificate(world, upload=ContentFile(b"Certificate.", name="coi.txt"), **values)
    assert list(refused.value.errors) == [field]
    assert (InsuranceCertificate.objects.exists(), Document.objects.exists()) == (False, False)
    assert set(default_storage.listdir("")[1]) == before


def test_only_a_certificate_of_this_vendor_stands_behind_its_insurance(world: World) -> None:
    other = Vendor.objects.create(name="CopperRiver Telecom")
    foreign = Document.objects.create(vendor=other, kind="insurance", title="Theirs")
    contract = Document.objects.create(vendor=world.vendor, kind="quote", title="A quote")
    for document in (foreign, contract):
        with pytest.raises(ValueRefused) as refused:
            certificate(world, document=document)
        assert list(refused.value.errors) == ["document"]
    assert not InsuranceCertificate.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reviewed_on": date(2999, 1, 1), "next_due_on": date(2999, 6, 1)}, "reviewed_on"),
        ({"next_due_on": date(2026, 1, 5)}, "next_due_on"),
        ({"result": "passed"}, "findings_open"),
        ({"findings_open": -1}, "findings_open"),
        ({"result": "fine"}, "result"),
    ],
)
def test_a_review_that_contradicts_itself_is_refused(
    world: World, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        review(world, **values)
    assert (list(refused.value.errors), SecurityReview.objects.exists()) == ([field], False)


def test_a_reviewer_may_read_reviews(world: World) -> None:
    with pytest.raises(ValueRefused):
        review(world, reviewer=again(world.agent))
    made = review(world, reviewer=again(world.auditor))
    closed = change_review(
        made.pk, actor=again(world.security), fields={"findings_open": 0, "result": "passed"}, version=1
    )
    assert (closed.findings_open, closed.version) == (0, 2)


def test_who_may_not_changes_nothing(world: World) -> None:
    kept, somebody = certificate(world), person(world)
    held = add_credential(somebody.pk, actor=again(world.security), kind="badge", expires_on=ENDS)
    for who in ("agent", "biomed", "finance", "auditor", "cio"):
        actor = again(getattr(world, who))
        for attempt in (
            lambda actor=actor: change_certificate(kept.pk, actor=actor, fields={"insurer": "X"}),
            lambda actor=actor: change_person(somebody.pk, actor=actor, fields={"name": "X"}),
            lambda actor=actor: change_credential(held.pk, actor=actor, fields={"expires_on": None}),
            lambda actor=actor: add_review(world.vendor.pk, actor=actor, **REVIEW),
        ):
            with pytest.raises((Forbidden, InsuranceCertificate.DoesNotExist)):
                attempt()
    assert (InsuranceCertificate.objects.get().insurer, VendorPerson.objects.get().name) == (
        "Saltmarsh Mutual",
        "Jonas Aldridge",
    )
    assert Credential.objects.get().expires_on == ENDS
    with pytest.raises(StaleVersion):
        change_certificate(kept.pk, actor=again(world.privacy), fields={"insurer": "X"}, version=9)


def test_who_it_is_stays_out_of_the_trail(world: World) -> None:
    made = person(world, phone="555-0133", email="jonas@northlight.example", note="Asks at the desk")
    change_person(made.pk, actor=again(world.it_manager), fields={"phone": "555-0134"}, version=1)
    words = str(list(AuditEntry.objects.filter(target_type="vendor_file.vendorperson").values()))
    assert not [one for one in ("Aldridge", "555-013", "northlight.example", "Asks") if one in words]


def test_a_credential_needs_somebody_who_works_here_and_days_in_order(world: World) -> None:
    made = person(world)
    with pytest.raises(ValueRefused) as refused:
        add_credential(
            made.pk,
            actor=again(world.security),
            kind="badge",
            issued_on=ENDS,
            expires_on=ENDS - timedelta(days=1),
        )
    assert list(refused.value.errors) == ["expires_on"]
    change_person(made.pk, actor=again(world.it_manager), fields={"is_active": False})
    with pytest.raises(Conflict):
        add_credential(made.pk, actor=again(world.security), kind="badge")
    assert not Credential.objects.exists()


def test_a_retired_vendor_gets_nothing_new(world: World) -> None:
    Vendor.objects.filter(pk=world.vendor.pk).update(is_active=False)
    for attempt in (certificate, review, person):
        with pytest.raises(ValueRefused):
            attempt(world)


def watch(source: str, left: int, hour: int = 16) -> int:
    """One round, so many days before the last one."""
    day = ENDS - timedelta(days=left)
    now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return remind(source, actor=System("vendor-file"), now=now)[0]


def told(kind: str) -> list[tuple[str, int]]:
    """Who was told with how many days left, from the bell."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app")
    return sorted((row.recipient.username, row.payload["left"]) for row in rows)


def test_insurance_is_told_60_and_30_days_before_and_never_twice(world: World) -> None:
    certificate(world)
    for left in range(70, -5, -1):
        watch("insurance", left)
        watch("insurance", left, 17)
    assert told("insurance.ends") == [("imani.clarke", 30), ("imani.clarke", 60)]
    assert watch("insurance", 20, 6) == 0
    payload = OutboxMessage.objects.filter(kind="insurance.ends").values_list("payload", flat=True)[0]
    assert payload["what"] == "Cyber liability"


def test_of_missed_steps_the_latest_is_told_and_a_moved_day_begins_anew(world: World) -> None:
    made = certificate(world)
    assert watch("insurance", 12) == 1
    assert FileReminder.objects.get().step == 30
    later = ENDS + timedelta(days=365)
    change_certificate(made.pk, actor=again(world.privacy), fields={"ends_on": later})
    assert [watch("insurance", left - 365) for left in (59, 58)] == [1, 0]


def test_nobody_is_reminded_of_what_a_newer_one_follows_or_what_is_withdrawn(world: World) -> None:
    first = certificate(world)
    certificate(world, starts_on=ENDS + timedelta(days=1), ends_on=ENDS + timedelta(days=365))
    assert watch("insurance", 20) == 0
    InsuranceCertificate.objects.exclude(pk=first.pk).update(is_active=False)
    assert watch("insurance", 20) == 1
    review(world, is_active=False)
    assert watch("review", 20) == 0


def test_the_reviewer_is_told_of_the_next_review_and_else_security(world: World) -> None:
    made = review(world)
    watch("review", 45)
    assert told("security_review.due") == [("renata.kowalczyk", 45)]
    change_review(made.pk, actor=again(world.security), fields={"reviewer": again(world.privacy)})
    watch("review", 9)
    assert ("hanna.weiss", 9) in told("security_review.due")


def test_a_credential_of_somebody_gone_is_not_told(world: World) -> None:
    somebody = person(world)
    add_credential(somebody.pk, actor=again(world.security), kind="badge", expires_on=ENDS)
    assert watch("credential", 29) == 1
    change_person(somebody.pk, actor=again(world.security), fields={"is_active": False})
    assert watch("credential", 5) == 0
    row = OutboxMessage.objects.filter(kind="credential.ends").first()
    assert row is not None and "Aldridge" not in str(row.payload)


def test_a_worker_that_dies_tells_again_once_it_lives(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate(world)

    def dies(**given: Any) -> int:
        raise RuntimeError("the worker died")

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "tell", dies)
        assert watch("insurance", 50) == 0
    assert not FileReminder.objects.exists()
    assert (watch("insurance", 49), watch("insurance", 48)) == (1, 0)


def test_people_may_not_remind(world: World) -> None:
    certificate(world)
    with pytest.raises(Forbidden):
        remind("insurance", actor=again(world.vendor_manager), now=timezone.now())
