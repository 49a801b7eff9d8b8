"""Who may see and change vendors and contracts."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("vendor.read")
def may_read_vendors(actor: Any, target: Any) -> bool:
    """Those who work tickets, manage vendors or answer for the money, and integrations."""
    return bool(actor.permissions & {"vendor.read", "api.use"})
