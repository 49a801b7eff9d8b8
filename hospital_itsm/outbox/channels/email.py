"""Messages by e-mail: what happened and a link; the words of a ticket never leave the product."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.outbox.channels.mail import opened_mail
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.wording import wording


def opened() -> AbstractContextManager[Callable[[OutboxMessage], None]]:
    """Open the mail connection for a batch of e-mails."""
    return opened_mail(compose)


def compose(message: OutboxMessage) -> tuple[str, str, str]:
    """Address, subject and body of one e-mail."""
    words = wording(message.kind, message.payload, timezone.now())
    closing = _("Replies to this message are not read. Open it here: %(url)s") % {"url": words.url}
    body = "\n".join([words.subject, *words.lines, "", closing, ""])
    return message.recipient.email, words.subject, body
