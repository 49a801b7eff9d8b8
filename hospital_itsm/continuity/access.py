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


@rule("major.read")
def may_read_majors(actor: Any, target: Any) -> bool:
    """Whoever reads outages."""
    return may_read_outages(actor, None)


@rule("major.propose")
def may_propose_majors(actor: Any, target: Any) -> bool:
    """Everybody of the desk and whoever may be called: they are where it shows first."""
    return may_read_outages(actor, None) and bool(
        actor.permissions & {"ticket.work", "page.acknowledge", "notice.post", "api.use"}
    )


@rule("major.declare")
def may_declare_majors(actor: Any, target: Any) -> bool:
    """Leads, duty managers, the managers of IT and clinical engineering, vice presidents, CIO and CMIO (domain 2.4).

    Leaders are those who read figures, may be called, and work no tickets: security and privacy propose instead.
    """
    if "notice.post" in actor.permissions:
        return True
    called = {"insight.view", "page.acknowledge"} <= set(actor.permissions)
    return called and "ticket.work" not in actor.permissions


@rule("major.work")
def may_work_majors(actor: Any, target: Any) -> bool:
    """Those who post notices give roles, post updates and stand down."""
    return "notice.post" in actor.permissions


@rule("major.note")
def may_note_majors(actor: Any, target: Any) -> bool:
    """Whoever may propose writes into the timeline: the scribe is anybody of the desk."""
    return may_propose_majors(actor, None)


@rule("major.watch")
def may_watch_majors(actor: Any, target: Any) -> bool:
    """The product alone."""
    return False


@rule("register.keep")
def may_keep_registers(actor: Any, target: Any) -> bool:
    """Leads, duty managers and managers: they answer for tests, plans and feeds."""
    return "notice.post" in actor.permissions


@rule("feed.tell")
def may_tell_feeds(actor: Any, target: Any) -> bool:
    """Integrations tell that a feed ran, with a token of their own."""
    return "api.use" in actor.permissions
