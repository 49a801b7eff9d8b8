"""Subscriptions to the feed of changes, and what was delivered of it."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.webhooks.choices import DeliveryKind, Standing, State


class Subscription(models.Model):
    """An address that is told changes of some kinds, as `account` may read them at that moment.

    `after_transaction` and `after_row` are its place in the feed. `secret` and `former_secret` are sealed; both sign
    until `former_until`. `failing_since` is the first failure since the address took something, empty while it does.
    """

    name = models.CharField(max_length=60, unique=True)
    address = models.CharField(max_length=300)
    kinds = ArrayField(models.CharField(max_length=20))
    account = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="webhooks")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    secret = models.BinaryField()
    former_secret = models.BinaryField(null=True)
    former_until = models.DateTimeField(null=True)
    after_transaction = models.BigIntegerField()
    after_row = models.BigIntegerField()
    failing_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="webhook_state_is_known"),
            models.CheckConstraint(
                condition=Q(former_secret__isnull=True, former_until__isnull=True)
                | Q(former_secret__isnull=False, former_until__isnull=False),
                name="a_former_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its name."""
        return self.name

    @property
    def owner(self) -> Any:
        """Who answers for it: the account, or the person behind a service account."""
        return self.account.owner or self.account

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("webhooks:subscription", args=[self.pk])


class WebhookDeliveryQuerySet(models.QuerySet["Delivery"]):
    """Vocabulary of deliveries."""

    def waiting(self) -> "WebhookDeliveryQuerySet":
        """Neither taken nor given up."""
        return self.filter(done_at__isnull=True, failed_at__isnull=True)

    def due(self, now: datetime) -> "WebhookDeliveryQuerySet":
        """Those to send now: of subscriptions in use whose account is still answered for; tests of any."""
        answered = Q(subscription__account__owner__isnull=True) | Q(
            subscription__account__owner__is_active=True
        )
        in_use = Q(subscription__state=State.ACTIVE) | Q(kind=DeliveryKind.PING)
        rows = self.waiting().filter(answered, in_use, subscription__account__is_active=True)
        return rows.filter(next_attempt_at__lte=now).order_by("next_attempt_at", "pk")

    def standing(self, code: str) -> "WebhookDeliveryQuerySet":
        """Those that stand there."""
        if code == Standing.WAITING:
            return self.waiting()
        return self.exclude(**{f"{code}_at": None})


class Delivery(models.Model):
    """Some changes on their way to one address, in the order of the feed.

    `changes` are rows of the feed; what is said of them is made anew at each attempt, so that nothing leaves that the
    account may no longer read. `key` is the same at every attempt. Of an answer `status` and `length` are kept.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=DeliveryKind.choices, default=DeliveryKind.CHANGES)
    changes = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts_made = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    length = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DeliveryKind.values), name="delivery_kind_is_known"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(failed_at__isnull=True), name="a_delivery_ends_once"
            ),
        ]
        indexes = [
            # serves: the worker's claim of what is due
            models.Index(
                fields=["next_attempt_at", "id"],
                name="webhook_due",
                condition=Q(done_at__isnull=True, failed_at__isnull=True),
            ),
            # serves: the log of a subscription, newest first
            models.Index(fields=["subscription", "-id"], name="delivery_of_webhook"),
            # serves: those given up, for the log and for sending them again
            models.Index(
                fields=["subscription", "failed_at"],
                name="delivery_given_up",
                condition=Q(failed_at__isnull=False),
            ),
            # serves: forgetting old ones
            models.Index(fields=["created_at"], name="delivery_by_age"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        if self.done_at:
            return Standing.DONE
        return Standing.FAILED if self.failed_at else Standing.WAITING
