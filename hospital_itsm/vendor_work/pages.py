"""What the work of vendors adds to the pages of devices, tickets, vendors and their people, and to the navigation."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access, navigation, panels
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.filters import session_rows
from hospital_itsm.vendor_work.words import session_lines
from tickets.models import Ticket
from vendors.models import Vendor

MOST = 8


def register() -> None:
    """Called once when the app is ready."""
    for model, load, order in ((Asset, on_asset, 45), (VendorPerson, on_person, 10)):
        panels.register(
            model,
            panels.Panel(
                code="sessions",
                title=_("Remote access"),
                order=order,
                template="vendor_work/_sessions.html",
                allowed=lambda user: access.can(user, "remote_session.read"),
                load=load,
            ),
        )
    for subject, title in (
        (Vendor, _("Cases and remote access")),
        (Ticket, _("Vendor cases and remote access")),
    ):
        panels.register(
            subject,
            panels.Panel(
                code="vendor-work",
                title=title,
                order=40,
                template=f"vendor_work/_{subject._meta.model_name}.html",
                allowed=lambda user: access.can(user, "remote_session.read"),
                load=drawn_by_itself,
            ),
        )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Vendor cases"),
            url_name="vendor_work:cases",
            icon="message-reply",
            order=58,
            allowed=lambda user: access.can(user, "vendor_case.read"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Remote access"),
            url_name="vendor_work:sessions",
            icon="key",
            order=59,
            allowed=lambda user: access.can(user, "remote_session.read"),
        )
    )


def on_asset(asset: Asset, user: Any) -> dict[str, Any]:
    """The newest sessions on a device: one statement."""
    return {**_newest(session_rows(user).filter(asset=asset)), "asset": asset, "may_ask": _may_ask(user)}


def on_person(person: VendorPerson, user: Any) -> dict[str, Any]:
    """The newest sessions of somebody: one statement."""
    return _newest(session_rows(user).filter(person=person))


def drawn_by_itself(target: Any, user: Any) -> dict[str, Any]:
    """Where a part is drawn by itself; no statement."""
    return {"target": target}


def _newest(rows: Any) -> dict[str, Any]:
    found = list(rows[: MOST + 1])
    return {"lines": session_lines(found[:MOST], timezone.now()), "has_more": len(found) > MOST}


def _may_ask(user: Any) -> bool:
    return access.can(user, "remote_session.ask")
