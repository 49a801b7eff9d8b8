"""Counts as tables: by one thing with shares, by two as a matrix with sums."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
HUNDRED: Final = 100
MOST_ACROSS: Final = 12
TENTH: Final = Decimal("0.1")


def shares(counts: Mapping[Thing, int]) -> list[tuple[Thing, int, Decimal]]:
    """Each thing with its count and its share in percent, the largest first; equal ones stay in their order."""
    total = sum(counts.values())
    found = sorted(counts.items(), key=lambda item: -item[1])
    return [(thing, count, percent(count, total)) for thing, count in found]


def percent(count: int, total: int) -> Decimal:
    """A count in percent of all, with one digit behind the point."""
    if not total:
        return Decimal("0.0")
    return (Decimal(count) * HUNDRED / total).quantize(TENTH, ROUND_HALF_UP)


def sum_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the values that are given; None where none is."""
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def matrix(
    counts: Mapping[tuple[Thing, Thing], int],
    order: Sequence[Thing],
    others: Thing,
    most: int = MOST_ACROSS,
) -> tuple[list[Thing], list[tuple[Thing, list[int], int]]]:
    """The things across in their order, and each thing down with its counts and their sum, the largest sums first.

    Where there are more than `most` across, the largest ones stand first, and all others together under `others`.
    """
    down: dict[Thing, int] = {}
    across: dict[Thing, int] = dict.fromkeys(order, 0)
    for (row, column), count in counts.items():
        down[row] = down.get(row, 0) + count
        across[column] = across.get(column, 0) + count
    heads = list(across)
    kept = heads if len(heads) <= most else _largest(across)[: most - 1]
    lines = []
    for row in _largest(down):
        cells = [counts.get((row, column), 0) for column in kept]
        rest = [] if kept is heads else [down[row] - sum(cells)]
        lines.append((row, [*cells, *rest], down[row]))
    return ([*kept] if kept is heads else [*kept, others]), lines


def sums(lines: Sequence[tuple[Any, Sequence[int], int]]) -> list[int]:
    """The sums of the columns of a matrix."""
    return [sum(column) for column in zip(*(cells for _row, cells, _sum in lines), strict=True)]


def _largest(counts: Mapping[Thing, int]) -> list[Thing]:
    return [thing for thing, _count in sorted(counts.items(), key=lambda item: -item[1])]
