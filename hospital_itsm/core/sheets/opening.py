"""Opening a file by what its bytes say, never by its name."""

from typing import Any, Final

from hospital_itsm.core.sheets.table import EMPTY, MARKUP, OLD_EXCEL, PROTECTED, Sheet, UnreadableSheet
from hospital_itsm.core.sheets.text import open_text
from hospital_itsm.core.sheets.workbook import open_workbook

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
OLE: Final = b"\xd0\xcf\x11\xe0"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def open_sheet(stream: Any, *, sheet: str = "", header_row: int = 0) -> Sheet:
    """The table of a file that can be sought: `sheet` names one of a workbook, `header_row` the row of its headings.

    Without them the first sheet that has headings is taken. The stream stays open while rows are read. Raises
    UnreadableSheet with a code of `wording.REFUSALS`.
    """
    stream.seek(0)
    start = stream.read(64)
    if not start:
        raise UnreadableSheet(EMPTY)
    if start.startswith(ZIP):
        return open_workbook(stream, sheet, header_row)
    if start.startswith(OLE):
        stream.seek(0)
        raise UnreadableSheet(PROTECTED if ENCRYPTED in stream.read() else OLD_EXCEL)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise UnreadableSheet(MARKUP)
    return open_text(stream, header_row)
