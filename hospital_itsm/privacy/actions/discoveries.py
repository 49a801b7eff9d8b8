"""Saying when a privacy event was discovered, and reminding of what hangs on that day."""

from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.privacy.models import Discovery, DiscoveryReminder
from hospital_itsm.privacy.rules.dates import days_left, passed, tell_by
from tickets.choices import OPEN_STATES, Kind
from tickets.models import Ticket
from tickets.queries.audiences import holders_of

EARLIEST: Final = date(2000, 1, 1)
LONGEST_REASON: Final = 200


@action("discovery.set", gettext_lazy("said when it was discovered"))
def set_discovery(
    ticket: Ticket, *, actor: Any, day: date, reason: str, version: int | None = None
) -> Discovery:
    """Set or change the day of discovery; every date of the law follows it.

    `version` is the one its reader saw, 0 where none was said. Raises Forbidden, Conflict for another kind of
    ticket, StaleVersion, ValueRefused.
    """
    require(actor, "discovery.set", ticket)
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)
    if ticket.kind != Kind.PRIVACY:
        raise Conflict(_("Only a privacy ticket has a day of discovery."))
    why, now = one_line(reason), timezone.now()
    _refuse_values(day, why, timezone.localdate(now))
    row = Discovery.objects.filter(ticket=ticket).first()
    refuse_overtaken(row or Discovery(version=0), version)
    before = row and row.discovered_on
    if row is None:
        row = Discovery(ticket=ticket, version=0)
    if before == day:
        return row
    row.discovered_on, row.set_by, row.set_at = day, actor, now
    row.version += 1
    row.save()
    changes = {
        "discovered_on": [before and before.isoformat(), day.isoformat()],
        "tell_by": [before and tell_by(before).isoformat(), tell_by(day).isoformat()],
    }
    record(actor, "discovery.set", ticket, changes, guard(why, channel="page", field="reason").text)
    return row


@action("discovery.remind", gettext_lazy("reminded privacy of the day by which people are told"))
def remind(pk: int, *, actor: Any, today: date) -> int:
    """Tell privacy the last reminder whose day has come, once for each day of discovery; return its day, or 0.

    Earlier ones that were missed are passed over: one message says all of it. Row and message are one transaction.
    """
    found = Discovery.objects.select_for_update(of=("self",), skip_locked=True).select_related("ticket")
    row = found.filter(pk=pk, ticket__state__in=OPEN_STATES, ticket__kind=Kind.PRIVACY).first()
    if row is None:
        return 0
    sent = set(row.reminders.filter(discovered_on=row.discovered_on).values_list("day", flat=True))
    due = [day for day in passed(row.discovered_on, today) if day not in sent]
    if not due:
        return 0
    DiscoveryReminder.objects.bulk_create(
        DiscoveryReminder(discovery=row, discovered_on=row.discovered_on, day=day, sent_at=timezone.now())
        for day in due
    )
    limit = tell_by(row.discovered_on)
    tell(
        actor=actor,
        kind="privacy.limit",
        recipients=holders_of(RoleCode.PRIVACY),
        payload={
            "ticket": row.ticket.key,
            "days": (today - row.discovered_on).days,
            "left": max(0, days_left(row.discovered_on, today)),
        },
        dedupe=f"{row.pk}:{row.discovered_on.isoformat()}:{due[-1]}",
    )
    record(actor, "discovery.remind", row.ticket, {"day": due[-1], "tell_by": limit.isoformat()})
    return due[-1]


@step
def refuse_day(day: date, today: date) -> None:
    """Raise ValueRefused for a day on which nothing can have been discovered."""
    if errors := _faults_of(day, today):
        raise ValueRefused(errors)


def _faults_of(day: date, today: date) -> dict[str, str]:
    if day > today:
        return {"day": _("That day has not come yet. Choose today or an earlier one.")}
    return {"day": _("Choose a day since 2000.")} if day < EARLIEST else {}


def _refuse_values(day: date, reason: str, today: date) -> None:
    errors = _faults_of(day, today)
    if not reason or len(reason) > LONGEST_REASON:
        errors["reason"] = _("Say in at most 200 characters how you know. It stays in the audit trail.")
    if errors:
        raise ValueRefused(errors)
