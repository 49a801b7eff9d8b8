"""What following adds to the product: a section of the ticket's page, names in its notes, a view of the queue."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.following.queries.follows import followed_by
from hospital_itsm.following.queries.history import tell_with
from hospital_itsm.following.queries.mentions import people_named
from hospital_itsm.following.queries.snoozes import marks, out_of_sight, resting
from tickets.models import Ticket
from tickets.queries.queue import LISTED_WITH
from tickets.queries.queue_views import RESTS, View, add_view
from tickets.queries.timeline import SAID_WITH
from tickets.views.desk.composer import COMPOSER
from tickets.views.desk.merge_pair import PART


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """Where to ask for it; a request of its own brings it, because this page reads as many tables as it may."""
    return {"ticket": ticket}


def on_preview(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to let an open ticket rest, for who works it."""
    return {"ticket": ticket} if ticket.is_open and can(user, "snooze.set", ticket) else None


def on_merge(ticket: Ticket, user: Any) -> Loaded:
    """How many follow it: one statement."""
    return {"count": ticket.follows.count()}


PANEL: Final = Panel(
    code="following",
    title=_("Follow, snooze, history"),
    order=7,
    template="following/_panel.html",
    allowed=lambda user: can(user, "follow.own"),
    load=on_ticket,
)
PREVIEW: Final = Panel(
    code="following_preview",
    title=_("Snooze"),
    order=7,
    template="following/_preview.html",
    allowed=lambda user: can(user, "snooze.set"),
    load=on_preview,
    part="preview",
)
MERGED: Final = Panel(
    code="following_merge",
    title=_("Followers"),
    order=7,
    template="components/how_many.html",
    allowed=lambda user: can(user, "follow.own"),
    load=on_merge,
    part=PART,
)
NAMES: Final = Panel(
    code="following_names",
    title=_("People to name"),
    order=7,
    template="following/_names_list.html",
    allowed=lambda user: can(user, "ticket.work"),
    load=on_ticket,
    part=COMPOSER,
)
FOLLOWED: Final = View("followed", _("Tickets I follow"), lambda actor, when: followed_by(actor))

RESTING: Final = View("snoozed", _("Snoozed"), resting)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
    panels.register(Ticket, PREVIEW)
    panels.register(Ticket, MERGED)
    panels.register(Ticket, NAMES)
    tell_with("worklog.workentry", lambda ticket: ticket.work_entries.all())
    add_view(FOLLOWED)
    add_view(RESTING)
    RESTS.append(out_of_sight)
    LISTED_WITH.append(marks)
    SAID_WITH["people_named"] = people_named()
