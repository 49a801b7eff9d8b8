"""What every endpoint under a ticket shares: finding it, and answering with it as it stands after a write."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.audit.actions import one_action
from hospital_itsm.core import access
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.core.rest.etags import tagged
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.models import User
from tickets.actions.reading import record_reading
from tickets.api.ticket_data import shown_ticket, ticket_data
from tickets.models import Ticket

KEY_PATTERN = r"^[A-Z]{3}-[0-9]{1,12}$"
KEY = OpenApiParameter(
    "key", {"type": "string", "pattern": KEY_PATTERN}, OpenApiParameter.PATH, description="Such as INC-20418."
)
READ = ("ticket.read", "tickets:read")
WRITE = ("ticket.read", "tickets:write")


class TicketEndpoint(Endpoint):
    """Endpoints whose address names a ticket; one the caller does not see answers 404 before anything else."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the ticket."""
        super().initial(request, *args, **kwargs)
        strict_query(request, self.parameters())
        if "key" in kwargs:
            self.ticket = get_object_or_404(Ticket.objects.visible_to(request.user), key=kwargs["key"])
            if self.ticket.is_restricted and access.can(request.user, "ticket.read_internal", self.ticket):
                record_reading(self.ticket, actor=request.user)

    def require_desk(self, request: Request) -> None:
        """Raise Forbidden where the caller sees the ticket but does not read it as the desk."""
        access.require(request.user, "ticket.read_internal", self.ticket)

    def parameters(self) -> frozenset[str]:
        """The query parameters of the present action."""
        return frozenset()


def caller(request: Request) -> User:
    """The account behind the token; `Endpoint` refused strangers."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def written(request: Request, write: Callable[[], Ticket], status: int = 200) -> Response:
    """Do a write and answer with the ticket as it stands then.

    A write that would hide the ticket from its writer is undone and refused.
    """
    user = caller(request)
    with one_action():
        shown = shown_ticket(user, write().pk)
        if shown is None:
            raise Forbidden(_("You would no longer see this ticket. Ask its readers to do it."))
    return tagged(Response(ticket_data(shown, user, timezone.now()), status=status), shown.version)
