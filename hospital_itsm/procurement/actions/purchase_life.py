"""The steps of a purchase: submitted, approved or rejected, ordered, closed, cancelled."""

from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.actions.asking import ask
from hospital_itsm.approvals.actions.asking import withdraw as withdraw_request
from hospital_itsm.approvals.choices import RequestState
from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import can
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procurement.actions import store
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.obstacles import missing_of, obstacles_of, order_obstacles_of
from hospital_itsm.procurement.rules.lifecycle import LIFECYCLE, ORDERED

KIND: Final = "purchase"
LONGEST_NUMBER: Final = 40
verbs.register("purchase.approve", gettext_lazy("got the purchase approved"))
verbs.register("purchase.reject", gettext_lazy("got the purchase rejected"))


@action("purchase.submit", gettext_lazy("submitted the purchase for approval"))
def submit_purchase(number: str, *, actor: Any, version: int | None = None) -> Purchase:
    """Ask for approval by amount and domain. Raises ValueRefused for what is missing, Conflict for what blocks it."""
    purchase = store.lock_purchase(number, actor, "purchase.edit", version)
    store.target_of("submit", purchase)
    if missing := missing_of(purchase):
        raise ValueRefused(missing)
    assert purchase.chosen is not None  # noqa: S101  asked above
    purchase.amount, purchase.currency = purchase.chosen.amount, purchase.chosen.currency
    if found := obstacles_of(purchase, actor):
        raise Conflict(" ".join(found))
    ask(
        KIND,
        purchase,
        amount=purchase.amount,
        currency=purchase.currency,
        domain=purchase.domain,
        actor=actor,
        involved=(purchase.asked_by_id, purchase.chosen_by_id),
    )
    return store.take("submit", purchase, actor=actor)


@action("purchase.withdraw", gettext_lazy("withdrew the purchase from review"))
def withdraw_purchase(number: str, *, actor: Any, reason: str, version: int | None = None) -> Purchase:
    """Make it a draft again before an answer came; what was approved of it so far is void."""
    purchase = store.lock_purchase(number, actor, "purchase.edit", version)
    store.target_of("withdraw", purchase)
    words = store.reason_of(reason)
    withdraw_request(KIND, purchase, actor=actor, reason=words)
    return store.take("withdraw", purchase, actor=actor, reason=words)


@step
def follow_answer(purchase: Purchase, request: Any, actor: Any) -> None:
    """Take the step that the end of a request for approval asks for; for `approvals.subjects`."""
    verb = "approve" if request.state == RequestState.APPROVED else "reject"
    if LIFECYCLE.find(verb, purchase.status) is not None:
        store.take(verb, purchase, actor=actor)


@action("purchase.order", gettext_lazy("placed the order"))
def place_order(
    number: str,
    *,
    actor: Any,
    order_number: str,
    ordered_on: date | None = None,
    expected_on: date | None = None,
    version: int | None = None,
) -> Purchase:
    """Record the order of an approved purchase under the number the vendor and the invoices name.

    Raises IllegalTransition, Conflict for what blocks it by now, ValueRefused.
    """
    purchase = store.lock_purchase(number, actor, "purchase.order", version)
    store.target_of("order", purchase)
    today = timezone.localdate()
    code, day = one_line(order_number), ordered_on or today
    if errors := _order_faults(purchase, code, day, expected_on, today):
        raise ValueRefused(errors)
    if found := order_obstacles_of(purchase):
        raise Conflict(" ".join(found))
    purchase.ordered_by = person(actor)
    return store.take(
        "order", purchase, actor=actor, order_number=code, ordered_on=day, expected_on=expected_on
    )


@step
def _order_faults(
    purchase: Purchase, code: str, day: date, expected_on: date | None, today: date
) -> dict[str, str]:
    errors = {}
    if not code or len(code) > LONGEST_NUMBER:
        errors["order_number"] = _("Give the order number, up to %(most)d characters.") % {
            "most": LONGEST_NUMBER
        }
    else:
        other = Purchase.objects.filter(order_number__iexact=code).exclude(pk=purchase.pk).first()
        if other is not None:
            errors["order_number"] = _("%(number)s has this order number already.") % {"number": other.number}
    if day > today:
        errors["ordered_on"] = _("Give a day until today.")
    if expected_on is not None and expected_on < day:
        errors["expected_on"] = _("It cannot come before it is ordered.")
    return errors


@action("purchase.close", gettext_lazy("closed the purchase"))
def close_purchase(number: str, *, actor: Any, reason: str = "", version: int | None = None) -> Purchase:
    """Close what is received, or with a reason what will not all come; it binds no money any more."""
    purchase = store.lock_purchase(number, actor, "purchase.order", version)
    store.target_of("close", purchase)
    words = store.reason_of(reason) if purchase.status == ORDERED or reason else ""
    return store.take("close", purchase, actor=actor, reason=words, end_reason=words)


@action("purchase.cancel", gettext_lazy("cancelled the purchase"))
def cancel_purchase(number: str, *, actor: Any, reason: str, version: int | None = None) -> Purchase:
    """Give a purchase up. Once it is ordered only who places orders may, and only while nothing came."""
    purchase = store.lock_purchase(number, actor, "purchase.edit", version)
    store.target_of("cancel", purchase)
    words = store.reason_of(reason)
    if purchase.status == ORDERED:
        if not can(actor, "purchase.order", purchase):
            raise Forbidden(_("It is ordered. Who places orders cancels it with the vendor."))
        if purchase.receipts.filter(is_void=False).exists():
            raise Conflict(_("Part of it came already. Close it instead, and say what will not come."))
    withdraw_request(KIND, purchase, actor=actor, reason=words)
    return store.take("cancel", purchase, actor=actor, reason=words, end_reason=words)
