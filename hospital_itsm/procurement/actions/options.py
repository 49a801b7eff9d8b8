"""Options of a draft: what vendors offer, their lines, and which one is chosen and why."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.procurement.actions import store
from hospital_itsm.procurement.actions.quotes import drop
from hospital_itsm.procurement.models import Option, OptionLine, Purchase

OPTION: Final = frozenset({
    "vendor", "quote_number", "quoted_on", "valid_until", "delivery_days", "currency", "extra", "notes",
})  # fmt: skip
LINE: Final = frozenset({"what", "quantity", "unit_price", "asset_class", "model", "warranty_months"})
MOST_OPTIONS: Final = 20
MOST_LINES: Final = 200
MOST_MONEY: Final = Decimal("999999999999.99")
LETTERS: Final = 3


@action("purchase.add_option", gettext_lazy("added an option"))
def add_option(
    number: str,
    *,
    actor: Any,
    lines: Iterable[Mapping[str, Any]] = (),
    version: int | None = None,
    phi_decision: str = "",
    **fields: Any,
) -> Option:
    """Add what one vendor offers, with its lines. Raises Conflict for no draft, ValueRefused, PhiSuspected."""
    purchase = store.lock_draft(number, actor, version)
    store.refuse_unknown(fields, OPTION)
    if purchase.options.count() >= MOST_OPTIONS:
        raise Conflict(_("A purchase has at most %(most)d options.") % {"most": MOST_OPTIONS})
    option = Option(purchase=purchase)
    store.put(option, {name: value for name, value in fields.items() if value is not None}, phi_decision)
    _refuse_option(option)
    option.save()
    for given in lines:
        _new_line(option, given)
    _refuse_size(option)
    store.save(purchase, {"options": [None, option.vendor.name]}, actor=actor, verb="purchase.add_option")
    return option


@action("purchase.change_option", gettext_lazy("changed an option"))
def change_option(
    number: str,
    pk: int,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    phi_decision: str = "",
) -> Option:
    """Change an option of a draft. Raises Option.DoesNotExist, Conflict, StaleVersion, ValueRefused."""
    purchase = store.lock_draft(number, actor, version)
    option: Option = purchase.options.select_related("vendor").get(pk=pk)
    store.refuse_unknown(fields, OPTION)
    changes = store.put(option, fields, phi_decision)
    _refuse_option(option)
    if changes:
        option.save()
    _refuse_size(option)
    store.save(purchase, changes, actor=actor, verb="purchase.change_option")
    return option


@action("purchase.remove_option", gettext_lazy("removed an option"))
def remove_option(number: str, pk: int, *, actor: Any, version: int | None = None) -> Purchase:
    """Remove an option of a draft; one that was chosen is chosen no more."""
    purchase = store.lock_draft(number, actor, version)
    option: Option = purchase.options.select_related("vendor").get(pk=pk)
    changes = {"options": [option.vendor.name, None]}
    if purchase.chosen_id == option.pk:
        changes |= store.put(purchase, {"chosen": None, "chosen_by": None, "memo": ""})
    for file in option.files.all():
        drop(file)
    option.delete()
    return store.save(purchase, changes, actor=actor, verb="purchase.remove_option")


@action("purchase.add_line", gettext_lazy("added a line to an option"))
def add_line(number: str, pk: int, *, actor: Any, version: int | None = None, **fields: Any) -> OptionLine:
    """Add pieces of one thing to an option of a draft."""
    purchase = store.lock_draft(number, actor, version)
    option: Option = purchase.options.get(pk=pk)
    line = _new_line(option, fields)
    _refuse_size(option)
    store.save(purchase, {"lines": [None, line.position]}, actor=actor, verb="purchase.add_line")
    return line


@action("purchase.change_line", gettext_lazy("changed a line of an option"))
def change_line(
    number: str, pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> OptionLine:
    """Change a line of a draft; `pk` is the line's."""
    purchase = store.lock_draft(number, actor, version)
    line: OptionLine = OptionLine.objects.select_related("option").get(pk=pk, option__purchase=purchase)
    store.refuse_unknown(fields, LINE)
    changes = store.put(line, fields)
    _refuse_line(line)
    if changes:
        line.save()
    _refuse_size(line.option)
    store.save(purchase, changes, actor=actor, verb="purchase.change_line")
    return line


