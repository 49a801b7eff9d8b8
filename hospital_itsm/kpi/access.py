"""Who reads figures, and who sets their targets."""

from typing import Any

from hospital_itsm.core.access import can, rule
from hospital_itsm.kpi.rules.definitions import Definition


@rule("kpi.read")
def may_read_figures(actor: Any, target: Any) -> bool:
    """Leaders, managers, leads and auditors; some figures need a verb more, such as reading budgets."""
    if "insight.view" not in actor.permissions:
        return False
    return target is None or not target.needs or can(actor, target.needs)


@rule("kpi.set_target")
def may_set_targets(actor: Any, target: Any) -> bool:
    """The CIO and the managers of IT and clinical engineering, for figures they read."""
    return "insight.target" in actor.permissions and may_read_figures(actor, target)


def readable(actor: Any, definitions: Any) -> list[Definition]:
    """Those of the figures that the actor may read."""
    return [one for one in definitions if can(actor, "kpi.read", one)]
