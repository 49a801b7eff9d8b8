"""Bulk changes over REST."""

from typing import Any, ClassVar, Final

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.actions.choosing import choose
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.api.shapes import (
    ID,
    BulkChangeShape,
    BulkGiven,
    BulkRowShape,
    change_data,
    row_data,
)
from hospital_itsm.bulk.choices import CHANGES, Stage
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.queries.choosing import Chosen, in_view, matching, ticked
from hospital_itsm.bulk.rules.size import is_big
from hospital_itsm.bulk.work import work_now
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from tickets.filters import TicketFilters
from tickets.orders import SORTS
from tickets.queries.queue import TIME_LEFT
from tickets.queries.queue_views import view_called

READ = ("bulk.change", "tickets:read")
WRITE = ("bulk.change", "tickets:write")
TAGS: Final = ["bulk"]


class BulkChanges(Endpoint):
    """Changes of many tickets that this account asked for."""

    needs: ClassVar = {"create": WRITE, "undo": WRITE, "retrieve": READ, "rows": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "rows" else ())

    @extend_schema(
        operation_id="tickets_bulk_change",
        request=BulkGiven,
        responses={201: BulkChangeShape, 202: BulkChangeShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Change them, each as its own action does. Up to 50 are answered with what became of them (201); more are
        worked by a job (202): read the change again for how far it is."""
        given = values_of(request, BulkGiven)
        kind, chosen = given.pop("change"), _chosen(request, given)
        with transaction.atomic():
            change = ask(choose(kind, chosen, actor=request.user), actor=request.user, given=given)
        return _worked(request, change, change.job, status=201)

    @extend_schema(operation_id="tickets_bulk_read", parameters=[ID], responses=BulkChangeShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """How far it is, and how many tickets are where."""
        return Response(change_data(_own(request, pk)))

    @extend_schema(
        operation_id="tickets_bulk_rows",
        parameters=[ID, *PAGING],
        responses=page_shape("BulkRowsPage", BulkRowShape),
        tags=TAGS,
    )
    def rows(self, request: Request, pk: int) -> Response:
        """What became of each ticket, in the order they were chosen in."""
        rows = _own(request, pk).rows.select_related("ticket")
        return Response(page_data(page_of(request, rows, ("position", "id")), row_data))

    @extend_schema(
        operation_id="tickets_bulk_undo",
        parameters=[ID],
        request=Nothing,
        responses={200: BulkChangeShape, 202: BulkChangeShape},
        tags=TAGS,
    )
    def undo(self, request: Request, pk: int) -> Response:
        """Within ten minutes of its end: put back every ticket that nobody changed since."""
        values_of(request, Nothing)
        change = ask_undo(_own(request, pk), actor=request.user)
        return _worked(request, change, change.undo_job, status=200)


def _chosen(request: Request, given: dict[str, Any]) -> Chosen:
    """The tickets of a body. Raises ValueRefused where it names both or neither, or what the caller does not see."""
    named, wanted = given.pop("tickets", None), given.pop("matching", None)
    if (named is None) == (wanted is None):
        raise ValueRefused({"tickets": _("Name tickets, or say which match: one of both.")})
    if named is not None:
        versions = {one["key"]: one.get("version") for one in named}
        chosen = ticked(versions, request.user)
        if len(chosen) < len(versions):
            raise ValueRefused({"tickets": _("One of them is not there. Check the numbers.")})
        return chosen
    now = timezone.now()
    try:
        view = view_called(wanted["view"], request.user)
    except KeyError:
        raise ValueRefused({"matching": _("There is no such view of the queue.")}) from None
    filters = TicketFilters(wanted.get("filters", {}), actor=request.user, now=now)
    if filters.errors:
        raise ValueRefused({"matching": " ".join(filters.errors.values())})
    return matching(in_view(view, filters, request.user, now), SORTS.get(wanted.get("sort", ""), TIME_LEFT))


def _worked(request: Request, change: BulkChange, job: Any, status: int) -> Response:
    """Work a small change at once; a big one goes on without the caller."""
    big = is_big(change.count)
    if not big:
        work_now(job)
    return Response(change_data(_own(request, change.pk)), status=202 if big else status)


def _own(request: Request, pk: int) -> Any:
    """One's own change that was asked for. Raises Http404."""
    seen = BulkChange.objects.visible_to(request.user).exclude(stage=Stage.CHOSEN).select_related("job")
    change = get_object_or_404(seen, pk=pk)
    if change.kind not in CHANGES:
        raise Http404
    return change