@action("purchase.remove_line", gettext_lazy("removed a line of an option"))
def remove_line(number: str, pk: int, *, actor: Any, version: int | None = None) -> Purchase:
    """Remove a line of a draft."""
    purchase = store.lock_draft(number, actor, version)
    line: OptionLine = OptionLine.objects.get(pk=pk, option__purchase=purchase)
    changes = {"lines": [line.position, None]}
    line.delete()
    return store.save(purchase, changes, actor=actor, verb="purchase.remove_line")


@action("purchase.choose", gettext_lazy("chose an option"))
def choose_option(
    number: str, *, actor: Any, option: int, memo: str, version: int | None = None, phi_decision: str = ""
) -> Purchase:
    """Choose an option of a draft with the decision memo: why this one, why not the others."""
    purchase = store.lock_draft(number, actor, version)
    chosen = purchase.options.select_related("vendor").filter(pk=option).first()
    if chosen is None:
        raise ValueRefused({"option": _("Choose one of its options.")})
    changes = store.put(purchase, {"chosen": chosen, "memo": memo}, phi_decision)
    if not purchase.memo:
        raise ValueRefused({"memo": _("Say why this one, and why not the others.")})
    if faults := store.faults_of(purchase, {"asked_by", "line", "chosen"}):
        raise ValueRefused(faults)
    if changes:
        purchase.chosen_by = person(actor)
    if "chosen" in changes:
        changes["chosen"] = [None, chosen.vendor.name]
    return store.save(purchase, changes, actor=actor, verb="purchase.choose")


@step
def _new_line(option: Option, fields: Mapping[str, Any]) -> OptionLine:
    store.refuse_unknown(fields, LINE)
    count = option.lines.count()
    if count >= MOST_LINES:
        raise Conflict(_("An option has at most %(most)d lines.") % {"most": MOST_LINES})
    last = option.lines.aggregate(last=Max("position"))["last"] or 0
    line = OptionLine(option=option, position=last + 1)
    store.put(line, {name: value for name, value in fields.items() if value is not None})
    _refuse_line(line)
    line.save(force_insert=True)
    return line


@step
def _refuse_option(option: Option) -> None:
    errors = store.faults_of(option, {"purchase", "vendor"})
    if option.vendor_id is None:
        errors["vendor"] = _("Choose the vendor that offers it.")
    code = option.currency
    if not (len(code) == LETTERS and code.isascii() and code.isalpha() and code.isupper()):
        errors["currency"] = _("Write the three letters of a currency, such as USD.")
    if option.quoted_on and option.valid_until and option.valid_until < option.quoted_on:
        errors["valid_until"] = _("It cannot end before the day of the quote.")
    if errors:
        raise ValueRefused(errors)


@step
def _refuse_line(line: OptionLine) -> None:
    errors = store.faults_of(line, {"option", "model"})
    if not line.what:
        errors["what"] = _("Say what it is.")
    if not line.quantity:
        errors["quantity"] = _("Give how many, one or more.")
    if line.unit_price is None:
        errors["unit_price"] = _("Give the price of one piece. 0 is a price, too.")
    if line.model is not None and not line.asset_class:
        errors["asset_class"] = _("Choose what the pieces are, so that they are recorded as assets.")
    if errors:
        raise ValueRefused(errors)


@step
def _refuse_size(option: Option) -> None:
    fresh = Option.objects.prefetch_related("lines").get(pk=option.pk)
    if fresh.amount > MOST_MONEY:
        raise ValueRefused({"unit_price": _("Together this is more than can be written here. Divide it.")})
