"""The vocabulary of cases with vendors."""

from typing import Any, Self

from django.db import models
from django.db.models import Prefetch

from hospital_itsm.vendor_work import access
from hospital_itsm.vendor_work.choices import CaseState


class VendorCaseQuerySet(models.QuerySet[Any]):
    """Vocabulary of cases."""

    def visible_to(self, actor: Any) -> Self:
        """Cases the actor may see: one about a ticket they do not see is not."""
        return self.filter(access.visible_cases(actor))

    def going(self) -> Self:
        """Those not closed."""
        return self.exclude(state=CaseState.CLOSED)

    def with_tickets(self) -> Self:
        """With the company and the tickets they are about: one statement more."""
        from hospital_itsm.vendor_work.models import CaseTicket

        links = CaseTicket.objects.select_related("ticket")
        return self.select_related("vendor").prefetch_related(Prefetch("links", queryset=links))
