"""Who takes calls."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("intake.take")
def may_take_calls(actor: Any, target: Any) -> bool:
    """People who work tickets; other systems report over REST."""
    return actor.permissions >= {"ticket.work", "desk.report"}
