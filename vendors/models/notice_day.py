"""The column of the notice date."""

from datetime import date
from typing import Any

from django.db import models

from vendors.rules.notice import notice_on


class NoticeDay(models.DateField):
    """The last day to tell the vendor; worked out from last day and notice at every save, bulk ones included."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"null": True, "blank": True, "editable": False, **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        """The notice date of the present values."""
        row: Any = model_instance
        value = notice_on(row.ends_on, row.notice_value, row.notice_unit)
        setattr(row, self.attname, value)
        return value
