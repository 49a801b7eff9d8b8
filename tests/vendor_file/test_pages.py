"""The file of a vendor on pages, in lists, in files and over REST."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from tests.api.rest import Rest, pointers, problem
from tests.exporting.files import csv_of
from tests.tickets.desk_pages import opened, sent
from tests.world import World
from vendors.models import Document, Vendor


def day(count: int) -> Any:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def kept(world: World) -> VendorPerson:
    """Somebody with an expired account, insurance that ends soon, a review that is overdue."""
    person = VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge", role="Engineer")
    person.credentials.create(kind="account", label="Core switches", expires_on=day(-3))
    person.credentials.create(kind="badge", expires_on=day(200))
    said = {"vendor": world.vendor, "kind": "cyber", "insurer": "Saltmarsh Mutual", "currency": "USD"}
    InsuranceCertificate.objects.create(
        starts_on=day(-300), ends_on=day(20), amount=Decimal("5000000"), **said
    )
    SecurityReview.objects.create(
        vendor=world.vendor,
        kind="soc2",
        result="findings",
        findings_open=3,
        reviewed_on=day(-400),
        next_due_on=day(-10),
    )
    return person


def test_the_vendors_page_leads_to_its_file_and_each_sees_their_part(
    world: World, kept: VendorPerson
) -> None:
    address = f"/vendors/{world.vendor.pk}/"
    assert f'hx-get="{address}file/"' in opened(world.agent, address).page
    whole = opened(world.privacy, f"{address}file/").main
    assert "Account: Core switches Expired" in whole
    assert "USD 5,000,000.00 Ends soon" in whole
    assert "Passed with findings 3 Next one overdue" in whole
    part = opened(world.agent, f"{address}file/", HX_Request="true")
    assert ("Account: Core switches" in part.words, "Saltmarsh" in part.words) == (True, False)
    assert "<html" not in part.page


def test_what_expires_is_one_page(world: World, kept: VendorPerson) -> None:
    page = opened(world.vendor_manager, "/vendors/expiring/").main
    assert "Jonas Aldridge Northlight Networks Account: Core switches Expired" in page
    assert "Northlight Networks Cyber liability Ends soon" in page
    assert "Northlight Networks SOC 2 report Next one overdue" in page
    page = opened(world.technician, "/vendors/expiring/").main
    assert ("Core switches" in page, "Cyber" in page, "Networks Badge" in page) == (True, False, False)
    VendorPerson.objects.update(is_active=False)
    assert "Nothing expired" in opened(world.technician, "/vendors/expiring/").main


def test_lists_are_narrowed_and_leave_as_files(world: World, kept: VendorPerson) -> None:
    assert "Core switches" in opened(world.agent, "/vendors/credentials/?state=over").main
    assert "Core switches" not in opened(world.agent, "/vendors/credentials/?state=valid").main
    assert "Core switches" in opened(world.agent, "/vendors/credentials/?q=aldridge&kind=account").main
    assert opened(world.agent, "/vendors/credentials/?state=broken").status == 400
    assert "SOC 2" in opened(world.privacy, "/vendors/reviews/?findings=yes&result=findings").main
    assert "No review matches" in opened(world.privacy, "/vendors/reviews/?findings=no").main
    assert "Saltmarsh" in opened(world.privacy, "/vendors/insurance/?q=saltmarsh&state=soon").main
    assert "Jonas Aldridge" in opened(world.agent, "/vendors/people/?q=north").main
    rows = csv_of(world.privacy, "/vendors/insurance/export/")
    assert [row["Amount"] for row in rows] == ["5000000.00"]


def test_the_page_of_somebody_warns_of_what_expired(world: World, kept: VendorPerson) -> None:
    page = opened(world.agent, f"/vendors/people/{kept.pk}/")
    assert "Expired: Account: Core switches (ended" in page.main
    assert "credentials/new/" not in page.page
    assert "credentials/new/" in opened(world.security, f"/vendors/people/{kept.pk}/").page


def test_forms_keep_what_was_typed_take_a_file_and_show_both_versions(world: World) -> None:
    who, address = world.vendor_manager, f"/vendors/{world.vendor.pk}/insurance/new/"
    typed = {
        "kind": "cyber", "insurer": "Saltmarsh Mutual", "amount": "5000000.00", "currency": "USD",
        "starts_on": "2026-07-01", "ends_on": "2026-01-01", "is_active": "on",
    }  # fmt: skip
    refused = sent(who, address, **typed)
    assert (refused.status, "Saltmarsh Mutual" in refused.page) == (422, True)
    assert "This is before the first day." in refused.words
    file = SimpleUploadedFile("coi.txt", b"Certificate.", "text/plain")
    assert sent(who, address, **{**typed, "ends_on": "2027-06-30"}, file=file).status == 302
    row = InsuranceCertificate.objects.get()
    assert (row.document, row.amount) == (Document.objects.get(), Decimal("5000000.00"))
    edit = f"/vendors/insurance/{row.pk}/"
    good = {**typed, "ends_on": "2027-06-30", "version": "1", "document": row.document_id}
    assert sent(who, edit, **{**good, "insurer": "Fenwick"}).status == 302
    late = sent(who, edit, **{**good, "insurer": "Third"})
    assert (late.status, "Fenwick" in late.page, "Third" in late.page) == (409, True, True)


def test_people_and_what_they_hold_over_rest(world: World) -> None:
    manager = Rest(world.it_manager)
    made = manager.post("vendor_people/", {"vendor": "Northlight Networks", "name": "Jonas Aldridge"})
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    person = made.json()["id"]
    refused = manager.post("vendor_credentials/", {"person": 10**9, "kind": "badge"})
    assert pointers(problem(refused, 422, "value-refused")) == ["/person"]
    held = manager.post(
        "vendor_credentials/", {"person": person, "kind": "badge", "expires_on": day(-1).isoformat()}
    ).json()
    assert (held["validity"], held["name"]) == ("over", "Jonas Aldridge")
    one = f"vendor_credentials/{held['id']}/"
    problem(manager.patch(one, {"expires_on": None}), 428, "precondition-required")
    problem(Rest(world.agent).patch(one, {"expires_on": None}, If_Match="*"), 403, "forbidden")
    changed = manager.patch(one, {"expires_on": None}, If_Match='"1"')
    assert (changed.json()["validity"], changed["ETag"]) == ("valid", '"2"')
    problem(manager.patch(one, {"label": "X"}, If_Match='"1"'), 412, "stale-version")
    rows = Rest(world.agent).get(f"vendor_credentials/?person={person}").json()["results"]
    assert [row["id"] for row in rows] == [held["id"]]
    assert Credential.objects.get().expires_on is None


def test_insurance_and_reviews_over_rest_keep_money_exact(world: World) -> None:
    privacy, body = Rest(world.privacy), {
        "vendor": "Northlight Networks", "kind": "cyber", "insurer": "Saltmarsh", "amount": "12345678901.05",
        "currency": "USD", "starts_on": "2026-01-01", "ends_on": day(400).isoformat(),
    }  # fmt: skip
    problem(privacy.post("insurance_certificates/", {**body, "amount": 5}), 422, "value-refused")
    made = privacy.post("insurance_certificates/", body)
    assert (made.status_code, made.json()["amount"], made.json()["validity"]) == (
        201,
        "12345678901.05",
        "valid",
    )
    foreign = Document.objects.create(
        vendor=Vendor.objects.create(name="CopperRiver"), kind="insurance", title="Theirs"
    )
    one = f"insurance_certificates/{made.json()['id']}/"
    refused = privacy.patch(one, {"document": foreign.pk}, If_Match="*")
    assert pointers(problem(refused, 422, "value-refused")) == ["/document"]
    problem(Rest(world.agent).get(one), 403, "forbidden")
    problem(Rest(world.privacy, ["people:read"]).get(one), 403, "forbidden")
    assert privacy.patch(one, {"is_active": False}, If_Match="*").json()["validity"] == "withdrawn"
    assert privacy.get("insurance_certificates/").json()["results"] == []
    review = {
        "vendor": "Northlight Networks", "kind": "soc2", "result": "passed", "reviewed_on": "2026-01-01",
        "next_due_on": day(-1).isoformat() if day(-1).isoformat() > "2026-01-01" else "2026-01-02",
    }  # fmt: skip
    assert privacy.post("security_reviews/", review).json()["validity"] == "over"
