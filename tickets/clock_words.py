"""Clocks in words: one way of saying them for list, page, REST and mail."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from hospital_itsm.core.display import span_words
from tickets.rules import clock_reading, sla
from tickets.rules.clock_reading import SlaChip

METRIC_WORDS = {
    sla.RESPONSE: gettext_lazy("First response"),
    sla.ONSITE: gettext_lazy("On site"),
    sla.UPDATE: gettext_lazy("Next update"),
    sla.RESTORE: gettext_lazy("Working again"),
    sla.FULFIL: gettext_lazy("Done"),
}
PAUSE_WORDS = {
    "requester": gettext_lazy("Waiting on requester"),
    "vendor": gettext_lazy("Waiting on vendor"),
    "scheduled": gettext_lazy("Scheduled"),
}
SHOWN_STATES = {
    clock_reading.ON_TRACK: "ok",
    clock_reading.AT_RISK: "risk",
    clock_reading.LATE: "late",
    clock_reading.PAUSED: "hold",
    clock_reading.WAITING: "hold",
    clock_reading.MET: "met",
    clock_reading.MISSED: "late",
    clock_reading.WITHDRAWN: "hold",
}
SENTENCES = {
    clock_reading.ON_TRACK: gettext_lazy("%(span)s left"),
    clock_reading.AT_RISK: gettext_lazy("%(span)s left"),
    clock_reading.LATE: gettext_lazy("%(span)s over"),
    clock_reading.PAUSED: gettext_lazy("Paused"),
    clock_reading.WAITING: gettext_lazy("Not started"),
    clock_reading.MET: gettext_lazy("Met in %(span)s"),
    clock_reading.MISSED: gettext_lazy("Missed by %(span)s"),
    clock_reading.WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True)
class ChipWords:
    """What the `sla_chip` tag draws; `is_running` chips tick in the browser."""

    state: str
    words: str
    used: int
    target: str
    due_at: datetime | None = None
    risk_at: datetime | None = None
    reason: str = ""


def chip_words(chip: SlaChip) -> ChipWords:
    """Say a clock's reading: "24m left", "18m over", "Paused", "Met in 4m", "Missed by 3h"."""
    running = chip.state in (clock_reading.ON_TRACK, clock_reading.AT_RISK, clock_reading.LATE)
    return ChipWords(
        state=SHOWN_STATES[chip.state],
        words=_said(chip),
        used=chip.used_percent,
        target=str(METRIC_WORDS[chip.metric]),
        due_at=chip.due_at if running else None,
        risk_at=chip.risk_at,
        reason=str(PAUSE_WORDS.get(chip.reason, "")),
    )


def _said(chip: SlaChip) -> str:
    return str(SENTENCES[chip.state]) % {"span": span_words(chip.span.total_seconds())}
