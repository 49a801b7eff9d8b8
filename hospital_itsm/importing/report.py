"""The report of an import: a line for every row that is not wholly right, as a CSV that opens safely anywhere."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from hospital_itsm.importing.servicenow import Problem

COLUMNS = ("line", "number", "field", "why", "mend", "row")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Report:
    """Writes problems as they are found; without a path it only counts them."""

    def __init__(self, path: Path | None) -> None:
        self.count = 0
        self._stream = path.open("w", encoding="utf-8-sig", newline="") if path else None
        self._sheet = csv.writer(self._stream) if self._stream else None
        if self._sheet:
            self._sheet.writerow(COLUMNS)

    def add(self, problems: Iterable[Problem]) -> None:
        """Write them down."""
        for problem in problems:
            self.count += 1
            if self._sheet:
                row = json.dumps(dict(problem.row), ensure_ascii=False) if problem.row else ""
                cells = (problem.number, problem.column, problem.why, problem.mend, row)
                self._sheet.writerow([problem.line, *map(_harmless, cells)])

    def __enter__(self) -> "Report":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
