"""What privacy adds to the product: an entry of the side bar, and a section on privacy tickets."""

from typing import Any, Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation, panels
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.privacy.models import Discovery
from hospital_itsm.privacy.queries.matters import is_turned
from hospital_itsm.privacy.views.discoveries import standing
from tickets.choices import RESTRICTED_KINDS, Kind
from tickets.models import Ticket
from tickets.queries.ticket_page import SURROUNDED_WITH


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The day of discovery, which is read with the ticket, and what hangs on it: no statement."""
    if ticket.kind != Kind.PRIVACY:
        return None
    day = getattr(ticket, "discovered_on", None)
    shown = standing(day, timezone.localdate()) if day else {}
    return {"ticket": ticket, "may_set": access.can(user, "discovery.set", ticket), "one": shown}


def turning_of(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to restricting a ticket, or back where somebody restricted it, which is read with it: no statement."""
    if ticket.is_restricted and getattr(ticket, "is_turned", False):
        return {"ticket": ticket, "back": True} if access.can(user, "ticket.open_again", ticket) else None
    if ticket.kind in RESTRICTED_KINDS or not ticket.is_open:
        return None
    return {"ticket": ticket} if access.can(user, "ticket.restrict", ticket) else None


TURNING: Final = Panel(
    code="restricting",
    title=_("Not for everybody?"),
    order=94,
    template="privacy/_turning.html",
    allowed=lambda user: access.can(user, "ticket.restrict") or access.can(user, "ticket.open_again"),
    load=turning_of,
)
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
    days = Discovery.objects.filter(ticket=OuterRef("pk"))
    SURROUNDED_WITH["discovered_on"] = Subquery(days.values("discovered_on")[:1])
    SURROUNDED_WITH["is_turned"] = is_turned()
    panels.register(Ticket, PANEL)
    panels.register(Ticket, TURNING)
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
