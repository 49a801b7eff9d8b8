"""What tickets add to the navigation: the portal's entries and the agent's queue."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access
from hospital_itsm.core.navigation import NavItem, register
from tickets.queries.my import needs_answer_count


def register_portal() -> None:
    """Report, My tickets with the number that wait for an answer, System status."""
    register(
        NavItem(
            area="portal",
            label=_("Report"),
            url_name="tickets:report",
            icon="alert-circle",
            order=10,
            allowed=lambda user: access.can(user, "ticket.mine"),
        )
    )
    register(
        NavItem(
            area="portal",
            label=_("My tickets"),
            url_name="tickets:my",
            icon="ticket",
            order=20,
            allowed=lambda user: access.can(user, "ticket.mine"),
            count=waiting_for_answer,
            keys="g m",
        )
    )
    register(
        NavItem(
            area="portal",
            label=_("System status"),
            url_name="tickets:status",
            icon="activity",
            order=30,
            allowed=lambda user: access.can(user, "notice.read"),
            keys="g s",
        )
    )


def register_desk() -> None:
    """The queue, and the way to post a notice for those who may."""
    register(
        NavItem(
            area="agent",
            label=_("Queue"),
            url_name="tickets:queue",
            icon="inbox",
            order=10,
            allowed=lambda user: access.can(user, "ticket.queue"),
            also=("/t/",),
            tab=True,
            keys="g q",
        )
    )
    register(
        NavItem(
            area="agent",
            label=_("Devices today"),
            url_name="tickets:devices_today",
            icon="calendar",
            order=15,
            allowed=lambda user: access.can(user, "ticket.queue"),
            keys="g t",
        )
    )
    register(
        NavItem(
            area="agent",
            label=_("Status and notices"),
            short=_("Status"),
            url_name="tickets:status",
            icon="activity",
            order=20,
            allowed=lambda user: access.can(user, "ticket.queue"),
            tab=True,
            keys="g s",
        )
    )
    register(
        NavItem(
            area="agent",
            label=_("Report a problem"),
            short=_("Report"),
            url_name="tickets:report",
            icon="alert-circle",
            order=30,
            allowed=lambda user: access.can(user, "ticket.queue") and access.can(user, "ticket.mine"),
            tab=True,
        )
    )


def waiting_for_answer(request: HttpRequest) -> int:
    """How many of the person's tickets wait for their answer."""
    return needs_answer_count(request.user)
