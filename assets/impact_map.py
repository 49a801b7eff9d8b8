"""The map of what a thing needs and what needs it: columns of boxes for the page, and lists in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from assets.choices import AssetClass, RelationKind
from assets.models import Asset
from assets.queries.relations import (
    Glimpse,
    UnitGlimpse,
    assets_behind,
    changed_lately,
    edges_to_dependents,
    edges_to_needs,
    glimpses,
    key_of,
    services_behind,
)
from assets.rules.impact import REVERSED, Key, Reached, Walk, dependents_of, needs_of

DRAWN_STEPS: Final = 2
DRAWN_ROWS: Final = 8
LISTED_UNDER_ONE: Final = 12
LISTED: Final = 200
"""How many of the nearest things each nested list names; all of them are counted."""
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

    @property
    def has_changes(self) -> bool:
        """True when something shown changed of late."""
        return any(box.is_changed for box in self.boxes)


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
    units: list[UnitGlimpse]
    classes: list[tuple[str, int]]
    tags: list[str]
    needed_by: Tree
    needs: Tree
    picture: Picture


def impact_of(start: Any, actor: Any, now: datetime) -> Impact:
    """Walk both ways from an asset or service; things the actor does not see are counted, never named.

    Whole rows are read only of what is named one by one.
    """
    key = key_of(start)
    down, up = dependents_of(key, edges_to_dependents), needs_of(key, edges_to_needs, DRAWN_STEPS)
    assets, services = glimpses(down.found | up.found, actor), services_behind(down.found | up.found)
    visible = frozenset({key, *assets, *services})
    columns = _columns(key, down, up, visible)
    failing, needed = _listed(down, visible), _listed(up, visible)
    named = failing | needed | {one.key for column in columns.values() for one in column[:DRAWN_ROWS]}
    rows = {**services, **assets_behind(named - {key}), key: start}
    changed = changed_lately(named | {key}, now)
    reached = [assets[one.key] for one in down.reached if one.key in assets]
    return Impact(
        count=len(down.reached),
        is_cut=down.is_cut,
        services=sorted(
            (services[one.key] for one in down.reached if one.key in services),
            key=lambda row: (row.tier, row.code),
        ),
        units=_units(reached),
        classes=_classes(reached),
        tags=[row.tag for row in reached],
        needed_by=_tree(Listing(down, visible, failing, rows, changed, fails=True), key),
        needs=_tree(Listing(up, visible, needed, rows, changed, fails=False), key),
        picture=draw(start, columns, rows, changed),
    )


def _units(reached: Iterable[Glimpse]) -> list[UnitGlimpse]:
    units = {row.unit for row in reached if row.unit}
    return sorted(units, key=lambda unit: (unit.care_class, unit.name))


def _classes(reached: Iterable[Glimpse]) -> list[tuple[str, int]]:
    counted = Counter(row.asset_class for row in reached)
    return [(str(AssetClass(code).label), count) for code, count in counted.most_common()]


def _listed(walk: Walk, visible: frozenset[Key]) -> frozenset[Key]:
    """What a nested list names: the nearest first, some under each."""
    chosen: list[Key] = []
    front = [walk.start]
    while front and len(chosen) < LISTED:
        front = [one.key for here in front for one in _children(walk, here, visible)[:LISTED_UNDER_ONE]]
        chosen += front
    return frozenset(chosen[:LISTED])


def _children(walk: Walk, key: Key, visible: frozenset[Key]) -> list[Reached]:
    return [one for one in walk.children.get(key, ()) if one.key in visible]


@dataclass(frozen=True)
class Listing:
    """A walk as a nested list: what is visible, what of it is named, and the rows to name it by."""

    walk: Walk
    visible: frozenset[Key]
    listed: frozenset[Key]
    rows: dict[Key, Any]
    changed: frozenset[Key]
    fails: bool


def _tree(listing: Listing, key: Key) -> Tree:
    children = _children(listing.walk, key, listing.visible)
    branches = [_branch(listing, one) for one in children if one.key in listing.listed]
    return Tree(branches, len(children) - len(branches))


def _branch(listing: Listing, one: Reached) -> Branch:
    thing = listing.rows[one.key]
    return Branch(
        thing,
        label_of(thing),
        words_of(thing),
        "" if listing.fails else needs_words(one.kind),
        fails_words(one.kind) if listing.fails else "",
        one.key in listing.changed,
        _tree(listing, one.key),
    )


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


def draw(
    start: Any, columns: dict[int, list[Reached]], rows: dict[Key, Any], changed: frozenset[Key]
) -> Picture:
    """Boxes in columns and the lines between them."""
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


def _columns(key: Key, down: Walk, up: Walk, visible: frozenset[Key]) -> dict[int, list[Reached]]:
    """Columns from what it needs on the left to what needs it on the right, two steps either way.

    What does both, in a cycle, stands on the right.
    """
    only_needed = visible - down.found
    columns = {-step: _column(up, step, only_needed) for step in range(DRAWN_STEPS, 0, -1)}
    columns[0] = [Reached(key, 0, key, "")]
    columns |= {step: _column(down, step, visible) for step in range(1, DRAWN_STEPS + 1)}
    return {step: column for step, column in columns.items() if column}


def _column(walk: Walk, step: int, visible: frozenset[Key]) -> list[Reached]:
    return [one for one in walk.reached if one.depth == step and one.key in visible]


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
