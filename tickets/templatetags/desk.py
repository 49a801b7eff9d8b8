"""What the agent's pages draw of a ticket: `{% load desk %}`, `{{ body|masked }}`, `{{ at|seconds_left }}`,
`{{ number|capped }}`."""

import re
from datetime import datetime
from math import ceil

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hospital_itsm.core.phi.detection import PLACEHOLDERS
from tickets.queries.queue_counts import count_words

register = template.Library()
register.filter("capped", count_words)

HIDDEN = re.compile("|".join(f"({re.escape(words)})" for words in PLACEHOLDERS.values()))


@register.filter
def masked(body: str) -> SafeString:
    """Escape a text and mark what stands in place of hidden patient data."""
    pieces = [piece for piece in HIDDEN.split(body) if piece]
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


@register.filter
def seconds_left(at: datetime) -> int:
    """Whole seconds until an instant, 0 once it is over; the browser counts them by its own clock."""
    return max(ceil((at - timezone.now()).total_seconds()), 0)


def _piece(piece: str) -> str | SafeString:
    if HIDDEN.fullmatch(piece):
        return format_html('<mark class="phi">{}</mark>', piece.strip("[]"))
    return piece
