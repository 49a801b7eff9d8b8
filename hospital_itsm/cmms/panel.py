"""The section "Maintenance" on the page of an asset; it loads for itself, so that the page asks nothing more."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access
from hospital_itsm.core.panels import Panel, register


def address_of(asset: Asset, user: Any) -> Mapping[str, Any]:
    """Where the section is read from."""
    return {"url": reverse("cmms:maintenance", args=[asset.tag])}


def register_panel() -> None:
    """Put the section on the page; called once when the app is ready."""
    register(
        Asset,
        Panel(
            code="maintenance",
            title=_("Maintenance"),
            order=20,
            template="cmms/_panel.html",
            allowed=lambda user: access.can(user, "cmms.read"),
            load=address_of,
        ),
    )
