"""One round of delivery: pages first, then bells, then mails, until nothing is due or the time is up."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from datetime import datetime

import structlog
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.jobs import heartbeats
from hospital_itsm.outbox.actions import deliver, mails
from hospital_itsm.outbox.actions.mails import Bundle
from hospital_itsm.outbox.channels import OUTWARD, Send
from hospital_itsm.outbox.channels.faults import ChannelUnreachable, NobodyThere, NotTaken
from hospital_itsm.outbox.choices import PAGES, Channel, Outcome

ROUND_SECONDS = 45
HEARTBEAT = "outbox"
POSTMAN = System("outbox")

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


def deliver_due(now: Clock = timezone.now, seconds: float = ROUND_SECONDS) -> dict[str, int]:
    """Deliver what is due and beat; return counts by outcome. Any number of rounds may run at once."""
    counts: Counter[str] = Counter()
    closed: set[str] = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until and _some(now, closed, counts):
        pass
    heartbeats.beat(HEARTBEAT, **counts)
    return dict(counts)


def _some(now: Clock, closed: set[str], counts: Counter[str]) -> bool:
    """Deliver one batch of the most urgent channel that has any; False when nothing is due."""
    for channel in PAGES:
        if channel not in closed and _batch(channel, now, closed, counts):
            return True
    if bells := deliver.put_in_bells(actor=POSTMAN, now=now()):
        counts[Outcome.SENT] += bells
        return True
    return any(
        channel not in closed and channel not in PAGES and _batch(channel, now, closed, counts)
        for channel in OUTWARD
    )


def _batch(channel: str, now: Clock, closed: set[str], counts: Counter[str]) -> bool:
    bundles, moved = _claimed(channel, now())
    for bundle, outcome, detail in _sent(channel, bundles) if bundles else ():
        _settle(bundle, outcome, detail, now())
        counts[outcome] += len(bundle)
        if outcome == Outcome.UNREACHABLE:
            closed.add(channel)
    return bool(moved)


def _claimed(channel: str, now: datetime) -> tuple[list[Bundle], int]:
    """Some bundles of the channel that leave now, and how many messages were looked at for them."""
    if channel == Channel.EMAIL:
        return mails.claim_mails(actor=POSTMAN, now=now)
    claimed = deliver.claim(actor=POSTMAN, channel=channel, now=now)
    return [[message] for message in claimed], len(claimed)


def _sent(channel: str, bundles: list[Bundle]) -> Iterator[tuple[Bundle, str, str]]:
    """Send one by one; when the other side is gone, the rest of the batch waits without being tried."""
    waiting = deque(bundles)
    try:
        with OUTWARD[channel]() as send:
            while waiting:
                outcome, detail = _outcome(send, waiting[0])
                yield waiting.popleft(), outcome, detail
    except ChannelUnreachable as error:
        for bundle in waiting:
            yield bundle, Outcome.UNREACHABLE, str(error)


def _outcome(send: Send, bundle: Bundle) -> tuple[str, str]:
    first = bundle[0]
    if not first.recipient.is_active:
        return Outcome.SKIPPED, ""
    try:
        send(bundle)
    except NobodyThere:
        return Outcome.SKIPPED, ""
    except NotTaken as error:
        return Outcome.FAILED, str(error)
    except ChannelUnreachable:
        raise
    except Exception as error:
        log.exception("outbox.message_failed", message=first.pk, kind=first.kind)
        return Outcome.FAILED, type(error).__name__
    return Outcome.SENT, ""


def _settle(bundle: Bundle, outcome: str, detail: str, now: datetime) -> None:
    for message in bundle:
        if outcome in (Outcome.SENT, Outcome.SKIPPED):
            deliver.settle_done(message, actor=POSTMAN, outcome=outcome, now=now)
        else:
            deliver.settle_failed(message, actor=POSTMAN, outcome=outcome, detail=detail, now=now)
    if outcome == Outcome.SENT and bundle[0].channel == Channel.EMAIL:
        mails.note_mail(bundle[0].recipient_id, actor=POSTMAN, at=now)
