"""Who keeps webhooks."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("webhook.manage")
def may_manage_webhooks(actor: Any, target: Any) -> bool:
    """Administrators; a subscription tells no more than the account it is made for may read."""
    return "setup.manage" in actor.permissions
