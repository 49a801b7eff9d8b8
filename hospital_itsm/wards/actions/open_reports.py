"""Taking a report that nobody signed in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, TooMany, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wards.models import OpenReport
from hospital_itsm.wards.queries.open_reports import sent_within_the_hour
from hospital_itsm.wards.rules.open_reports import WINDOW, takes
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import CareAnswer

SALT: Final = "hospital.open-report"


@dataclass(frozen=True)
class Sender:
    """From where a report comes: the press that sent it (once made by us), and the network address."""

    press: str
    address: str


@action("ticket.report_openly", gettext_lazy("reported the problem without signing in"))
def report_openly(
    *,
    actor: Any,
    sender: Sender,
    name: str,
    callback: str,
    text: str,
    care_answer: str,
    place: Place,
    topic: str = "",
    device_text: str = "",
    someone_harmed: bool = False,
    phi_decision: str = "",
    flags: Iterable[str] = (),
) -> str:
    """Open a ticket under a name that nobody checked and return the key of its receipt.

    The same press with the same words returns the same key again. Raises ValueRefused, Conflict for a press that
    brings other words, TooMany for a place that sends very many.
    """
    require(actor, "ticket.report_for")
    name, callback = one_line(name), one_line(callback)
    _refuse_missing(name, callback)
    key = _digest("receipt", sender.press)[:40]
    body = _digest("body", "\n".join((name, callback, text, care_answer, topic, device_text)))
    _one_at_a_time(key)
    known = OpenReport.objects.filter(key_hash=hash_secret(key)).first()
    if known is not None and known.body_hash != body:
        raise Conflict(_("This report was sent already. Send it again if you mean a second problem."))
    if known is not None:
        return key
    address = _digest("address", sender.address)
    _refuse_flood(place.workstation, address, care_answer)
    ticket = report_problem(
        actor=actor, caller=name, callback=callback, text=text, care_answer=care_answer, place=place, topic=topic,
        device_text=device_text, someone_harmed=someone_harmed, phi_decision=phi_decision, flags=flags,
    )  # fmt: skip
    at = timezone.now()
    OpenReport.objects.create(
        ticket=ticket,
        key_hash=hash_secret(key),
        body_hash=body,
        workstation=place.workstation,
        address_hash=address,
        sent_at=at,
        expires_at=at + timedelta(hours=settings.OPEN_RECEIPT_HOURS),
    )
    came_from = place.workstation.name if place.workstation else "network"
    record(actor, "ticket.report_openly", ticket, {"from": [None, came_from]})
    return key


def _refuse_missing(name: str, callback: str) -> None:
    missing = {
        "name": _("Give your name: we ask for you when we call.") if not name else "",
        "callback": _("Give a phone or extension: it is how we reach you.") if not callback else "",
    }
    if errors := {field: words for field, words in missing.items() if words}:
        raise ValueRefused(errors)


@step
def _one_at_a_time(key: str) -> None:
    """Two presses of one form wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{SALT}.{key}"])


def _refuse_flood(workstation: Any, address: str, care_answer: str) -> None:
    sent = sent_within_the_hour(workstation, address, timezone.now())
    if not takes(sent, settings.OPEN_REPORTS_PER_HOUR, is_unsafe=care_answer == CareAnswer.UNSAFE):
        words = _(
            "Very many reports came from here within an hour, so this one was not taken. Call %(phone)s."
        )
        raise TooMany(words % {"phone": settings.DESK_PHONE}, wait=int(WINDOW.total_seconds()))


def _digest(purpose: str, text: str) -> str:
    return salted_hmac(f"{SALT}.{purpose}", text, algorithm="sha256").hexdigest()
