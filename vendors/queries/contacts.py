"""The vocabulary of the contacts of vendors."""

from typing import Any, Self

from django.db import models

from vendors import access


class ContactQuerySet(models.QuerySet[Any]):
    """Vocabulary of contacts."""

    def visible_to(self, actor: Any) -> Self:
        """Those of vendors the actor may see."""
        return self.filter(vendor__in=self._vendors(actor))

    def in_use(self) -> Self:
        """Those that are still there."""
        return self.filter(is_active=True)

    @staticmethod
    def _vendors(actor: Any) -> Any:
        from vendors.models import Vendor

        return Vendor.objects.filter(access.visible_vendors(actor)).values("pk")
