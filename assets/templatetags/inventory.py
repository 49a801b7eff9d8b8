"""Marks of the inventory: `{% asset_status asset %}`, `{{ asset|risks }}`, `{{ mac|pairs }}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from assets.marks import risk_words, status_mark
from assets.rules.mac import shown_mac
from hospital_itsm.core.templatetags.ui import state_tag

register = template.Library()


@register.simple_tag
def asset_status(asset: Any, plain: bool = False) -> SafeString:
    """The status of an asset as mark and words."""
    return state_tag(status_mark(asset.status), asset.get_status_display(), plain=plain)


@register.filter
def risks(asset: Any) -> list[str]:
    """The risks of an asset in words."""
    return risk_words(asset)


@register.filter
def pairs(mac: str) -> str:
    """A hardware address in pairs."""
    return shown_mac(mac)
