"""Counting on until nothing waits, or for so many seconds."""

from collections.abc import Iterator
from datetime import datetime
from time import monotonic
from typing import Any

from hospital_itsm.kpi.actions.counting import count_changes, count_history_on, do_round
from hospital_itsm.kpi.measures import MEASURES


def carry_on(*, actor: Any, now: datetime, seconds: float) -> bool:
    """Count what waits: history, then changes, then the round of the night. Is more to be done?"""
    until = monotonic() + seconds
    return any(monotonic() > until for _step in steps(actor=actor, now=now))


def steps(*, actor: Any, now: datetime) -> Iterator[str]:
    """Do one step after another, each a transaction of its own; yields the code of the figure it was about, or ""."""
    heard = 1
    while heard:
        for code in MEASURES:
            while count_history_on(code, actor=actor, now=now):
                yield code
        heard = count_changes(actor=actor, now=now)
        yield ""
    for code in MEASURES:
        do_round(code, actor=actor, now=now)
        yield code
