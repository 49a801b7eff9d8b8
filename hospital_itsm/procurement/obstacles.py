"""What a purchase lacks before it is submitted, and why it may not be approved or ordered now, in whole sentences."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.budget.spending import dressed
from hospital_itsm.procurement.choices import PROMISED
from hospital_itsm.procurement.committed import owed_of
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.rules.money import left_of
from vendors.baa_gate import blocked
from vendors.choices import GatePurpose
from vendors.contract_words import day_words


def missing_of(purchase: Purchase) -> dict[str, str]:
    """What a draft still lacks before it can be submitted: `{field: words}`. Two statements at most."""
    missing = {}
    if purchase.chosen is None:
        missing["chosen"] = _("Choose an option first, and say why.")
    elif not purchase.chosen.lines.exists():
        missing["chosen"] = _("The chosen option has no lines. Add what is bought.")
    if purchase.line is None and not purchase.unplanned_reason:
        missing["line"] = _("Choose the budget line that pays, or say why it is bought outside the budget.")
    if not purchase.interest:
        missing["interest"] = _("Say whether anyone who chose has an interest in one of the vendors.")
    return missing


def foreseen(purchase: Purchase, asker: Any) -> Sequence[str]:
    """What would stand against a draft if it were submitted now; nothing before an option is chosen."""
    if purchase.chosen is None:
        return ()
    purchase.amount, purchase.currency = purchase.chosen.amount, purchase.chosen.currency
    return obstacles_of(purchase, asker)


def obstacles_of(purchase: Purchase, asker: Any) -> Sequence[str]:
    """What stands against a purchase with a chosen option: patient data, the quote's last day, the budget."""
    today = timezone.localdate()
    found = [_without_agreement(purchase, asker), _outdated(purchase, today), _over_budget(purchase, today)]
    return [words for words in found if words]


def order_obstacles_of(purchase: Purchase) -> Sequence[str]:
    """What stands against ordering an approved purchase: the same, and a budget that nobody approved yet."""
    found = list(obstacles_of(purchase, purchase.asked_by))
    if purchase.line is not None and purchase.line.year.is_draft:
        words = _(
            "The budget of %(year)s is not approved yet. Order when it is, or copy it with another line."
        )
        found.append(words % {"year": purchase.line.year.label})
    return found


def _without_agreement(purchase: Purchase, asker: Any) -> str | None:
    assert purchase.chosen is not None  # noqa: S101  asked before
    return blocked(purchase.chosen.vendor, GatePurpose.PURCHASE, asker=asker, says=purchase.phi_access)


def _outdated(purchase: Purchase, today: date) -> str | None:
    option = purchase.chosen
    assert option is not None  # noqa: S101  asked before
    if option.valid_until is None or option.valid_until >= today:
        return None
    words = _(
        "The quote of %(vendor)s ended on %(day)s. Ask for a new one and write down until when it holds."
    )
    return words % {"vendor": option.vendor.name, "day": day_words(option.valid_until)}


def _over_budget(purchase: Purchase, today: date) -> str | None:
    """A line that is closed, of another currency, or has too little left."""
    line = purchase.line
    if line is None:
        return None
    named = {"line": line.name, "year": line.year.label, "currency": line.currency}
    if line.year.is_closed:
        return _("The books of %(year)s are closed. Choose a line of another year.") % named
    if line.currency != purchase.currency:
        words = _("“%(line)s” is in %(currency)s, the quote in %(theirs)s. Ask for a quote in %(currency)s.")
        return words % {**named, "theirs": purchase.currency}
    left = left_on(line, today, purchase)
    if purchase.amount is None or purchase.amount <= left:
        return None
    words = _(
        "“%(line)s” has %(currency)s %(left)s left in %(year)s; this costs %(amount)s. Choose another line, or ask the "
        "CIO to amend this one."
    )
    return words % {**named, "left": f"{left:,.2f}", "amount": f"{purchase.amount:,.2f}"}


def left_on(line: BudgetLine, today: date, besides: Purchase | None = None) -> Decimal:
    """What a line can still take, this purchase not counted: planned less spent, less what is promised already."""
    (row,) = dressed([line], today)
    left = left_of(row.standing.planned, row.standing.actual, row.standing.remaining)
    if besides is not None and besides.status in PROMISED and besides.line_id == line.pk:
        left += owed_of([besides])[besides.pk].remaining
    return left
