"""Within which time vendors of the demo answer and repair, by contract; the times and credits are ours."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hospital_itsm.people.rules.calendars import DEFAULT_CALENDARS
from hospital_itsm.underpinning.choices import Metric, Unit

ALWAYS, DAILY, OFFICE = (row.lineage for row in DEFAULT_CALENDARS)


@dataclass(frozen=True)
class PromiseRow:
    """One promise: contract, kind, time, working calendar, and what a miss is worth in dollars where it says so."""

    contract: str
    metric: Metric
    amount: int
    unit: Unit
    calendar: str
    credit: Decimal | None = None


_row = PromiseRow
ANSWER, REPAIR = Metric.RESPONSE, Metric.REPAIR
MINUTES, HOURS, DAYS = Unit.MINUTES, Unit.HOURS, Unit.BUSINESS_DAYS
PROMISES: Final = (
    _row("C-1001", ANSWER, 15, MINUTES, ALWAYS, Decimal("2500.00")),
    _row("C-1004", ANSWER, 1, HOURS, ALWAYS),
    _row("C-1005", ANSWER, 1, HOURS, ALWAYS, Decimal("500.00")),
    _row("C-1005", REPAIR, 4, HOURS, ALWAYS, Decimal("1500.00")),
    _row("C-1006", ANSWER, 30, MINUTES, ALWAYS, Decimal("250.00")),
    _row("C-1006", REPAIR, 4, HOURS, ALWAYS, Decimal("1000.00")),
    _row("C-1007", ANSWER, 30, MINUTES, ALWAYS, Decimal("250.00")),
    _row("C-1010", ANSWER, 15, MINUTES, ALWAYS),
    _row("C-1011", ANSWER, 2, HOURS, ALWAYS),
    _row("C-1011", REPAIR, 1, DAYS, OFFICE),
    _row("C-1016", ANSWER, 8, HOURS, DAILY),
    _row("C-1020", ANSWER, 1, DAYS, OFFICE),
)
