"""Asking for a purchase, changing the draft, copying one that was rejected."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.procurement.actions import store
from hospital_itsm.procurement.choices import Interest
from hospital_itsm.procurement.models import Option, OptionLine, Purchase

SAYS: Final = frozenset({
    "title", "need", "domain", "line", "unplanned_reason", "needed_on", "phi_access", "interest", "interest_words",
})  # fmt: skip
COPIED: Final = tuple(sorted(SAYS))
OPTION: Final = (
    "vendor", "quote_number", "quoted_on", "valid_until", "delivery_days", "currency", "extra", "notes",
)  # fmt: skip
LINE: Final = ("position", "what", "quantity", "unit_price", "asset_class", "model", "warranty_months")


@action("purchase.create", gettext_lazy("asked for the purchase"))
def create_purchase(*, actor: Any, phi_decision: str = "", **fields: Any) -> Purchase:
    """Draft a purchase. Raises Forbidden, ValueRefused naming every field at fault, PhiSuspected."""
    require(actor, "purchase.ask")
    store.refuse_unknown(fields, SAYS)
    purchase = Purchase(number=store.next_number(), asked_by=person(actor), asked_at=timezone.now())
    changes = store.put(purchase, _given(fields), phi_decision)
    _refuse_faults(purchase, actor)
    purchase.save(force_insert=True)
    record(actor, "purchase.create", purchase, changes)
    return purchase


@action("purchase.change", gettext_lazy("changed the purchase"))
def change_purchase(
    number: str,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    phi_decision: str = "",
) -> Purchase:
    """Change a draft. Raises Forbidden, Conflict for what is no draft, StaleVersion, ValueRefused, PhiSuspected."""
    purchase = store.lock_draft(number, actor, version)
    store.refuse_unknown(fields, SAYS)
    changes = store.put(purchase, fields, phi_decision)
    _refuse_faults(purchase, actor)
    return store.save(purchase, changes, actor=actor, verb="purchase.change")


@action("purchase.copy", gettext_lazy("copied the purchase into a new draft"))
def copy_purchase(number: str, *, actor: Any) -> Purchase:
    """Draft the same again with all its options, whatever became of the first; nothing is chosen yet."""
    old = Purchase.objects.visible_to(actor).get(number=number)
    require(actor, "purchase.ask")
    made = Purchase(number=store.next_number(), asked_by=person(actor), asked_at=timezone.now())
    for name in COPIED:
        setattr(made, name, getattr(old, name))
    made.save(force_insert=True)
    for option in old.options.prefetch_related("lines"):
        copied = Option.objects.create(purchase=made, **{name: getattr(option, name) for name in OPTION})
        OptionLine.objects.bulk_create(
            OptionLine(option=copied, **{name: getattr(line, name) for name in LINE})
            for line in option.lines.all()
        )
    record(actor, "purchase.copy", made, {"copied_from": [None, old.number]})
    return made


@step
def _refuse_faults(purchase: Purchase, actor: Any) -> None:
    """Raise ValueRefused naming every fault of a draft."""
    errors = store.faults_of(purchase, {"asked_by", "line", "chosen"})
    missing = {
        "title": _("Say in a few words what is to be bought."),
        "need": _("Say what it is needed for."),
        "domain": _("Choose who answers for it."),
    }
    errors |= {name: words for name, words in missing.items() if not getattr(purchase, name)}
    if purchase.interest == Interest.DECLARED and not purchase.interest_words:
        errors["interest_words"] = _("Describe the interest, so that approvers can weigh it.")
    if (
        purchase.line is not None
        and not BudgetLine.objects.visible_to(actor).filter(pk=purchase.line.pk).exists()
    ):
        errors["line"] = _("There is no such budget line.")
    if errors:
        raise ValueRefused(errors)


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
