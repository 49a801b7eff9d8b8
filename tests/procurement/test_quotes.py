"""The files of offers: kept with a draft, frozen with its submission, opened by whoever sees the purchase."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.procurement.actions import options, purchase_life, quotes
from hospital_itsm.procurement.models import Purchase, QuoteFile
from tests.api.rest import Rest
from tests.procurement import cast
from tests.world import World, again

PDF = b"%PDF-1.7\nquote"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Files of one test in a folder of its own."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "quotes"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path / "quotes"


def pdf(name: str = "quote.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """An upload."""
    return SimpleUploadedFile(name, data, content_type="text/html")


def kept(world: World, purchase: Purchase, who: str = "vendor_manager", upload: Any = None) -> QuoteFile:
    """A file with the one option of a purchase."""
    option = purchase.options.get()
    return quotes.add_file(
        purchase.number, option.pk, actor=again(getattr(world, who)), upload=upload or pdf()
    )


def stored(folder: Path) -> list[bytes]:
    """The bytes of all files that are kept."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_by_its_bytes_under_a_random_name(world: World, folder: Path) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    row = kept(world, made, upload=pdf("../offer.exe.pdf"))
    assert (row.file_name, row.content_type, row.size) == ("offer_exe.pdf", "application/pdf", len(PDF))
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert default_storage.open(row.stored_name).read() == PDF
    assert "offer" not in row.stored_name
    entry = AuditEntry.objects.get(verb="purchase.add_file")
    assert entry.changes == {"file": [None, row.pk], "sha256": [None, row.sha256]}
    assert cast.fresh(made).version == made.version + 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("quote.pdf", b"", "That file is empty"),
        ("quote.pdf", b"<html><script>alert(1)</script>", "Web pages and scripts"),
        ("quote.zip", b"PK\x03\x04" + b"\0" * 60, "Packed files"),
    ],
)
def test_what_is_no_document_is_refused_and_nothing_stays(
    world: World, folder: Path, name: str, data: bytes, words: str
) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    with pytest.raises(ValueRefused) as refused:
        kept(world, made, upload=pdf(name, data))
    assert words in refused.value.errors["file"]
    assert QuoteFile.objects.count() == 0
    assert cast.fresh(made).version == made.version
    assert not folder.exists() or stored(folder) == []


def test_from_submission_on_the_files_stay_as_they_are(world: World, folder: Path) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    row = kept(world, made)
    purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    with pytest.raises(Conflict):
        kept(world, made)
    with pytest.raises(Conflict):
        quotes.remove_file(made.number, row.pk, actor=again(world.vendor_manager))
    assert [one.pk for one in QuoteFile.objects.all()] == [row.pk]
    assert stored(folder) == [PDF]


def test_only_who_asked_or_orders_adds_files(world: World, folder: Path) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    with pytest.raises(Forbidden):
        kept(world, made, who="it_manager")
    with pytest.raises(Purchase.DoesNotExist):
        kept(world, made, who="agent")
    assert QuoteFile.objects.count() == 0


def test_an_option_has_at_most_ten_files(world: World) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    for number in range(quotes.MOST_FILES):
        kept(world, made, upload=pdf(f"quote-{number}.pdf"))
    with pytest.raises(Conflict, match="at most 10 files"):
        kept(world, made)
    assert QuoteFile.objects.count() == 10


def test_removing_a_file_or_its_option_removes_the_bytes_once_it_is_certain(
    world: World, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    first, second = kept(world, made), kept(world, made, upload=pdf("terms.pdf", PDF + b"2"))
    with django_capture_on_commit_callbacks() as waiting:
        quotes.remove_file(made.number, first.pk, actor=again(world.vendor_manager))
        assert len(stored(folder)) == 2
    for callback in waiting:
        callback()
    assert stored(folder) == [PDF + b"2"]
    with django_capture_on_commit_callbacks(execute=True):
        options.remove_option(made.number, second.option_id, actor=again(world.vendor_manager))
    assert stored(folder) == []
    assert QuoteFile.objects.count() == 0


def test_the_page_keeps_and_sends_it_as_a_download_that_the_trail_knows(world: World, client: Client) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    option = made.options.get()
    client.force_login(world.vendor_manager)
    address = f"/purchases/{made.number}/options/{option.pk}/files/new/"
    refused = client.post(address, {"version": made.version})
    assert refused.status_code == 422
    assert "Choose a file." in refused.content.decode()
    sent = client.post(address, {"version": made.version, "file": pdf("Quote 17.pdf")})
    assert (sent.status_code, sent["Location"]) == (302, made.get_absolute_url())
    row = QuoteFile.objects.get()
    assert (
        f'href="/purchases/{made.number}/files/{row.pk}/"'
        in client.get(made.get_absolute_url()).content.decode()
    )
    client.force_login(world.finance)
    answer = client.get(f"/purchases/{made.number}/files/{row.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    entry = AuditEntry.objects.get(verb="purchase.open_file")
    assert (entry.actor_id, entry.changes) == (world.finance.pk, {"file": row.pk})


def test_a_file_of_another_purchase_is_not_there(world: World, client: Client) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    other = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    row = kept(world, made)
    client.force_login(world.vendor_manager)
    assert client.get(f"/purchases/{other.number}/files/{row.pk}/").status_code == 404
    assert client.post(f"/purchases/{other.number}/files/{row.pk}/remove/").status_code == 404
    assert QuoteFile.objects.filter(pk=row.pk).exists()
    assert not AuditEntry.objects.filter(verb="purchase.open_file").exists()


def test_files_over_rest(world: World) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.")
    option = made.options.get()
    rest = Rest(world.vendor_manager, ("purchases:read", "purchases:write"))
    root = f"/api/v1/purchases/{made.number}/"
    answer = rest.client.post(
        f"{root}options/{option.pk}/files/", {"file": pdf()}, headers={**rest.headers, "If-Match": "*"}
    )
    assert answer.status_code == 201
    (offer,) = answer.json()["options"]
    (file,) = offer["files"]
    assert (file["file_name"], file["size"], file["sha256"]) == (
        "quote.pdf", len(PDF), hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    sent = rest.client.get(f"{root}files/{file['id']}/", headers=rest.headers)
    assert b"".join(sent.streaming_content) == PDF
    gone = rest.client.delete(f"{root}files/{file['id']}/", headers={**rest.headers, "If-Match": "*"})
    assert gone.status_code == 200
    assert gone.json()["options"][0]["files"] == []
