"""The column by which names of companies are compared."""

from typing import Any

from django.db import models

from vendors.rules.names import LONGEST, normalized


class ComparedName(models.CharField):
    """The column that holds `normalized(name)` of its row; worked out at every save, bulk ones included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "default": "", "editable": False, **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The compared form of the present name."""
        value = normalized(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value
