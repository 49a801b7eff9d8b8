"""Messages by e-mail: what happened and a link; the words of a ticket never leave the product."""

from contextlib import AbstractContextManager
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.outbox.channels.mail import Bundle, Send, opened_mail
from hospital_itsm.outbox.wording import Wording, wording, wordings


def opened() -> AbstractContextManager[Send]:
    """Open the mail connection for a batch of e-mails."""
    return opened_mail(compose)


def compose(bundle: Bundle) -> tuple[str, str, str]:
    """Address, subject and body of one e-mail, of one message or of several."""
    now = timezone.now()
    if len(bundle) == 1:
        subject, body = letter(wording(bundle[0].kind, bundle[0].payload, now))
    else:
        subject, body = _several(bundle, now)
    return bundle[0].recipient.email, subject, body


def letter(words: Wording) -> tuple[str, str]:
    """Subject and body of an e-mail that holds one message."""
    closing = _("Replies to this message are not read. Open it here: %(url)s") % {"url": words.url}
    return words.subject, "\n".join([words.subject, *words.lines, "", closing, "", _choosing(), ""])


def _several(bundle: Bundle, now: datetime) -> tuple[str, str]:
    """What came together is told together: about one ticket by its number, else by how many there are."""
    n = len(bundle)
    tickets = {str(message.payload.get("ticket", "")) for message in bundle}
    ticket = tickets.pop() if len(tickets) == 1 else ""
    if ticket:
        subject = ngettext("%(ticket)s: %(n)d message", "%(ticket)s: %(n)d messages", n)
    else:
        subject = ngettext("%(n)d message of the service desk", "%(n)d messages of the service desk", n)
    told = [(message.kind, message.payload) for message in bundle]
    parts = [_part(words) for words in wordings(told, now)]
    closing = _("Replies to this message are not read.")
    return subject % {"ticket": ticket, "n": n}, "\n".join([*parts, closing, "", _choosing(), ""])


def _part(words: Wording) -> str:
    return "\n".join([words.subject, *words.lines, words.url, ""])


def _choosing() -> str:
    address = settings.SITE_URL.rstrip("/") + reverse("people:telling")
    return _("Choose what comes by e-mail, and when: %(url)s") % {"url": address}
