"""Writing lists for spreadsheets: nothing in a cell may be taken for a formula, headings included.

CSV marks risky text with an apostrophe; a workbook holds it as text and tells the spreadsheet to leave it so. Times
are those of the hospital's clock.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from django.utils import timezone

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CONTROL_STARTS: Final = ("\t", "\r", "\n")
MARK: Final = "\ufeff"
CONTENT_TYPE: Final = "text/csv; charset=utf-8"
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT: Final = 32_767
"""What a cell of a workbook holds at most."""
MOST_ROWS: Final = 1_048_575
"""What a sheet of a workbook holds below its headings."""
FIRST_YEAR: Final = 1900
LONGEST_SHEET_NAME: Final = 31
NOT_IN_SHEET_NAMES: Final = str.maketrans("[]:*?/\\'", "        ")
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def is_risky(text: str) -> bool:
    """Could a spreadsheet take the text for a formula?"""
    return text.startswith(CONTROL_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def cell(value: Any) -> str:
    """A value as a cell of CSV. Text a spreadsheet could take for a formula gets an apostrophe; numbers stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime):
        return f"{on_the_wall(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if isinstance(value, int | float | Decimal):
        return text
    return f"'{text}" if is_risky(text) else text


def on_the_wall(at: datetime) -> datetime:
    """A moment as the hospital's clock shows it, without its zone and fractions of a second."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return local.replace(tzinfo=None, microsecond=0)


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


def write_workbook(
    file: IO[bytes],
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    about: tuple[str, Iterable[tuple[str, str]]],
) -> None:
    """Write a workbook row by row: the list, then a sheet that says what it is, read when the rows are written.

    `about` is the name of that sheet with pairs of a word and what it says. The caller sees to MOST_ROWS.
    """
    book = xlsxwriter.Workbook(file, OPTIONS)
    looks = _looks(book)
    sheet = book.add_worksheet(sheet_name(title))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(0, len(header) - 1), 18)
    for number, heading in enumerate(header):
        sheet.write_string(0, number, heading[:LONGEST_TEXT], looks["heading"])
    at = 0
    for at, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            _put(sheet, at, number, value, looks)
    sheet.autofilter(0, 0, at, max(0, len(header) - 1))
    name, facts = about
    facts_sheet = book.add_worksheet(second_name(sheet.get_name(), name))
    facts_sheet.set_column(0, 0, 18)
    facts_sheet.set_column(1, 1, 80)
    for number, (word, says) in enumerate(facts):
        _put(facts_sheet, number, 0, word, looks)
        _put(facts_sheet, number, 1, says, looks)
    book.close()


def sheet_name(title: str) -> str:
    """A title as the name of a sheet."""
    return " ".join(title.translate(NOT_IN_SHEET_NAMES).split())[:LONGEST_SHEET_NAME].strip() or "1"


def second_name(first: str, title: str) -> str:
    """The name of the second sheet, which must be another than the first one's."""
    name = sheet_name(title)
    return name if name.lower() != first.lower() else f"{name[: LONGEST_SHEET_NAME - 2]} 2"


def _looks(book: Any) -> dict[str, Any]:
    return {
        "heading": book.add_format({"bold": True, "quote_prefix": True}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "risky": book.add_format({"quote_prefix": True}),
    }


def _put(sheet: Any, row: int, column: int, value: Any, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        is_moment = isinstance(value, datetime)
        day = on_the_wall(value) if isinstance(value, datetime) else value
        sheet.write_datetime(row, column, day, looks["moment" if is_moment else "day"])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        text = (cell(value) if isinstance(value, bool | date) else str(value))[:LONGEST_TEXT]
        sheet.write_string(row, column, text, looks["risky"] if is_risky(text) else None)
