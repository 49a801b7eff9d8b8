"""One line for each part of the house, with its state and trend."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.dashboards.declared import Reader, address, dashboard_called
from hospital_itsm.dashboards.drawn import Cell, Column, Drawn, Table
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.figures import MET, MISSED, NEAR, Scope, judged
from hospital_itsm.kpi.words import amount_words, change_words
from hospital_itsm.people.choices import Domain

AREAS: Final = (
    (Domain.INFRASTRUCTURE, "infrastructure"),
    (Domain.APPLICATIONS, "applications"),
    (Domain.CLINICAL_ENGINEERING, "htm"),
)
"""The parts of the house, each with the dashboard of its leader."""
CODES: Final = (
    ("availability_first", gettext_lazy("Availability, tiers 0 and 1")),
    ("restore_on_target_urgent", gettext_lazy("P1, P2 on target")),
    ("opened", gettext_lazy("Opened")),
)
ENOUGH: Final = 5
MARKS: Final = {MET: "done", NEAR: "warn", MISSED: "bad"}


def areas(reader: Reader) -> Drawn | None:
    """What each part of the house achieved, with the change since: two statements for each and one for targets."""
    codes = [code for code, _name in CODES if reader.may("kpi.read", BY_CODE[code])]
    if not codes:
        return None
    targets = reading.targets_of(codes)
    rows = tuple(
        row for domain, board in AREAS if (row := _row(domain, board, codes, targets, reader)) is not None
    )
    names = dict(CODES)
    return Drawn(
        Table(
            (
                Column(_("Part of the house")),
                *(Column(str(names[code]), is_aside=code == "opened") for code in codes),
            ),
            rows,
        ),
        empty=_("Nothing was counted in this period."),
    )


def _row(
    domain: Domain, board: str, codes: list[str], targets: Any, reader: Reader
) -> tuple[Cell, ...] | None:
    scope = Scope(None, domain)
    now = reading.values(codes, reader.period, scope)
    if not now:
        return None
    before = reading.values(codes, reader.against, scope)
    dashboard = dashboard_called(board)
    may_open = dashboard is not None and reader.may("dashboard.read", dashboard)
    url = dashboard.url if dashboard is not None and may_open else address("kpi:figures", domain=domain)
    cells = [Cell(str(domain.label), url=url)]
    for code in codes:
        definition = BY_CODE[code]
        if code not in now:
            cells.append(Cell("–"))
            continue
        verdict = judged(definition, now[code], targets[code], ENOUGH)
        note = change_words(definition, now[code], before.get(code))
        cells.append(Cell(amount_words(definition, now[code]), mark=MARKS.get(verdict, ""), note=note))
    return tuple(cells)
