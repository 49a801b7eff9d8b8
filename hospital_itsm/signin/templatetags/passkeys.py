"""`{% passkey_script "authenticateForm" options authenticate="use-passkey" %}`: the data that allauth's script reads.

It is data, not code: the content policy lets nothing inline run.
"""

import json
from typing import Any, Final

from django import template
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag
def passkey_script(function: str, options: Any, **ids: str) -> SafeString:
    """The question for the passkey, and which parts of the page the function of the script works on."""
    wiring = json.dumps({"ids": {**ids, "data": "passkey-data"}}).translate(ESCAPES)
    return format_html(
        '{}<script type="application/json" data-allauth-onload="allauth.webauthn.forms.{}">{}</script>',
        json_script(options, "passkey-data"),
        function,
        mark_safe(wiring),
    )
