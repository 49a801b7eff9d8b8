"""Reading a whole dashboard: page, PDF and REST draw the same."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hospital_itsm.dashboards.decided import decided_of
from hospital_itsm.dashboards.declared import Dashboard, Panel, Reader
from hospital_itsm.dashboards.drawn import Decided, Decision, Drawn, Tile
from hospital_itsm.dashboards.headline import tiles_of


@dataclass(frozen=True)
class Read:
    """What one person reads on a dashboard: decisions by weight and day, figures, panels, what was decided."""

    dashboard: Dashboard
    reader: Reader
    decisions: list[Decision]
    tiles: list[Tile]
    panels: list[tuple[Panel, Drawn]]
    decided: list[Decided]
    counted_at: datetime | None

    @property
    def about(self) -> str:
        """What it tells, in words: site, period and comparison, or how things stand."""
        if self.dashboard.is_live:
            return _("How things stand now, as far as you see the queue")
        return self.reader.question.words(self.reader.now)


def read(dashboard: Dashboard, reader: Reader) -> Read:
    """Everything the reader may see of it."""
    tiles, counted_at = tiles_of(dashboard, reader)
    drawn = [(panel, panel.load(reader)) for panel in dashboard.panels]
    return Read(
        dashboard,
        reader,
        decisions_of(dashboard, reader),
        tiles,
        [(panel, shown) for panel, shown in drawn if shown is not None],
        [] if dashboard.is_live else decided_of(dashboard, reader),
        reader.now if dashboard.is_live else counted_at,
    )


def decisions_of(dashboard: Dashboard, reader: Reader) -> list[Decision]:
    """The weightiest first, of the same weight the nearest, no more than the dashboard bears."""
    found = [one for source in dashboard.decisions for one in source(reader)]
    return sorted(found, key=lambda one: one.rank)[: dashboard.most]
