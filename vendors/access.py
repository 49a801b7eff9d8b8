"""Who may see vendors."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("vendor.read")
def may_read_vendors(actor: Any, target: Any) -> bool:
    """Those who work tickets or manage vendors, and integrations."""
    return bool(actor.permissions & {"queue.view", "api.use"})
