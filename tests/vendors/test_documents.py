"""Documents of vendors, contracts and agreements: kept with their versions, opened by those who may, withdrawn."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from tests.api.rest import Rest, problem
from tests.vendors import cast
from tests.vendors.test_baa_gate import agreement
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.actions import documents
from vendors.actions.documents import add_document, add_version, record_opening, withdraw_version
from vendors.models import Contract, Document, DocumentVersion

PDF = b"%PDF-1.7\nsigned"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of one test in a folder of its own."""
    stored = tmp_path / "documents"
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": stored}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return stored


def pdf(name: str = "contract.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile(name, data, content_type="text/html")


def kept(world: World, subject: Any, kind: str = "contract", who: str = "vendor_manager") -> Document:
    """A document somebody keeps."""
    actor = again(getattr(world, who))
    return add_document(subject, actor=actor, kind=kind, title="Order form", upload=pdf())


def test_versions_are_numbered_the_old_ones_stay_and_bytes_lie_under_random_names(world: World) -> None:
    made = kept(world, world.vendor)
    add_version(
        made.pk, actor=again(world.vendor_manager), upload=pdf("../new.exe.pdf", PDF + b"!"), note="Signed"
    )
    rows = list(made.versions.order_by("number"))
    assert [(row.number, row.file_name, row.content_type, row.size, row.note) for row in rows] == [
        (1, "contract.pdf", "application/pdf", 15, ""),
        (2, "new_exe.pdf", "application/pdf", 16, "Signed"),
    ]
    assert default_storage.open(rows[0].stored_name).read() == PDF
    assert len({row.stored_name for row in rows} & {"contract.pdf", "new.exe.pdf"}) == 0
    entries = AuditEntry.objects.filter(verb__in=["document.add", "document.add_version"]).order_by("id")
    assert [row.changes["version"] for row in entries] == [1, 2]
    assert "Order form" not in str([(row.changes, row.target_label) for row in entries])


@pytest.mark.parametrize(
    ("kind", "title", "data", "field"),
    [
        ("contract", "Order form", b"<html><script>x</script>", "file"),
        ("contract", "Order form", b"", "file"),
        ("contract", "Order form", b"MZ\x90\x00\x03", "file"),
        ("contract", "  ", PDF, "title"),
        ("contract", "x" * 161, PDF, "title"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing(
    world: World, folder: Path, kind: str, title: str, data: bytes, field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        add_document(
            world.vendor, actor=again(world.vendor_manager), kind=kind, title=title, upload=pdf("a.pdf", data)
        )
    assert set(refused.value.errors) == {field}
    assert not Document.objects.exists()
    assert not DocumentVersion.objects.exists()
    assert not folder.exists() or not list(folder.iterdir())


def test_a_stored_file_goes_when_its_row_cannot_be_kept(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*given: Any) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr(documents, "record", die)
    with pytest.raises(RuntimeError):
        kept(world, world.vendor)
    assert not Document.objects.exists()
    assert not list(folder.iterdir())


def test_privacy_keeps_and_sees_the_kinds_that_say_nothing_of_money_and_no_draft(world: World) -> None:
    signed = cast.contract(world, "C-1")
    draft = cast.contract(world, "C-2", status="draft")
    kept(world, signed, "contract")
    open_one = kept(world, signed, "soc_report", who="privacy")
    kept(world, draft, "soc_report")
    privacy = again(world.privacy)
    assert list(Document.objects.visible_to(privacy)) == [open_one]
    assert Document.objects.visible_to(again(world.cio)).count() == 3
    for who in ("agent", "biomed", "requester", "administrator"):
        assert not Document.objects.visible_to(again(getattr(world, who))).exists()
    for subject, kind, who in (
        (signed, "contract", "privacy"),
        (signed, "quote", "security"),
        (signed, "baa", "it_manager"),
        (signed, "baa", "agent"),
    ):
        with pytest.raises(Forbidden):
            kept(world, subject, kind, who)
    assert Document.objects.count() == 3


def test_a_withdrawn_version_stays_on_record_and_opens_no_more(world: World, client: Client) -> None:
    made = kept(world, agreement(world.vendor), "baa")
    manager = again(world.vendor_manager)
    with pytest.raises(ValueRefused):
        withdraw_version(made.pk, 1, actor=manager, reason=" ")
    with pytest.raises(Forbidden):
        withdraw_version(made.pk, 1, actor=again(world.cio), reason="Wrong file")
    withdraw_version(made.pk, 1, actor=again(world.privacy), reason="Wrong file")
    with pytest.raises(Conflict):
        withdraw_version(made.pk, 1, actor=manager, reason="Again")
    entry = AuditEntry.objects.get(verb="document.withdraw")
    assert (entry.changes["version"], entry.changes["reason"]["length"]) == (1, 10)
    client.force_login(world.vendor_manager)
    assert client.get(f"/vendors/documents/{made.pk}/versions/1/").status_code == 404
    page = text_of(client.get(f"/vendors/documents/{made.pk}/"))
    assert "<del>contract.pdf</del>" in page
    assert "Wrong file" in page
    assert default_storage.exists(made.versions.get().stored_name)


def test_a_file_comes_as_a_download_and_every_opening_is_recorded(world: World, client: Client) -> None:
    made = kept(world, cast.contract(world, "C-1"))
    client.force_login(world.finance)
    answer = client.get(f"/vendors/documents/{made.pk}/versions/1/")
    assert b"".join(answer) == PDF  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    entry = AuditEntry.objects.get(verb="document.open")
    assert (entry.actor, entry.changes) == (world.finance, {"version": 1})
    client.force_login(world.privacy)
    assert client.get(f"/vendors/documents/{made.pk}/versions/1/").status_code == 404
    with pytest.raises(Forbidden):
        record_opening(made.versions.get(), actor=again(world.agent))
    assert AuditEntry.objects.filter(verb="document.open").count() == 1


def test_documents_are_added_by_form_and_stand_on_the_pages(world: World, client: Client) -> None:
    contract = cast.contract(world, "C-1")
    client.force_login(world.vendor_manager)
    refused = client.post("/contracts/C-1/documents/new/", {"kind": "contract", "title": "Order form"})
    assert (refused.status_code, 'value="Order form"' in text_of(refused)) == (422, True)
    sent = {"kind": "contract", "title": "Order <form>", "file": pdf(), "note": "First"}
    made_at = client.post("/contracts/C-1/documents/new/", sent)["Location"]
    made = Document.objects.get()
    assert (made.contract, made_at) == (contract, f"/vendors/documents/{made.pk}/")
    client.post(f"{made_at}versions/new/", {"file": pdf("two.pdf"), "note": "Signed by both"})
    for address in ("/contracts/C-1/", contract.vendor.get_absolute_url()):
        page = text_of(client.get(address))
        assert "Order &lt;form&gt;" in page
        assert "Version 2" in page
    page = text_of(client.get(made_at))
    assert page.index("two.pdf") < page.index("contract.pdf")
    client.post(f"{made_at}versions/1/withdraw/", {"reason": "Replaced"})
    assert made.versions.get(number=1).withdrawn_because == "Replaced"


def test_no_more_documents_than_a_page_shows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 1)
    monkeypatch.setattr(documents, "MOST_VERSIONS", 1)
    made = kept(world, world.vendor)
    for again_kept in (
        lambda: kept(world, world.vendor),
        lambda: add_version(made.pk, actor=again(world.vendor_manager), upload=pdf()),
    ):
        with pytest.raises(ValueRefused) as refused:
            again_kept()
        assert set(refused.value.errors) == {"file"}
    assert DocumentVersion.objects.count() == 1


def upload(who: Rest, path: str, **parts: Any) -> Any:
    """A multipart post over REST."""
    return who.client.post(f"/api/v1/{path}", parts, headers=who.headers)


def test_documents_over_rest(world: World) -> None:
    contract: Contract = cast.contract(world, "C-1")
    manager, privacy = Rest(world.vendor_manager), Rest(world.privacy)
    made = upload(manager, "contracts/C-1/documents/", kind="contract", title="Order form", file=pdf())
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert [one["file_name"] for one in made.json()["versions"]] == ["contract.pdf"]
    more = upload(manager, f"documents/{pk}/versions/", file=pdf("two.pdf"), note="Signed")
    assert [one["number"] for one in more.json()["versions"]] == [2, 1]
    assert manager.get(f"documents/{pk}/").json() == more.json()
    assert manager.get("contracts/C-1/documents/").json() == [more.json()]
    assert b"".join(manager.get(f"documents/{pk}/versions/2/")) == PDF  # type: ignore[arg-type]
    assert privacy.get("contracts/C-1/documents/").json() == []
    problem(privacy.get(f"documents/{pk}/versions/2/"), 404, "not-found")
    problem(upload(manager, f"documents/{pk}/versions/", file=pdf(), owner="x"), 400, "unknown-input")
    problem(
        upload(privacy, "contracts/C-1/documents/", kind="quote", title="x", file=pdf()), 403, "forbidden"
    )
    ended = manager.send("POST", f"documents/{pk}/versions/2/withdrawal/", {"reason": "Wrong file"}).json()
    assert ended["versions"][0]["withdrawn_at"] is not None
    problem(manager.get(f"documents/{pk}/versions/2/"), 404, "not-found")
    assert json.loads(manager.get("vendors/Northlight%20Networks/documents/").content) == []
    assert contract.documents.count() == 1
