"""What the record of a device says about the priority of its ticket (domain/2 §2.2, overrides O2, O3, O8 and O9)."""

from typing import Any, Final

from assets.queries.recalls import open_class_one
from assets.rules.lifecycle import DO_NOT_USE, IN_REPAIR, MISSING, QUARANTINED
from tickets.rules.fact_sources import DEVICE, RECALL, WORKSTATION, source

OUT_OF_SERVICE: Final = frozenset({IN_REPAIR, DO_NOT_USE, QUARANTINED, MISSING})


def record_facts(ticket: Any) -> dict[str, str]:
    """The facts that hold by the records of device and workstation, each with its source.

    A device costs one statement, for its open recalls.
    """
    found: dict[str, str] = {}
    if ticket.workstation is not None and ticket.workstation.is_critical:
        found["critical_workstation"] = source(WORKSTATION, ticket.workstation.name)
    if ticket.asset is not None:
        found |= dict.fromkeys(facts_of_asset(ticket.asset), source(DEVICE, ticket.asset.tag))
        if open_class_one([ticket.asset]):
            found["recall_class_one"] = source(RECALL, ticket.asset.tag)
    return found


def facts_of_asset(asset: Any) -> list[str]:
    """The facts that hold by the record of the device itself; what is not said of it is said of its model."""
    model = asset.model
    holds = {
        "life_support": asset.life_support or (model is not None and model.life_support),
        "high_risk": asset.high_risk or (model is not None and model.high_risk),
        "critical_workstation": asset.critical_workstation,
        "out_of_service": asset.status in OUT_OF_SERVICE,
    }
    return [name for name, is_so in holds.items() if is_so]
