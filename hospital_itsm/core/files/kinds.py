"""What a file is, judged by its bytes, and what it may be called (architecture 6: an allow-list, never the name)."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from hospital_itsm.core.plain_text import one_line

IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
}
TEXT_ENDINGS = frozenset({"txt", "log", "csv"})

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DICOM_AT, DICOM = 128, b"DICM"
SNIFFED = 4096
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_NAME = 120
LONGEST_ENDING = 10

EMPTY = "empty"
UNKNOWN = "unknown"
MARKUP = "markup"
OLD_OFFICE = "old_office"
MEDICAL_IMAGE = "medical_image"
MACROS = "macros"
PACKED = "packed"

_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|meta|link|style|form|math|xml|\?xml)\b"
    rb"|<\?(?:xml|php)|javascript:",
    re.IGNORECASE,
)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|;%$`\x00-\x1f\x7f]')
_DEVICE_NAMES = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


class FileRefused(ValueError):
    """The file cannot be taken; `reason` is a code such as `markup`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the bytes are: a media type and the ending it is stored under."""

    content_type: str
    ending: str

    @property
    def is_image(self) -> bool:
        """Is it a picture that can be written anew?"""
        return self.content_type in IMAGES


def sniff(data: bytes, name: str = "") -> Sniffed:
    """Say what the bytes are; the name only tells one kind of plain text from another.

    Raises FileRefused for anything outside the allow-list: pictures, PDF, plain text, and Office files without macros.
    """
    if not data:
        raise FileRefused(EMPTY)
    if data.startswith(OLE):
        raise FileRefused(OLD_OFFICE)
    if data[DICOM_AT : DICOM_AT + len(DICOM)] == DICOM:
        raise FileRefused(MEDICAL_IMAGE)
    guess = filetype.guess(data[:SNIFFED])
    found = guess.mime if guess is not None else ""
    if found in IMAGES:
        return Sniffed(found, IMAGES[found])
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return _text(data, name)


def safe_name(name: str, ending: str) -> str:
    """The name a person gave, without folders, controls, direction marks or reserved words, with the true ending."""
    last = one_line(PurePosixPath(name.replace("\\", "/")).name)
    stem = _NOT_IN_NAMES.sub("_", last)
    head, dot, tail = stem.rpartition(".")
    stem = head if dot and len(tail) <= LONGEST_ENDING else stem
    stem = stem.replace(".", "_").strip(" ._-") or "file"
    if _DEVICE_NAMES.match(stem):
        stem = f"_{stem}"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _pdf(data: bytes) -> Sniffed:
    if _MARKUP.search(data[:256]):
        raise FileRefused(MARKUP)
    return Sniffed("application/pdf", "pdf")


def _office(data: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileRefused(PACKED) from error
    names = {entry.filename for entry in entries}
    kind = next((OFFICE[name] for name in OFFICE if name in names), None)
    too_big = len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    escapes = any(name.startswith("/") or ".." in PurePosixPath(name).parts for name in names)
    if kind is None or "[Content_Types].xml" not in names or too_big or escapes:
        raise FileRefused(PACKED)
    if any("vbaproject" in name.lower() or "activex" in name.lower() for name in names):
        raise FileRefused(MACROS)
    return Sniffed(*kind)


def _text(data: bytes, name: str) -> Sniffed:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(UNKNOWN) from error
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in text):
        raise FileRefused(UNKNOWN)
    if _MARKUP.search(data) or data.startswith((b"#!", b"MZ")):
        raise FileRefused(MARKUP)
    ending = name.rpartition(".")[2].lower()
    return Sniffed("text/plain", ending if ending in TEXT_ENDINGS else "txt")
