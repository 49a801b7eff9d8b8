"""What the lists of the work of vendors draw, and whose turn it is: `{% load vendor_work %}`.

{% work_lines page.rows as lines %}   sessions as they stand now
{% case_state case %}                 whose turn it is in a case
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone

from hospital_itsm.core.templatetags.ui import state_tag
from hospital_itsm.vendor_work.choices import CaseState
from hospital_itsm.vendor_work.models import VendorCase
from hospital_itsm.vendor_work.words import CASE_MARKS, SessionLine, session_lines

register = template.Library()


@register.simple_tag
def work_lines(rows: Iterable[Any]) -> list[SessionLine]:
    """Sessions as they stand now."""
    return session_lines(rows, timezone.now())


@register.simple_tag
def case_state(case: VendorCase) -> str:
    """Whose turn it is."""
    state = CaseState(case.state)
    return state_tag(CASE_MARKS[state], str(state.label))
