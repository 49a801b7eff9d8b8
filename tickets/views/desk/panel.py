"""The right panel of a ticket: its properties with their forms, the person, the unit, and the way the priority came."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from tickets import wording
from tickets.choices import ClinicalImpact
from tickets.forms.desk import CHOSEN
from tickets.models import Ticket
from tickets.wording import trace_sentences

CORRECTED: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "category": gettext_lazy("Category"),
    "service": gettext_lazy("Service"),
    "care_area": gettext_lazy("Unit"),
    "room": gettext_lazy("Room"),
    "device_text": gettext_lazy("Device"),
    "callback": gettext_lazy("Call back"),
}
"""Fields of a ticket that are corrected one by one, with their labels."""

PRIORITY_VERBS = ("ticket.triage", "ticket.raise_priority", "ticket.lower_priority")


@dataclass(frozen=True)
class Property:
    """One line: what it is, its value in words (empty where not set), and where it is changed, if this person may."""

    name: str
    label: "str | Promise"
    value: str
    edit_url: str
    person: str = ""


@dataclass(frozen=True)
class PriorityTold:
    """How the priority was decided, what this person may do about it, and the numbers to choose from."""

    sentences: list[str]
    may_change: bool
    may_answer: bool
    numbers: tuple[int, ...]


def properties_of(ticket: Ticket, actor: Any) -> list[Property]:
    """The lines of the panel, in order."""
    may_route = can(actor, "ticket.route", ticket)
    lines = [_assignee(ticket, actor), _team(ticket, may_route)]
    values = {
        "category": ticket.category,
        "service": ticket.service,
        "care_area": ticket.care_area,
        "room": ticket.room,
        "device_text": ticket.device_text,
    }
    lines += [
        Property(name, CORRECTED[name], str(value or ""), _form(ticket, name) if may_route else "")
        for name, value in values.items()
    ]
    return [*lines, *_resolution(ticket)]


def priority_told(ticket: Ticket, actor: Any) -> PriorityTold:
    """The stored trace in sentences and the forms behind it."""
    return PriorityTold(
        trace_sentences(ticket.priority_trace),
        may_change=ticket.is_open and any(can(actor, verb, ticket) for verb in PRIORITY_VERBS),
        may_answer=ticket.is_open and can(actor, "ticket.route", ticket),
        numbers=CHOSEN,
    )


def may_take(ticket: Ticket, actor: Any) -> bool:
    """*Assign to me* is offered where nobody has an open ticket."""
    return ticket.is_open and ticket.assignee is None and can(actor, "ticket.take", ticket)


def _form(ticket: Ticket, field: str) -> str:
    return reverse("tickets:correct", args=[ticket.key, field])


def _assignee(ticket: Ticket, actor: Any) -> Property:
    may = ticket.is_open and can(actor, "ticket.assign", ticket)
    name = ticket.assignee.full_name if ticket.assignee else ""
    url = reverse("tickets:assignee", args=[ticket.key]) if may else ""
    return Property("assignee", _("Assignee"), name, url, person=name)


def _team(ticket: Ticket, may_route: bool) -> Property:
    teams = [team.name for team in (ticket.team, ticket.joint_team) if team]
    url = reverse("tickets:team", args=[ticket.key]) if may_route and ticket.is_open else ""
    return Property("team", _("Team"), _(" and ").join(teams), url)


def _resolution(ticket: Ticket) -> list[Property]:
    """What closed it, once something did; what it waits for, while it waits."""
    told = [
        ("vendor", _("Vendor"), ticket.vendor),
        ("waiting_for", _("Waits for"), ticket.waiting_for),
        ("close_code", _("Fixed by"), wording.CLOSE_CODES.get(ticket.close_code, ticket.close_code)),
        ("cause", _("Cause"), wording.CAUSES.get(ticket.cause, ticket.cause)),
        ("clinical_impact", _("Clinical impact"), _impact(ticket)),
        ("downtime_minutes", _("Downtime"), _minutes(ticket.downtime_minutes)),
    ]
    return [Property(name, label, str(value), "") for name, label, value in told if value]


def _impact(ticket: Ticket) -> str:
    return "" if ticket.clinical_impact in ("", ClinicalImpact.NONE) else ticket.get_clinical_impact_display()


def _minutes(minutes: int | None) -> str:
    return _("%(minutes)d minutes") % {"minutes": minutes} if minutes else ""
