"""The file of a reading, written row by row into a temporary file."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.core.exports import CONTENT_TYPE, MOST_ROWS, WORKBOOK_TYPE, csv_lines, write_workbook
from hospital_itsm.exporting.reading import Reading

CSV, XLSX = "csv", "xlsx"
TYPES: Final = {CSV: CONTENT_TYPE, XLSX: WORKBOOK_TYPE}
IN_MEMORY: Final = 1024 * 1024


class TooManyRows(Exception):
    """A sheet of a workbook does not hold so many."""


@dataclass
class Written:
    """A file that was written, ready to be read, with its facts. `guarded` counts the lines the trail asks about."""

    file: IO[bytes]
    name: str
    content_type: str
    rows: int
    guarded: int
    size: int


def write(reading: Reading, form: str, note: Callable[[int], None] = lambda rows: None) -> Written:
    """Write the list as CSV or XLSX; `note` is told how many rows are written. Raises TooManyRows."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  handed to the caller
    counted = Counted(reading, form, note)
    if form == XLSX:
        write_workbook(file, reading.title, reading.headings(), counted.rows(), (_("About"), counted.facts()))
    else:
        for line in csv_lines(reading.headings(), counted.rows()):
            file.write(line)
    size = file.tell() if form == CSV else file.seek(0, 2)
    file.seek(0)
    name = reading.file_name(counted.written, form)
    return Written(file, name, TYPES[form], counted.written, counted.guarded, size)


class Counted:
    """The rows of a reading, counted as they go by."""

    def __init__(self, reading: Reading, form: str, note: Callable[[int], None]) -> None:
        self.reading, self.form, self.note = reading, form, note
        self.written = self.guarded = 0

    def rows(self) -> Iterator[list[Any]]:
        """The values of every line."""
        reads = [column.read for column in self.reading.columns]
        for line in self.reading.lines():
            if self.form == XLSX and self.written >= MOST_ROWS:
                raise TooManyRows
            self.written += 1
            self.guarded += self.reading.of.guarded(line)
            self.note(self.written)
            yield [read(line) for read in reads]

    def facts(self) -> Iterator[tuple[str, str]]:
        """What the file is; asked for when all rows are written."""
        yield from self.reading.facts(self.written)
