"""Health of the background parts: how old their heartbeats are."""

from collections.abc import Callable

from hospital_itsm.core.health import Check, Finding, register_check, register_gauge
from hospital_itsm.jobs import heartbeats

BEAT, WORKER = "beat", "worker"
MISSED_SECONDS = 45
"""Both beat every ten seconds; three missed beats and a little patience are an alarm."""


def pulse(name: str) -> Callable[[], Finding]:
    """Return the check of one heartbeat."""

    def probe() -> Finding:
        age = heartbeats.age(name)
        if age is None:
            return Finding("never beat", {"age_seconds": None})
        seconds = round(age.total_seconds())
        late = f"last beat {seconds} s ago" if seconds > MISSED_SECONDS else ""
        return Finding(late, {"age_seconds": seconds})

    return probe


def register() -> None:
    """Called once when the app is ready."""
    for name in (BEAT, WORKER):
        register_check(Check(name, pulse(name)))
        register_gauge(f"hospital_{name}_age_seconds", f"Seconds since {name} last beat.", _age_of(name))


def _age_of(name: str) -> Callable[[], float]:
    def read() -> float:
        age = heartbeats.age(name)
        return float("nan") if age is None else age.total_seconds()

    return read
