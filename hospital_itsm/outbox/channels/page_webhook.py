"""Pages to a secure chat or paging service: signed JSON through the guarded client.

Body: `{"id", "kind", "to": {"username", "page_address"}, "text", "url", "values"}`. Headers: `X-Desk-Timestamp`
(Unix seconds), `X-Desk-Signature: sha256=<hex>` over `<timestamp>.<body>` under PAGE_WEBHOOK_SECRET, and
`Idempotency-Key`, the same for every attempt. The receiver refuses timestamps older than five minutes.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from hospital_itsm.core import outbound
from hospital_itsm.core.crypto import digest
from hospital_itsm.outbox.channels.faults import ChannelUnreachable, NobodyThere, NotTaken
from hospital_itsm.outbox.channels.mail import Bundle, Send
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.wording import wording


@contextmanager
def opened() -> Iterator[Send]:
    """Yield the sender; every page is a call of its own."""
    yield send


def send(bundle: Bundle) -> None:
    """Post one page. Raises NotTaken for any answer but 2xx, ChannelUnreachable when there is none."""
    (message,) = bundle
    if not settings.PAGE_WEBHOOK_URL:
        raise NobodyThere
    body = _body(message)
    try:
        answer = outbound.post(settings.PAGE_WEBHOOK_URL, body, _headers(message, body, int(time.time())))
    except outbound.OutboundFailed as error:
        raise ChannelUnreachable(str(error)) from error
    except outbound.OutboundRefused as error:
        raise NotTaken("AddressRefused") from error
    if not answer.accepted:
        raise NotTaken(f"status {answer.status}")


def signature(timestamp: int, body: bytes) -> str:
    """The value of X-Desk-Signature."""
    mac = hmac.new(settings.PAGE_WEBHOOK_SECRET.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"sha256={mac.hexdigest()}"


def _body(message: OutboxMessage) -> bytes:
    words = wording(message.kind, message.payload, timezone.now())
    content = {
        "id": message.pk,
        "kind": message.kind,
        "to": {
            "username": message.recipient.username,
            "page_address": message.recipient.page_address,
        },
        "text": words.short,
        "url": words.url,
        "values": message.payload,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _headers(message: OutboxMessage, body: bytes, timestamp: int) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "hospital-desk",
        "Idempotency-Key": digest(message.dedupe_key)[:32],
        "X-Desk-Timestamp": str(timestamp),
        "X-Desk-Signature": signature(timestamp, body),
    }
