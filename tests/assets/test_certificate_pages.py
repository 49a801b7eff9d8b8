"""A certificate on its pages: asked for whole, refused with what was typed, read on screen, on paper, over REST."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from assets.actions.media import add_medium
from assets.forms.certificate import CertificateForm
from assets.models import SanitizationCertificate, StorageMedium
from assets.rules.certificates import ALWAYS, Fault, Said, faults
from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import Rest
from tests.assets import cast
from tests.assets.test_certificates import CLEARED, FAILED, SHREDDED, facts, sign
from tests.procedures.cast import start
from tests.world import World, again

TODAY = date(2026, 3, 2)
HOSTILE = '<script>x</script> #import "x" {{ 7 }} ' + "W" * 40


def said(**values: Any) -> Said:
    """A good certificate of a solid-state disk, with other values."""
    given = {**facts(), "performed_on": TODAY, "validated_on": TODAY, **values}
    return Said(medium_kind=given.pop("medium_kind", "ssd"), **given)


def test_a_good_certificate_has_no_fault() -> None:
    for values in ({}, CLEARED, FAILED, SHREDDED):
        assert faults(said(**values), TODAY) == {}


def test_an_empty_one_misses_what_every_certificate_says() -> None:
    assert faults(Said("ssd"), TODAY) == dict.fromkeys(ALWAYS, Fault.MISSING)


def contradictions() -> Iterator[tuple[dict[str, Any], str, Fault]]:
    """Values that cannot stand together, and where that is said."""
    yield {"tool": ""}, "tool", Fault.MISSING
    yield {"tool_version": ""}, "tool_version", Fault.MISSING
    yield {"technique": "other"}, "technique_note", Fault.MISSING
    yield {"destination": ""}, "destination", Fault.MISSING
    yield {"technique": "overwrite"}, "technique", Fault.TECHNIQUE_NOT_OF_METHOD
    yield {**SHREDDED, "technique": "degauss"}, "technique", Fault.TECHNIQUE_NOT_OF_METHOD
    yield {"technique": "degauss"}, "technique", Fault.TECHNIQUE_NOT_OF_MEDIUM
    yield {"technique": "block_erase", "medium_kind": "hdd"}, "technique", Fault.TECHNIQUE_NOT_OF_MEDIUM
    yield {**CLEARED, "destination_kind": "recycler"}, "method", Fault.CLEARED_GOES_OUT
    yield {"verification_method": "none_left"}, "verification_method", Fault.NOTHING_LEFT
    yield {**SHREDDED, "destination_kind": "external"}, "destination_kind", Fault.DESTROYED_IN_USE
    yield {"data_class_after": "phi"}, "data_class_after", Fault.DATA_IS_GONE
    yield {**FAILED, "data_class_after": "none"}, "data_class_after", Fault.DATA_IS_THERE
    for kind in ("internal_reuse", "external", "manufacturer", "recycler"):
        yield {**FAILED, "destination_kind": kind}, "destination_kind", Fault.FAILED_MOVES_ON
    yield {"validated_by": " r. SANDOVAL "}, "validated_by", Fault.SAME_PERSON
    yield {"validated_on": date(2026, 3, 1)}, "validated_on", Fault.BEFORE_IT_WAS_DONE
    yield {"performed_on": date(2026, 3, 3)}, "performed_on", Fault.FUTURE


@pytest.mark.parametrize(("values", "field", "fault"), list(contradictions()))
def test_what_cannot_stand_together_is_named_at_its_field(
    values: dict[str, Any], field: str, fault: Fault
) -> None:
    assert faults(said(**values), TODAY)[field] == fault


@pytest.fixture
def disk(world: World) -> StorageMedium:
    """The disk of a pump."""
    return add_medium(cast.pump(world).tag, actor=again(world.biomed), kind="ssd", serial="D1")


def test_the_form_asks_for_everything_and_chooses_nothing() -> None:
    form = CertificateForm()
    assert set(form.fields) == {*Said.__dataclass_fields__, "version"} - {"medium_kind"} | {
        "performed_phone",
        "validated_place",
        "validated_phone",
        "witnessed_by",
        "vendor_certificate",
        "chain_of_custody",
        "exceptions",
    }
    assert {name for name, field in form.fields.items() if field.initial} == set()
    shown = [field.name for _title, fields in form.grouped for field in fields]
    assert sorted(shown) == sorted(set(form.fields) - {"version"})


def test_the_page_refuses_an_incomplete_certificate_and_keeps_what_was_typed(
    world: World, disk: StorageMedium, client: Client
) -> None:
    client.force_login(world.biomed)
    path = f"/a/LR-20417/media/{disk.pk}/certificate/"
    assert client.get(path).content.decode().count("selected") == client.get(path).content.decode().count(
        'value="" selected'
    )
    for wrong in ({"verification_result": ""}, {"technique": "degauss"}, {"tool_version": ""}):
        answer = client.post(path, {**facts(), **wrong})
        assert (answer.status_code, "All sectors read back" in answer.content.decode()) == (422, True)
    assert not SanitizationCertificate.objects.exists()
    assert not AuditEntry.objects.filter(verb="asset.certify").exists()
    signed = client.post(path, facts())
    row = SanitizationCertificate.objects.get()
    assert (signed.status_code, signed["Location"]) == (302, f"/certificates/{row.pk}/")


def test_a_certificate_is_read_on_its_page_with_its_history(
    world: World, disk: StorageMedium, client: Client
) -> None:
    row = sign(world, disk, exceptions=HOSTILE, witnessed_by="Alma Reyes, RN")
    client.force_login(world.auditor)
    text = client.get(f"/certificates/{row.pk}/").content.decode()
    for words in (f"SC-{row.pk}", "LR-20417", "Sanitize command of the drive", "sg_sanitize 1.23", "Passed"):
        assert words in text
    assert escape(HOSTILE) in text
    assert "<script>x" not in text
    assert "signed a certificate of sanitization" in text
    assert "Alma Reyes, RN" in text


def test_its_paper_is_tagged_whatever_was_typed(world: World, disk: StorageMedium, client: Client) -> None:
    row = sign(world, disk, exceptions=HOSTILE)
    strange = sign(world, disk, exceptions="日本語")
    client.force_login(world.auditor)
    for one in (row, strange):
        answer = client.get(f"/certificates/{one.pk}/pdf/")
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        assert answer["Content-Disposition"] == f'attachment; filename="SC-{one.pk}.pdf"'
        assert all(mark in answer.content for mark in (b"/StructTreeRoot", b"/Lang", b"/MarkInfo"))
        assert (b"pdfuaid" in answer.content) == (one == row)


def test_those_who_do_not_see_the_device_do_not_see_its_certificate(
    world: World, disk: StorageMedium, client: Client
) -> None:
    row = sign(world, disk)
    elsewhere = add_medium(cast.computer(world).tag, actor=again(world.biomed), kind="ssd", serial="D2")
    other = sign(world, elsewhere)
    client.force_login(world.charge_nurse)
    assert client.get(f"/certificates/{row.pk}/").status_code == 200
    for path in (f"/certificates/{other.pk}/", f"/certificates/{other.pk}/pdf/"):
        assert client.get(path).status_code == 404
    client.force_login(world.requester)
    assert client.get(f"/certificates/{row.pk}/").status_code == 404


def test_asset_and_procedure_lead_to_the_certificates(
    world: World, disk: StorageMedium, client: Client
) -> None:
    failed, good = sign(world, disk, **FAILED), sign(world, disk)
    client.force_login(world.biomed)
    text = client.get("/a/LR-20417/").content.decode()
    for row in (failed, good):
        assert f'href="/certificates/{row.pk}/"' in text
    assert "Verification failed" not in text
    run = start(world, "LR-20417", "decommission")
    assert client.post(f"{run.get_absolute_url()}steps/7/", {"wish": "do"}).status_code == 302
    assert f'href="/certificates/{good.pk}/"' in client.get(run.get_absolute_url()).content.decode()
    sign(world, disk, **FAILED)
    assert "Verification failed" in client.get("/a/LR-20417/").content.decode()


def test_rest_says_every_fact_and_filters_by_result(world: World, disk: StorageMedium) -> None:
    failed, good = sign(world, disk, **FAILED), sign(world, disk)
    hands = Rest(world.technician)
    one = hands.get(f"certificates/{good.pk}/").json()
    expected = {name: value for name, value in facts().items() if not isinstance(value, date)}
    assert {name: one[name] for name in expected} == expected
    assert (one["medium"], one["has_passed"], one["address"]) == (disk.pk, True, f"/certificates/{good.pk}/")
    assert one["validated_on"] == timezone.localdate().isoformat()
    rows = hands.get("certificates/?asset=lr-20417&result=failed").json()["results"]
    assert [row["number"] for row in rows] == [failed.number]
