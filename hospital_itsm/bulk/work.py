"""Working the tickets of a bulk change one after the other, as a job that carries on after a kill."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.bulk.actions.asking import CHANGE_JOB
from hospital_itsm.bulk.actions.doing import Task, do_row
from hospital_itsm.bulk.actions.undoing import UNDO_JOB, note_end, undo_row
from hospital_itsm.bulk.choices import Outcome
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.jobs import kinds, running
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import note_seen
from hospital_itsm.people.models import User

BATCH: Final = 20
"""After so many tickets the person is read anew, so that rights that were taken end what they allowed."""
WORKING, UNDOING = "working", "undoing"
CANCELED: Final = _("It was canceled. What was done to tickets until then stays done; its page says which.")

Progress = Callable[[int, int, str], None]


def register_kinds() -> None:
    """Let workers work bulk changes; called once when the app is ready."""
    kinds.register(
        kinds.Kind(
            CHANGE_JOB,
            _("Change of many tickets"),
            _change,
            steps={WORKING: _("Changing tickets")},
            canceled=CANCELED,
            ended=_("Every ticket was worked. Its page says what became of each."),
        )
    )
    kinds.register(
        kinds.Kind(
            UNDO_JOB,
            _("Undoing a change of many tickets"),
            _undo,
            steps={UNDOING: _("Putting tickets back")},
            canceled=CANCELED,
            ended=_("It is undone. Its page says what became of each ticket."),
        )
    )


def work_now(job: Job) -> None:
    """Work a small change while its person waits; whoever cannot come to the end leaves it to the workers."""
    running.work(job.pk)
    note_seen(Job.objects.get(pk=job.pk))


def _change(job: Job, progress: Progress) -> None:
    change = BulkChange.objects.get(pk=job.payload["change"])
    waiting = change.rows.filter(outcome=Outcome.WAITING).order_by("position")
    done = change.count - waiting.count()
    while keys := list(waiting.values_list("pk", flat=True)[:BATCH]):
        actor = User.objects.get(pk=change.owner_id)
        task = Task(change.kind, change.given, actor)
        for pk in keys:
            do_row(pk, actor=actor, task=task)
            done += 1
            progress(done, change.count, WORKING)
    note_end(change, actor=job.owner)


def _undo(job: Job, progress: Progress) -> None:
    change = BulkChange.objects.get(pk=job.payload["change"])
    waiting = change.rows.filter(outcome=Outcome.DONE, undone="").order_by("position")
    total, done = change.rows.filter(outcome=Outcome.DONE).count(), 0
    while keys := list(waiting.values_list("pk", flat=True)[:BATCH]):
        actor = User.objects.get(pk=change.owner_id)
        for pk in keys:
            undo_row(pk, actor=actor, kind=change.kind)
            done += 1
            progress(done, total, UNDOING)
