"""Reminders before an agreement ends: 90, 60 and 30 days, to its owner and then to the privacy officer as well."""

import logging
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.access import require
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.choices import RoleCode
from vendors.contract_words import day_words
from vendors.models import Baa, BaaReminder
from vendors.queries.answering import holders_of_roles
from vendors.rules.baa import RAISED_FROM, STEPS, owed

BATCH: Final = 200
FROM: Final = time(7)
LABEL: Final = 80
log = logging.getLogger(__name__)


@housekeeping("a day that comes near is no deed of anybody; the reminders that went out are kept")
def remind_of_baas(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Remind of one batch of agreements behind the row `after`; return (agreements told of, last row seen).

    Telling and the step that was reached are stored together; of several steps missed the latest alone is told. A
    batch that saw nothing returns (0, 0).
    """
    require(actor, "baa.remind")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0, 0
    waiting = Baa.objects.expiring(here.date(), within=STEPS[0]).filter(pk__gt=after).order_by("pk")
    locked = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True)
    rows = list(locked.select_related("vendor")[:BATCH])
    if not rows:
        return 0, 0
    people = _People()
    sent: dict[tuple[int, Any], set[int]] = {}
    for one in BaaReminder.objects.filter(baa__in=rows):
        sent.setdefault((one.baa_id, one.expires_on), set()).add(one.step)
    told = sum(
        _remind_safely(row, sent.get((row.pk, row.expires_on), set()), people, actor, here) for row in rows
    )
    return told, rows[-1].pk


class _People:
    """Who reads agreements, who keeps them with vendors, and the privacy officers, read once."""

    def __init__(self) -> None:
        self._readers = {one.pk: one for one in holders_of_any(["contract.read", "baa.manage"])}
        self._managers = holders_of_roles([RoleCode.VENDOR_MANAGER])
        self._privacy = holders_of_roles([RoleCode.PRIVACY])

    def of(self, baa: Baa, reached: int) -> list[Any]:
        """The owner who may read agreements, else the vendor managers; from RAISED_FROM on privacy as well."""
        owner = self._readers.get(baa.owner_id or 0)
        people = [owner] if owner is not None else self._managers
        return [*people, *self._privacy] if reached <= RAISED_FROM else list(people)


def _remind_safely(baa: Baa, sent: set[int], people: _People, actor: Any, here: datetime) -> bool:
    try:
        with transaction.atomic():
            return _remind(baa, sent, people, actor, here)
    except Exception:
        log.exception("BAA reminder failed", extra={"baa_pk": baa.pk})
        return False


@step
def _remind(baa: Baa, sent: set[int], people: _People, actor: Any, here: datetime) -> bool:
    left = baa.days_left(here.date())
    reached = None if left is None else owed(sent, left)
    if baa.expires_on is None or reached is None:
        return False
    BaaReminder.objects.create(baa=baa, expires_on=baa.expires_on, step=reached, sent_at=here)
    tell(
        actor=actor,
        kind="baa.expires",
        recipients=people.of(baa, reached),
        payload={
            "vendor": baa.vendor.name[:LABEL],
            "baa": baa.pk,
            "day": day_words(baa.expires_on),
            "left": left,
        },
        dedupe=f"{baa.pk}:{baa.expires_on}:{reached}",
    )
    return True
