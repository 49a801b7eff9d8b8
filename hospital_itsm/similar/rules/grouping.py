"""Which reports are one problem that should be handled as one (domain/2 §2.2, O7).

At least `FEWEST` reports of one service or one unit, each like another of them, opened within `WINDOW`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from tickets.rules.likeness import Problem, match

FEWEST: Final = 3
WINDOW: Final = timedelta(minutes=15)
LIVES: Final = timedelta(hours=4)
"""So long after its last report further ones join a group, and the desk is shown it."""

Place = tuple[str, str]
SERVICE: Final = "service"
UNIT: Final = "unit"
Spelled = Mapping[frozenset[str], float]
Alike = Callable[[Problem, Problem], bool]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports that are one problem, the oldest first, and the service or unit they share."""

    place: Place
    keys: tuple[str, ...]


def likeness(commonness: Mapping[str, float], spelled: Spelled) -> Alike:
    """Are two reports alike enough? `spelled` says how alike two titles are spelled, by the pair of their keys."""

    def alike(one: Problem, other: Problem) -> bool:
        near = spelled.get(frozenset((one.key, other.key)), 0.0)
        return match(one, replace(other, title_near=near), commonness, other.at) is not None

    return alike


def clusters(reports: Collection[Problem], alike: Alike) -> tuple[Cluster, ...]:
    """Every group, the largest first; no report stands in two. Of equals a service goes before a unit."""
    left = {one.key: one for one in reports}
    found: list[Cluster] = []
    while best := min(_candidates(left.values(), alike), key=_order, default=None):
        found.append(best)
        for key in best.keys:
            del left[key]
    return tuple(found)


def joining(
    members: Collection[Problem], place: Place, reports: Iterable[Problem], alike: Alike
) -> tuple[str, ...]:
    """The reports of the place that are like a member, or like one that joins, the oldest first."""
    left = sorted((one for one in reports if place in places_of(one)), key=_age)
    front, joined = list(members), []
    while front:
        near = [one for one in left if any(alike(member, one) for member in front)]
        left = [one for one in left if one not in near]
        joined += near
        front = near
    return tuple(one.key for one in sorted(joined, key=_age))


def places_of(report: Problem) -> frozenset[Place]:
    """Its services and units."""
    services = {(SERVICE, code) for code in report.services}
    return frozenset(services | {(UNIT, code) for code in report.units})


def _candidates(reports: Collection[Problem], alike: Alike) -> Iterable[Cluster]:
    for place in sorted({place for one in reports for place in places_of(one)}):
        left = [one for one in reports if place in places_of(one)]
        while len(left) >= FEWEST:
            seed = min(left, key=_age)
            keys = {seed.key, *joining([seed], place, [one for one in left if one is not seed], alike)}
            whole = sorted((one for one in left if one.key in keys), key=_age)
            left = [one for one in left if one.key not in keys]
            if _is_burst(whole):
                yield Cluster(place, tuple(one.key for one in whole))


def _is_burst(reports: list[Problem]) -> bool:
    """Are there enough of them within the window? They stand in order of time."""
    ends = zip(reports, reports[FEWEST - 1 :], strict=False)
    return any(last.at - first.at <= WINDOW for first, last in ends)


def _age(report: Problem) -> tuple[object, str]:
    return report.at, report.key


def _order(one: Cluster) -> tuple[int, Place, tuple[str, ...]]:
    return -len(one.keys), one.place, one.keys
