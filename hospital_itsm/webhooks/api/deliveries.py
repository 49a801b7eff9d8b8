"""The log of a webhook over REST, and sending again."""

from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.webhooks.actions import deliveries
from hospital_itsm.webhooks.api.shapes import (
    DELIVERY,
    ID,
    STANDING,
    DeliveryShape,
    SentAgainShape,
    SinceValues,
    delivery_data,
)
from hospital_itsm.webhooks.api.subscriptions import READ, TAGS, WRITE, row_of
from hospital_itsm.webhooks.choices import DeliveryKind, Standing

NEWEST: Final = ("-id",)


class Deliveries(Endpoint):
    """What was delivered to one address, and what was not."""

    needs: ClassVar = {"list": READ, "replay": WRITE, "replay_failed": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES | {"standing"} if self.action == "list" else ())

    @extend_schema(
        operation_id="webhook_deliveries_list",
        parameters=[ID, STANDING, *PAGING],
        responses=page_shape("WebhookDeliveriesPage", DeliveryShape),
        tags=TAGS,
    )
    def list(self, request: Request, pk: int) -> Response:
        """The newest first; the log goes back thirty days."""
        rows, standing = row_of(pk).deliveries.all(), request.query_params.get("standing", "")
        if "standing" in request.query_params:
            if standing not in Standing.values:
                known = ", ".join(Standing.values)
                raise UnknownInput({"standing": _("Send one of %(known)s.") % {"known": known}})
            rows = rows.standing(standing)
        return Response(page_data(page_of(request, rows, NEWEST), delivery_data))

    @extend_schema(
        operation_id="webhook_deliveries_replay",
        parameters=[ID, DELIVERY],
        request=Nothing,
        responses=SentAgainShape,
        tags=TAGS,
    )
    def replay(self, request: Request, pk: int, delivery: int) -> Response:
        """Send one again under the same key, be it taken or given up."""
        row = row_of(pk)
        found = get_object_or_404(row.deliveries.filter(kind=DeliveryKind.CHANGES), pk=delivery)
        values_of(request, Nothing)
        return Response({"deliveries": deliveries.replay(row.pk, actor=request.user, delivery=found.pk)})

    @extend_schema(
        operation_id="webhooks_replay",
        parameters=[ID],
        request=SinceValues,
        responses=SentAgainShape,
        tags=TAGS,
    )
    def replay_failed(self, request: Request, pk: int) -> Response:
        """Send all again that were given up since then, under the same keys."""
        row, given = row_of(pk), values_of(request, SinceValues)
        return Response({"deliveries": deliveries.replay_failed(row.pk, actor=request.user, **given)})
