"""Who may send inventories of agents, and who takes them over."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("discovery.send")
def may_send_inventories(actor: Any, target: Any) -> bool:
    """Those who import assets, and integrations: what comes waits for a person."""
    return bool(actor.permissions & {"asset.import", "api.use"})


@rule("discovery.take")
def may_take_over(actor: Any, target: Any) -> bool:
    """The managers who import assets: a person looks at what an agent says, never another machine."""
    return "asset.import" in actor.permissions
