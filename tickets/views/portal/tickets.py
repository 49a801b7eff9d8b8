"""Finding the ticket of a portal page: the person's own or their unit's, else it is not there."""

from django.http import Http404

from hospital_itsm.people.models import User
from tickets.models import Ticket

RELATED = (
    "team",
    "care_area",
    "requester",
    "assignee",
    "merged_into",
    "notice",
    "asset__model",
    "asset__location",
)


def ticket_or_404(user: User, key: str) -> Ticket:
    """The ticket with this number as the portal shows it. Raises Http404 for any other."""
    seen = Ticket.objects.in_portal(user)
    ticket = (
        seen.filter(key=key)
        .knowing_survivor(seen)
        .select_related(*RELATED)
        .prefetch_related("reporters")
        .first()
    )
    if ticket is None:
        raise Http404
    return ticket
