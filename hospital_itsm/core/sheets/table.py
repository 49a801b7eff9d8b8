"""What every sheet is, whatever file it stands in: headings, and rows of text below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

EMPTY, NOT_TEXT, NO_COLUMNS, TOO_WIDE, UNCLOSED = "empty", "not-text", "no-columns", "too-wide", "unclosed"
BROKEN, BOMB, PROTECTED, MACROS, UNCOUNTED = "broken", "bomb", "protected", "macros", "uncounted"
OLD_EXCEL, BINARY, OPEN_DOCUMENT, MARKUP, PACKED = "old-excel", "binary", "open-document", "markup", "packed"
NO_SHEET: Final = "no-sheet"
CELLS: Final = "cells"
"""The fault of a row that has more or fewer cells than there are headings."""
MOST_COLUMNS: Final = 500
ROWS_SEARCHED: Final = 20
"""So many rows are searched for headings; title and notes may stand above them."""


class UnreadableSheet(ValueError):
    """The file as a whole cannot be used; the message is a code of `wording.REFUSALS`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: its number as a spreadsheet counts, its line in a text, its cells as text.

    `fault` is a code where the cells cannot be told apart.
    """

    number: int
    line: int
    cells: list[str]
    fault: str = ""


class Sheet(Protocol):
    """A table in a file. `names` are the sheets of a workbook, none for a text; `rows_about` is for progress bars."""

    columns: list[str]
    header_row: int
    name: str
    names: tuple[str, ...]
    rows_about: int

    def rows(self) -> Iterator[Row]:
        """Every row below the headings that is not blank, in file order. Raises UnreadableSheet on the way."""


def found_headings(rows: Sequence[Sequence[str]], wanted: int) -> tuple[int, list[str]]:
    """The number of the row with the headings, and these: `wanted`, else the first row with two filled cells.

    Blank headings at the end are left out. Raises UnreadableSheet.
    """
    places = [wanted] if wanted else range(1, len(rows) + 1)
    for place in places:
        cells = [cell.strip() for cell in rows[place - 1]] if place <= len(rows) else []
        if len([cell for cell in cells if cell]) >= 2:
            while not cells[-1]:
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise UnreadableSheet(TOO_WIDE)
            return place, cells
    raise UnreadableSheet(NO_COLUMNS)
