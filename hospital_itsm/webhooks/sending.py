"""One round: what the feed tells becomes deliveries, then what is due is sent, until nothing is or the time is up.

A delivery is a POST of `{"id", "kind", "changes": [{"kind", "id", "version", "at", "url", "verb", "gone"}]}`: names of
objects as REST calls them, and nothing anybody wrote. Headers: `X-Desk-Delivery` (the id, the same at every attempt),
`X-Desk-Timestamp` (Unix seconds) and `X-Desk-Signature` (`rules/signing.py`).
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import structlog
from django.utils import timezone

from hospital_itsm.core import outbound
from hospital_itsm.core.actors import System
from hospital_itsm.core.crypto import unseal
from hospital_itsm.feed.queries.changes import ForeignPosition, Position, changes_after, end_of_feed
from hospital_itsm.feed.shown import change_of
from hospital_itsm.webhooks.actions import deliveries
from hospital_itsm.webhooks.actions.deliveries import Outcome
from hospital_itsm.webhooks.choices import DeliveryKind
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.queries.due import listening, readable, sayable
from hospital_itsm.webhooks.rules.signing import signatures

SENDER: Final = System("webhooks")
ROUND_SECONDS: Final = 45
MOST_CHANGES: Final = 50
"""How many changes one delivery carries."""
MOST_WAITING: Final = 100
"""So many deliveries of one subscription may wait; what comes after stays in the feed until they are through."""
FAR_BEHIND: Final = 1000
"""By so many transactions its place may lag where there was nothing for it: no write every ten seconds for nothing."""
REFUSED: Final = "address-refused"

log = structlog.get_logger(__name__)


def deliver_due(now: Callable[[], datetime] = timezone.now, seconds: float = ROUND_SECONDS) -> dict[str, int]:
    """Collect and send; counts by how attempts ended. Any number of rounds may run at once."""
    until, closed, counts = time.monotonic() + seconds, set[int](), Counter[str]()
    for subscription in listening():
        collect_of(subscription, now())
    while time.monotonic() < until:
        delivery = deliveries.claim(actor=SENDER, now=now(), closed=closed)
        if delivery is None:
            break
        outcome = attempt(delivery, now())
        deliveries.settle(delivery, outcome, actor=SENDER, now=now())
        counts["failed" if outcome.code else "delivered"] += 1
        if outcome.code:
            closed.add(delivery.subscription_id)
    return dict(counts)


def collect_of(subscription: Subscription, now: datetime) -> None:
    """Make deliveries of what the feed has for a subscription."""
    codes = readable(subscription)
    room = MOST_WAITING - subscription.deliveries.waiting().count()
    while codes and room > 0:
        place = Position(subscription.after_transaction, subscription.after_row)
        try:
            feed = changes_after(subscription.account, place, MOST_CHANGES, codes, skips=True)
        except ForeignPosition:
            log.warning("webhooks.place_lost", webhook=subscription.pk)
            deliveries.collect(subscription, end_of_feed(), [], actor=SENDER, now=now)
            return
        found = [told.change.pk for told in feed.changes if told.kind.leaves(told.row)]
        is_far = feed.after.transaction - place.transaction > FAR_BEHIND
        if (found or feed.more or is_far) and not deliveries.collect(
            subscription, feed.after, found, actor=SENDER, now=now
        ):
            return
        if not feed.more:
            return
        room -= bool(found)


def attempt(delivery: Delivery, now: datetime) -> Outcome:
    """Send one delivery; what is said is made now. Never raises for what the other side does."""
    content = _content(delivery)
    if content is None:
        return Outcome()
    body, began = json.dumps(content, sort_keys=True).encode(), time.monotonic()
    try:
        answer = outbound.post(delivery.subscription.address, body, _headers(delivery, body, now))
    except outbound.OutboundRefused:
        return Outcome(REFUSED, milliseconds=_since(began))
    except outbound.OutboundFailed as error:
        return Outcome(str(error), milliseconds=_since(began))
    code = "" if answer.accepted else f"http-{answer.status}"
    return Outcome(code, answer.status, len(answer.body), _since(began))


def secrets_of(subscription: Subscription, now: datetime) -> list[str]:
    """The secrets that sign now, the newest first."""
    sealed = [subscription.secret]
    if subscription.former_secret and subscription.former_until and now < subscription.former_until:
        sealed.append(subscription.former_secret)
    return [unseal(bytes(one)) for one in sealed]


def _content(delivery: Delivery) -> dict[str, Any] | None:
    """The body, or None where nothing of it may be said any more."""
    said = {"id": str(delivery.key), "kind": delivery.kind}
    if delivery.kind == DeliveryKind.PING:
        return {**said, "changes": []}
    account = delivery.subscription.account
    changes = [change_of(told, account) for told in sayable(delivery)]
    return {**said, "changes": changes} if changes else None


def _headers(delivery: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json",
        "User-Agent": "hospital-desk",
        "X-Desk-Delivery": str(delivery.key),
        "X-Desk-Timestamp": str(timestamp),
        "X-Desk-Signature": signatures(secrets_of(delivery.subscription, now), timestamp, body),
    }


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
