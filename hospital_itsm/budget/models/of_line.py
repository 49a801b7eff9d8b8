"""Columns of cost entries that repeat what their budget line says."""

from typing import Any, Final

from django.db import models

REPEATED: Final = ("cost_center", "domain", "purpose")


class OfLine(models.CharField):
    """The column of the same name of the entry's line, empty without one; read at every save, bulk ones included.

    It stands with the entry so that an index holds the entries of a cost center or a purpose by day; what changes a
    line writes it anew (`actions.lines.change_line`).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, "default": "", "editable": False, **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """What the line says."""
        row: Any = model_instance
        value = "" if row.line_id is None else getattr(row.line, self.attname)
        setattr(row, self.attname, value)
        return value
