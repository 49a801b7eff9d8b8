"""The picture of renewals: a lane for each owner or cost center, a bar for each notice window."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vendors.contract_lines import ContractLine
from vendors.rules.lanes import Window, rows_of

WIDTH: Final = 960
LEFT: Final = 150
HEAD: Final = 24
ROW: Final = 26
LABEL: Final = 72
"""Room beside the mark for the number of the contract."""


@dataclass(frozen=True)
class Bar:
    """One contract: its window as a bar, at the end of it the mark."""

    line: ContractLine
    x: int
    y: int
    width: int
    end: int

    @property
    def diamond(self) -> str:
        """The corners of the mark of what renews by itself."""
        x, y = self.end, self.y + 8
        return f"{x},{y - 7} {x + 7},{y} {x},{y + 7} {x - 7},{y}"


@dataclass(frozen=True)
class Lane:
    """The contracts of one owner or cost center."""

    name: str
    y: int
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Picture:
    """Months above, lanes below."""

    width: int
    height: int
    months: Sequence[tuple[int, str]]
    lanes: Sequence[Lane]


def by_owner(line: ContractLine) -> str:
    """The lane of the owner."""
    return line.contract.owner.full_name if line.contract.owner else _("Nobody yet")


def by_cost_center(line: ContractLine) -> str:
    """The lane of the cost center."""
    return line.contract.cost_center or _("Not known")


LANES: Final[dict[str, Callable[[ContractLine], str]]] = {"owner": by_owner, "cost_center": by_cost_center}


def drawn(lines: Iterable[ContractLine], window: Window, by: str) -> Picture:
    """The picture of these contracts, lanes by name."""
    groups: dict[str, list[ContractLine]] = {}
    for line in lines:
        groups.setdefault(LANES[by](line), []).append(line)
    y, lanes = HEAD, []
    for name in sorted(groups):
        lane, rows = _lane(name, groups[name], window, y)
        lanes.append(lane)
        y += rows * ROW
    months = [(_place(window, day), str(date_format(day, "M y"))) for day in window.months()]
    return Picture(WIDTH + LABEL, y + 4, months, lanes)


def _lane(name: str, lines: list[ContractLine], window: Window, y: int) -> tuple[Lane, int]:
    ordered = sorted(lines, key=lambda line: (_begins(line), line.contract.number))
    spans = [(_place(window, _begins(line)), _place(window, line.contract.ends_on)) for line in ordered]
    rows = rows_of(((x, end + LABEL) for x, end in spans), 10)
    bars = [
        Bar(line, x, y + row * ROW + 5, max(end - x, 2), end)
        for line, (x, end), row in zip(ordered, spans, rows, strict=True)
    ]
    return Lane(name[:24], y, bars), max(rows) + 1


def _begins(line: ContractLine) -> date:
    return line.contract.notice_on or line.contract.ends_on


def _place(window: Window, day: date) -> int:
    return LEFT + round(window.share(day) * (WIDTH - LEFT))
