"""Reminders before insurance ends, a review is due or a credential ends: each step once, though the worker dies."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.access import can, require
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.vendor_file.models import Credential, FileReminder, InsuranceCertificate, SecurityReview
from hospital_itsm.vendor_file.rules.validity import CREDENTIAL_STEPS, INSURANCE_STEPS, REVIEW_STEPS, owed
from vendors.contract_words import day_words
from vendors.queries.answering import holders_of_roles

BATCH: Final = 200
FROM: Final = time(7)
LABEL: Final = 80
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """A table whose last days are told: its rows, the day of one, the steps, and who answers beside `roles`."""

    kind: str
    rows: Callable[[Any, int], Any]
    day: Callable[[Any], Any]
    steps: tuple[int, ...]
    roles: tuple[str, ...]


def _of_vendors(model: Any, *joined: str) -> Callable[[Any, int], Any]:
    """The rows of a table whose day comes near, of vendors in use."""
    return lambda today, within: (
        model.objects.ending(today, within=within).filter(vendor__is_active=True).select_related(*joined)
    )


SOURCES: Final = {
    "insurance": Source(
        "insurance.ends",
        _of_vendors(InsuranceCertificate, "vendor"),
        lambda row: row.ends_on,
        INSURANCE_STEPS,
        (RoleCode.VENDOR_MANAGER,),
    ),
    "review": Source(
        "security_review.due",
        _of_vendors(SecurityReview, "vendor", "reviewer"),
        lambda row: row.next_due_on,
        REVIEW_STEPS,
        (RoleCode.SECURITY,),
    ),
    "credential": Source(
        "credential.ends",
        lambda today, within: (
            Credential.objects.ending(today, within=within).of_those_here().select_related("person__vendor")
        ),
        lambda row: row.expires_on,
        CREDENTIAL_STEPS,
        (RoleCode.VENDOR_MANAGER,),
    ),
}


@housekeeping("a day that comes near is no deed of anybody; the reminders that went out are kept")
def remind(source: str, *, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Remind of one batch of a source behind the row `after`; return (rows told of, last row seen).

    Telling and the step that was reached are stored together; of several steps missed the latest alone is told. A
    batch that saw nothing returns (0, 0).
    """
    require(actor, "vendor_file.remind")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0, 0
    chosen = SOURCES[source]
    waiting = chosen.rows(here.date(), chosen.steps[0]).filter(pk__gt=after).order_by("pk")
    rows = list(waiting.select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH])
    if not rows:
        return 0, 0
    sent: dict[tuple[int, Any], set[int]] = {}
    for one in FileReminder.objects.filter(source=source, row__in=[row.pk for row in rows]):
        sent.setdefault((one.row, one.day), set()).add(one.step)
    people = holders_of_roles(chosen.roles)
    told = sum(
        _remind_safely(source, row, sent.get((row.pk, chosen.day(row)), set()), people, actor, here)
        for row in rows
    )
    return told, rows[-1].pk


def _remind_safely(
    source: str, row: Any, sent: set[int], people: list[Any], actor: Any, here: datetime
) -> bool:
    try:
        with transaction.atomic():
            return _remind(source, row, sent, people, actor, here)
    except Exception:
        log.exception("Reminder failed", extra={"source": source, "row_pk": row.pk})
        return False


@step
def _remind(source: str, row: Any, sent: set[int], people: list[Any], actor: Any, here: datetime) -> bool:
    chosen = SOURCES[source]
    day = chosen.day(row)
    left = (day - here.date()).days
    reached = owed(sent, left, chosen.steps)
    if reached is None:
        return False
    FileReminder.objects.create(source=source, row=row.pk, day=day, step=reached, sent_at=here)
    tell(
        actor=actor,
        kind=chosen.kind,
        recipients=_recipients(row, people),
        payload=_payload(row, day, left),
        dedupe=f"{source}:{row.pk}:{day}:{reached}",
    )
    return True


def _recipients(row: Any, people: list[Any]) -> list[Any]:
    reviewer = getattr(row, "reviewer", None)
    may_read = reviewer is not None and can(reviewer, "vendor_file.read")
    return [reviewer] if may_read else people


def _payload(row: Any, day: Any, left: int) -> dict[str, Any]:
    person = getattr(row, "person", None)
    vendor = person.vendor if person is not None else row.vendor
    return {
        "vendor": vendor.name[:LABEL],
        "pk": person.pk if person is not None else vendor.pk,
        "what": str(row.get_kind_display())[:LABEL],
        "day": day_words(day),
        "left": left,
    }
