"""Runs: their list, their page with the result, the file, and trying again."""

import json
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.list_page import with_query
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.jobs.running import WORKER_DIED
from hospital_itsm.jobs.views import FAILURES as COMMON_FAILURES
from hospital_itsm.reports.actions.runs import record_download, run_question
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.choices import Output, RunState
from hospital_itsm.reports.models import ReportRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.views.questions import ask_page, question_or_404
from hospital_itsm.reports.work import FAILURES

TONES: Final = {RunState.DONE: "done", RunState.FAILED: "bad", RunState.CANCELED: "none"}
PAGE_SIZE: Final = 50


class RunsView(PageView):
    """`/reports/runs/`: what the person ran, the newest first."""

    access = "report.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        rows = ReportRun.objects.visible_to(request.user).select_related("job")
        try:
            page = seek(rows, ("-id",), PAGE_SIZE, request.GET.get("cursor", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        context = {
            "runs": [(one, BY_CODE.get(one.question)) for one in page.rows],
            "more_url": with_query(request, cursor=page.next_cursor) if page.next_cursor else "",
        }
        return render(request, "reports/runs.html", context)


class RunView(PageView):
    """`/reports/<code>/runs/<pk>/`."""

    access = "report.read"

    def get(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        """Show how it stands, what it is, and the result where that is a page."""
        run = run_or_404(request, code, pk)
        question = BY_CODE[code]
        standing, now = run.standing, timezone.now()
        may_have = can(request.user, "report.download", run) and run.is_kept(now)
        failure = run.failure or (run.job.failure if run.job else "")
        context = {
            "run": run,
            "question": question,
            "asked": Asked(question, run.parameters, actor=request.user, now=run.asked_at),
            "standing": standing,
            "tone": TONES.get(standing, "prog"),
            "failure": {**COMMON_FAILURES, **FAILURES}.get(failure, COMMON_FAILURES[WORKER_DIED]),
            "may_have": may_have,
            "result": _result(run) if may_have and run.output == Output.PAGE else None,
        }
        return render(request, "reports/run.html", context)


def _result(run: ReportRun) -> dict[str, Any] | None:
    try:
        with default_storage.open(run.stored_name) as file:
            data: dict[str, Any] = json.load(file)
    except FileNotFoundError:
        return None
    first, *others = data["headings"]
    data["lines"] = [
        {
            "first": (first, row[0], False),
            "others": [(*pair, False) for pair in zip(others, row[1:], strict=True)],
        }
        for row in data["rows"]
    ]
    return data


def run_or_404(request: HttpRequest, code: str, pk: int) -> ReportRun:
    """The run of an address. Raises Http404 for one of somebody else, and where its question may not be read."""
    question_or_404(request, code)
    rows = ReportRun.objects.visible_to(request.user).select_related("job")
    found: ReportRun = get_object_or_404(rows, pk=pk, question=code)
    return found


class FileView(PageView):
    """`/reports/<code>/runs/<pk>/file/`: the file, while it is kept and may be had."""

    access = "report.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, code: str, pk: int) -> FileResponse:
        """Send it, and note that it was fetched. Raises Http404."""
        run = run_or_404(request, code, pk)
        if not run.is_kept(timezone.now()) or not can(request.user, "report.download", run):
            raise Http404
        answer = download(run.stored_name, run.file_name, run.content_type)
        record_download(run, actor=request.user)
        return answer


class AgainView(PageView):
    """`/reports/<code>/runs/<pk>/again/`: the same once more, with the rows of now."""

    access = "report.run"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, code: str, pk: int) -> HttpResponse:
        """Run it."""
        run = run_or_404(request, code, pk)
        try:
            made = run_question(
                BY_CODE[code], run.parameters, run.output, actor=request.user, saved=run.saved
            )
        except ValueRefused as refusal:
            return ask_page(request, BY_CODE[code], run.parameters, None, refusal)
        return redirect(made.job.get_absolute_url() if made.job else made.get_absolute_url())
