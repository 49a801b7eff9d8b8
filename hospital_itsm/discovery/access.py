"""Who may send inventories of agents; taking them over is an import of assets (`asset.import`)."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("discovery.send")
def may_send_inventories(actor: Any, target: Any) -> bool:
    """Those who import assets, and integrations: what comes waits for a person."""
    return bool(actor.permissions & {"asset.import", "api.use"})
