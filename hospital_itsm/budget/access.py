"""Who reads budgets and costs, who plans for which domain, who keeps the books, who approves."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from hospital_itsm.people.choices import Domain


@rule("budget.read")
def may_read_budgets(actor: Any, target: Any) -> bool:
    """Those who answer for money: finance, CIO and vice presidents, managers of IT, HTM and vendors, auditors."""
    return "budget.read" in actor.permissions


@rule("budget.manage")
def may_manage_budgets(actor: Any, target: Any) -> bool:
    """Finance sets years up, plans for every domain and closes the books."""
    return "budget.manage" in actor.permissions


@rule("budget.approve")
def may_approve_budgets(actor: Any, target: Any) -> bool:
    """The CIO approves a year, and what is changed in it afterwards."""
    return "budget.approve" in actor.permissions


@rule("budget.plan")
def may_plan(actor: Any, line: Any) -> bool:
    """Finance every line; vice presidents and the HTM manager those of their domain. `line` may be a domain's code."""
    if may_manage_budgets(actor, None):
        return True
    planned = [domain for domain in Domain.values if f"budget.plan_{domain}" in actor.permissions]
    if line is None:
        return bool(planned)
    return (line if isinstance(line, str) else line.domain) in planned


@rule("cost.book")
def may_book_costs(actor: Any, target: Any) -> bool:
    """Finance alone books what was spent, and takes back what was booked by mistake."""
    return may_manage_budgets(actor, None)


@rule("cost.count")
def may_count_costs(actor: Any, target: Any) -> bool:
    """The product alone counts what things cost."""
    return False


def visible_money(actor: Any) -> Q:
    """The condition that years, lines and entries are visible to the actor: all of them or none."""
    allowed = is_system(actor) or (actor.is_active and may_read_budgets(actor, None))
    return Q() if allowed else Q(pk__in=[])
