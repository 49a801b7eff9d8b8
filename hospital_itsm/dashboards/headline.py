"""The headline figures of a dashboard in words, each with the way to the list that reproduces it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.asked import figure_query
from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Reader, address
from hospital_itsm.dashboards.drawn import Tile
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.rules.counts import MORE, SAME, change_of, is_met
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.behind import ways_of
from hospital_itsm.kpi.reading import Point
from hospital_itsm.kpi.rules.definitions import BY_CODE, COUNT
from hospital_itsm.kpi.rules.figures import FEW, MISSED, NEAR, UNJUDGED, Figure, Scope
from hospital_itsm.kpi.wordings import WORDS
from hospital_itsm.kpi.words import amount_words, change_words, name_of, verdict_words

STEPS = 10


@dataclass(frozen=True)
class Told:
    """A figure of the register with what it is compared with and its history."""

    kpi: Kpi
    scope: Scope
    figure: Figure
    before: Decimal | None
    points: list[Point]


def tiles_of(dashboard: Dashboard, reader: Reader) -> tuple[list[Tile], Any]:
    """The headline in its order, and as of when its figures are counted.

    Eight statements for each scope its figures are told in, one for questions, and those of its own counts.
    """
    told = _told([one for one in dashboard.headline if isinstance(one, Kpi)], reader)
    tiles = []
    for one in dashboard.headline:
        if isinstance(one, Own):
            tiles += _own_tile(one, reader)
        elif one.code in told:
            tiles.append(_kpi_tile(told[one.code], reader))
    counted_at = next((one.figure.counted_at for one in told.values()), None)
    return _with_questions(tiles, dashboard, reader), counted_at


def scope_of(kpi: Kpi, reader: Reader) -> Scope:
    """The narrowest scope of what is asked for in which the figure can be told."""
    site = reader.question.scope.site
    domain = "" if kpi.whole else reader.domain
    wanted = (Scope(site, domain), Scope(None, domain), Scope(site))
    return next((one for one in wanted if reading.is_divided_by(BY_CODE[kpi.code], one)), Scope())


def _told(wanted: Iterable[Kpi], reader: Reader) -> dict[str, Told]:
    by_scope: dict[Scope, list[Kpi]] = {}
    for one in wanted:
        if can(reader.actor, "kpi.read", BY_CODE[one.code]):
            by_scope.setdefault(scope_of(one, reader), []).append(one)
    found = {}
    for scope, kpis in by_scope.items():
        figures = reading.figures([one.code for one in kpis], reader.period, scope)
        before = reading.values(figures, reader.against, scope)
        points = reading.history(figures, reader.period, scope, STEPS)
        for one in kpis:
            if one.code in figures:
                found[one.code] = Told(
                    one, scope, figures[one.code], before.get(one.code), points.get(one.code, [])
                )
    return found


def _kpi_tile(told: Told, reader: Reader) -> Tile:
    figure, definition = told.figure, told.figure.definition
    question = reader.asked_of(told.scope)
    page = address("kpi:figure", definition.code, **figure_query(question, reader.against_code))
    site = reader.site.code if told.scope.site is not None else ""
    ways = ways_of(figure, reader.period, site, told.scope.domain, reader.actor, reader.today)
    way = (ways[0] if definition.kind == COUNT else ways[-1]) if ways else None
    values = tuple(None if one.value is None else float(one.value) for one in told.points)
    target = None if figure.target is None else float(figure.target)
    is_judged = figure.verdict not in (UNJUDGED, FEW)
    change = change_words(definition, figure.value, told.before)
    return Tile(
        code=definition.code,
        name=str(told.kpi.name) or name_of(definition.code),
        value=amount_words(definition, figure.value),
        url=way.url if way else page,
        verdict=verdict_words(figure),
        is_miss=figure.verdict in (NEAR, MISSED),
        is_judged=is_judged,
        change=change,
        goes=_direction(figure.value, told.before),
        picture=charts.spark(values, target),
        steps=values,
        target=target,
        counted=str(WORDS[definition.code].formula),
        counted_url=page,
        place=_place(told, reader),
        domain=told.scope.domain,
        site=told.scope.site,
        holds=way.number if way else None,
    )


def _place(told: Told, reader: Reader) -> str:
    """What the figure is told for where that is not what was asked for."""
    if reader.site is not None and told.scope.site is None:
        return _("All sites")
    return _("The whole hospital") if reader.domain and not told.scope.domain and not told.kpi.whole else ""


def _direction(now: Any, before: Any) -> str:
    if before is None or now == before:
        return ""
    return "up" if now > before else "down"


def _own_tile(own: Own, reader: Reader) -> list[Tile]:
    count = own.count(reader)
    if count is None:
        return []
    met = is_met(count.number, own.most)
    verdict = ""
    if own.most is not None:
        words = ngettext("%(n)d or fewer", "%(n)d or fewer", own.most) % {"n": own.most}
        verdict = (_("Meets %(target)s") if met else _("Misses %(target)s")) % {"target": words}
    return [
        Tile(
            code=own.code,
            name=str(own.name),
            value=count.words or f"{count.number:,}",
            url=count.url,
            verdict=verdict,
            is_miss=met is False,
            is_judged=met is not None,
            change=count_change_words(count.number, count.before),
            goes=_direction(count.number, count.before),
            picture=charts.spark(count.steps, own.most),
            steps=count.steps,
            target=own.most,
            counted=str(own.counted),
            domain=reader.domain,
            site=reader.question.scope.site,
            holds=count.holds if count.words else count.number,
        )
    ]


def count_change_words(number: int, before: int | None) -> str:
    """What became of a count: "2 fewer", "1 more", "no change"; empty without one to compare with."""
    change = change_of(number, before)
    if change is None:
        return ""
    way, by = change
    if way == SAME:
        return _("no change")
    return (_("%(n)s more") if way == MORE else _("%(n)s fewer")) % {"n": f"{by:,}"}


def _with_questions(tiles: list[Tile], dashboard: Dashboard, reader: Reader) -> list[Tile]:
    """Each figure that misses its target with the date that was asked for or given; one statement."""
    missing = [one for one in tiles if one.is_miss]
    if not missing:
        return tiles
    newest = AskedDate.objects.latest_of([one.code for one in missing])
    asked = {(row.figure, row.domain, row.site_id): row for row in newest if row.is_open(reader.today)}
    may_ask = reader.may("dashboard.ask", dashboard)
    found = []
    for one in tiles:
        row = asked.get((one.code, one.domain, one.site)) if one.is_miss else None
        found.append(replace(one, asked=row, may_ask=one.is_miss and row is None and may_ask))
    return found


def ask_url(dashboard: Dashboard, code: str) -> str:
    """Where a date is asked for at a figure."""
    return reverse("dashboards:ask", args=[dashboard.code, code])
