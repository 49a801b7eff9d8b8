"""Who reads outages, who keeps them, who says which hours were agreed."""

from typing import Any

from django.db.models import Q

from assets.access import may_manage_portfolio, may_read_portfolio
from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system


@rule("outage.read")
def may_read_outages(actor: Any, target: Any) -> bool:
    """Whoever reads the register of services: the desk, managers, leaders, finance, auditors, integrations."""
    return may_read_portfolio(actor, None)


@rule("outage.keep")
def may_keep_outages(actor: Any, target: Any) -> bool:
    """Those who post notices: leads, duty managers, managers; and integrations such as the monitoring."""
    return bool(actor.permissions & {"notice.post", "api.use"})


@rule("outage.agree")
def may_agree_hours(actor: Any, target: Any) -> bool:
    """Those who keep the register of services."""
    return may_manage_portfolio(actor, None)


def visible_outages(actor: Any) -> Q:
    """The condition that an outage is visible to the actor: all of them or none."""
    allowed = is_system(actor) or (actor.is_active and may_read_outages(actor, None))
    return Q() if allowed else Q(pk__in=[])
