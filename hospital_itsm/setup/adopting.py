"""What the clocks of a ticket become under another version of its promises; nothing is stored here."""

from datetime import datetime
from typing import Final

from tickets.actions.clock_sheet import ClockSheet
from tickets.models import SlaPolicy
from tickets.rules import sla
from tickets.rules.targets import Target

FROM_OPENING_COUNTED: Final = (sla.RESPONSE, sla.RESTORE, sla.FULFIL)


def adopt(sheet: ClockSheet, policy: SlaPolicy, at: datetime) -> None:
    """Give the open clocks of a sheet the targets of this version from `at` on.

    Time already used stays as it was counted; a promise the version lacks is withdrawn; ended clocks never change.
    """
    sheet.policy = policy
    wanted = {(row.metric, row.priority, row.variant): row for row in sheet.promises.targets}
    for metric in [name for name in sheet.values if sheet.is_open(name)]:
        had = sheet.targets[metric]
        target = wanted.get((metric, had.priority, had.variant))
        if target is None or not target.promises:
            sheet.change(metric, at, lambda clock: sla.cancel(clock, at))
        else:
            _adopt_one(sheet, metric, target, at)


def _adopt_one(sheet: ClockSheet, metric: str, target: Target, at: datetime) -> None:
    opening = metric in FROM_OPENING_COUNTED
    time = sheet.time_for(target, sheet.ticket.opened_at if opening else sheet.values[metric].counted_from)
    calendar = sheet.promises.calendars[target.calendar]
    sheet.give_target(metric, target, at, lambda clock: sla.change_calendar(clock, calendar, time, at))
