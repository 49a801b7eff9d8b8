"""Panels: what one app shows on the page of another app's object, without that app knowing it.

In `tickets/apps.py`:  panels.register(Vendor, VENDOR_TICKETS)
For a page that is of no object, its name: panels.register("status", HISTORY)
For a page that is of what was asked, its class: panels.register(AskedQueue, SAVED_VIEWS)
In the page's view:    {"panels": panels.panels_for(vendor, request.user), ...}
In its template:       {% include "components/panels.html" %}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Loaded = Mapping[str, Any]


@dataclass(frozen=True)
class Panel:
    """A section of a page.

    `allowed(user)` says who gets it. `load(target, user)` reads what `template` draws as `panel`, in the same number
    of statements however many rows there are; None leaves the section out. Panels stand in the order of `order`. One
    with a `part` stands in that part of the page, which is read by itself.
    """

    code: str
    title: "str | Promise"
    order: int
    template: str
    allowed: Callable[[Any], bool]
    load: Callable[[Any, Any], Loaded | None]
    part: str = ""


@dataclass(frozen=True)
class DrawnPanel:
    """A panel with what it shows."""

    code: str
    title: "str | Promise"
    template: str
    data: Loaded


_panels: dict[str, dict[str, Panel]] = {}


def register(page: type[Any] | str, panel: Panel) -> None:
    """Show a panel on the page of a model's objects, or on a named page; one of the same code is replaced."""
    _panels.setdefault(_name(page), {})[panel.code] = panel


def registered(page: type[Any] | str) -> list[Panel]:
    """The panels of a page in their order, whoever may see them."""
    return sorted(_panels.get(_name(page), {}).values(), key=lambda panel: panel.order)


def panels_for(target: Any, user: Any, part: str = "") -> list[DrawnPanel]:
    """The panels this person sees on the page of this object or name, or in a part of it, loaded."""
    page = target if isinstance(target, str) else type(target)
    allowed = [one for one in registered(page) if one.part == part and one.allowed(user)]
    return [
        DrawnPanel(panel.code, panel.title, panel.template, data)
        for panel in allowed
        if (data := panel.load(target, user)) is not None
    ]


def has_part(page: type[Any] | str, user: Any, part: str) -> bool:
    """Does anything stand in this part of the page for this person? No statement."""
    return any(one.part == part and one.allowed(user) for one in registered(page))


def _name(page: type[Any] | str) -> str:
    if isinstance(page, str):
        return page
    return page._meta.label_lower if issubclass(page, Model) else f"{page.__module__}.{page.__qualname__}"
