"""Who may see, work, approve and change procedures."""

from typing import Any

from assets.access import is_of_own_unit, may_read_assets, reads_all
from hospital_itsm.core.access import rule
from hospital_itsm.procedures.choices import Party

__all__ = ["reads_all"]


@rule("procedure.read")
def may_read_procedures(actor: Any, target: Any) -> bool:
    """Whoever reads the asset reads its procedures."""
    return may_read_assets(actor, target.asset if target is not None else None)


@rule("procedure.work")
def may_work_procedures(actor: Any, target: Any) -> bool:
    """Technicians, analysts, their leads and integrations start procedures and do steps."""
    return bool(actor.permissions & {"procedure.work", "api.use"})


@rule("procedure.sign")
def may_approve(actor: Any, target: Any) -> bool:
    """Leads and managers of both teams approve, cancel, and publish new versions of templates."""
    return "procedure.sign" in actor.permissions


@rule("procedure.step")
def may_do_step(actor: Any, target: Any) -> bool:
    """Workers do steps; the unit's lead does the unit's; an approval is the unit's lead's or a manager's."""
    if target is None:
        return may_work_procedures(actor, None) or "unit.lead" in actor.permissions
    is_units = target.template.party == Party.UNIT
    leads = is_units and "unit.lead" in actor.permissions and is_of_own_unit(actor, target.procedure.asset)
    if target.template.needs_approval:
        return leads or may_approve(actor, target)
    return leads or may_work_procedures(actor, target)
