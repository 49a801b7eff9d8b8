"""The vocabulary of procedures."""

from typing import Any, Self

from django.db import models

from hospital_itsm.procedures import access
from hospital_itsm.procedures.choices import Status


class ProcedureQuerySet(models.QuerySet[Any]):
    """Vocabulary of procedures."""

    def visible_to(self, actor: Any) -> Self:
        """Those of assets the actor may see."""
        from assets.models import Asset

        if access.reads_all(actor):
            return self
        return self.filter(asset__in=Asset.objects.visible_to(actor))

    def open(self) -> Self:
        """Not ended."""
        return self.filter(status=Status.OPEN)

    def listed(self) -> Self:
        """With what a row of the board draws."""
        return self.select_related("template", "asset__model", "asset__care_area", "ticket", "started_by")


class TemplateQuerySet(models.QuerySet[Any]):
    """Vocabulary of templates."""

    def current(self) -> Self:
        """The newest version of each."""
        return self.order_by("code", "-version").distinct("code")
