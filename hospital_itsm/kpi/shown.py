"""Figures as pages draw them: words, marks, and small pictures of their history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from hospital_itsm.kpi import reading
from hospital_itsm.kpi.access import readable
from hospital_itsm.kpi.filters import Question, period_words
from hospital_itsm.kpi.reading import Point
from hospital_itsm.kpi.rules.definitions import ALL, GROUPS, Definition
from hospital_itsm.kpi.rules.figures import Figure
from hospital_itsm.kpi.words import (
    GROUPS as GROUP_WORDS,
)
from hospital_itsm.kpi.words import (
    MARKS,
    amount_words,
    change_words,
    counted_words,
    name_of,
    target_words,
    verdict_words,
)

SPARK: Final = (120, 28, 3)
CHART: Final = (760, 220, 24)
"""Width, height and the room at the edges of the small picture and of the large one."""


@dataclass(frozen=True)
class Line:
    """A straight piece of a picture."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Dot:
    """A step of a picture with its words."""

    x: float
    y: float
    label: str
    days: str


@dataclass(frozen=True)
class Picture:
    """A history as lines between neighbors that both have data, its steps, and where the target lies."""

    width: int
    height: int
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    target_y: float | None
    highest: str
    lowest: str


@dataclass(frozen=True)
class Row:
    """A step of a history in words."""

    days: str
    value: str
    n: int


@dataclass(frozen=True)
class Shown:
    """One figure in words. Without data `figure` is None."""

    definition: Definition
    name: str
    figure: Figure | None
    value: str = ""
    median: str = ""
    p90: str = ""
    mark: str = "none"
    verdict: str = ""
    target: str = ""
    counted: str = ""
    change: str = ""
    picture: Picture | None = None

    @property
    def code(self) -> str:
        """Its code."""
        return self.definition.code


@dataclass(frozen=True)
class Group:
    """Figures that belong together: those with data, and how many have none."""

    code: str
    name: str
    figures: tuple[Shown, ...]
    absent: tuple[str, ...]


def groups_of(actor: Any, question: Question, now: datetime) -> list[Group]:
    """Every figure the actor may read and the question asks for, by group: at most eight statements."""
    wanted = [one for one in readable(actor, ALL) if not question.groups or one.group in question.groups]
    codes = [one.code for one in wanted]
    found = reading.figures(codes, question.period, question.scope)
    before = reading.values(found, question.against, question.scope)
    histories = reading.history(found, question.period, question.scope)
    drawn: dict[str, list[Shown]] = {}
    absent: dict[str, list[str]] = {}
    for one in wanted:
        if one.code in found:
            points = histories.get(one.code, [])
            picture = picture_of(one, points, found[one.code].target, now, SPARK)
            drawn.setdefault(one.group, []).append(shown(found[one.code], before.get(one.code), picture))
        else:
            absent.setdefault(one.group, []).append(name_of(one.code))
    return [
        Group(code, str(GROUP_WORDS[code]), tuple(drawn.get(code, ())), tuple(absent.get(code, ())))
        for code in GROUPS
        if code in drawn or code in absent
    ]


def shown(figure: Figure, before: Decimal | None, picture: Picture | None) -> Shown:
    """A figure in words."""
    definition = figure.definition
    return Shown(
        definition,
        name_of(definition.code),
        figure,
        amount_words(definition, figure.value),
        "" if figure.median is None else amount_words(definition, figure.median),
        "" if figure.p90 is None else amount_words(definition, figure.p90),
        MARKS[figure.verdict],
        verdict_words(figure),
        target_words(definition, figure.target),
        counted_words(figure),
        change_words(definition, figure.value, before),
        picture,
    )


def rows_of(definition: Definition, points: Iterable[Point], now: datetime) -> list[Row]:
    """The steps of a history in words."""
    return [
        Row(
            period_words(one.period, now),
            "" if one.value is None else amount_words(definition, one.value),
            one.n,
        )
        for one in points
    ]


def picture_of(
    definition: Definition,
    points: Sequence[Point],
    target: Decimal | None,
    now: datetime,
    size: tuple[int, int, int],
) -> Picture | None:
    """The history as a picture; None where fewer than two steps have data."""
    known = [one.value for one in points if one.value is not None]
    if len(known) < 2:
        return None
    width, height, edge = size
    reached = [*known, target] if target is not None else known
    low, high = min(reached), max(reached)
    span = high - low or Decimal(1)

    def y_of(value: Decimal) -> float:
        return round(edge + float((high - value) / span) * (height - 2 * edge), 1)

    step = (width - 2 * edge) / max(len(points) - 1, 1)
    places: list[tuple[float, float] | None] = [
        None if one.value is None else (round(edge + place * step, 1), y_of(one.value))
        for place, one in enumerate(points)
    ]
    lines = [
        Line(*first, *second) for first, second in zip(places, places[1:], strict=False) if first and second
    ]
    dots = [
        Dot(*place, amount_words(definition, one.value), period_words(one.period, now))
        for place, one in zip(places, points, strict=True)
        if place and one.value is not None
    ]
    ends = (amount_words(definition, high), amount_words(definition, low))
    return Picture(width, height, tuple(lines), tuple(dots), None if target is None else y_of(target), *ends)
