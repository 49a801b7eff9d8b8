"""What the pages of vendor clocks draw: `{% load underpinning %}`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone

from hospital_itsm.underpinning.scorecard import Card, cards_of
from hospital_itsm.underpinning.wording import ClockLine, clock_line
from vendors.models import Vendor

register = template.Library()


@register.simple_tag
def scorecards(vendors: Sequence[Vendor], user: Any) -> list[Card]:
    """The cards of a page of vendors, in their order: three statements."""
    found = cards_of(vendors, user, timezone.now())
    return [found[vendor.pk] for vendor in vendors]


@register.simple_tag
def clock_words(clock: Any, task: Any) -> ClockLine:
    """A promise in words."""
    return clock_line(clock, task, timezone.now())
