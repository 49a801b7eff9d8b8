"""Tickets over REST: list, report, read, correct."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core import access
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from tickets.actions.fields import set_fields
from tickets.actions.intake import LONGEST_KEY, Place
from tickets.actions.report import report_problem
from tickets.api.base import KEY, READ, WRITE, TicketEndpoint, caller, written
from tickets.api.inputs import TicketChange, TicketReport
from tickets.api.shapes import TicketRow, TicketShape
from tickets.api.ticket_data import HEAVY, row_data, shown_ticket, ticket_data, with_relations
from tickets.choices import Source
from tickets.filters import FILTERS, TicketFilters
from tickets.models import Ticket
from tickets.orders import PATTERN, SORTS, parts
from tickets.rules.facts import FiveAnswers

DESK_FILTERS = frozenset({"team", "priority", "assignee", "care", "late", "category", "requester"})
DESK_SORTS = frozenset({"time_left", "priority", "reports"})
"""These look at what only the desk sees, so they narrow the desk's tickets and nobody else's."""

FOR_OTHERS = frozenset({"requester", "team"})
"""Asked for before a name is looked up, so that nobody learns who exists."""

NEWEST = "newest"
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": r"^[!-~]{1,80}$"},
    OpenApiParameter.HEADER,
    description="For seven days the same key with the same body answers with the ticket the first one made.",
)
ORDERING = OpenApiParameter(
    "ordering",
    {"type": "string", "pattern": PATTERN, "default": NEWEST},
    description="One order, or two of different columns with a comma between: `priority,oldest`.",
)


def _filter_parameter(name: str) -> OpenApiParameter:
    chosen = FILTERS[name]
    item: dict[str, Any] = (
        {"type": "string", "enum": list(chosen.codes)} if chosen.codes else {"type": "string"}
    )
    label = str(chosen.label) + ("." if name not in DESK_FILTERS else ". For accounts that work tickets.")
    schema = {"type": "array", "items": item} if chosen.many else item
    return OpenApiParameter(name, schema, description=label, explode=True)


class Tickets(TicketEndpoint):
    """List, report, read and correct tickets."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": ("ticket.report", "tickets:write"),
        "partial_update": WRITE,
    }

    def parameters(self) -> frozenset[str]:
        """Filters, order and paging for the list."""
        return PAGING_NAMES | {"ordering"} | set(FILTERS) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_list",
        parameters=[*(_filter_parameter(name) for name in FILTERS), ORDERING, *PAGING],
        responses=page_shape("TicketPage", TicketRow),
    )
    def list(self, request: Request) -> Response:
        """Tickets the caller sees, newest first; several values of one filter mean any of them."""
        user, now = caller(request), timezone.now()
        ordering = request.query_params.get("ordering", NEWEST)
        if ordering not in SORTS:
            raise UnknownInput({"ordering": _("Choose one of: %(names)s.") % {"names": ", ".join(SORTS)}})
        rows = _narrowed(request, ordering)
        page = page_of(request, with_relations(rows, user).defer(*HEAVY), SORTS[ordering])
        return Response(page_data(page, lambda ticket: row_data(ticket, user, now)))

    @extend_schema(
        operation_id="tickets_create",
        parameters=[IDEMPOTENCY_KEY, ETAG],
        request=TicketReport,
        responses={201: TicketShape},
    )
    def create(self, request: Request) -> Response:
        """Report a problem. Without `answers` send `care_answer`."""
        if isinstance(request.data, dict) and FOR_OTHERS & set(request.data):
            access.require(request.user, "ticket.report_for")
        given = report_values(values_of(request, TicketReport))
        key = request.headers.get("Idempotency-Key", "")
        if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
            words = _("Send at most %(most)d printable characters.") % {"most": LONGEST_KEY}
            raise UnknownInput({"Idempotency-Key": words})
        return written(
            request, lambda: report_problem(actor=request.user, idempotency_key=key, **given), status=201
        )

    @extend_schema(operation_id="tickets_read", parameters=[KEY, ETAG], responses=TicketShape)
    def retrieve(self, request: Request, key: str) -> Response:
        """One ticket with what the caller may do next, and the version in `ETag`."""
        user = caller(request)
        ticket = shown_ticket(user, self.ticket.pk)
        if ticket is None:
            raise Http404
        return tagged(Response(ticket_data(ticket, user, timezone.now())), ticket.version)

    @extend_schema(
        operation_id="tickets_update",
        parameters=[KEY, IF_MATCH, ETAG],
        request=TicketChange,
        responses={200: OpenApiResponse(TicketShape)},
    )
    def partial_update(self, request: Request, key: str) -> Response:
        """Correct details; state, owner, team and priority change through their actions."""
        version = matched_version(request)
        fields = values_of(request, TicketChange)
        decision = fields.pop("phi_decision", "")
        return written(
            request,
            lambda: set_fields(
                key, actor=request.user, fields=fields, version=version, phi_decision=decision
            ),
        )


def report_values(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `report_problem` from a checked body."""
    answers = given.pop("answers", None)
    number = given.pop("external_ref", None)
    area = given.pop("care_area", None)
    place = Place(care_area=area, room=given.pop("room", ""), is_chosen=area is not None)
    return {
        **given,
        "care_answer": given.get("care_answer", ""),
        "answers": FiveAnswers(**answers) if answers else None,
        "external_ref": (number["system"], number["id"]) if number else None,
        "place": place,
        "source": Source.API,
    }


def _narrowed(request: Request, ordering: str) -> QuerySet[Any]:
    """The tickets the filters leave, of those the caller may ask this about."""
    user = caller(request)
    names = set(request.query_params) & set(FILTERS)
    filters = TicketFilters(
        {name: request.query_params.getlist(name) for name in names}, actor=user, now=timezone.now()
    )
    if filters.errors:
        raise UnknownInput(filters.errors)
    if not names & DESK_FILTERS and not DESK_SORTS & set(parts(ordering)):
        return filters.apply(Ticket.objects.visible_to(user))
    if not access.can(user, "ticket.read_internal"):
        raise Forbidden(_("This filter or order is for those who work tickets."), "ticket.read_internal")
    return filters.apply(Ticket.objects.on_desk(user))
