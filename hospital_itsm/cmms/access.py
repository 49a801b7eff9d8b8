"""Who keeps the sources of a CMMS, and who reads what it says."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("cmms.manage")
def may_manage_cmms(actor: Any, target: Any) -> bool:
    """The managers who import inventories, and administrators."""
    return bool(actor.permissions & {"asset.import", "setup.manage"})


@rule("cmms.read")
def may_read_cmms(actor: Any, target: Any) -> bool:
    """Whoever reads assets; which ones, the query of visible assets says. A unit's lead reads those of the unit."""
    return bool(actor.permissions & {"asset.read", "api.use", "unit.lead"})


@rule("cmms.runs")
def may_read_runs(actor: Any, target: Any) -> bool:
    """Whoever reads the whole inventory, and those who keep the sources."""
    return bool(actor.permissions & {"asset.read", "api.use", "setup.manage"})
