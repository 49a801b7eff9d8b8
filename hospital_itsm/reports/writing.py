"""The file of a run: written under a temporary name, and renamed once it is whole.

A worker that is killed leaves a temporary file that nothing points at, and that is thrown away a day later. Every try
has one of its own, so that a worker that was taken for dead spoils nothing for its successor.
"""

import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from hospital_itsm.core.dry_run import note_file
from hospital_itsm.core.exports import CONTENT_TYPE, MARK, WORKBOOK_TYPE, csv_lines, write_workbook
from hospital_itsm.exporting.writing import IN_MEMORY, Counted
from hospital_itsm.reports.choices import Output
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.totals import Total
from hospital_itsm.reports.shown import said

PART: Final = "report-{run}-{token}.part"
PARTS: Final = "report-*.part"
NAME_BYTES: Final = 24
TYPES: Final = {
    Output.PAGE: "application/json",
    Output.PDF: "application/pdf",
    Output.CSV: CONTENT_TYPE,
    Output.XLSX: WORKBOOK_TYPE,
}
ENDINGS: Final = {Output.PAGE: "json", Output.PDF: "pdf", Output.CSV: "csv", Output.XLSX: "xlsx"}
Note = Callable[[int], None]


@dataclass(frozen=True)
class Made:
    """A whole file under its random name. `guarded` counts the lines the trail asks about."""

    stored_name: str
    file_name: str
    content_type: str
    size: int
    rows: int
    guarded: int
    sha256: str


def make(reading: ReportReading, output: Output, run: int, note: Note = lambda rows: None) -> Made:
    """Write the file of a run; `note` is told how many rows are written. Raises TooManyRows."""
    part = Path(default_storage.path(PART.format(run=run, token=secrets.token_hex(8))))
    part.parent.mkdir(parents=True, exist_ok=True)
    counted = Counted(reading, output, note)
    try:
        with part.open("wb") as file:
            WRITERS[output](file, reading, counted)
            file.flush()
            os.fsync(file.fileno())
        size, sha256 = part.stat().st_size, _digest(part)
        stored_name = secrets.token_hex(NAME_BYTES)
        note_file(stored_name)
        part.replace(default_storage.path(stored_name))
    finally:
        part.unlink(missing_ok=True)
    name = reading.file_name(counted.written, ENDINGS[output])
    return Made(stored_name, name, TYPES[output], size, counted.written, counted.guarded, sha256)


def parts() -> Iterator[Path]:
    """The temporary files there are."""
    yield from Path(default_storage.path("")).glob(PARTS)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _csv(file: IO[bytes], reading: ReportReading, counted: Counted) -> None:
    """What the file is, an empty line, then the list: it is written first, so that the rows are counted."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        for line in csv_lines(reading.headings(), counted.rows()):
            body.write(line)
        first, *others = counted.facts()
        for line in csv_lines(first, [*others, ()]):
            file.write(line)
        body.seek(len(MARK.encode()))
        shutil.copyfileobj(body, file)


def _xlsx(file: IO[bytes], reading: ReportReading, counted: Counted) -> None:
    write_workbook(file, reading.title, reading.headings(), counted.rows(), (_("About"), counted.facts()))


def _page(file: IO[bytes], reading: ReportReading, counted: Counted) -> None:
    rows: list[list[str]] = [[said(value) for value in row] for row in counted.rows()]
    data: dict[str, Any] = {
        "title": reading.title,
        "facts": [list(fact) for fact in counted.facts()],
        "headings": reading.headings(),
        "totals": [_total(total) for total in reading.totals],
        "rows": rows,
    }
    file.write(json.dumps(data, ensure_ascii=False).encode())


def _total(total: Total) -> dict[str, Any]:
    """A total as JSON; money is text, so that no cent is lost."""
    return {
        "column": total.column,
        "currency": total.currency,
        "rows": total.of,
        "sum": said(total.whole),
        "average": said(total.average),
    }


def _pdf(file: IO[bytes], reading: ReportReading, counted: Counted) -> None:
    from hospital_itsm.reports.paper import pdf_of

    rows = list(counted.rows())
    file.write(pdf_of(reading, rows, list(counted.facts())))


WRITERS: Final[dict[Output, Callable[[IO[bytes], ReportReading, Counted], None]]] = {
    Output.PAGE: _page,
    Output.PDF: _pdf,
    Output.CSV: _csv,
    Output.XLSX: _xlsx,
}
