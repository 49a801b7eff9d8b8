"""Privacy tickets with and without their day of discovery, and those whose reminder is due."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from hospital_itsm.privacy.rules.dates import REMINDERS
from tickets.choices import OPEN_STATES, Kind


def privacy_tickets(actor: Any) -> Any:
    """Every privacy ticket the actor reads at the desk."""
    from tickets.models import Ticket

    return Ticket.objects.on_desk(actor).filter(kind=Kind.PRIVACY)


def without_day(actor: Any) -> "QuerySet[Any]":
    """Open ones whose day of discovery nobody said, the oldest first."""
    return privacy_tickets(actor).open().filter(discovery=None).order_by("opened_at", "id")


def with_day(actor: Any) -> "QuerySet[Any]":
    """Days of discovery of open ones, the most pressing first."""
    from hospital_itsm.privacy.models import Discovery

    rows = Discovery.objects.filter(ticket__in=privacy_tickets(actor).open().values("pk"))
    return rows.select_related("ticket").order_by("discovered_on", "id")


def due_for_reminding(today: date) -> list[int]:
    """Days of discovery of open tickets whose first reminder has come, locked by nobody, oldest first."""
    from hospital_itsm.privacy.models import Discovery

    since = today - timedelta(days=REMINDERS[0])
    about = {"ticket__state__in": OPEN_STATES, "ticket__kind": Kind.PRIVACY}
    rows = Discovery.objects.filter(discovered_on__lte=since, **about)
    return list(rows.order_by("discovered_on", "id").values_list("pk", flat=True))


def turned(ticket: Any) -> Any:
    """Who made a privacy event or security incident of it, and when, where somebody did; None elsewhere."""
    from hospital_itsm.privacy.models import Turning

    return Turning.objects.filter(ticket=ticket, undone_at=None).order_by("-id").first()
