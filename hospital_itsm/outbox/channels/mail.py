"""Sending one plain-text mail: safe headers, a stable Message-ID, marked as written by a machine."""

import smtplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from hospital_itsm.core.crypto import digest
from hospital_itsm.outbox.channels.faults import ChannelUnreachable, NobodyThere, NotTaken
from hospital_itsm.outbox.models import OutboxMessage

Bundle = Sequence[OutboxMessage]
Compose = Callable[[Bundle], tuple[str, str, str]]
Send = Callable[[Bundle], None]


@contextmanager
def opened_mail(compose: Compose) -> Iterator[Send]:
    """Open one connection for a batch; `compose` gives address, subject and body of a bundle."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise ChannelUnreachable(type(error).__name__) from error

    def send(bundle: Bundle) -> None:
        address, subject, body = compose(bundle)
        mail = EmailMessage(subject, body, to=[_checked(address)], headers=_headers(bundle[0]))
        mail.connection = connection
        try:
            mail.send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
            raise NotTaken(_code(error)) from error
        except OSError as error:
            raise ChannelUnreachable(type(error).__name__) from error

    try:
        yield send
    finally:
        connection.close()


def message_id(message: OutboxMessage) -> str:
    """The same for every attempt, so that a mail system can drop a repetition; tells nothing of the contents."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<outbox.{message.pk}.{digest(message.dedupe_key)[:16]}@{domain}>"


def _headers(message: OutboxMessage) -> dict[str, str]:
    return {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _checked(address: str) -> str:
    if not address:
        raise NobodyThere
    try:
        validate_email(address)
    except ValidationError as error:
        raise NotTaken("AddressMalformed") from error
    return address


def _code(error: Exception) -> str:
    return f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
