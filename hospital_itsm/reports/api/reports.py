"""Questions, saved reports, runs and their files over REST."""

from typing import Any, ClassVar, Final

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.reports.actions import saved as saving
from hospital_itsm.reports.actions.runs import record_download, run_question, run_saved
from hospital_itsm.reports.api.shapes import (
    CODE,
    ID,
    NewReportRun,
    NewSavedReport,
    ReportQuestionListShape,
    ReportQuestionWithChoicesShape,
    ReportRunShape,
    SavedReportShape,
    SavedReportValues,
    choices_data,
    question_data,
    run_data,
    saved_data,
)
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE, readable
from hospital_itsm.reports.writing import TYPES

READ = ("report.read", "reports:read")
SAVE = ("report.save", "reports:write")
RUN = ("report.run", "reports:write")
DOWNLOAD = ("report.download", "reports:read")
TAGS: Final = ["reports"]
NEWEST: Final = ("-id",)


class ReportQuestions(Endpoint):
    """The ready questions."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())

    @extend_schema(
        operation_id="report_questions_list",
        responses=forced_singular_serializer(ReportQuestionListShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The questions the caller may ask."""
        return Response({"results": [question_data(one) for one in readable(request.user)]})

    @extend_schema(
        operation_id="report_questions_read",
        parameters=[CODE],
        responses=ReportQuestionWithChoicesShape,
        tags=TAGS,
    )
    def retrieve(self, request: Request, code: str) -> Response:
        """One question with its filters, columns, orders and what its rows are counted by."""
        question = BY_CODE.get(code)
        if question is None or not can(request.user, "report.read", question):
            raise Http404
        return Response(choices_data(question, request.user))


class SavedReports(Endpoint):
    """Saved reports: one's own, and those shared with the caller."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        **dict.fromkeys(("create", "partial_update", "destroy"), SAVE),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="saved_reports_list",
        parameters=PAGING,
        responses=page_shape("SavedReportsPage", SavedReportShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The newest first."""
        page = page_of(request, _saved(request), NEWEST)
        return Response(page_data(page, lambda row: saved_data(row, request.user)))

    @extend_schema(
        operation_id="saved_reports_read", parameters=[ID, ETAG], responses=SavedReportShape, tags=TAGS
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return _answer(request, pk)

    @extend_schema(
        operation_id="saved_reports_save",
        parameters=[ETAG],
        request=NewSavedReport,
        responses={201: SavedReportShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Save a question with its parameters."""
        given = values_of(request, NewSavedReport)
        question, parameters = BY_CODE[given.pop("question")], given.pop("parameters", {})
        made = saving.save_report(question, parameters, actor=request.user, **given)
        return _answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="saved_reports_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=SavedReportValues,
        responses=SavedReportShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change one's own."""
        row = get_object_or_404(_saved(request), pk=pk)
        version, given = matched_version(request), values_of(request, SavedReportValues, partial=True)
        saving.change_report(row, actor=request.user, version=version, **given)
        return _answer(request, pk)

    @extend_schema(
        operation_id="saved_reports_remove", parameters=[ID, IF_MATCH], responses={204: None}, tags=TAGS
    )
    def destroy(self, request: Request, pk: int) -> Response:
        """Remove one's own; what was run stays."""
        version = matched_version(request)
        row = get_object_or_404(_saved(request), pk=pk)
        saving.remove_report(row, actor=request.user, version=version)
        return Response(status=204)


def _saved(request: Request) -> Any:
    return SavedReport.objects.visible_to(request.user).select_related("owner", "team")


def _answer(request: Request, pk: int, status: int = 200) -> Response:
    row = get_object_or_404(_saved(request), pk=pk)
    return tagged(Response(saved_data(row, request.user), status=status), row.version)


class ReportRuns(Endpoint):
    """What the caller ran."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": RUN, "file": DOWNLOAD}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="report_runs_list",
        parameters=PAGING,
        responses=page_shape("ReportRunsPage", ReportRunShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The newest first."""
        page = page_of(request, _runs(request), NEWEST)
        return Response(page_data(page, lambda row: _run_data(row, request.user)))

    @extend_schema(operation_id="report_runs_read", parameters=[ID], responses=ReportRunShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One run and how it stands."""
        return Response(_run_data(get_object_or_404(_runs(request), pk=pk), request.user))

    @extend_schema(
        operation_id="report_runs_start", request=NewReportRun, responses={201: ReportRunShape}, tags=TAGS
    )
    def create(self, request: Request) -> Response:
        """Run a question or a saved report as the caller. A long one is worked later: read it until it has ended."""
        given = values_of(request, NewReportRun)
        if ("saved" in given) == ("question" in given) or ("saved" in given and "parameters" in given):
            raise ValueRefused({"question": _("Send either saved, or question with its parameters.")})
        if "saved" in given:
            seen = get_object_or_404(_saved(request), pk=given["saved"])
            run = run_saved(seen, given["output"], actor=request.user)
        else:
            question = BY_CODE[given["question"]]
            run = run_question(question, given.get("parameters", {}), given["output"], actor=request.user)
        return Response(_run_data(run, request.user), status=201)

    @extend_schema(
        operation_id="report_runs_download",
        parameters=[ID],
        responses={(200, kind.split(";")[0]): OpenApiTypes.BINARY for kind in TYPES.values()},
        tags=TAGS,
    )
    def file(self, request: Request, pk: int) -> FileResponse:
        """Download the file; it is kept for a week."""
        run = get_object_or_404(_runs(request), pk=pk)
        if not _has_file(run, request.user):
            raise Http404
        answer = download(run.stored_name, run.file_name, run.content_type)
        record_download(run, actor=request.user)
        return answer


def _runs(request: Request) -> Any:
    return ReportRun.objects.visible_to(request.user).select_related("job")


def _has_file(run: ReportRun, actor: Any) -> bool:
    return run.is_kept(timezone.now()) and can(actor, "report.download", run)


def _run_data(run: ReportRun, actor: Any) -> dict[str, Any]:
    return run_data(run, reverse("api:report_run_file", args=[run.pk]) if _has_file(run, actor) else None)
