"""Rows of imports by what is left to do with them."""

from typing import Any, Self

from django.db import models

from assets.queries.imports import TOUCHED


class SheetRowQuerySet(models.QuerySet[Any]):
    """Vocabulary of the rows of an import."""

    def waiting(self) -> Self:
        """Those that are to be stored and are not."""
        return self.filter(verdict__in=TOUCHED, is_done=False)

    def stored(self) -> Self:
        """Those that are stored and not taken back."""
        return self.filter(verdict__in=TOUCHED, is_done=True, is_undone=False, target__isnull=False)
