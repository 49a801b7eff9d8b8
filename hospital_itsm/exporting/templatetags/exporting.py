"""The two buttons by which a list leaves: `{% export_list "asset" query order %}`."""

from typing import Any

from django import template
from django.urls import reverse

from hospital_itsm.exporting.lists import find

register = template.Library()


@register.inclusion_tag("components/export.html", takes_context=True)
def export_list(
    context: Any,
    code: str,
    query: str = "",
    order: str = "",
    key: Any = "",
    small: bool = False,
    columns: str = "",
) -> dict[str, Any]:
    """Buttons for the list as it is narrowed now; `key` names what it is of, `columns` those that are shown."""
    address = reverse(find(code).url_name, args=[key] if key else None)
    return {
        "action": f"{address}?{query}" if query else address,
        "order": order,
        "columns": columns,
        "title": find(code).title,
        "look": " b-sm b-quiet" if small else "",
        "csrf_token": context.get("csrf_token", ""),
    }
