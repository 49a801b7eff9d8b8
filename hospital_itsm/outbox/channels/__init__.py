"""How each channel hands messages over: an `opened()` context that yields the function that sends a bundle.

A bundle is what one person gets at once: one page, or one or more messages in one e-mail.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from hospital_itsm.outbox.channels import email, page_mail, page_webhook
from hospital_itsm.outbox.channels.mail import Send
from hospital_itsm.outbox.choices import Channel

OUTWARD: dict[str, Callable[[], AbstractContextManager[Send]]] = {
    Channel.PAGE_WEBHOOK: page_webhook.opened,
    Channel.PAGE_MAIL: page_mail.opened,
    Channel.EMAIL: email.opened,
}
"""Channels that leave the house, in the order of delivery: pages before mails."""
