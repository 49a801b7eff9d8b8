"""The filters and orders of purchases; page, REST and export share them."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, chosen, exact, is_yes, words_in
from hospital_itsm.people.choices import Domain
from hospital_itsm.procurement.choices import OPEN, PurchaseStatus


def _late(values: Sequence[str], asked: Asked) -> Q:
    late = Q(status=PurchaseStatus.ORDERED, expected_on__lt=timezone.localdate(asked.now))
    return late if is_yes(values[0]) else ~late


def _open(values: Sequence[str], asked: Asked) -> Q:
    return Q(status__in=OPEN) if is_yes(values[0]) else ~Q(status__in=OPEN)


def _mine(values: Sequence[str], asked: Asked) -> Q:
    mine = Q(asked_by=getattr(asked.actor, "pk", None))
    return mine if is_yes(values[0]) else ~mine


YES_NO: Final = ("yes", "no")


class PurchaseFilters(Filters):
    """The filters of one request."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("number", "title", "order_number"), many=False),
        chosen("status", gettext_lazy("Status"), PurchaseStatus),
        chosen("domain", gettext_lazy("Domain"), Domain),
        Filter("vendor", gettext_lazy("Vendor"), exact("chosen__vendor__name")),
        Filter("year", gettext_lazy("Fiscal year"), exact("line__year__label")),
        Filter("asked_by", gettext_lazy("Asked by"), exact("asked_by__username")),
        Filter("in_hand", gettext_lazy("Not finished"), _open, many=False, codes=YES_NO),
        Filter("late", gettext_lazy("Late"), _late, many=False, codes=YES_NO),
        Filter("mine", gettext_lazy("Mine"), _mine, many=False, codes=YES_NO),
    )


SORTS: Final = {"newest": ("-id",), "oldest": ("id",)}
"""The orderings of the list, each over NOT NULL columns ending in the key."""
