"""Booking what was spent, and taking back what was booked by mistake."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.budget.actions import store
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line

SAYS: Final = frozenset({
    "line", "booked_on", "amount", "currency", "vendor", "contract", "asset", "service", "invoice_number", "position",
    "order_number", "what", "source",
})  # fmt: skip


@action("cost_entry.create", gettext_lazy("booked the cost"))
def book_cost(*, actor: Any, phi_decision: str = "", **fields: Any) -> CostEntry:
    """Book an amount on a day; without a line it counts as spent outside the budget.

    Raises Forbidden, Conflict for a closed year, ValueRefused naming every field at fault, also for an invoice that
    is booked already.
    """
    require(actor, "cost.book")
    store.refuse_unknown(fields, SAYS)
    given = {name: value for name, value in fields.items() if value is not None}
    given["what"] = guard(one_line(given.get("what", "")), phi_decision, field="what").text
    entry = CostEntry(entered_by=person(actor), entered_at=timezone.now())
    year = _year_of(given)
    entry.year = year
    if given.get("line") is not None:
        given["line"] = BudgetLine.objects.get(pk=given["line"].pk)
    changes = store.put_values(entry, given)
    changes.pop("what", None)
    if entry.contract is not None and not entry.vendor_id:
        entry.vendor_id = entry.contract.vendor_id
    errors = {
        **store.faults_of(entry, {"year", "entered_by", "line", "vendor", "contract", "asset", "service"})
    }
    errors = {**errors, **entry_faults(entry)}
    store.hold_invoices()
    if not errors and (twin := twin_of(entry)) is not None:
        errors["invoice_number"] = twin_words(twin)
    if errors:
        raise ValueRefused(errors)
    entry.save(force_insert=True)
    store.add_to_months([entry])
    record(actor, "cost_entry.create", entry, changes)
    return entry


@action("cost_entry.void", gettext_lazy("took the cost back"))
def void_cost(pk: int, *, actor: Any, reason: str, version: int | None = None) -> CostEntry:
    """Take an entry back with a reason: it stays on record and counts no more. Raises Conflict for the second time."""
    year = CostEntry.objects.visible_to(actor).values_list("year", flat=True).get(pk=pk)
    store.refuse_closed(store.lock_year(year))
    entry: CostEntry = CostEntry.objects.select_for_update().get(pk=pk)
    require(actor, "cost.book", entry)
    store.refuse_stale(entry, version)
    if entry.is_void:
        raise Conflict(_("This entry was taken back already."))
    words = store.reason_of(reason)
    entry.is_void, entry.void_reason = True, words
    store.add_to_months([entry], -1)
    changes = {"is_void": [False, True], "reason": [None, free_text(words)]}
    store.save_changes(entry, changes, actor=actor, verb="cost_entry.void")
    return entry


@step
def entry_faults(entry: CostEntry, today: date | None = None) -> dict[str, str]:
    """What speaks against an entry whose year is known: `{field: words}`."""
    errors = dict(store.currency_faults(entry.currency))
    if entry.amount is None or entry.amount == 0:
        errors["amount"] = _("Give an amount; one below zero is money back.")
    if entry.booked_on > (today or timezone.localdate()):
        errors["booked_on"] = _("Give a day until today.")
    line: BudgetLine | None = entry.line
    if line is not None and line.year_id != entry.year_id:
        errors["line"] = _("This line is of another fiscal year than %(day)s.") % {
            "day": entry.booked_on.isoformat()
        }
    elif line is not None and line.currency != entry.currency:
        words = _(
            "The line is in %(ours)s, the entry in %(theirs)s. Nothing is converted: book it in %(ours)s."
        )
        errors["currency"] = words % {"ours": line.currency, "theirs": entry.currency}
    if entry.contract is not None and entry.vendor_id not in (None, entry.contract.vendor_id):
        errors["contract"] = _("This contract is with another vendor.")
    if entry.position and not entry.invoice_number:
        errors["position"] = _("A position belongs to an invoice number.")
    return errors


@step
def twin_of(entry: CostEntry) -> CostEntry | None:
    """The entry of the same invoice that counts already."""
    if not entry.invoice_number:
        return None
    of_vendor = Q(vendor=entry.vendor_id) if entry.vendor_id else Q(vendor__isnull=True)
    same = CostEntry.objects.counted().filter(
        of_vendor, invoice_number__iexact=entry.invoice_number, position__iexact=entry.position
    )
    found: CostEntry | None = same.first()
    return found


@step
def twin_words(twin: CostEntry) -> str:
    """What is said about an invoice that is booked already."""
    words = _(
        "This invoice is booked already, on %(day)s with %(currency)s %(amount)s. A part of it needs a position."
    )
    named = {"day": twin.booked_on.isoformat(), "currency": twin.currency, "amount": f"{twin.amount:,.2f}"}
    return words % named


@step
def _year_of(given: Mapping[str, Any]) -> FiscalYear:
    """The year of the day, locked. Raises ValueRefused, Conflict where it is closed."""
    day = given.get("booked_on")
    if not isinstance(day, date):
        raise ValueRefused({"booked_on": _("Give the day.")})
    year: FiscalYear | None = FiscalYear.objects.around(day).first()
    if year is None:
        raise ValueRefused({"booked_on": _("No fiscal year is set up for this day. Set it up first.")})
    locked = store.lock_year(year.pk)
    store.refuse_closed(locked)
    return locked
