"""The reader's own letters of the single-key shortcuts."""

import json
from typing import Any

from django import template

from hospital_itsm.people.rules.keys import moved, table

register = template.Library()


@register.simple_tag
def key(user: Any, usual: str) -> str:
    """The letter this person presses for what usually stands on `usual`."""
    return moved(getattr(user, "preferences", {}).get("keys", {})).get(usual, usual).upper()


@register.simple_tag
def key_table(user: Any) -> str:
    """What each moved letter means, for the script; empty where nothing was moved."""
    found = table(getattr(user, "preferences", {}).get("keys", {}))
    return json.dumps(found) if found else ""
