"""Small pictures as SVG, made on the server. Colors come from the classes of `css/dashboard.css`.

    line([("P1, P2", [94.0, None, 93.5])], labels, target=95.0, title=…, desc=…)   a line for each series
    spark([3, 5, 4], target=4)                             the same without words, beside a number
    strip([Day(…)])                                        a mark for each day
    bar(41, most=45, before=24)                            a bar, with a mark of the period before
    lane(Span(…))                                          a window of time on a lane

A picture that says something the words beside it do not has `role="img"`, a title and a description; the others are
hidden from screen readers. Nothing in a picture is anybody's free text but `title`, `desc` and labels, which are
escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Value = float | None
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120, 34, 4
LINE_WIDTH, LINE_HEIGHT = 380, 170
LEFT, RIGHT, TOP, BOTTOM = 36, 78, 12, 26
STRIP_HEIGHT: Final = 22
DASHES: Final = ("a", "b", "c")
"""The classes of the first three series."""


@dataclass(frozen=True)
class Day:
    """A day of a strip: how high its mark is (0 to 1) and its class (`s0` nothing, `s1` to `s3` worse)."""

    share: float
    shape: str


@dataclass(frozen=True)
class Span:
    """A window on a lane, both ends as shares of its width, and whether it is urgent."""

    begin: float
    end: float
    is_hot: bool = False


def places(
    values: Sequence[Value], low: float, high: float, box: tuple[float, float, float, float]
) -> list[tuple[float, float] | None]:
    """Where the values stand in a box (left, top, width, height); the highest at the top."""
    left, top, width, height = box
    step = width / max(len(values) - 1, 1)
    span = high - low or 1
    return [
        None
        if value is None
        else (round(left + step * at, 1), round(top + (high - value) / span * height, 1))
        for at, value in enumerate(values)
    ]


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """Straight pieces between neighbors that both have data."""
    pieces = []
    if points and points[0] is not None:
        pieces.append(f"M{points[0][0]} {points[0][1]}")
    for before, point in pairwise(points):
        if point is not None:
            pieces.append(f"{'L' if before is not None else 'M'}{point[0]} {point[1]}")
    return "".join(pieces)


def spark(values: Sequence[Value], target: Value = None) -> SafeString:
    """A line beside a number that says the same; empty where fewer than two values are known."""
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return format_html("{}", "")
    reached = known if target is None else [*known, target]
    low, high = min(reached), max(reached)
    box = (2, SPARK_EDGE, SPARK_WIDTH - 4, SPARK_HEIGHT - 2 * SPARK_EDGE)
    aim: SafeString | str = ""
    if target is not None:
        (at,) = places([target], low, high, box)
        aim = format_html('<path class="d-tgt" d="M0 {}H{}"/>', at[1] if at else 0, SPARK_WIDTH)
    return format_html(
        '<svg class="d-spark" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}'
        '<path class="d-ln" d="{}"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        aim,
        _path(places(values, low, high, box)),
    )


def scale(low: float, high: float, lines: int = 4) -> list[float]:
    """Round values from below the lowest to above the highest, so many steps at most."""
    span = (high - low) or abs(high) or 1
    step = 10.0 ** len(str(int(span)))
    for part in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0):
        if span / (step * part) <= lines - 1:
            step *= part
            break
    first = (low // step) * step
    found = [first]
    while found[-1] < high - step / 1000:
        found.append(found[-1] + step)
    return [round(one, 6) for one in found]


def line(
    series: Sequence[tuple[str, Sequence[Value]]],
    labels: Sequence[str],
    *,
    title: str,
    desc: str,
    target: Value = None,
) -> SafeString:
    """Lines over the same steps, each named at its end, and the target as a dashed one; empty without two values."""
    known = [one for _name, values in series for one in values if one is not None]
    if len(known) < 2:
        return format_html("{}", "")
    reached = known if target is None else [*known, target]
    marks = scale(min(reached), max(reached))
    low, high = marks[0], marks[-1]
    box = (LEFT, TOP, LINE_WIDTH - LEFT - RIGHT, LINE_HEIGHT - TOP - BOTTOM)
    drawn = [_grid(marks, low, high, box), _steps(labels, box)]
    if target is not None:
        drawn.append(
            format_html(
                '<path class="t" d="M{} {}H{}"/>', LEFT, _y(target, low, high, box), LINE_WIDTH - RIGHT
            )
        )
    drawn += _series(series, low, high, box)
    return format_html(
        '<svg class="d-line" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        LINE_WIDTH,
        LINE_HEIGHT,
        f"{title}. {desc}",
        title,
        desc,
        format_html_join("", "{}", ((one,) for one in drawn)),
    )


def _y(value: float, low: float, high: float, box: tuple[float, float, float, float]) -> float:
    (at,) = places([value], low, high, box)
    return at[1] if at else 0.0


def _grid(
    marks: Sequence[float], low: float, high: float, box: tuple[float, float, float, float]
) -> SafeString:
    return format_html_join(
        "",
        '<path class="g" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, y, LINE_WIDTH - RIGHT, LEFT - 6, y + 4, f"{mark:g}")
            for mark in marks
            for y in (_y(mark, low, high, box),)
        ),
    )


def _steps(labels: Sequence[str], box: tuple[float, float, float, float]) -> SafeString:
    """The names of the steps, at most six."""
    left, _top, width, _height = box
    step = width / max(len(labels) - 1, 1)
    every = -(-len(labels) // 6)
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (round(left + step * at, 1), LINE_HEIGHT - 8, label)
            for at, label in enumerate(labels)
            if at % every == 0
        ),
    )


def _series(
    series: Sequence[tuple[str, Sequence[Value]]],
    low: float,
    high: float,
    box: tuple[float, float, float, float],
) -> list[SafeString]:
    found: list[SafeString] = []
    taken: list[float] = []
    for shape, (name, values) in zip(DASHES, series, strict=False):
        points = places(values, low, high, box)
        found.append(format_html('<path class="{}" d="{}"/>', shape, _path(points)))
        last = next((one for one in reversed(points) if one is not None), None)
        if last is None:
            continue
        y = last[1]
        while any(abs(y - other) < 12 for other in taken):
            y += 12
        taken.append(y)
        found.append(
            format_html(
                '<circle class="{0}" cx="{1}" cy="{2}" r="3.5"/><text class="l{0}" x="{3}" y="{4}">{5}</text>',
                shape, last[0], last[1], last[0] + 8, y + 4, name,
            )
        )  # fmt: skip
    return found


def strip(days: Sequence[Day]) -> SafeString:
    """A mark for each day, the oldest first; the words beside it say the same."""
    marks = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="8" height="{}" rx="1"/>',
        (
            (one.shape, at * 10 + 1, round(STRIP_HEIGHT - 1 - height, 1), round(height, 1))
            for at, one in enumerate(days)
            for height in (4 + 16 * min(max(one.share, 0), 1),)
        ),
    )
    return format_html(
        '<svg class="d-strip" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        len(days) * 10,
        STRIP_HEIGHT,
        marks,
    )


def bar(value: float, most: float, before: Value = None, *, is_late: bool = False) -> SafeString:
    """A bar of a table of bars, with a mark where it was in the period before; the number stands beside it."""
    whole = most or 1
    mark: SafeString | str = ""
    if before is not None:
        mark = format_html(
            '<rect class="d-was" x="{}%" y="0" width="2" height="16"/>', _percent(before, whole)
        )
    return format_html(
        '<svg class="d-bar{}" width="100%" height="16" aria-hidden="true"><rect class="d-all" y="2" width="100%" '
        'height="12" rx="2"/><rect class="d-now" y="2" width="{}%" height="12" rx="2"/>{}</svg>',
        " is-late" if is_late else "",
        _percent(value, whole),
        mark,
    )


def _percent(value: float, whole: float) -> float:
    return round(100 * min(max(value / whole, 0), 1), 1)


def lane(span: Span, months: int = 6) -> SafeString:
    """A window of notice as a bar and the last day as a mark: a diamond where it is urgent, a dot otherwise."""
    begin, end = (round(100 * min(max(one, 0), 1), 1) for one in (span.begin, span.end))
    lines = format_html_join(
        "",
        '<line class="g" x1="{0}%" x2="{0}%" y2="16"/>',
        ((round(100 / months * at, 1),) for at in range(months)),
    )
    shape = (
        format_html('<svg x="{}%" overflow="visible"><path class="hot" d="M0 2l6 6l-6 6l-6 -6z"/></svg>', end)
        if span.is_hot
        else format_html('<circle cx="{}%" cy="8" r="5.5"/>', end)
    )
    return format_html(
        '<svg class="d-lane" width="100%" height="16" aria-hidden="true">{}'
        '<rect class="{}" x="{}%" y="4" width="{}%" height="8" rx="2"/>{}</svg>',
        lines,
        "hot" if span.is_hot else "nw",
        begin,
        max(round(end - begin, 1), 0.5),
        shape,
    )
