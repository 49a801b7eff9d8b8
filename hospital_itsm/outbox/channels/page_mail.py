"""Pages by the mail address of a pager or a text-message gateway: one short line and the link."""

from contextlib import AbstractContextManager

from django.utils import timezone

from hospital_itsm.outbox.channels.mail import Bundle, Send, opened_mail
from hospital_itsm.outbox.wording import wording


def opened() -> AbstractContextManager[Send]:
    """Open the mail connection for a batch of pages."""
    return opened_mail(compose)


def compose(bundle: Bundle) -> tuple[str, str, str]:
    """Address, subject and body of one page."""
    (message,) = bundle
    words = wording(message.kind, message.payload, timezone.now())
    return message.recipient.page_address, words.short, f"{words.short} {words.url}\n"
