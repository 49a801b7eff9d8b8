"""What this package adds to the product: entries of the navigation, panels on services and tickets."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Service
from hospital_itsm.continuity.choices import OPEN_MAJORS, MajorState
from hospital_itsm.continuity.figures import availability_of, put_lengths
from hospital_itsm.continuity.history import history_of, strip
from hospital_itsm.continuity.models import MajorChild, MajorIncident, Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars
from hospital_itsm.core import access, navigation, panels
from tickets.choices import Kind
from tickets.models import Ticket

NEWEST: Final = 5
PERIOD: Final = timedelta(days=90)


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Outages"),
            url_name="continuity:outages",
            icon="wifi-off",
            order=16,
            allowed=lambda user: access.can(user, "outage.read"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Major incidents"),
            url_name="continuity:majors",
            icon="urgent",
            order=15,
            allowed=lambda user: access.can(user, "major.read"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Recovery"),
            url_name="continuity:tests",
            icon="arrow-back-up",
            order=48,
            allowed=lambda user: access.can(user, "outage.read"),
            also=("/continuity/",),
        )
    )
    _register_panels()


def _register_panels() -> None:
    panels.register(
        Service,
        panels.Panel(
            code="outages",
            title=_("Outages and availability"),
            order=5,
            template="continuity/_service_panel.html",
            allowed=lambda user: access.can(user, "outage.read"),
            load=on_service,
        ),
    )
    panels.register(
        Ticket,
        panels.Panel(
            code="outages",
            title=_("Outages and major incidents"),
            order=40,
            template="continuity/_ticket_panel.html",
            allowed=lambda user: access.can(user, "outage.read"),
            load=on_ticket,
        ),
    )
    panels.register(
        "status",
        panels.Panel(
            code="history",
            title=_("Planned work, and the last 90 days"),
            order=10,
            template="continuity/_history.html",
            allowed=lambda user: True,
            load=on_status,
        ),
    )


def on_status(page: str, user: Any) -> dict[str, Any]:
    """The history of the services with its marks: two statements."""
    history = history_of(timezone.now())
    return {"history": history, "rows": [(one, strip(one, history.first)) for one in history.services]}


def on_service(service: Service, user: Any) -> dict[str, Any]:
    """The newest outages of a service and how available it was in 90 days."""
    now = timezone.now()
    recent = Q(pk__in=Outage.objects.touching(now - PERIOD, now).values("pk"))
    rows = list(service.outages.counted().filter(recent).listed().order_by("-starts_at", "-id"))
    put_lengths(rows, now)
    calendar = agreed_calendars([service]).get(service.pk)
    return {
        "service": service,
        "rows": rows[:NEWEST],
        "count": len(rows),
        "figures": availability_of(calendar and calendar.as_value(), rows, now - PERIOD, now),
        "calendar": calendar,
        "may_agree": access.can(user, "outage.agree"),
        "may_keep": access.can(user, "outage.keep"),
    }


def on_ticket(ticket: Ticket, user: Any) -> dict[str, Any] | None:
    """The outages a ticket is about, the major incidents it is in, and the buttons: one statement."""
    outages = ticket.outages.counted().annotate(major=Value(""), at=F("starts_at"))
    about = Q(pk__in=MajorChild.objects.filter(ticket=ticket).values("major")) | Q(ticket=ticket)
    majors = MajorIncident.objects.filter(about).exclude(state=MajorState.DECLINED)
    columns = ("major", "pk", "title", "at")
    found = outages.values_list(*columns).union(
        majors.annotate(major=F("state"), at=F("proposed_at")).values_list(*columns)
    )
    rows = [(*row, str(MajorState(row[0]).label) if row[0] else "") for row in found.order_by("-at")[:NEWEST]]
    is_in_one = any(row[0] in OPEN_MAJORS for row in rows)
    is_plain = ticket.is_open and not ticket.is_restricted
    may_propose = is_plain and ticket.kind == Kind.INCIDENT and not is_in_one
    shown = {
        "may_keep": is_plain and access.can(user, "outage.keep"),
        "may_propose": may_propose and access.can(user, "major.propose"),
    }
    return {"ticket": ticket, "rows": rows, **shown} if rows or any(shown.values()) else None
