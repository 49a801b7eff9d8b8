"""Arrivals by hour: those of today so far, and the mean of the same weekday before."""

from collections.abc import Mapping, Sequence
from datetime import date

HOURS = 24


def by_hour(
    counts: Mapping[tuple[date, int], int], days: Sequence[date], hour: int
) -> tuple[list[int | None], list[float]]:
    """What each hour of the first of the `days` had before `hour`, which still runs, and the mean of the other days.

    An hour that still runs is left out: beside whole hours it would always look like a fall.
    """
    today, before = days[0], days[1:]
    so_far = [counts.get((today, at), 0) if at < hour else None for at in range(HOURS)]
    usual = [sum(counts.get((day, at), 0) for day in before) / max(len(before), 1) for at in range(HOURS)]
    return so_far, usual


def usual_until(usual: Sequence[float], hour: int, share: float) -> float:
    """What is usual until now: whole hours, and of the hour that runs the share that is over."""
    return sum(usual[:hour]) + usual[hour] * share
