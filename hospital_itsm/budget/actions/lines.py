"""Planning the lines of a year, and amending them once it is approved."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.budget.actions import store
from hospital_itsm.budget.models import Amendment, BudgetLine, CostEntry, FiscalYear, LineContract
from hospital_itsm.budget.models.of_line import REPEATED
from hospital_itsm.budget.rules.money import MONTHS, even_parts, total
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from vendors.models import Contract

SAYS: Final = frozenset(
    {"name", "cost_center", "spending", "purpose", "domain", "owner", "currency", "amount", "months"}
)
CHANGEABLE: Final = SAYS | {"contracts"}
LOCKED: Final = frozenset({"amount", "months", "currency", "spending", "cost_center"})
"""What approval fixes."""


@action("budget_line.create", gettext_lazy("added the budget line"))
def create_line(
    *, actor: Any, year: FiscalYear, contracts: Sequence[Contract] = (), **fields: Any
) -> BudgetLine:
    """Add a line to a draft year; `months` are twelve amounts, else `amount` is spread evenly over the year.

    Raises Forbidden, Conflict once the year is approved, ValueRefused naming every field at fault.
    """
    require(actor, "budget.plan")
    locked = store.lock_year(year.pk, actor)
    store.refuse_unknown(fields, SAYS)
    _refuse_approved(locked)
    line = BudgetLine(year=locked, currency="USD")
    changes = store.put_values(line, _with_months(fields, Decimal(0)))
    _refuse_faults(line, changes)
    require(actor, "budget.plan", line)
    line.save(force_insert=True)
    changes |= _link(line, contracts)
    record(actor, "budget_line.create", line, changes)
    return line


@action("budget_line.change", gettext_lazy("changed the budget line"))
def change_line(pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> BudgetLine:
    """Change fields of CHANGEABLE; those of LOCKED only while the year is a draft.

    Raises BudgetLine.DoesNotExist, Forbidden, StaleVersion, Conflict, ValueRefused.
    """
    line = lock_line(pk, actor, version)
    require(actor, "budget.plan", line)
    store.refuse_unknown(fields, CHANGEABLE)
    store.refuse_closed(line.year)
    given = dict(fields)
    contracts = given.pop("contracts", None)
    changes = store.put_values(line, _with_months(given, line.amount))
    if changes.keys() & LOCKED and not line.year.is_draft:
        words = _("%(year)s is approved: its amounts change by an amendment with a reason.")
        raise Conflict(words % {"year": line.year.label})
    if "currency" in changes and CostEntry.objects.filter(line=line).exists():
        raise Conflict(_("Something is booked on this line in %(currency)s already.") % {
            "currency": changes["currency"][0]
        })  # fmt: skip
    _refuse_faults(line, changes)
    require(actor, "budget.plan", line)
    if contracts is not None:
        changes |= _link(line, contracts)
    if changes:
        store.save_changes(line, changes, actor=actor, verb="budget_line.change")
    if said := {name: getattr(line, name) for name in REPEATED if name in changes}:
        CostEntry.objects.filter(line=line).update(**said)
    return line


@action("budget_line.amend", gettext_lazy("amended the budget line"))
def amend_line(
    pk: int, *, actor: Any, amount: Decimal, reason: str, version: int | None = None
) -> BudgetLine:
    """Change the amount of an approved line, with a reason; months that are over keep their plan where they can.

    Raises BudgetLine.DoesNotExist, Forbidden, StaleVersion, Conflict, ValueRefused.
    """
    line = lock_line(pk, actor, version)
    require(actor, "budget.approve", line)
    store.refuse_closed(line.year)
    if line.year.is_draft:
        raise Conflict(_("%(year)s is a draft: change the line itself.") % {"year": line.year.label})
    words = store.reason_of(reason, 400)
    if amount == line.amount:
        raise ValueRefused({"amount": _("This is the amount it has.")})
    before = line.amount
    changes = store.put_values(line, {"amount": amount, "months": _amended(line, amount)})
    _refuse_faults(line, changes)
    Amendment.objects.create(
        line=line, before=before, after=amount, reason=words, made_by=person(actor), made_at=timezone.now()
    )
    changes["reason"] = [None, free_text(words)]
    store.save_changes(line, changes, actor=actor, verb="budget_line.amend")
    return line


@action("budget_line.remove", gettext_lazy("removed the budget line"))
def remove_line(pk: int, *, actor: Any, version: int | None = None) -> FiscalYear:
    """Remove a line of a draft year on which nothing is booked. Returns the year."""
    line = lock_line(pk, actor, version)
    require(actor, "budget.plan", line)
    _refuse_approved(line.year)
    if CostEntry.objects.filter(line=line).exists():
        raise Conflict(_("Something is booked on this line. Book it elsewhere first."))
    year = line.year
    record(actor, "budget_line.remove", line, {"amount": [str(line.amount), None]})
    line.delete()
    return year


@step
def lock_line(pk: int, actor: Any, version: int | None) -> BudgetLine:
    """The line under a lock, its year before it. Raises BudgetLine.DoesNotExist, StaleVersion."""
    year = BudgetLine.objects.visible_to(actor).values_list("year", flat=True).get(pk=pk)
    locked = store.lock_year(year)
    line: BudgetLine = BudgetLine.objects.select_for_update(of=("self",)).select_related("owner").get(pk=pk)
    line.year = locked
    store.refuse_stale(line, version)
    return line


@step
def _refuse_approved(year: FiscalYear) -> None:
    store.refuse_closed(year)
    if not year.is_draft:
        words = _("%(year)s is approved. Lines are added and removed in a draft only.")
        raise Conflict(words % {"year": year.label})


def _with_months(fields: Mapping[str, Any], amount: Decimal) -> dict[str, Any]:
    """The fields with amount and months that belong to each other."""
    given = dict(fields)
    months = given.get("months") or None
    if months is not None:
        given["months"] = list(months)
        if given.get("amount") is None:
            given["amount"] = total([one for one in months if isinstance(one, Decimal)])
    elif given.get("amount") is not None and ("months" in given or given["amount"] != amount):
        given["months"] = even_parts(given["amount"])
    elif "months" in given:
        given["months"] = even_parts(amount)
    return given


def _amended(line: BudgetLine, amount: Decimal) -> list[Decimal]:
    """The plan by month: months that are over stay, the rest of the amount goes evenly over the others."""
    over = max(line.year.month_place(timezone.localdate()) - 1, 0)
    kept = line.months[:over]
    left = amount - total(kept)
    return [*kept, *even_parts(left, MONTHS - over)] if left >= 0 else even_parts(amount)


@step
def _refuse_faults(line: BudgetLine, changes: Mapping[str, Any]) -> None:
    """Raise ValueRefused naming every fault; the owner is judged where one is chosen now."""
    missing = {
        "name": _("Say what the money is for."),
        "cost_center": _("Give the cost center, such as 6720."),
        "domain": _("Choose who answers for it."),
    }
    errors = {name: words for name, words in missing.items() if not getattr(line, name)}
    if line.amount is None:
        errors["amount"] = _("Give the amount of the year.")
    elif line.amount < 0:
        errors["amount"] = _("A plan is zero or more.")
    elif len(line.months) != MONTHS or any(one < 0 for one in line.months):
        errors["months"] = _("Give twelve amounts of zero or more, one a month.")
    elif total(line.months) != line.amount:
        errors["months"] = _("The months add up to %(sum)s, not to %(amount)s. Change one of them.") % {
            "sum": f"{total(line.months):,.2f}",
            "amount": f"{line.amount:,.2f}",
        }
    if "owner" in changes and line.owner is not None and not can(line.owner, "budget.read"):
        errors["owner"] = _("This person may not read budgets. Choose another.")
    errors = {
        **store.faults_of(line, {"year", "owner", *errors}),
        **store.currency_faults(line.currency),
        **errors,
    }
    twins = BudgetLine.objects.filter(
        year=line.year, cost_center=line.cost_center, name__iexact=line.name
    ).exclude(pk=line.pk)
    if not errors and twins.exists():
        errors["name"] = _("This cost center has a line of this name already. Say what sets them apart.")
    if errors:
        raise ValueRefused(errors)


@step
def _link(line: BudgetLine, contracts: Iterable[Contract]) -> dict[str, list[Any]]:
    """Let the line pay exactly these contracts; `{"contracts": [old, new]}` where that is a change."""
    wanted = {one.pk: one for one in contracts}
    held = {link.contract_id: link for link in line.links.select_related("contract")}
    taken = LineContract.objects.filter(year=line.year, contract__in=wanted).exclude(line=line)
    if (other := taken.select_related("contract", "line").first()) is not None:
        words = _("Contract %(number)s is paid by “%(line)s” already.")
        raise ValueRefused({"contracts": words % {"number": other.contract.number, "line": other.line.name}})
    if foreign := [one for one in wanted.values() if one.annual_value and one.currency != line.currency]:
        words = _(
            "Contract %(number)s is paid in %(theirs)s, the line is in %(ours)s. A line has one currency."
        )
        named = {"number": foreign[0].number, "theirs": foreign[0].currency, "ours": line.currency}
        raise ValueRefused({"contracts": words % named})
    old = sorted(link.contract.number for link in held.values())
    new = sorted(one.number for one in wanted.values())
    if old == new:
        return {}
    LineContract.objects.filter(line=line).exclude(contract__in=wanted).delete()
    LineContract.objects.bulk_create(
        LineContract(line=line, year=line.year, contract=one) for pk, one in wanted.items() if pk not in held
    )
    return {"contracts": [old, new]}
