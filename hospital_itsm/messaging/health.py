"""Health of the hospital's own words: how many do not fit their message any more."""

from hospital_itsm.core.health import Check, Finding, register_check, register_gauge
from hospital_itsm.messaging.queries.wordings import broken_wordings


def fitting() -> Finding:
    """Do all of them fit? Messages of those that do not are said in the product's words."""
    count = len(broken_wordings())
    reason = f"{count} of the hospital's own wordings do not fit their message" if count else ""
    return Finding(reason, {"broken": count})


def register() -> None:
    """Called once when the app is ready."""
    register_check(Check("wordings", fitting))
    register_gauge(
        "hospital_wordings_broken",
        "Own wordings of messages that are not used because they do not fit.",
        lambda: len(broken_wordings()),
    )
