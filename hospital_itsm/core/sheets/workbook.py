"""Tables in XLSX workbooks: looked through before they are opened, then read row by row, values only.

Nothing is unpacked to disk and no macro, link or formula is followed. A number is text as a spreadsheet shows it, a
day is year-month-day whatever its format, and a long number that lost digits says so (`1.234568E+15`).
"""

import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from hospital_itsm.core.sheets.table import (
    BINARY,
    BOMB,
    BROKEN,
    MACROS,
    MOST_COLUMNS,
    NO_COLUMNS,
    NO_SHEET,
    OPEN_DOCUMENT,
    PACKED,
    PROTECTED,
    ROWS_SEARCHED,
    UNCOUNTED,
    Row,
    UnreadableSheet,
    found_headings,
)

MEGABYTE: Final = 1 << 20
MOST_PARTS: Final = 2000
LARGEST: Final = 400 * MEGABYTE
LARGEST_PART: Final = (("worksheets/", 250 * MEGABYTE), ("sharedStrings", 100 * MEGABYTE), ("", 8 * MEGABYTE))
LARGEST_RATIO: Final = 200
"""Sheets of real inventories shrink to a tenth or a fiftieth; a bomb to a thousandth."""
MOST_MARKS_A_ROW: Final = 200_000
EXACT: Final = 10**15
"""From here on a spreadsheet keeps fifteen digits and writes zeros for the others."""
FAULTS: Final = (
    BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError,
    OSError, OverflowError, NotImplementedError, RecursionError, RuntimeError, AssertionError,
)  # fmt: skip
"""What a damaged workbook makes its readers raise."""
_UNCOUNTED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*</(?:\w+:)?c>")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_ZEROS = re.compile(r"0{2,}\Z")


@dataclass
class WorkbookSheet:
    """One sheet of a workbook."""

    book: Any
    columns: list[str]
    header_row: int
    name: str
    names: tuple[str, ...]
    rows_about: int

    def rows(self) -> Iterator[Row]:
        """Rows with the cells under the headings; what stands to their right is no part of the table."""
        for number, cells in _records(self.book[self.name], self.header_row + 1, len(self.columns)):
            if any(cells):
                yield Row(number, number, cells)


def open_workbook(stream: BinaryIO, sheet: str = "", header_row: int = 0) -> WorkbookSheet:
    """Look a workbook through and open a sheet: the one of this name, else the first visible one with headings.

    Raises UnreadableSheet for one that is broken, protected, a bomb, of another kind, or has no such sheet.
    """
    from openpyxl import load_workbook

    try:
        with ZipFile(stream) as archive:
            _look_through(archive)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            found = _sheet_of(book, sheet, header_row)
            found.rows_about = max(0, _scanned(archive, book[found.name]) - found.header_row)
    except UnreadableSheet:
        raise
    except FAULTS as error:
        raise UnreadableSheet(BROKEN) from error
    return found


def _look_through(archive: ZipFile) -> None:
    """Refuse by the table of contents alone; a part never unpacks to more than it declares."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableSheet(PROTECTED)
    if "xl/workbook.bin" in names:
        raise UnreadableSheet(BINARY)
    if "content.xml" in names and "mimetype" in names:
        raise UnreadableSheet(OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise UnreadableSheet(PACKED)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnreadableSheet(MACROS)
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in read) > LARGEST:
        raise UnreadableSheet(BOMB)
    for part in read:
        most = next(size for words, size in LARGEST_PART if words in part.filename)
        is_thin = part.file_size > MEGABYTE and part.file_size > LARGEST_RATIO * max(1, part.compress_size)
        if part.file_size > most or is_thin:
            raise UnreadableSheet(BOMB)
        with archive.open(part) as stream:
            if b"<!DOCTYPE" in stream.read(4096).upper():
                raise UnreadableSheet(BOMB)


def _sheet_of(book: Any, wanted: str, header_row: int) -> WorkbookSheet:
    visible = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    names = tuple(visible or [one.title for one in book.worksheets])
    if not names or (wanted and wanted not in names):
        raise UnreadableSheet(NO_SHEET)
    most = max(header_row, ROWS_SEARCHED)
    for name in (wanted,) if wanted else names:
        first = [cells for _number, cells in islice(_records(book[name], 1, MOST_COLUMNS + 1), most)]
        try:
            place, columns = found_headings(first, header_row)
        except UnreadableSheet as refusal:
            if str(refusal) != NO_COLUMNS or name == (wanted or names[-1]):
                raise
        else:
            return WorkbookSheet(book, columns, place, name, names, 0)
    raise UnreadableSheet(NO_COLUMNS)


def _scanned(archive: ZipFile, sheet: Any) -> int:
    """The number of rows of a sheet; its marks are looked at before a parser builds anything of them."""
    rows, marks, rest = 0, 0, b""
    with archive.open(sheet._worksheet_path.removeprefix("/")) as stream:
        while chunk := stream.read(MEGABYTE):
            data = rest + chunk
            if _UNCOUNTED.search(data):
                raise UnreadableSheet(UNCOUNTED)
            rest = data[-200:]
            first, *others = _ROW.split(chunk)
            rows += len(others)
            marks += first.count(b"<")
            if max(marks, *(piece.count(b"<") for piece in others), 0) > MOST_MARKS_A_ROW:
                raise UnreadableSheet(BOMB)
            marks = others[-1].count(b"<") if others else marks
    return rows


def _records(sheet: Any, first: int, width: int) -> Iterator[tuple[int, list[str]]]:
    try:
        rows = sheet.iter_rows(min_row=first, max_row=MEGABYTE, max_col=width)
        for number, cells in enumerate(rows, start=first):
            yield number, [_text(cell) for cell in cells]
    except FAULTS as error:
        raise UnreadableSheet(BROKEN) from error


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell)
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    return str(value)


def _number(value: int | float, cell: Any) -> str:
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")
    if abs(value) >= EXACT:
        return f"{value:.6E}"
    text = str(int(value))
    return text.zfill(len(cell.number_format)) if _ZEROS.match(cell.number_format) else text
