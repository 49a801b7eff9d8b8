"""`{% open_report_here %}`: may this computer report without anybody signing in?"""

from typing import Any

from django import template

from hospital_itsm.wards.open_doors import is_open_here

register = template.Library()


@register.simple_tag(takes_context=True)
def open_report_here(context: dict[str, Any]) -> bool:
    """The answer of the settings for the computer that asks."""
    request = context.get("request")
    return request is not None and is_open_here(request)
