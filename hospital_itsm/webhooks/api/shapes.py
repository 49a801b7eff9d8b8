"""What REST takes and answers about webhooks."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import User
from hospital_itsm.webhooks.actions.subscriptions import LONGEST_REASON
from hospital_itsm.webhooks.choices import DeliveryKind, Standing, State
from hospital_itsm.webhooks.models import Delivery, Subscription

ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")
DELIVERY: Final = OpenApiParameter("delivery", OpenApiTypes.INT, OpenApiParameter.PATH)
STANDING: Final = OpenApiParameter(
    "standing",
    {"type": "string", "enum": [str(one) for one in Standing.values]},
    description="Where it stands.",
)
MOST_KINDS: Final = 100


class ReasonValues(StrictSerializer):
    """Why something is done; it stays in the audit trail."""

    reason = Text(max_length=LONGEST_REASON)


class WebhookValues(ReasonValues):
    """What may be changed: the address, the kinds of the feed, and the account as which it is told."""

    name = Text(max_length=60)
    address = Text(max_length=300)
    kinds = serializers.ListField(child=Text(max_length=20), max_length=MOST_KINDS)
    account = Code("username", queryset=User.objects.filter(is_active=True), required=False)


class ChangedWebhook(WebhookValues):
    """What is changed; what is left out stays, the reason is always asked."""

    name = Text(max_length=60, required=False)
    address = Text(max_length=300, required=False)
    kinds = serializers.ListField(child=Text(max_length=20), max_length=MOST_KINDS, required=False)


class SinceValues(StrictSerializer):
    """Since when deliveries were given up that are sent again."""

    since = Instant()


class WebhookShape(serializers.Serializer[Any]):
    """A subscription; its secret is told once, when it is made."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    address = serializers.CharField()
    kinds = serializers.ListField(child=serializers.CharField())
    account = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    failing_since = Instant(allow_null=True)
    former_secret_until = Instant(allow_null=True)
    created_at = Instant()
    version = serializers.IntegerField()


class WebhookWithSecret(WebhookShape):
    """A subscription with the secret that was just made: it is told this once."""

    secret = serializers.CharField()


class DeliveryShape(serializers.Serializer[Any]):
    """One delivery of the log; `key` is the same at every attempt."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    kind = serializers.ChoiceField(DeliveryKind.choices)
    standing = serializers.ChoiceField(Standing.choices)
    changes = serializers.IntegerField()
    attempts_made = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    milliseconds = serializers.IntegerField(allow_null=True)
    created_at = Instant()
    tried_at = Instant(allow_null=True)
    next_attempt_at = Instant(allow_null=True)


class SentAgainShape(serializers.Serializer[Any]):
    """How many deliveries are on their way again."""

    deliveries = serializers.IntegerField()


def webhook_data(row: Subscription) -> dict[str, Any]:
    """A subscription, never a secret. Reads `account`."""
    return {
        "id": row.pk,
        "name": row.name,
        "address": row.address,
        "kinds": row.kinds,
        "account": row.account.username,
        "state": row.state,
        "failing_since": in_utc_or_none(row.failing_since),
        "former_secret_until": in_utc_or_none(row.former_until),
        "created_at": in_utc(row.created_at),
        "version": row.version,
    }


def delivery_data(row: Delivery) -> dict[str, Any]:
    """A delivery of the log: codes and figures, nothing of what was sent."""
    waits = row.standing == Standing.WAITING
    return {
        "id": row.pk,
        "key": str(row.key),
        "kind": row.kind,
        "standing": str(row.standing),
        "changes": len(row.changes),
        "attempts_made": row.attempts_made,
        "status": row.status,
        "code": row.code,
        "milliseconds": row.milliseconds,
        "created_at": in_utc(row.created_at),
        "tried_at": in_utc_or_none(row.tried_at),
        "next_attempt_at": in_utc(row.next_attempt_at) if waits else None,
    }
