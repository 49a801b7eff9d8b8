"""Opening an export: a table in CSV or XLSX, or a page of ServiceNow's Table API."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hospital_itsm.core.sheets.opening import open_sheet as open_table
from hospital_itsm.core.sheets.table import NO_COLUMNS, Row, UnreadableSheet
from hospital_itsm.core.sheets.wording import refusal

MARK: Final = b"\xef\xbb\xbf"
NO_NUMBER: Final = "has no column named number. Export the incident list with its column names."


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
    rows_about: int

    def rows(self) -> Iterator[SourceRow]:
        """Every row in file order; a table is never held whole in memory."""
        return _rows_of_page(self.path) if self.is_json else _rows_of_table(self.path)


def open_sheet(path: Path) -> Sheet:
    """Look at the file once. Raises UnreadableFile for one that is absent, empty or has no number column."""
    try:
        with path.open("rb") as stream:
            if stream.read(64).removeprefix(MARK).lstrip().startswith((b"{", b"[")):
                stream.seek(0)
                return Sheet(path, True, sum(1 for _line in stream))
            table = open_table(stream)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}. Give the path of the export.") from error
    except UnreadableSheet as error:
        raise UnreadableFile(_refused(path, str(error))) from error
    if "number" not in table.columns:
        raise UnreadableFile(f"{path} {NO_NUMBER}")
    return Sheet(path, False, table.rows_about)


def _refused(path: Path, code: str) -> str:
    return f"{path} {NO_NUMBER}" if code == NO_COLUMNS else f"{path}: {refusal(code)}"


def _rows_of_table(path: Path) -> Iterator[SourceRow]:
    try:
        with path.open("rb") as stream:
            table = open_table(stream)
            for row in table.rows():
                yield _row(row, table.columns)
    except UnreadableSheet as error:
        raise UnreadableFile(_refused(path, str(error))) from error


def _row(row: Row, names: list[str]) -> SourceRow:
    values = dict(zip(names, row.cells, strict=False))
    if not row.fault:
        return SourceRow(row.line, values)
    spare = enumerate(row.cells[len(names) :], start=len(names) + 1)
    values |= {f"column {place}": cell for place, cell in spare}
    return SourceRow(row.line, values, f"has {len(row.cells)} cells where the header has {len(names)}")


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
