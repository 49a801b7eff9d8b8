"""Panels: what one app shows on the page of another app's object, without that app knowing it.

In `tickets/apps.py`:  panels.register(Vendor, VENDOR_TICKETS)
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


def register(model: type[Model], panel: Panel) -> None:
    """Show a panel on the page of a model's objects; one of the same code is replaced."""
    _panels.setdefault(model._meta.label_lower, {})[panel.code] = panel


def registered(model: type[Model]) -> list[Panel]:
    """The panels of a model's page in their order, whoever may see them."""
    return sorted(_panels.get(model._meta.label_lower, {}).values(), key=lambda panel: panel.order)


def panels_for(target: Model, user: Any, part: str = "") -> list[DrawnPanel]:
    """The panels this person sees on the page of this object, or in a part of it, loaded."""
    allowed = [one for one in registered(type(target)) if one.part == part and one.allowed(user)]
    return [
        DrawnPanel(panel.code, panel.title, panel.template, data)
        for panel in allowed
        if (data := panel.load(target, user)) is not None
    ]
