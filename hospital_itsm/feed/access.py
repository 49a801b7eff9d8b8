"""Who follows the feed: whoever reads at least one of its kinds; which, the endpoint asks for each."""

from typing import Any

from hospital_itsm.core.access import can, rule
from hospital_itsm.feed import kinds


@rule("changes.read")
def may_follow(actor: Any, target: Any) -> bool:
    """Readers of tickets, assets, vendors or whatever else is told."""
    return any(can(actor, kinds.find(code).needs[0]) for code in kinds.codes())
