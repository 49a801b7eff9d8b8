"""Health of the outbox: what waits, for how long, and what was given up."""

from django.utils import timezone

from hospital_itsm.core.health import Check, Finding, register_check, register_gauge
from hospital_itsm.outbox import waiting

LATE_SECONDS = 300


def delivery() -> Finding:
    """Has the oldest message that should have left been waiting longer than five minutes?"""
    age = oldest_age_seconds()
    facts = {"oldest_seconds": round(age), "given_up_today": waiting.given_up_since_yesterday(timezone.now())}
    return Finding(f"a message has waited {round(age)} s" if age > LATE_SECONDS else "", facts)


def oldest_age_seconds() -> float:
    """How long the oldest message that should have left by now has waited since it was due first; 0 for none."""
    oldest = waiting.oldest_undelivered(timezone.now())
    return 0.0 if oldest is None else (timezone.now() - oldest).total_seconds()


def register() -> None:
    """Called once when the app is ready."""
    register_check(Check("outbox", delivery))
    register_gauge("hospital_outbox_oldest_seconds", "Age of the oldest waiting message.", oldest_age_seconds)
    register_gauge(
        "hospital_outbox_waiting", "Messages that wait for delivery.", lambda: waiting.undelivered().count()
    )
    register_gauge(
        "hospital_outbox_given_up",
        "Messages given up in the last day.",
        lambda: waiting.given_up_since_yesterday(timezone.now()),
    )
