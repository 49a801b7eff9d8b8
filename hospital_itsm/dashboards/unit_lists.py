"""The lists behind the numbers of a unit's card: exactly what was counted, for whoever may open such a list."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hospital_itsm.core.access import can
from hospital_itsm.kpi.behind import LISTS, NAME, Part
from hospital_itsm.kpi.measures.base import ALL
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import Period

OPEN = "backlog_aged"
"""The figure whose records are the open tickets."""


@dataclass(frozen=True)
class UnitLists:
    """The lists of one unit for one reader: addresses, empty where the reader may not open the list."""

    area: Any
    actor: Any

    def counted(self, code: str, period: Period, **more: str) -> str:
        """The tickets of the unit that a figure counts in a period."""
        kept = LISTS["ticket"]
        if not (can(self.actor, kept.verb) and can(self.actor, "kpi.read", BY_CODE[code])):
            return ""
        query = {**kept.more, NAME: str(Part(code, ALL, period)), "care_area": self.area.code, **more}
        return f"{reverse(kept.url_name, args=kept.args)}?{urlencode(query)}"

    def open_now(self, today: date, **more: str) -> str:
        """The open tickets of the unit. Who leads this unit alone has them as *My unit*."""
        found = self.counted(OPEN, Period(today, today), **more)
        if found or more or self.actor.care_area_ids != {self.area.pk}:
            return found
        return f"{reverse('tickets:my')}?tab=unit"
