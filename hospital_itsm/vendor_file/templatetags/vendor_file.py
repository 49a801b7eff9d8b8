"""What the lists of a vendor's file draw: `{% load vendor_file %}`, `{% file_lines page.rows today as lines %}`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from hospital_itsm.vendor_file.words import Line, lines_of

register = template.Library()


@register.simple_tag
def file_lines(rows: Iterable[Any], today: date) -> list[Line]:
    """Certificates, reviews or credentials with state and last day."""
    return lines_of(rows, today)
