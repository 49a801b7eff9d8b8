"""Where contracts stand in a picture of twelve months: bars on lanes, none over another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from vendors.rules.notice import months_later

MONTHS: Final = 12
EARLIEST, LATEST = 2000, 2200


@dataclass(frozen=True)
class Window:
    """Twelve whole months from the first day of one."""

    first: date

    @property
    def end(self) -> date:
        """The day after the last."""
        return months_later(self.first, MONTHS)

    def share(self, day: date) -> float:
        """Where a day stands between both edges, 0 to 1; days outside stand at the edge."""
        whole = (self.end - self.first).days
        return min(max((day - self.first).days, 0), whole) / whole

    def months(self) -> list[date]:
        """The first days of its months."""
        return [months_later(self.first, number) for number in range(MONTHS)]


def month_of(text: str) -> date | None:
    """The first day of a month such as "2026-11", None for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if len(text) == len("2026-11") and EARLIEST <= found.year <= LATEST else None


def rows_of(spans: Iterable[tuple[float, float]], gap: float) -> list[int]:
    """The row of every span (from, to), given by their beginning, so that those of one row lie `gap` apart."""
    ends: list[float] = []
    found = []
    for begins, until in spans:
        row = next((number for number, end in enumerate(ends) if end + gap <= begins), len(ends))
        ends[row:] = [until, *ends[row + 1 :]]
        found.append(row)
    return found
