"""The vocabulary of fiscal years, lines and cost entries."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from hospital_itsm.budget import access
from hospital_itsm.budget.choices import YearStatus


class FiscalYearQuerySet(models.QuerySet[Any]):
    """Vocabulary of fiscal years."""

    def visible_to(self, actor: Any) -> Self:
        """Years the actor may see."""
        return self.filter(access.visible_money(actor))

    def around(self, day: date) -> Self:
        """The year a day is in; at most one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def open(self) -> Self:
        """Those that take entries."""
        return self.exclude(status=YearStatus.CLOSED)


class BudgetLineQuerySet(models.QuerySet[Any]):
    """Vocabulary of budget lines."""

    def visible_to(self, actor: Any) -> Self:
        """Lines the actor may see."""
        return self.filter(access.visible_money(actor))


class CostEntryQuerySet(models.QuerySet[Any]):
    """Vocabulary of cost entries."""

    def visible_to(self, actor: Any) -> Self:
        """Entries the actor may see, those taken back included."""
        return self.filter(access.visible_money(actor))

    def counted(self) -> Self:
        """Those that were not taken back."""
        return self.filter(is_void=False)

    def of_vendor(self, vendor: int) -> Self:
        """Booked on a vendor, or on a contract of it."""
        return self.filter(Q(vendor=vendor) | Q(vendor__isnull=True, contract__vendor=vendor))


class OwnedCostQuerySet(models.QuerySet[Any]):
    """Vocabulary of what things, services and vendors cost."""

    def visible_to(self, actor: Any) -> Self:
        """Costs the actor may see."""
        return self.filter(access.visible_money(actor))
