"""Finding the ticket of an agent's page: what the person sees at the desk, else it is not there."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest

from hospital_itsm.people.models import User
from tickets.models import Ticket
from tickets.queries.ticket_page import desk_ticket


def signed_in(request: HttpRequest) -> User:
    """The person who asks; pages behind an access rule never see strangers."""
    if not isinstance(request.user, User):
        raise TypeError("A stranger reached a page behind an access rule.")
    return request.user


def ticket_or_404(request: HttpRequest, key: str) -> Ticket:
    """The ticket with this number as the agent area shows it. Raises Http404 for any other."""
    ticket: Ticket | None = desk_ticket(signed_in(request), key)
    if ticket is None:
        raise Http404
    return ticket


def version_of(data: Mapping[str, object]) -> int | None:
    """The version of the ticket that a form was drawn from; None where the form carries none."""
    given = str(data.get("version", ""))
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 10 else None
