"""The bell of the agent's top bar: `{% load bell %}{% bell_button %}`."""

from typing import Any

from django import template

from hospital_itsm.outbox.bell import UNREAD_SHOWN, unread_of

register = template.Library()


@register.inclusion_tag("outbox/_bell_button.html", takes_context=True)
def bell_button(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the bell with the number of unread messages."""
    unread = unread_of(context["request"])
    return {"unread": unread, "shown": f"{UNREAD_SHOWN}+" if unread > UNREAD_SHOWN else str(unread)}
