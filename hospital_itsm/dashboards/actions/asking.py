"""Asking for a date at a figure, and answering."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.dashboards.decided import figure_name
from hospital_itsm.dashboards.declared import Dashboard, Kpi, dashboard_called
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.outbox.shapes import LABEL_LENGTH
from hospital_itsm.outbox.tell import tell

LONGEST_SENTENCE: Final = 200
FURTHEST: Final = timedelta(days=365)


@action("asked_date.ask", gettext_lazy("asked for a date at a figure"))
def ask_for_date(
    dashboard: Dashboard,
    figure: str,
    *,
    actor: Any,
    asked_of: Any,
    answer_by: date,
    domain: str = "",
    site: Any = None,
) -> AskedDate:
    """Ask somebody by when a figure of a dashboard meets its target; they are told.

    Raises Forbidden, ValueRefused, and Conflict where a question at this figure waits already.
    """
    require(actor, "dashboard.ask", dashboard)
    today = timezone.localdate()
    refused = {}
    if not can(asked_of, "asked_date.answer") or not _may_read(asked_of, dashboard, figure):
        refused["asked_of"] = _("They may not read this figure. Choose somebody who does.")
    if not today <= answer_by <= today + FURTHEST:
        refused["answer_by"] = _("Give a day from today to a year from now.")
    if refused:
        raise ValueRefused(refused)
    row = AskedDate(
        dashboard=dashboard.code, figure=figure, domain=domain, site=site, asked_by=person(actor),
        asked_at=timezone.now(), asked_of=asked_of, answer_by=answer_by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        words = _("Somebody was asked at this figure meanwhile. Wait for the answer.")
        raise Conflict(words) from None
    record(
        actor, "asked_date.ask", row,
        {"figure": figure, "asked_of": plain(asked_of), "answer_by": answer_by.isoformat()},
    )  # fmt: skip
    _tell("asked", row, dashboard, actor, asked_of, answer_by)
    return row


@action("asked_date.answer", gettext_lazy("gave a date for a figure"))
def give_date(
    row: AskedDate,
    *,
    actor: Any,
    promised_on: date,
    sentence: str,
    version: int | None = None,
    phi_decision: str = "",
) -> AskedDate:
    """Answer with a day and a sentence; who asked is told the day. An answered one may be given another day.

    Raises Forbidden, StaleVersion, ValueRefused, PhiSuspected.
    """
    locked = AskedDate.objects.select_for_update().get(pk=row.pk)
    require(actor, "asked_date.answer", locked)
    if version is not None and version != locked.version:
        words = _("It was answered after you opened this page. Read it, then save yours again.")
        raise StaleVersion(words, current=locked.version, given=version)
    said = guard(sentence, phi_decision, field="sentence").text
    refused = {}
    if not said or len(said) > LONGEST_SENTENCE:
        refused["sentence"] = _("Say in up to %(most)d characters what will be done.") % {
            "most": LONGEST_SENTENCE
        }
    if not timezone.localdate() <= promised_on <= timezone.localdate() + FURTHEST:
        refused["promised_on"] = _("Give a day from today to a year from now.")
    if refused:
        raise ValueRefused(refused)
    changes = {
        "promised_on": [
            None if locked.promised_on is None else locked.promised_on.isoformat(),
            promised_on.isoformat(),
        ],
        "sentence": [free_text(locked.sentence), free_text(said)],
    }
    locked.promised_on, locked.sentence, locked.answered_at = promised_on, said, timezone.now()
    locked.version += 1
    locked.save()
    record(actor, "asked_date.answer", locked, changes)
    if locked.asked_by is not None:
        _tell("answered", locked, dashboard_called(locked.dashboard), actor, locked.asked_by, promised_on)
    return locked


def _tell(
    what: str, row: AskedDate, dashboard: Dashboard | None, actor: Any, recipient: Any, day: date
) -> None:
    name = figure_name(dashboard, row.figure)[:LABEL_LENGTH]
    tell(
        actor=actor,
        kind=f"asked_date.{what}",
        recipients=[recipient],
        payload={"number": row.pk, "figure": name, "day": str(date_format(day, "M j, Y"))},
        dedupe=f"asked-date-{row.pk}-{what}-{row.version}",
    )


def _may_read(asked_of: Any, dashboard: Dashboard, figure: str) -> bool:
    """May they read the figure? Counts of one's own are told on dashboards alone."""
    known = next((one for one in dashboard.headline if one.code == figure), None)
    if isinstance(known, Kpi):
        return can(asked_of, "kpi.read", BY_CODE[figure])
    return known is not None and can(asked_of, "dashboard.read", dashboard)
