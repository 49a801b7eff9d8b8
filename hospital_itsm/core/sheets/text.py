"""Tables in text: encoding and delimiter are found out, and the file is never held whole in memory."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Final

from hospital_itsm.core.sheets.table import (
    CELLS,
    EMPTY,
    NOT_TEXT,
    ROWS_SEARCHED,
    UNCLOSED,
    Row,
    UnreadableSheet,
    found_headings,
)

DELIMITERS: Final = ",;\t|"
LONGEST_CELL: Final = 2_000_000
END: Final = "\0"
"""Stands in no file: one with it is no text."""
CHUNK: Final = 1 << 20
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass
class TextSheet:
    """CSV in UTF-8, in UTF-16 with a mark, or else in cp1252."""

    stream: BinaryIO
    encoding: str
    delimiter: str
    columns: list[str]
    header_row: int
    rows_about: int
    name: str = ""
    names: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Rows with the cells exactly as written; one whose cells do not fit the headings carries a fault."""
        width = len(self.columns)
        for number, line, cells in _records(self.stream, self.encoding, self.delimiter):
            if number > self.header_row and any(cell.strip() for cell in cells):
                spare = cells[width:]
                fits = len(cells) >= width and not any(cell.strip() for cell in spare)
                yield Row(number, line, cells[:width] if fits else cells, "" if fits else CELLS)


def open_text(stream: BinaryIO, header_row: int = 0) -> TextSheet:
    """Look at a text once. Raises UnreadableSheet for one that is empty, no text, or has no headings."""
    encoding, lines = _scanned(stream)
    delimiter = _delimiter(stream, encoding, header_row)
    most = max(header_row, ROWS_SEARCHED)
    first = [cells for _number, _line, cells in islice(_records(stream, encoding, delimiter), most)]
    place, columns = found_headings(first, header_row)
    return TextSheet(stream, encoding, delimiter, columns, place, max(0, lines - place))


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that an export puts before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA_STARTS) else cell


def _scanned(stream: BinaryIO) -> tuple[str, int]:
    """The encoding, and the number of lines."""
    stream.seek(0)
    chunk = stream.read(CHUNK)
    encoding = "utf-16" if chunk.startswith(UTF_16) else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, is_blank, is_valid = 0, True, True
    while chunk:
        lines += chunk.count(b"\n")
        is_blank = is_blank and not chunk.strip()
        try:
            text = decoder.decode(chunk) if is_valid else ""
        except UnicodeDecodeError:
            is_valid, text = False, ""
        if "\0" in text or (encoding != "utf-16" and b"\0" in chunk):
            raise UnreadableSheet(NOT_TEXT)
        chunk = stream.read(CHUNK)
    if is_blank:
        raise UnreadableSheet(EMPTY)
    is_whole = is_valid and not decoder.getstate()[0]
    if encoding == "utf-16" and not is_whole:
        raise UnreadableSheet(NOT_TEXT)
    return encoding if is_whole else "cp1252", lines + 1


def _delimiter(stream: BinaryIO, encoding: str, header_row: int) -> str:
    """What stands most often in the line with the headings, or else in the first line that has any."""
    stream.seek(0)
    head = stream.read(CHUNK)
    lines = head.decode(encoding, errors="replace").splitlines()
    searched = lines[header_row - 1 : header_row] if header_row else lines[:ROWS_SEARCHED]
    for line in searched:
        if any(mark in line for mark in DELIMITERS):
            return max(DELIMITERS, key=line.count)
    return DELIMITERS[0]


def _records(stream: BinaryIO, encoding: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Every record with its number and the line it begins in.

    A mark is read behind the last line: where it is no record of its own, an open quote has swallowed the rest.
    """
    csv.field_size_limit(LONGEST_CELL)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        reader, line = csv.reader(chain(text, [END]), delimiter=delimiter), 1
        for number, cells in enumerate(reader, start=1):
            if cells and cells[-1].endswith(END):
                if cells != [END]:
                    raise UnreadableSheet(UNCLOSED)
                return
            yield number, line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableSheet(UNCLOSED) from error
    finally:
        text.detach()
