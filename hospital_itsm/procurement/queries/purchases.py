"""The vocabulary of purchases."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from hospital_itsm.procurement import access
from hospital_itsm.procurement.choices import OPEN, PurchaseStatus


class PurchaseQuerySet(models.QuerySet[Any]):
    """Vocabulary of purchases."""

    def visible_to(self, actor: Any) -> Self:
        """Purchases the actor may see."""
        return self.filter(access.visible_purchases(actor))

    def open(self) -> Self:
        """Those that still ask something of somebody."""
        return self.filter(status__in=OPEN)

    def late(self, today: date) -> Self:
        """Ordered, and not all there on the day it was promised for."""
        return self.filter(status=PurchaseStatus.ORDERED, expected_on__lt=today)

    def of_vendor(self, vendor: int) -> Self:
        """Those whose chosen option is of a vendor."""
        return self.filter(chosen__vendor=vendor)

    def of_asset(self, asset: int) -> Self:
        """The one an asset came with."""
        return self.filter(Q(receipts__lines__devices__asset=asset), receipts__is_void=False)
