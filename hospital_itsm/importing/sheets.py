"""Opening an export: CSV with any usual separator and encoding, or a page of ServiceNow's Table API."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEPARATORS = (",", ";", "\t")
MARK = b"\xef\xbb\xbf"
CHUNK = 1 << 20
LONGEST_CELL = 2_000_000


class UnreadableFile(Exception):
    """The file is none that this reader takes; the words name the mend."""


@dataclass(frozen=True)
class SourceRow:
    """One row as it stands in the file; `fault` says why its cells cannot be told apart."""

    line: int
    values: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file and how it is written. `rows_about` is the number of lines, for the progress bar."""

    path: Path
    is_json: bool
    encoding: str
    separator: str
    rows_about: int

    def rows(self) -> Iterator[SourceRow]:
        """Every row in file order; a CSV is never held whole in memory."""
        return _rows_of_page(self.path) if self.is_json else _rows_of_csv(self)


def open_sheet(path: Path) -> Sheet:
    """Look at the file once. Raises UnreadableFile for one that is absent, empty or has no number column."""
    try:
        encoding, lines, head = _scan(path)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}. Give the path of the export.") from error
    if head.lstrip().startswith(("{", "[")):
        return Sheet(path, True, "utf-8", "", lines)
    first = head.splitlines()[0] if head.strip() else ""
    separator = max(SEPARATORS, key=first.count)
    if "number" not in next(csv.reader([first], delimiter=separator), []):
        raise UnreadableFile(
            f"{path} has no column named number. Export the incident list with its column names."
        )
    return Sheet(path, False, encoding, separator, max(0, lines - 1))


def _scan(path: Path) -> tuple[str, int, str]:
    """The encoding (UTF-8, else cp1252), the number of lines and the beginning."""
    lines, is_utf8, rest, head = 0, True, b"", b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            head = head or chunk
            lines += chunk.count(b"\n")
            rest, is_utf8 = _undecoded(rest + chunk) if is_utf8 else (b"", False)
    encoding = "utf-8-sig" if is_utf8 and not rest else "cp1252"
    return encoding, lines, head.removeprefix(MARK).decode(encoding, errors="replace")


def _undecoded(data: bytes) -> tuple[bytes, bool]:
    """The bytes of a character cut off at the end, and whether all before is UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data" and error.end == len(data)
        return data[error.start :], cut_off
    return b"", True


def _rows_of_csv(sheet: Sheet) -> Iterator[SourceRow]:
    csv.field_size_limit(LONGEST_CELL)
    with sheet.path.open(encoding=sheet.encoding, errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=sheet.separator)
        names = [name.strip() for name in next(reader)]
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                yield _row(line, names, cells)
            line = reader.line_num + 1


def _row(line: int, names: list[str], cells: list[str]) -> SourceRow:
    values = dict(zip(names, cells, strict=False))
    if len(cells) == len(names):
        return SourceRow(line, values)
    values |= {f"column {place + 1}": cell for place, cell in enumerate(cells) if place >= len(names)}
    return SourceRow(line, values, f"has {len(cells)} cells where the header has {len(names)}")


def _rows_of_page(path: Path) -> Iterator[SourceRow]:
    try:
        page = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise UnreadableFile(f"{path} is not valid JSON: {error}. Export the page again.") from error
    records = page.get("result") if isinstance(page, dict) else page
    if not isinstance(records, list):
        raise UnreadableFile(f"{path} has no list named result. Export a page of the Table API.")
    for place, record in enumerate(records, start=1):
        if isinstance(record, dict):
            yield SourceRow(place, {name: _words(cell) for name, cell in record.items()})
        else:
            yield SourceRow(place, {"record": str(record)}, "is not a record")


def _words(cell: Any) -> str:
    """A cell of the Table API: what people read, else the value behind it."""
    if isinstance(cell, dict):
        cell = cell.get("display_value") or cell.get("value")
    return "" if cell is None else str(cell)
