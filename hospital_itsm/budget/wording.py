"""How money stands, in words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.budget.rules.standing import NEAR, NOTHING, OVER, UNDER, UNPLANNED, Standing

MARKS: Final = {OVER: "bad", NEAR: "done", UNDER: "done", UNPLANNED: "warn", NOTHING: "none"}
NAMES: Final = {
    OVER: gettext_lazy("Over budget"),
    NEAR: gettext_lazy("On budget"),
    UNDER: gettext_lazy("Under budget"),
    UNPLANNED: gettext_lazy("Not planned"),
    NOTHING: gettext_lazy("Nothing planned"),
}


@dataclass(frozen=True)
class Words:
    """A verdict: the kind of its mark, its name, and by how much."""

    verdict: str
    mark: str
    name: "str | Promise"
    text: str


def standing_words(standing: Standing, currency: str) -> Words:
    """The verdict on a line or group: "USD 12,000.00 above the plan (8.2%)"."""
    verdict = standing.verdict
    return Words(verdict, MARKS[verdict], NAMES[verdict], _text(standing, currency))


def _text(standing: Standing, currency: str) -> str:
    by = money_words(abs(standing.variance), currency)
    percent = standing.percent
    if percent is None:
        return _("%(money)s without a plan") % {"money": by} if standing.variance > 0 else ""
    if not standing.variance:
        return _("exactly the plan")
    words = _("%(money)s above the plan (%(percent)s%%)") if standing.variance > 0 else _(
        "%(money)s below the plan (%(percent)s%%)"
    )  # fmt: skip
    return words % {"money": by, "percent": abs(percent)}


def money_words(amount: Decimal, currency: str) -> str:
    """An amount with its currency: "USD 148,000.00"."""
    return f"{currency} {amount:,.2f}"
