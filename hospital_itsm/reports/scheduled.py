"""One round of scheduled reports: begin what is due, send what waits, close what is over."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import structlog
from django.utils import timezone

from hospital_itsm.reports.actions.sending import ASKED_BEFORE, ask_owner, begin_run, deliver, end_run
from hospital_itsm.reports.choices import OPEN_OUTCOMES
from hospital_itsm.reports.models import ReportSchedule, ScheduleDelivery, ScheduleRun

BATCH: Final = 100
log = structlog.get_logger(__name__)


def send_due(now: datetime, *, actor: Any) -> int:
    """One round; how many recipients had their turn. What fails holds up nothing else and is tried again."""
    ending = timezone.localdate(now) + ASKED_BEFORE
    ends = ReportSchedule.objects.filter(paused="", asked_on__isnull=True, expires_on__lte=ending)
    _each(ends, ask_owner, actor, now)
    _each(ReportSchedule.objects.due(now), begin_run, actor, now)
    turns = _each(ScheduleDelivery.objects.filter(outcome__in=OPEN_OUTCOMES), deliver, actor, now)
    _each(ScheduleRun.objects.filter(ended_at__isnull=True), end_run, actor, now)
    return turns


def _each(rows: Any, act: Callable[..., Any], actor: Any, now: datetime) -> int:
    """Do it with each, apart from the others; how many times something came of it."""
    done = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        try:
            done += bool(act(pk, actor=actor, now=now))
        except Exception as error:
            log.warning("reports.schedule_failed", step=act.__name__, row=pk, error=type(error).__name__)
    return done
