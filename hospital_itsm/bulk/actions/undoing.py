"""Undoing a bulk change within ten minutes: each ticket by itself, unless somebody changed it since."""

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.bulk.actions.asking import SPEAKS, begin
from hospital_itsm.bulk.actions.before import Before, put_back, unlink, wake_again
from hospital_itsm.bulk.actions.doing import words_of
from hospital_itsm.bulk.choices import ChangeKind, Outcome, Stage, Undone
from hospital_itsm.bulk.models import BulkChange, BulkRow
from hospital_itsm.bulk.rules.undoing import undo_refusal
from hospital_itsm.bulk.wording import UNDO_REFUSED
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from tickets.actions.unmerging import unmerge

UNDO_JOB: Final = "bulk.undo"


@action("bulk.undo", gettext_lazy("undid a change of many tickets"))
def ask_undo(change: BulkChange, *, actor: Any) -> BulkChange:
    """Put every changed ticket back; a job does it, as it did the change. Raises Forbidden, Conflict, TooMany."""
    locked = BulkChange.objects.visible_to(actor).select_for_update(of=("self",))
    change = locked.select_related("job").get(pk=change.pk)
    require(actor, "bulk.change", change)
    now = timezone.now()
    done = change.rows.filter(outcome=Outcome.DONE).count()
    if code := undo_refusal(
        over_at=change.over_at,
        now=now,
        speaks=bool(change.given.get(SPEAKS)),
        done=done,
        is_asked=change.undo_asked_at is not None,
    ):
        raise Conflict(str(UNDO_REFUSED[code]))
    change.undo_asked_at, change.undo_job = now, begin(UNDO_JOB, change, actor)
    change.save(update_fields=["undo_asked_at", "undo_job"])
    record(actor, "bulk.undo", change, {"kind": change.kind, "tickets": done})
    return change


@housekeeping("putting it back is recorded; what became of the ticket is kept beside it")
def undo_row(pk: int, *, actor: Any, kind: str) -> str:
    """Put the ticket of this row back, unless that was done before; what became of it."""
    row = BulkRow.objects.select_for_update(of=("self",)).select_related("ticket", "change").get(pk=pk)
    if row.outcome != Outcome.DONE or row.undone:
        return str(row.undone)
    try:
        with transaction.atomic():
            undo_ticket(
                row.ticket.key,
                actor=actor,
                kind=kind,
                given=row.change.given,
                before=row.before or {},
                version=row.after_version or 0,
            )
        row.undone = Undone.DONE
    except Exception as refusal:
        row.undone, row.undo_words = Undone.KEPT, words_of(refusal, row.ticket_id)
    row.save(update_fields=["undone", "undo_words"])
    return str(row.undone)


@step
def undo_ticket(key: str, *, actor: Any, kind: str, given: Before, before: Before, version: int) -> None:
    """Put one ticket back as it stood before a change of this kind. Raises what putting it back does."""
    if kind == ChangeKind.MERGE:
        unmerge(key, actor=actor, version=version)
    elif kind == ChangeKind.LINK:
        unlink(key, actor=actor, given=given)
    elif kind == ChangeKind.SNOOZE:
        wake_again(key, actor=actor, given=given, before=before, version=version)
    else:
        put_back(key, actor=actor, kind=kind, before=before, version=version)


@housekeeping("the last ticket was worked")
def note_end(change: BulkChange, *, actor: Any) -> None:
    """Note that every ticket was worked: from now on it can be undone for ten minutes."""
    change.ended_at = timezone.now()
    BulkChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=change.ended_at, stage=Stage.OVER)
