"""Values as people read them on pages and on paper."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.core.exports import on_the_wall


def said(value: Any) -> str:
    """A value of a cell in words; nothing stays empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{on_the_wall(value):%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def is_number(value: Any) -> bool:
    """Is it a number, which stands on the right?"""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
