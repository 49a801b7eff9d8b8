"""Webhooks over REST: kept as on their pages, the secret told once."""

from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.webhooks.actions import deliveries, subscriptions
from hospital_itsm.webhooks.api.shapes import (
    ID,
    ChangedWebhook,
    DeliveryShape,
    ReasonValues,
    WebhookShape,
    WebhookValues,
    WebhookWithSecret,
    delivery_data,
    webhook_data,
)
from hospital_itsm.webhooks.models import Subscription

READ: Final = ("webhook.manage", "webhooks:read")
WRITE: Final = ("webhook.manage", "webhooks:write")
TAGS: Final = ["webhooks"]
BY_NAME: Final = ("name", "id")


class Subscriptions(Endpoint):
    """Addresses that are told what changed."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="webhooks_list",
        parameters=PAGING,
        responses=page_shape("WebhooksPage", WebhookShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """By name."""
        page = page_of(request, Subscription.objects.select_related("account"), BY_NAME)
        return Response(page_data(page, webhook_data))

    @extend_schema(operation_id="webhooks_read", parameters=[ID, ETAG], responses=WebhookShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return answer(pk)

    @extend_schema(
        operation_id="webhooks_add",
        parameters=[ETAG],
        request=WebhookValues,
        responses={201: WebhookWithSecret},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Subscribe from now on, as the caller unless `account` says otherwise; the secret is told this once."""
        given = values_of(request, WebhookValues)
        reason, fields = given.pop("reason"), {"account": request.user, **given}
        row, secret = subscriptions.add_subscription(actor=request.user, fields=fields, reason=reason)
        return answer(row.pk, status=201, secret=secret)

    @extend_schema(
        operation_id="webhooks_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=ChangedWebhook,
        responses=WebhookShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change it; what is left out stays."""
        row = row_of(pk)
        version, given = matched_version(request), values_of(request, ChangedWebhook)
        reason = given.pop("reason")
        fields = {**{name: getattr(row, name) for name in subscriptions.FIELDS}, **given}
        subscriptions.change_subscription(
            pk,
            actor=request.user,
            fields=fields,
            reason=reason,
            version=row.version if version is None else version,
        )
        return answer(pk)


class SubscriptionSteps(Endpoint):
    """A new secret, a pause and its end, a test."""

    needs: ClassVar = dict.fromkeys(("secret", "pause", "resume", "ping"), WRITE)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())

    @extend_schema(
        operation_id="webhooks_new_secret",
        parameters=[ID, ETAG],
        request=ReasonValues,
        responses=WebhookWithSecret,
        tags=TAGS,
    )
    def secret(self, request: Request, pk: int) -> Response:
        """Make a new secret, told this once; the present one signs beside it for two days."""
        row, given = row_of(pk), values_of(request, ReasonValues)
        _row, secret = subscriptions.rotate_secret(row.pk, actor=request.user, **given)
        return answer(pk, secret=secret)

    @extend_schema(
        operation_id="webhooks_pause",
        parameters=[ID, ETAG],
        request=ReasonValues,
        responses=WebhookShape,
        tags=TAGS,
    )
    def pause(self, request: Request, pk: int) -> Response:
        """Tell it nothing; its place in the feed is kept."""
        row, given = row_of(pk), values_of(request, ReasonValues)
        subscriptions.pause_subscription(row.pk, actor=request.user, **given)
        return answer(pk)

    @extend_schema(
        operation_id="webhooks_resume",
        parameters=[ID, ETAG],
        request=ReasonValues,
        responses=WebhookShape,
        tags=TAGS,
    )
    def resume(self, request: Request, pk: int) -> Response:
        """Go on where it was left."""
        row, given = row_of(pk), values_of(request, ReasonValues)
        subscriptions.resume_subscription(row.pk, actor=request.user, **given)
        return answer(pk)

    @extend_schema(
        operation_id="webhooks_ping",
        parameters=[ID],
        request=Nothing,
        responses={202: DeliveryShape},
        tags=TAGS,
    )
    def ping(self, request: Request, pk: int) -> Response:
        """Put a test on its way; the log shows the answer."""
        row = row_of(pk)
        values_of(request, Nothing)
        made = deliveries.ping(row.pk, actor=request.user)
        return Response(delivery_data(made), status=202)


def row_of(pk: int) -> Subscription:
    """A subscription with its account. Raises Http404."""
    return get_object_or_404(Subscription.objects.select_related("account"), pk=pk)


def answer(pk: int, *, status: int = 200, secret: str = "") -> Response:
    """A subscription as it stands, with the secret that was just made."""
    row = row_of(pk)
    told = {"secret": secret} if secret else {}
    return tagged(Response({**webhook_data(row), **told}, status=status), row.version)
