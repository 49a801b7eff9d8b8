"""What the agent's pages draw of a ticket: `{% load desk %}`, `{{ body|masked }}`."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hospital_itsm.core.phi.detection import PLACEHOLDERS

register = template.Library()

HIDDEN = re.compile("|".join(f"({re.escape(words)})" for words in PLACEHOLDERS.values()))


@register.filter
def masked(body: str) -> SafeString:
    """Escape a text and mark what stands in place of hidden patient data."""
    pieces = [piece for piece in HIDDEN.split(body) if piece]
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


def _piece(piece: str) -> str | SafeString:
    if HIDDEN.fullmatch(piece):
        return format_html('<mark class="phi">{}</mark>', piece.strip("[]"))
    return piece
