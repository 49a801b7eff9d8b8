"""How each channel hands a message over: an `opened()` context that yields the function that sends one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from hospital_itsm.outbox.channels import email, page_mail, page_webhook
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.models import OutboxMessage

Send = Callable[[OutboxMessage], None]

OUTWARD: dict[str, Callable[[], AbstractContextManager[Send]]] = {
    Channel.PAGE_WEBHOOK: page_webhook.opened,
    Channel.PAGE_MAIL: page_mail.opened,
    Channel.EMAIL: email.opened,
}
"""Channels that leave the house, in the order of delivery: pages before mails."""
