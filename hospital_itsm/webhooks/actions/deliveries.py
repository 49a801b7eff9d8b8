"""Making, claiming and settling deliveries. A claim is a lease: what a dead worker held is sent again by another."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from hospital_itsm.feed.queries.changes import Position
from hospital_itsm.outbox.tell import tell
from hospital_itsm.outbox.wake import wake
from hospital_itsm.webhooks.actions.subscriptions import stop_subscription
from hospital_itsm.webhooks.choices import DeliveryKind, State
from hospital_itsm.webhooks.message_kinds import GIVEN_UP, STOPPED
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.rules.backoff import is_hopeless, next_attempt

LEASE: Final = timedelta(seconds=60)
KEPT: Final = timedelta(days=30)
TASK: Final = "hospital_itsm.webhooks.tasks.deliver_webhooks"
QUEUE: Final = "reports"


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended: `code` is empty where the address took it."""

    code: str = ""
    status: int | None = None
    length: int | None = None
    milliseconds: int | None = None


@housekeeping("The deliveries are the record.")
def collect(
    subscription: Subscription, after: Position, changes: Sequence[int], *, actor: Any, now: datetime
) -> bool:
    """Put changes on their way and move on in the feed, both or none; False where a rival did it first."""
    place = {"after_transaction": subscription.after_transaction, "after_row": subscription.after_row}
    rows = Subscription.objects.filter(pk=subscription.pk, **place)
    if not rows.update(after_transaction=after.transaction, after_row=after.row):
        return False
    if changes:
        Delivery.objects.create(
            subscription=subscription, changes=list(changes), created_at=now, next_attempt_at=now
        )
    subscription.after_transaction, subscription.after_row = after.transaction, after.row
    return True


@housekeeping("A claim is progress of delivery.")
def claim(*, actor: Any, now: datetime, closed: Collection[int]) -> Delivery | None:
    """Take the delivery that is due first for one lease, of no `closed` subscription. Its attempt counts from now."""
    rows = Delivery.objects.due(now).exclude(subscription_id__in=closed)
    row = (
        rows.select_for_update(of=("self",), skip_locked=True)
        .select_related("subscription__account__owner")
        .first()
    )
    if row is not None:
        row.next_attempt_at, row.attempts_made = now + LEASE, row.attempts_made + 1
        row.save(update_fields=["next_attempt_at", "attempts_made"])
    return row


@housekeeping("The delivery is the record; a stop of its subscription has its own entry.")
def settle(delivery: Delivery, outcome: Outcome, *, actor: Any, now: datetime) -> None:
    """Note how an attempt ended; what failed is tried again, given up, or stops its subscription."""
    noted = {
        "tried_at": now,
        "code": outcome.code[:40],
        "status": outcome.status,
        "length": outcome.length,
        "milliseconds": outcome.milliseconds,
    }
    subscription = Subscription.objects.select_for_update().get(pk=delivery.subscription_id)
    rows = Delivery.objects.filter(pk=delivery.pk, done_at__isnull=True)
    if not outcome.code:
        rows.update(**noted, done_at=now, failed_at=None)
        if outcome.status is not None:
            _note_success(subscription)
    elif delivery.kind == DeliveryKind.PING:
        rows.update(**noted, failed_at=now)
    else:
        again_at = next_attempt(delivery.attempts_made, now, random.random())  # noqa: S311
        later = {"failed_at": now} if again_at is None else {"next_attempt_at": again_at}
        if rows.update(**noted, **later):
            _note_failure(subscription, actor, now, is_given_up=again_at is None)


@action("webhook.ping", gettext_lazy("sent a test to the webhook"))
def ping(pk: int, *, actor: Any) -> Delivery:
    """Put a test on its way, whatever the state of the subscription; it is tried once.

    Raises Subscription.DoesNotExist, Forbidden, Conflict while one waits.
    """
    require(actor, "webhook.manage")
    subscription = Subscription.objects.select_for_update().get(pk=pk)
    if subscription.deliveries.waiting().filter(kind=DeliveryKind.PING).exists():
        raise Conflict(_("A test is on its way already. Wait for its answer in the log."))
    now = timezone.now()
    made = Delivery.objects.create(
        subscription=subscription, kind=DeliveryKind.PING, created_at=now, next_attempt_at=now
    )
    record(actor, "webhook.ping", subscription)
    _wake()
    return made


@action("webhook.replay", gettext_lazy("sent deliveries of the webhook again"))
def replay(pk: int, *, actor: Any, delivery: int) -> int:
    """Send one again under the same id, be it taken or given up.

    Raises Subscription.DoesNotExist, Delivery.DoesNotExist, Forbidden, Conflict while it waits.
    """
    require(actor, "webhook.manage")
    subscription = Subscription.objects.select_for_update().get(pk=pk)
    found = subscription.deliveries.select_for_update().filter(kind=DeliveryKind.CHANGES).get(pk=delivery)
    if not (found.done_at or found.failed_at):
        raise Conflict(_("It is on its way already."))
    return _again(subscription, subscription.deliveries.filter(pk=found.pk), actor)


@action("webhook.replay", gettext_lazy("sent deliveries of the webhook again"))
def replay_failed(pk: int, *, actor: Any, since: datetime) -> int:
    """Send all again that were given up since then, under the same ids; how many. Raises as `replay`."""
    require(actor, "webhook.manage")
    subscription = Subscription.objects.select_for_update().get(pk=pk)
    failed = subscription.deliveries.filter(kind=DeliveryKind.CHANGES, failed_at__gte=since)
    return _again(subscription, failed, actor)


@housekeeping("Old deliveries are gone by a rule that the documentation promises.")
def forget_deliveries(*, actor: Any, now: datetime) -> int:
    """Delete deliveries that ended and are older than thirty days; how many."""
    ended = Delivery.objects.filter(created_at__lt=now - KEPT).exclude(done_at=None, failed_at=None)
    return ended.delete()[0]


@step
def _again(subscription: Subscription, rows: QuerySet[Delivery], actor: Any) -> int:
    count = rows.update(done_at=None, failed_at=None, attempts_made=0, next_attempt_at=timezone.now())
    if count:
        record(actor, "webhook.replay", subscription, {"deliveries": count})
        _wake()
    return count


@step
def _note_success(subscription: Subscription) -> None:
    if subscription.failing_since is not None:
        Subscription.objects.filter(pk=subscription.pk).update(failing_since=None)


@step
def _note_failure(subscription: Subscription, actor: Any, now: datetime, *, is_given_up: bool) -> None:
    """Remember since when it fails; tell of what was given up once a day, and stop what fails for days."""
    since = subscription.failing_since
    if since is None:
        Subscription.objects.filter(pk=subscription.pk).update(failing_since=now)
    elif subscription.state == State.ACTIVE and is_hopeless(since, now):
        stop_subscription(subscription, actor=actor)
        _tell(STOPPED.code, subscription, actor, f"{subscription.version}")
        return
    if is_given_up:
        _tell(GIVEN_UP.code, subscription, actor, f"{timezone.localdate(now)}")


@step
def _tell(kind: str, subscription: Subscription, actor: Any, dedupe: str) -> None:
    tell(
        actor=actor,
        kind=kind,
        recipients=[subscription.owner],
        payload={"webhook": subscription.pk},
        dedupe=f"{subscription.pk}:{dedupe}",
    )


def _wake() -> None:
    transaction.on_commit(partial(wake, TASK, queue=QUEUE), robust=True)
