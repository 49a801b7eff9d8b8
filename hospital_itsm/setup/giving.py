"""Working the tickets that get a version of promises one after the other, as a job that carries on after a kill."""

from collections.abc import Callable
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.errors import Forbidden
from hospital_itsm.jobs import kinds, running
from hospital_itsm.jobs.kinds import JobFailed
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import note_seen
from hospital_itsm.people.models import User
from hospital_itsm.setup.actions.giving import GIVE_JOB, give_row, note_end
from hospital_itsm.setup.choices import Given
from hospital_itsm.setup.models import PolicyGiving

BATCH: Final = 20
"""After so many tickets the person is read anew, so that rights that were taken end what they allowed."""
GIVING, NOT_ALLOWED = "giving", "not-allowed"

Progress = Callable[[int, int, str], None]


def register_kinds() -> None:
    """Let workers give versions of promises; called once when the app is ready."""
    kinds.register(
        kinds.Kind(
            GIVE_JOB,
            _("Giving open tickets the new promises"),
            _work,
            steps={GIVING: _("Giving tickets the version")},
            failures={NOT_ALLOWED: _("Your account may not change the set-up any more.")},
            canceled=_(
                "It was canceled. Tickets that had the version until then keep it; its page says which."
            ),
            ended=_("Every ticket was worked. Its page says what became of each."),
        )
    )


def work_now(job: Job) -> None:
    """Work a small one while its person waits; whoever cannot come to the end leaves it to the workers."""
    running.work(job.pk)
    note_seen(Job.objects.get(pk=job.pk))


def _work(job: Job, progress: Progress) -> None:
    giving = PolicyGiving.objects.select_related("policy").get(pk=job.payload["giving"])
    waiting = giving.rows.filter(outcome=Given.WAITING).order_by("position")
    done = giving.rows.exclude(outcome=Given.WAITING).count()
    while keys := list(waiting.values_list("pk", flat=True)[:BATCH]):
        actor = User.objects.get(pk=giving.asked_by_id)
        for pk in keys:
            try:
                give_row(pk, actor=actor, policy=giving.policy, reason=giving.reason, at=timezone.now())
            except Forbidden as refusal:
                raise JobFailed(NOT_ALLOWED) from refusal
            done += 1
            progress(min(done, giving.count), giving.count, GIVING)
    note_end(giving, actor=job.owner)
