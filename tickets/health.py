"""Health of the clocks: whether the watcher lives, keeps up, and agrees with the history."""

from datetime import timedelta

from django.utils import timezone

from hospital_itsm.core.health import Check, Finding, register_check, register_gauge
from hospital_itsm.jobs import heartbeats
from hospital_itsm.jobs.health import pulse
from hospital_itsm.jobs.models import Heartbeat
from tickets import recounting, sending, watching
from tickets.actions.escalate import POSTPONED_BY
from tickets.models import ClockStep

BEHIND = timedelta(minutes=2)


def rungs_behind() -> int:
    """Rungs of ladders that should have been climbed two minutes ago: the watcher does not keep up, or they fail."""
    now = timezone.now()
    near = ClockStep.objects.due(now + POSTPONED_BY)
    return near.filter(fire_at__lt=now - BEHIND).count()


def ladders() -> Finding:
    """Is any rung left behind, and did the last nightly count find clocks that differ from their history?"""
    behind, differ = rungs_behind(), _differences()
    reasons = [f"{behind} rungs are late"] if behind else []
    reasons += [f"{differ} clocks differ from their history"] if differ else []
    return Finding(", ".join(reasons), {"rungs_behind": behind, "differences": differ})


def register() -> None:
    """Called once when the app is ready."""
    register_check(Check(watching.HEARTBEAT, pulse(watching.HEARTBEAT)))
    register_check(Check("clocks", ladders))
    register_check(Check("replies", sending.late_replies))
    register_gauge("hospital_sla_watch_age_seconds", "Seconds since the watcher finished a round.", _age)
    register_gauge("hospital_sla_rungs_behind", "Rungs that should have been climbed.", rungs_behind)


def _age() -> float:
    age = heartbeats.age(watching.HEARTBEAT)
    return float("nan") if age is None else age.total_seconds()


def _differences() -> int:
    row = Heartbeat.objects.filter(name=recounting.HEARTBEAT).first()
    return int(row.detail.get("differences", 0)) if row else 0
