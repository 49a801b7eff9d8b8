"""The vocabulary of the registers."""

from typing import Any, Self

from django.db import models

from hospital_itsm.continuity import access


class RegisterQuerySet(models.QuerySet[Any]):
    """Vocabulary of tests, plans and feeds."""

    def visible_to(self, actor: Any) -> Self:
        """Those the actor may see: who reads outages reads the registers."""
        return self.filter(access.visible_outages(actor))
