"""Attaching files: judged by their bytes, written anew, named safely, kept outside the web root."""

import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.core.files.kinds import FileRefused, safe_name, sniff
from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.attachments import attach, record_download
from tickets.models import Attachment, Ticket
from tickets.queries.attachments import visible_attachments

EXIF_GPS, EXIF_MAKE = 0x8825, 0x010F


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Attachments of one test in a folder of its own."""
    stored = tmp_path / "attachments"
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": stored}}
    settings.STORAGES = storages
    return stored


def picture(form: str = "PNG", size: tuple[int, int] = (8, 8), **more: Any) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (10, 120, 90)).save(out, form, **more)
    return out.getvalue()


def office(*names: str) -> bytes:
    """A packed file with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def huge_png() -> bytes:
    """A few bytes that claim 60,000 x 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"0"))
        + chunk(b"IEND", b"")
    )


def put(world: World, ticket: Ticket, data: bytes, name: str = "picture.png", **values: Any) -> Attachment:
    """Attach as the nurse who reported, unless the test says otherwise."""
    actor = values.pop("actor", None) or again(world.requester)
    return attach(ticket.key, actor=actor, upload=SimpleUploadedFile(name, data), **values)


HOSTILE = {
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "page.png"),
    "svg": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "drawing.svg"),
    "script in text": (b"hello\n<script>alert(1)</script>", "notes.txt"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc"),
    "dicom": (b"\0" * 128 + b"DICM" + b"\0" * 40, "scan.png"),
    "program": (b"MZ\x90\x00\x03" + b"\0" * 100, "tool.txt"),
    "elf": (b"\x7fELF\x02\x01\x01" + b"\0" * 60, "picture.png"),
    "shell script": (b"#!/bin/sh\necho hi\n", "run.log"),
    "zip": (office("readme.txt"), "files.zip"),
    "macros": (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "letter.docx"),
    "zip slip": (office("[Content_Types].xml", "word/document.xml", "../../evil"), "letter.docx"),
    "broken zip": (b"PK\x03\x04broken", "letter.docx"),
    "empty": (b"", "empty.txt"),
    "broken picture": (picture()[:40], "cut.png"),
    "bomb": (huge_png(), "bomb.png"),
    "binary": (bytes(range(256)), "data.csv"),
}


@pytest.mark.parametrize(("data", "name"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_not_on_the_list_is_refused_and_nothing_is_stored(
    world: World, folder: Path, data: bytes, name: str
) -> None:
    ticket = send(world)
    with pytest.raises(ValueRefused) as refused:
        put(world, ticket, data, name)
    assert set(refused.value.errors) == {"file"}
    assert not Attachment.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("data", "name", "content_type", "stored_as"),
    [
        (picture(), "a.png", "image/png", "a.png"),
        (picture("JPEG"), "a.exe", "image/jpeg", "a.jpg"),
        (picture("GIF"), "a.gif", "image/gif", "a.gif"),
        (picture("WEBP"), "a.webp", "image/webp", "a.webp"),
        (b"%PDF-1.7\n%%EOF", "letter.pdf", "application/pdf", "letter.pdf"),
        ("09:12 größer\n".encode(), "events.log", "text/plain", "events.log"),
        (b"a,b\n1,2\n", "rows.csv", "text/plain", "rows.csv"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "x.xlsx", None, "x.xlsx"),
    ],
)
def test_the_true_kind_decides_type_and_ending(
    world: World, data: bytes, name: str, content_type: str | None, stored_as: str
) -> None:
    row = put(world, send(world), data, name)
    assert row.file_name == stored_as
    if content_type:
        assert row.content_type == content_type


def test_place_and_camera_are_gone_and_the_picture_stands_upright(world: World) -> None:
    exif = Image.Exif()
    exif[EXIF_MAKE] = "Quokka phones"
    exif[0x0112] = 6
    exif.get_ifd(EXIF_GPS)[1] = "N"
    row = put(world, send(world), picture("JPEG", (20, 10), exif=exif), "photo.jpg")
    stored = default_storage.open(row.stored_name).read()
    assert b"Quokka" not in stored
    with Image.open(io.BytesIO(stored)) as kept:
        assert dict(kept.getexif()) == {}
        assert kept.size == (10, 20)


def test_what_hides_behind_a_picture_is_dropped(world: World) -> None:
    row = put(world, send(world), picture("GIF") + b"<script>alert(1)</script>", "two.gif")
    assert b"<script>" not in default_storage.open(row.stored_name).read()


def test_stored_under_a_random_name_with_its_digest_and_only_for_us(world: World, folder: Path) -> None:
    row = put(world, send(world), picture(), "Quokka on the ward.png")
    path = folder / row.stored_name
    stored = path.read_bytes()
    assert "uokka" not in row.stored_name
    assert (row.size, row.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Quokka" not in json.dumps(AuditEntry.objects.get(verb="ticket.attach").changes)


def test_a_name_with_patient_data_is_masked(world: World) -> None:
    row = put(world, send(world), picture(), "chart MRN 00482913.png")
    assert row.file_name == "chart [record number hidden].png"


def test_more_than_the_limit_is_refused_with_the_size(world: World, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValueRefused) as refused:
        put(world, send(world), b"a" * (1024 * 1024 + 1), "big.txt")
    assert refused.value.errors["file"].startswith("That file is 2 MB. The limit is 1 MB.")
    assert not Attachment.objects.exists()


def test_a_scanner_that_says_no_or_does_not_answer_refuses(world: World, settings: Any) -> None:
    ticket = send(world)
    for code in (1, 2):
        settings.ATTACHMENT_SCANNER = f"{sys.executable} -c 'import sys; sys.exit({code})'"
        with pytest.raises(ValueRefused):
            put(world, ticket, b"plain words", "a.txt")
    assert not Attachment.objects.exists()
    settings.ATTACHMENT_SCANNER = f"{sys.executable} -c 'import sys; sys.stdin.read()'"
    assert put(world, ticket, b"plain words", "a.txt").size == 11


def test_who_sees_which_file(world: World) -> None:
    ticket = send(world)
    open_one = put(world, ticket, b"plain words", "a.txt")
    record = put(world, ticket, b"more words", "b.txt", shows_record=True)
    inside = put(world, ticket, b"inner words", "c.txt", actor=again(world.technician), is_internal=True)
    assert list(visible_attachments(ticket, again(world.technician))) == [open_one, record, inside]
    assert list(visible_attachments(ticket, again(world.requester))) == [open_one, record]
    assert list(visible_attachments(ticket, again(world.colleague))) == [open_one]


def test_a_nurse_attaches_nothing_internal(world: World) -> None:
    ticket = send(world)
    with pytest.raises(Forbidden):
        put(world, ticket, b"plain words", "a.txt", is_internal=True)
    assert not Attachment.objects.exists()


def test_opening_a_picture_of_a_record_is_recorded(world: World) -> None:
    ticket = send(world)
    record_download(put(world, ticket, b"plain words", "a.txt"), actor=again(world.technician))
    assert not AuditEntry.objects.filter(verb="ticket.download").exists()
    shown = put(world, ticket, b"more words", "b.txt", shows_record=True)
    record_download(shown, actor=again(world.technician))
    entry = AuditEntry.objects.get(verb="ticket.download")
    assert (entry.target_label, entry.changes) == (f"attachment {shown.pk}", {"ticket": [None, ticket.key]})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\x\\report.docx", "report.txt"),
        ("CON.txt", "_CON.txt"),
        ("file.php.jpg", "file_php.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        ("a\x00b.txt", "ab.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("日本語.pdf", "日本語.txt"),
    ],
)
def test_names_lose_what_could_do_harm(given: str, kept: str) -> None:
    assert safe_name(given, "txt") == kept


@pytest.mark.data
def test_every_hostile_name_becomes_a_harmless_one(shared_data: Path) -> None:
    names = json.loads((shared_data / "hostile_inputs" / "upload_filenames.json").read_text())
    for name in names:
        kept = safe_name(name, "txt")
        assert not set('\\/:*?"<>|\u202e') & set(kept), name
        assert kept.endswith(".txt"), name
        assert kept.count(".") == 1, name


@pytest.mark.data
def test_scripts_of_the_collection_are_never_taken_for_text(shared_data: Path) -> None:
    lines = (shared_data / "hostile_inputs" / "xss" / "xss_lines.txt").read_text().splitlines()
    tagged = [line for line in lines if "<script" in line.lower() or "<svg" in line.lower()]
    assert tagged
    for line in tagged:
        with pytest.raises(FileRefused):
            sniff(line.encode(), "notes.txt")


@pytest.mark.data
def test_good_pictures_are_taken(shared_data: Path) -> None:
    for path in (shared_data / "hostile_inputs" / "uploads").glob("good_*"):
        assert sniff(path.read_bytes(), path.name).is_image, path.name
