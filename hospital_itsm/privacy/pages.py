"""What privacy adds to the product: an entry of the side bar, and a section on privacy tickets."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation, panels
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.privacy.models import Discovery
from hospital_itsm.privacy.views.discoveries import standing
from tickets.choices import Kind
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The day of discovery and what hangs on it: one statement, and none for other kinds of tickets."""
    if ticket.kind != Kind.PRIVACY:
        return None
    found = Discovery.objects.filter(ticket=ticket).first()
    shown = standing(found.discovered_on, timezone.localdate()) if found else {}
    return {"ticket": ticket, "may_set": access.can(user, "discovery.set", ticket), "one": shown}


PANEL: Final = Panel(
    code="discovery",
    title=_("Discovery"),
    order=2,
    template="privacy/_panel.html",
    allowed=lambda user: access.can(user, "discovery.read"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Privacy dates"),
            url_name="privacy:dates",
            icon="lock",
            order=71,
            allowed=lambda user: access.can(user, "discovery.read"),
        )
    )
