"""Taking a file from outside: judged by its bytes, scanned, pictures written anew, kept under a random name."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.dry_run import note_file
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files import kinds
from hospital_itsm.core.files.kinds import FileRefused, Sniffed
from hospital_itsm.core.files.pictures import TOO_MANY_PIXELS, rewritten
from hospital_itsm.core.files.virus_scan import scan

MEGABYTE = 1024 * 1024
NAME_BYTES = 24
REFUSALS = {
    kinds.EMPTY: gettext_lazy("That file is empty. Choose another."),
    kinds.MARKUP: gettext_lazy("Web pages and scripts cannot be attached. A picture of the screen is fine."),
    kinds.OLD_OFFICE: gettext_lazy("Old Office files cannot be attached. Save it as DOCX, XLSX or PDF."),
    kinds.MEDICAL_IMAGE: gettext_lazy(
        "Medical images hold patient data. Tell us the device and time instead."
    ),
    kinds.MACROS: gettext_lazy("Files with macros cannot be attached. Save it without macros, or as PDF."),
    kinds.PACKED: gettext_lazy("Packed files cannot be attached. Attach what is inside, one by one."),
    TOO_MANY_PIXELS: gettext_lazy("That picture is too large to open. A photo at normal size is fine."),
}
UNKNOWN_KIND = gettext_lazy("Attach a picture, a PDF, plain text or an Office file.")


@dataclass(frozen=True)
class TakenFile:
    """A file as it may be kept: its bytes, what they are, and the name it came under."""

    data: bytes
    sniffed: Sniffed
    given_name: str

    @property
    def content_type(self) -> str:
        """Its media type."""
        return self.sniffed.content_type

    @property
    def sha256(self) -> str:
        """The digest of what is kept."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def safe_name(self) -> str:
        """The name it came under, safe to keep."""
        return self.named(self.given_name)

    def named(self, name: str) -> str:
        """Another name for it, safe to keep and with the true ending."""
        return kinds.safe_name(name, self.sniffed.ending)


def take(upload: Any) -> TakenFile:
    """Read, judge and scan an upload (`name`, `size`, `read()`); pictures lose all but what is seen.

    Raises ValueRefused for field `file` with the mend.
    """
    data, name = _read(upload), str(upload.name)
    sniffed = _sniffed(data, name)
    scan(data)
    return TakenFile(_rewritten(data, sniffed), sniffed, name)


def keep(data: bytes) -> str:
    """Store bytes outside the web root and return the random name they are kept under."""
    return _stored(ContentFile(data))


def keep_file(file: IO[bytes]) -> str:
    """The same for a file that was written here, however large."""
    return _stored(File(file))


def _stored(file: File) -> str:
    name = str(default_storage.save(secrets.token_hex(NAME_BYTES), file))
    note_file(name)
    return name


def _read(upload: Any) -> bytes:
    most = settings.ATTACHMENT_MAX_BYTES
    if upload.size > most:
        raise ValueRefused(
            {
                "file": _(
                    "That file is %(size)d MB. The limit is %(most)d MB. A photo at normal size is fine."
                )
                % {"size": -(-upload.size // MEGABYTE), "most": most // MEGABYTE}
            }
        )
    return bytes(upload.read(most))


def _sniffed(data: bytes, name: str) -> Sniffed:
    try:
        return kinds.sniff(data, name)
    except FileRefused as refusal:
        raise _in_words(refusal) from refusal


def _rewritten(data: bytes, sniffed: Sniffed) -> bytes:
    if not sniffed.is_image:
        return data
    try:
        return rewritten(data, sniffed.content_type)
    except FileRefused as refusal:
        raise _in_words(refusal) from refusal


def _in_words(refusal: FileRefused) -> ValueRefused:
    return ValueRefused({"file": str(REFUSALS.get(refusal.reason, UNKNOWN_KIND))})
