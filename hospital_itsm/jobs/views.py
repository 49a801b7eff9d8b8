"""The page of a job: how far it is, cancel, and the file it made. Only for whoever asked for it."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.files.serving import download
from hospital_itsm.core.navigation import Navigation
from hospital_itsm.core.views import PageView
from hospital_itsm.jobs import kinds
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.kinds import Kind
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.running import UNEXPECTED, WORKER_DIED
from hospital_itsm.jobs.starting import cancel, note_seen, want_mail

FAILURES = {
    UNEXPECTED: _(
        "Something went wrong on our side. Try again; if it happens again, tell the desk the number."
    ),
    WORKER_DIED: _(
        "It was begun three times and never came to its end. Ask for less at once, or tell the desk."
    ),
}

TONES = {JobState.DONE: "done", JobState.FAILED: "bad", JobState.CANCELED: "none"}


class JobPage(PageView):
    """A page about one job of the person who asks."""

    access = "job.read"

    def job(self, pk: int) -> Job:
        """The job. Raises Http404 for one of somebody else."""
        return get_object_or_404(Job.objects.visible_to(self.request.user), pk=pk)


class JobView(JobPage):
    """`/jobs/<pk>/`: it asks again by itself while a worker is on it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how far it is."""
        job = self.job(pk)
        note_seen(job)
        kind = kinds.get(job.kind)
        failures: dict[str, Any] = {**FAILURES, **kind.failures}
        context = {
            "layout": "layouts/agent.html" if Navigation(request).agent else "layouts/portal.html",
            "job": job,
            "title": kind.title,
            "tone": TONES.get(JobState(job.state), "prog"),
            "canceled": kind.canceled,
            "ended": kind.ended,
            "step": kind.steps.get(job.step, ""),
            "failure": failures.get(job.failure, FAILURES[UNEXPECTED]),
            "until": job.kept_until,
            "may_have": _may_have(job, kind),
        }
        return render(request, "jobs/job.html", context)


def _may_have(job: Job, kind: Kind) -> bool:
    """Is the file still kept, and may the person still have it?"""
    kept = job.kept_until is not None and timezone.now() < job.kept_until
    return kept and (not job.stored_name or kind.may_have(job))


class CancelView(JobPage):
    """`/jobs/<pk>/cancel/`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Stop it; what it made so far is thrown away."""
        job = self.job(pk)
        cancel(job)
        return redirect(job)


class MailView(JobPage):
    """`/jobs/<pk>/mail/`: whether its end is told by mail as well."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note it."""
        job = self.job(pk)
        want_mail(job, wanted=request.POST.get("mail") == "yes")
        return redirect(job)


class ResultView(JobPage):
    """`/jobs/<pk>/result/`: the file, as an attachment."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send it. Raises Http404 while there is none, and where the person may not have it any more."""
        job = self.job(pk)
        if job.state != JobState.DONE or not job.stored_name or not _may_have(job, kinds.get(job.kind)):
            raise Http404
        return download(job.stored_name, job.file_name, job.content_type)
