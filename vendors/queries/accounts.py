"""The vocabulary of account numbers, and how they come with a row that names vendors."""

from collections.abc import Sequence
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from vendors import access


class AccountQuerySet(models.QuerySet[Any]):
    """Vocabulary of account numbers."""

    def visible_to(self, actor: Any) -> Self:
        """Those of vendors the actor may see."""
        from vendors.models import Vendor

        return self.filter(vendor__in=Vendor.objects.filter(access.visible_vendors(actor)).values("pk"))

    def in_use(self) -> Self:
        """Those that still hold."""
        return self.filter(is_active=True)


def read_out(*vendors: str) -> ArraySubquery:
    """An annotation: the numbers in use of the vendors that stand in these columns of a row.

    Each is `{"id", "vendor", "label", "number"}`, by label. It costs no statement of its own.
    """
    from vendors.models import AccountNumber

    named = Q()
    for vendor in vendors:
        named |= Q(vendor=OuterRef(vendor))
    rows = AccountNumber.objects.in_use().filter(named).order_by("label", "pk")
    return ArraySubquery(
        rows.values(one=JSONObject(id="pk", vendor="vendor_id", label="label", number="number"))
    )


def numbers_of(vendor: Any, accounts: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """What to read out to a vendor, the general number first: (label, number), each number once."""
    own = [("", vendor.account_number)] if vendor.account_number else []
    further = [(one["label"], one["number"]) for one in accounts if one["vendor"] == vendor.pk]
    return own + [pair for pair in further if pair[1] != vendor.account_number]
