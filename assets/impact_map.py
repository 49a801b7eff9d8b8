"""The map of what a thing needs and what needs it: columns of boxes for the page, and lists in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from assets import access
from assets.choices import AssetClass, RelationKind
from assets.models import Asset
from assets.queries.relations import (
    changed_lately,
    edges_to_dependents,
    edges_to_needs,
    key_of,
    things,
)
from assets.rules.impact import REVERSED, Key, Reached, Walk, dependents_of, needs_of

DRAWN_STEPS: Final = 2
DRAWN_ROWS: Final = 8
LISTED, LISTED_UNDER_ONE = 200, 12
MARKED: Final = 1_000
"""How many of the nearest things are looked up in the trail for the mark of a change."""
WIDTH, HEIGHT, GAP_X, GAP_Y = 168, 40, 44, 12


@dataclass(frozen=True)
class Box:
    """One box of the picture."""

    x: int
    y: int
    label: str
    words: str
    url: str
    is_start: bool
    is_changed: bool


@dataclass(frozen=True)
class Line:
    """A line between two boxes."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Picture:
    """Boxes and lines in a frame; `left_out` counts the things that found no room."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]
    left_out: int


@dataclass(frozen=True)
class Branch:
    """A thing in the nested list with what hangs on it."""

    thing: Any
    label: str
    words: str
    before: str
    after: str
    is_changed: bool
    tree: "Tree"


@dataclass(frozen=True)
class Tree:
    """What hangs on one thing; `left_out` counts what found no room in the list."""

    branches: list[Branch]
    left_out: int


@dataclass(frozen=True)
class Impact:
    """What fails if this fails: counts, services by tier, units, and both nested lists."""

    count: int
    is_cut: bool
    services: list[Any]
    units: list[Any]
    classes: list[tuple[str, int]]
    tags: list[str]
    needed_by: Tree
    needs: Tree
    picture: Picture


def impact_of(start: Any, actor: Any, now: datetime) -> Impact:
    """Walk both ways from an asset or service; things the actor does not see are counted, never named."""
    key = key_of(start)
    down, up = dependents_of(key, edges_to_dependents), needs_of(key, edges_to_needs, DRAWN_STEPS)
    rows = {key: start, **_visible(things(down.found | up.found), actor)}
    nearest = [one.key for one in (*down.reached[:MARKED], *up.reached[:MARKED])]
    changed = changed_lately([key, *nearest], now)
    reached = [rows[one.key] for one in down.reached if one.key in rows]
    return Impact(
        count=len(down.reached),
        is_cut=down.is_cut,
        services=sorted(
            (row for row in reached if not isinstance(row, Asset)), key=lambda row: (row.tier, row.code)
        ),
        units=_units(reached),
        classes=_classes(reached),
        tags=[row.tag for row in reached if isinstance(row, Asset)],
        needed_by=_trees(down, rows, changed, fails=True),
        needs=_trees(up, rows, changed, fails=False),
        picture=draw(start, down, up, rows, changed),
    )


def _visible(rows: dict[Key, Any], actor: Any) -> dict[Key, Any]:
    if access.reads_all(actor):
        return rows
    assets = [row.pk for row in rows.values() if isinstance(row, Asset)]
    seen = set(Asset.objects.visible_to(actor).filter(pk__in=assets).values_list("pk", flat=True))
    return {key: row for key, row in rows.items() if key[0] != "asset" or key[1] in seen}


def _units(reached: Iterable[Any]) -> list[Any]:
    units = {row.care_area for row in reached if isinstance(row, Asset) and row.care_area}
    return sorted(units, key=lambda unit: (unit.care_class, unit.name))


def _classes(reached: Iterable[Any]) -> list[tuple[str, int]]:
    counted = Counter(row.asset_class for row in reached if isinstance(row, Asset))
    return [(str(AssetClass(code).label), count) for code, count in counted.most_common()]


def _trees(walk: Walk, rows: dict[Key, Any], changed: frozenset[Key], *, fails: bool) -> Tree:
    listed = _listed(walk, rows)

    def below(key: Key) -> Tree:
        children = [one for one in walk.children.get(key, ()) if one.key in rows]
        named = [one for one in children if one.key in listed]
        return Tree([branch(one) for one in named], len(children) - len(named))

    def branch(one: Reached) -> Branch:
        thing, before, after = rows[one.key], needs_words(one.kind), fails_words(one.kind)
        words = ("", after) if fails else (before, "")
        return Branch(thing, label_of(thing), words_of(thing), *words, one.key in changed, below(one.key))

    return below(walk.start)


def _listed(walk: Walk, rows: dict[Key, Any]) -> set[Key]:
    """The nearest things that a list names: so many in all, and so many under each."""
    listed, under = {walk.start}, Counter[Key]()
    for one in walk.reached:
        if len(listed) > LISTED:
            break
        if one.by in listed and one.key in rows and under[one.by] < LISTED_UNDER_ONE:
            under[one.by] += 1
            listed.add(one.key)
    return listed


def needs_words(kind: str) -> str:
    """What stands before the name of a thing that is needed: "runs on", "is powered by"."""
    return _("is powered by") if kind in REVERSED else str(RelationKind(kind).label)


def fails_words(kind: str) -> str:
    """What stands behind the name of a thing that fails: "runs on it", "is powered by it"."""
    return _("%(needs)s it") % {"needs": needs_words(kind)}


def label_of(thing: Any) -> str:
    """Tag or code."""
    return str(thing.tag if isinstance(thing, Asset) else thing.code)


def words_of(thing: Any) -> str:
    """What people call it."""
    return str(thing.title if isinstance(thing, Asset) else thing.name)


def draw(start: Any, down: Walk, up: Walk, rows: dict[Key, Any], changed: frozenset[Key]) -> Picture:
    """Columns from what it needs on the left to what needs it on the right, two steps either way.

    What does both, in a cycle, stands on the right.
    """
    only_needed = {key: row for key, row in rows.items() if key not in down.found}
    columns = {-step: _column(up, step, only_needed) for step in range(DRAWN_STEPS, 0, -1)}
    columns[0] = [Reached(key_of(start), 0, key_of(start), "")]
    columns |= {step: _column(down, step, rows) for step in range(1, DRAWN_STEPS + 1)}
    columns = {step: column for step, column in columns.items() if column}
    shown = {step: column[:DRAWN_ROWS] for step, column in columns.items()}
    tallest = max(len(column) for column in shown.values())
    height = tallest * (HEIGHT + GAP_Y) - GAP_Y
    places = {
        one.key: (
            position * (WIDTH + GAP_X),
            (height - len(column) * (HEIGHT + GAP_Y) + GAP_Y) // 2 + row * (HEIGHT + GAP_Y),
        )
        for position, (_step, column) in enumerate(sorted(shown.items()))
        for row, one in enumerate(column)
    }
    return Picture(
        len(shown) * (WIDTH + GAP_X) - GAP_X,
        height,
        [_box(rows[key], place, key == key_of(start), key in changed) for key, place in places.items()],
        [_line(places, one) for column in shown.values() for one in column if one.kind and one.by in places],
        sum(len(column) for column in columns.values()) - len(places),
    )


def _column(walk: Walk, step: int, rows: dict[Key, Any]) -> list[Reached]:
    return [one for one in walk.reached if one.depth == step and one.key in rows]


def _box(thing: Any, place: tuple[int, int], is_start: bool, is_changed: bool) -> Box:
    words = words_of(thing)
    return Box(
        place[0],
        place[1],
        label_of(thing),
        words if len(words) <= 26 else f"{words[:25]}…",
        thing.get_absolute_url(),
        is_start,
        is_changed,
    )


def _line(places: dict[Key, tuple[int, int]], one: Reached) -> Line:
    left, right = sorted((places[one.by], places[one.key]))
    return Line(left[0] + WIDTH, left[1] + HEIGHT // 2, right[0], right[1] + HEIGHT // 2)
