"""Tickets by the number another system knows them by."""

from typing import ClassVar

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core import access
from hospital_itsm.core.rest.addresses import NUMBER, SYSTEM
from hospital_itsm.core.rest.etags import ETAG
from hospital_itsm.core.rest.serializers import values_of
from tickets.actions.external_numbers import upsert_external
from tickets.actions.fields import SETTABLE
from tickets.api.base import TicketEndpoint, written
from tickets.api.inputs import NewTicket
from tickets.api.shapes import TicketShape
from tickets.api.tickets import FOR_OTHERS, report_values

PLACE = [
    OpenApiParameter("system", {"type": "string", "pattern": SYSTEM}, OpenApiParameter.PATH),
    OpenApiParameter("number", {"type": "string", "pattern": NUMBER}, OpenApiParameter.PATH),
]


class ExternalTickets(TicketEndpoint):
    """One ticket for each number of another system."""

    needs: ClassVar = {"update": ("ticket.report", "tickets:write")}

    @extend_schema(
        operation_id="tickets_upsert",
        parameters=[*PLACE, ETAG],
        request=NewTicket,
        responses={200: TicketShape, 201: TicketShape},
    )
    def update(self, request: Request, system: str, number: str) -> Response:
        """Open the ticket of this number, or correct its title, place, device, callback, category and service.

        Sending the same again changes nothing. What was reported stays as it was said: news go into messages.
        """
        if isinstance(request.data, dict) and FOR_OTHERS & set(request.data):
            access.require(request.user, "ticket.report_for")
        given = values_of(request, NewTicket)
        fields = {name: given[name] for name in SETTABLE if name in given}
        report = report_values(given)
        report.pop("external_ref")
        with transaction.atomic():
            ticket, is_new = upsert_external(system, number, actor=request.user, report=report, fields=fields)
            return written(request, lambda: ticket, status=201 if is_new else 200)
