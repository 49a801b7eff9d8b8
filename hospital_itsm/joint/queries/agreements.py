"""Which time a team agreed on for a priority."""

from dataclasses import dataclass
from typing import Any

from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.rules.written_times import read_time
from tickets.rules.lifecycle import MOST_URGENT_THAT_PAUSES


@dataclass(frozen=True)
class Agreed:
    """A time and the newest hours it counts in."""

    calendar: WorkCalendar
    minutes: int | None
    business_days: int | None


class Agreements:
    """The agreements in force, read once for many tasks: two statements."""

    def __init__(self) -> None:
        from hospital_itsm.joint.models import OlaAgreement

        rows = OlaAgreement.objects.filter(is_active=True).select_related("calendar", "urgent_calendar")
        self._rows = {row.team_id: row for row in rows}
        lineages = {
            calendar.lineage
            for row in self._rows.values()
            for calendar in (row.calendar, row.urgent_calendar)
        }
        newest = WorkCalendar.objects.filter(lineage__in=lineages).order_by("lineage", "-version")
        self._newest = {one.lineage: one for one in newest.distinct("lineage")}

    def of(self, team: int, priority: int) -> Agreed | None:
        """The team's own time, or that of every team; None where none is agreed."""
        row: Any = self._rows.get(team) or self._rows.get(None)
        if row is None:
            return None
        minutes, days = read_time(getattr(row, f"p{priority}"))
        if minutes is None and days is None:
            return None
        calendar = row.urgent_calendar if priority < MOST_URGENT_THAT_PAUSES else row.calendar
        return Agreed(self._newest[calendar.lineage], minutes, days)
