"""The whole history of a ticket over REST."""

from dataclasses import replace
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING_NAMES, page_data, page_shape
from hospital_itsm.following.filters import HISTORY_SORTS, HistoryFilters
from hospital_itsm.following.queries.history import HistoryLine, history_lines, history_rows
from tickets.api.base import KEY, TicketEndpoint


class HistoryChangeShape(serializers.Serializer[Any]):
    """A field that changed, its values in words; both are empty where only that it changed is kept."""

    field = serializers.CharField()
    words = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class HistoryEntryShape(serializers.Serializer[Any]):
    """What was done: by whom, for whom, what changed, by which rule, why and by way of what."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    on_behalf_of = serializers.CharField(allow_blank=True)
    verb = serializers.CharField()
    words = serializers.CharField()
    changes = HistoryChangeShape(many=True)
    rule = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    channel = serializers.CharField()


class History(TicketEndpoint, ListedEndpoint):
    """Everything that was recorded of a ticket."""

    needs: ClassVar = {"list": ("ticket.read_internal", "tickets:read")}
    filters = HistoryFilters
    orders = HISTORY_SORTS

    def parameters(self) -> frozenset[str]:
        """Those of the page, and the paging."""
        return frozenset({*self.filters.known, "sort", *PAGING_NAMES})

    @extend_schema(
        operation_id="tickets_history",
        parameters=[KEY, *parameters_of(HistoryFilters, HISTORY_SORTS)],
        responses=page_shape("TicketHistoryPage", HistoryEntryShape),
        tags=["tickets"],
    )
    def list(self, request: Request, key: str) -> Response:
        """The newest first; who read and opened it is said to those who read the trail."""
        self.require_desk(request)
        page = self.page_of(request, history_rows(self.ticket, request.user))
        lines = history_lines(page.rows, self.ticket, request.user)
        return Response(page_data(replace(page, rows=lines), line_data))


def line_data(line: HistoryLine) -> dict[str, Any]:
    """An entry for REST."""
    return {
        "id": line.pk,
        "at": in_utc(line.at),
        "who": line.who,
        "on_behalf_of": line.for_whom,
        "verb": line.verb,
        "words": line.words,
        "changes": [
            {"field": one.field, "words": str(one.label), "before": one.before, "after": one.after}
            for one in line.changes
        ],
        "rule": line.rule,
        "reason": line.reason,
        "channel": line.channel,
    }
