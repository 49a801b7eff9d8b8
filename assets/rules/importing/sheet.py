"""A sheet as rows of text: encoding and delimiter found out, leading zeros kept, nothing guessed about values."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

DELIMITERS: Final = ",;\t|"
LONGEST_CELL: Final = 200_000
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
EMPTY, NOT_TEXT, NO_COLUMNS, SPREADSHEET = "empty", "not-text", "no-columns", "spreadsheet"
CELLS = "cells"


class UnreadableSheet(ValueError):
    """The file as a whole cannot be used; the message is a code: `empty`, `not-text`, `no-columns`, `spreadsheet`."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts, its cells, and a code where they do not fit the headings."""

    number: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """The headings, and all the rows below."""

    columns: list[str]
    rows: list[Row]


def read_sheet(data: bytes) -> Sheet:
    """The rows of a CSV file in UTF-8, UTF-16 with a mark or cp1252. Raises UnreadableSheet."""
    lines = _lines(_text(data))
    columns = [cell.strip() for cell in next(lines, [])]
    if len([name for name in columns if name]) < 2:
        raise UnreadableSheet(NO_COLUMNS)
    rows = [_row(number, cells, len(columns)) for number, cells in enumerate(lines, start=2)]
    return Sheet(columns, [row for row in rows if any(row.cells)])


def _text(data: bytes) -> str:
    if not data.strip():
        raise UnreadableSheet(EMPTY)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableSheet(SPREADSHEET)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableSheet(NOT_TEXT)


def _lines(text: str) -> Iterator[list[str]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableSheet(NOT_TEXT) from error


def _row(number: int, cells: list[str], width: int) -> Row:
    bare = [_unguarded(cell.strip()) for cell in cells]
    if any(bare) and len(bare) != width:
        return Row(number, bare, CELLS)
    return Row(number, bare)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that an export puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA_STARTS) else cell
