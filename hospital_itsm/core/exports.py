"""Writing lists for spreadsheets: nothing in a cell may be taken for a formula, headings included."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CONTROL_STARTS: Final = ("\t", "\r", "\n")
MARK: Final = "\ufeff"
CONTENT_TYPE: Final = "text/csv; charset=utf-8"


def cell(value: Any) -> str:
    """A value as a cell. Text a spreadsheet could take for a formula gets an apostrophe in front; numbers stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    if not isinstance(value, str):
        return text
    is_risky = text.startswith(CONTROL_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_risky else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8 with the mark that spreadsheets need, one at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(MARK)
    yield _line(buffer, writer, header)
    for row in rows:
        yield _line(buffer, writer, row)


def _line(buffer: io.StringIO, writer: Any, row: Sequence[Any]) -> bytes:
    writer.writerow([cell(value) for value in row])
    line = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return line
