"""Arrivals by hour: those of today so far, and the mean of the same weekday before."""

from collections.abc import Mapping, Sequence
from datetime import date

HOURS = 24


def by_hour(
    counts: Mapping[tuple[date, int], int], days: Sequence[date], hour: int
) -> tuple[list[int | None], list[float]]:
    """What each hour of the first of the `days` had until `hour`, and the mean of the other days."""
    today, before = days[0], days[1:]
    so_far = [counts.get((today, at), 0) if at <= hour else None for at in range(HOURS)]
    usual = [sum(counts.get((day, at), 0) for day in before) / max(len(before), 1) for at in range(HOURS)]
    return so_far, usual
