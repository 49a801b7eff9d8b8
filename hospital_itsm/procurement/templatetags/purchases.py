"""What templates show of purchases."""

from collections.abc import Iterable
from datetime import date

from django import template

from hospital_itsm.procurement.marks import Line, lines_of
from hospital_itsm.procurement.models import Purchase

register = template.Library()


@register.simple_tag
def purchase_lines(rows: Iterable[Purchase], today: date) -> list[Line]:
    """The rows of a page with their marks and words."""
    return lines_of(rows, today)
