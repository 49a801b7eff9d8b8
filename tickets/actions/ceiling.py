"""The ceiling on reports of one person within an hour."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core.access import can
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import TooMany
from tickets.models import Ticket
from tickets.rules.ceiling import WINDOW, may_wait, seconds_until_free
from tickets.rules.facts import FiveAnswers, ReportAnswer


@step
def refuse_flood(answers: FiveAnswers | ReportAnswer, actor: Any, at: datetime) -> None:
    """Refuse one report more than REPORTS_PER_HOUR (who reports for others, on the phone or as a system: more).

    A report that patient care is delayed or unsafe is always taken. Raises TooMany.
    """
    who = person(actor)
    if who is None or not may_wait(answers):
        return
    most = _most(actor)
    sent = Ticket.objects.filter(Q(requester=who, opened_by__isnull=True) | Q(opened_by=who))
    counted = (
        sent.filter(opened_at__gt=at - WINDOW).order_by("-opened_at").values_list("opened_at", flat=True)
    )
    oldest = next(iter(counted[most - 1 : most]), None)
    if oldest is not None:
        wait = seconds_until_free(oldest, at)
        raise TooMany(_words(most, at + timedelta(seconds=wait)), wait)


def _most(actor: Any) -> int:
    return (
        settings.REPORTS_PER_HOUR_FOR_OTHERS if can(actor, "ticket.report_for") else settings.REPORTS_PER_HOUR
    )


def _words(most: int, free_at: datetime) -> str:
    return _(
        "You sent %(most)d reports within an hour, so this one was not taken. "
        "Send it after %(time)s, or call %(phone)s. "
        "A report that patient care is delayed or unsafe is always taken."
    ) % {"most": most, "time": f"{timezone.localtime(free_at):%H:%M}", "phone": settings.DESK_PHONE}
