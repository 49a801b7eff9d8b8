"""Setting fiscal years up, approving their budget, closing their books."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.budget.actions import store
from hospital_itsm.budget.choices import YearStatus
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.rules.years import label_of, last_day
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import IllegalTransition, ValueRefused

EARLIEST, LATEST = 2000, 2100


@action("budget_year.create", gettext_lazy("set up the fiscal year"))
def create_year(*, actor: Any, starts_on: date) -> FiscalYear:
    """Set up the twelve months from the first of a month, as a draft. Raises Forbidden, ValueRefused."""
    require(actor, "budget.manage")
    if starts_on.day != 1 or not EARLIEST <= starts_on.year <= LATEST:
        raise ValueRefused({"starts_on": _("Give the first day of a month, such as 2027-07-01.")})
    year = FiscalYear(label=label_of(starts_on), starts_on=starts_on, ends_on=last_day(starts_on))
    near = FiscalYear.objects.select_for_update().filter(
        starts_on__lte=year.ends_on, ends_on__gte=year.starts_on
    )
    if (other := near.first()) is not None:
        words = _("%(year)s has some of these months already. Begin after it ends.")
        raise ValueRefused({"starts_on": words % {"year": other.label}})
    year.save(force_insert=True)
    record(actor, "budget_year.create", year, {"starts_on": [None, starts_on.isoformat()]})
    return year


@action("budget_year.approve", gettext_lazy("approved the budget"))
def approve_year(pk: int, *, actor: Any, version: int | None = None) -> FiscalYear:
    """Approve a draft: from now on its lines change by amendment only. Raises IllegalTransition, StaleVersion."""
    year = store.lock_year(pk, actor)
    require(actor, "budget.approve", year)
    store.refuse_stale(year, version)
    if not year.is_draft:
        raise IllegalTransition(_("%(year)s is approved already.") % {"year": year.label}, _open_to(year))
    if not BudgetLine.objects.filter(year=year).exists():
        raise IllegalTransition(_("%(year)s has no lines yet. Add them first.") % {"year": year.label})
    changes = store.put_values(year, {"status": YearStatus.APPROVED.value})
    year.approved_by, year.approved_at = person(actor), timezone.now()
    store.save_changes(year, changes, actor=actor, verb="budget_year.approve")
    return year


@action("budget_year.close", gettext_lazy("closed the books of the year"))
def close_year(pk: int, *, actor: Any, version: int | None = None) -> FiscalYear:
    """Close an approved year that is over: it takes no entry and no amendment any more."""
    year = store.lock_year(pk, actor)
    require(actor, "budget.manage", year)
    store.refuse_stale(year, version)
    if year.status != YearStatus.APPROVED:
        raise IllegalTransition(
            _("Only an approved year is closed; %(year)s is not.") % {"year": year.label}, _open_to(year)
        )
    if timezone.localdate() <= year.ends_on:
        words = _("%(year)s lasts until %(day)s. Close it after that day.")
        raise IllegalTransition(words % {"year": year.label, "day": year.ends_on.isoformat()})
    changes = store.put_values(year, {"status": YearStatus.CLOSED.value})
    store.save_changes(year, changes, actor=actor, verb="budget_year.close")
    return year


@action("budget_year.reopen", gettext_lazy("opened the books of the year again"))
def reopen_year(pk: int, *, actor: Any, reason: str, version: int | None = None) -> FiscalYear:
    """Open a closed year again, with a reason, for an invoice that came late."""
    year = store.lock_year(pk, actor)
    require(actor, "budget.approve", year)
    store.refuse_stale(year, version)
    if not year.is_closed:
        raise IllegalTransition(_("%(year)s is not closed.") % {"year": year.label}, _open_to(year))
    words = store.reason_of(reason)
    changes = store.put_values(year, {"status": YearStatus.APPROVED.value})
    store.save_changes(year, changes, actor=actor, verb="budget_year.reopen", reason=words)
    return year


def _open_to(year: FiscalYear) -> list[str]:
    return {"draft": ["approve"], "approved": ["close"], "closed": ["reopen"]}[year.status]
