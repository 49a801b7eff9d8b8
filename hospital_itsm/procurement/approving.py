"""Purchases as a subject of approvals."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.subjects import Fact, Subject, register
from hospital_itsm.procurement.actions.purchase_life import KIND, follow_answer
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.obstacles import left_on, obstacles_of
from vendors.contract_words import day_words


def facts(purchase: Purchase) -> Sequence[Fact]:
    """What an approver has to know: the need, what it was weighed against, who pays."""
    assert purchase.chosen is not None  # noqa: S101  nothing is submitted without one
    needed = day_words(purchase.needed_on) if purchase.needed_on else _("No day given")
    return (
        (_("Purchase"), f"{purchase.number} {purchase.title}"),
        (_("What for"), purchase.need),
        (_("Chosen vendor"), purchase.chosen.vendor.name),
        (_("Options"), _options(purchase)),
        (_("Why this one"), purchase.memo),
        (_("Interest in a vendor"), purchase.interest_words or purchase.get_interest_display()),
        (_("Paid from"), _payer(purchase)),
        (_("Touches patient data"), purchase.get_phi_access_display() or _("Not known")),
        (_("Needed by"), needed),
    )


def _options(purchase: Purchase) -> str:
    found = purchase.options.select_related("vendor").prefetch_related("lines")
    return "; ".join(f"{one.vendor.name} {one.currency} {one.amount:,.2f}" for one in found)


def _payer(purchase: Purchase) -> str:
    if purchase.line is None:
        return _("Outside the budget: %(why)s") % {"why": purchase.unplanned_reason}
    left = left_on(purchase.line, timezone.localdate(), purchase)
    words = _("%(line)s, %(year)s, with %(currency)s %(left)s left before it")
    line = purchase.line
    named = {"line": line.name, "year": line.year.label, "currency": line.currency}
    return words % {**named, "left": f"{left:,.2f}"}


def _rows() -> Any:
    return Purchase.objects.select_related("chosen__vendor", "line__year", "asked_by")


def _read(pk: int) -> Purchase:
    return _rows().get(pk=pk)


def _lock(pk: int) -> Any:
    return _rows().select_for_update(of=("self",)).get(pk=pk)


def register_subject() -> None:
    """Called once when the app is ready."""
    register(
        Subject(
            KIND,
            gettext_lazy("Purchase"),
            visible=Purchase.objects.visible_to,
            read=_read,
            lock=_lock,
            decided=follow_answer,
            facts=facts,
            blockers=obstacles_of,
        )
    )
