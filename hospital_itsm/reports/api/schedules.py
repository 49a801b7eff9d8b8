"""Schedules of one's own saved reports over REST."""

from datetime import time
from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Instant, Text, Whole, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.models import Team, User
from hospital_itsm.reports.actions import schedules as keeping
from hospital_itsm.reports.api.shapes import ID
from hospital_itsm.reports.choices import Cadence, Output, Paused
from hospital_itsm.reports.models import ReportSchedule, SavedReport

READ = ("report.read", "reports:read")
KEEP = ("report.schedule", "reports:write")
TAGS: Final = ["reports"]
STEPS: Final = ("create", "partial_update", "destroy", "pause", "resume")
CLOCK: Final = r"(?:[01]\d|2[0-3]):[0-5]\d"


class ReportScheduleValues(StrictSerializer):
    """When a saved report is sent, to whom, as what; `at` is by the clock of `zone`, `weekday` 0 is Monday."""

    cadence = serializers.ChoiceField(Cadence.choices)
    weekday = Whole(min_value=0, max_value=6, required=False)
    month_day = Whole(min_value=1, max_value=31, required=False)
    at = serializers.RegexField(f"^{CLOCK}$", max_length=5)
    zone = Text(max_length=60)
    output = serializers.ChoiceField(Output.choices)
    only_over = Whole(min_value=0, max_value=keeping.MOST_ROWS_OVER, required=False, allow_null=True)
    people = Code("username", many=True, queryset=User.objects.filter(is_active=True), required=False)
    teams = Code(many=True, queryset=Team.objects.filter(is_active=True), required=False)
    roles = serializers.ListField(child=Text(max_length=20), max_length=30, required=False)


class NewReportSchedule(ReportScheduleValues):
    """A saved report with when it is sent, to whom, as what."""

    saved = Whole(min_value=1, max_value=2**63 - 1)


class ReportScheduleShape(serializers.Serializer[Any]):
    """A schedule of one's own."""

    id = serializers.IntegerField()
    saved = serializers.IntegerField()
    cadence = serializers.ChoiceField(Cadence.choices)
    weekday = serializers.IntegerField()
    month_day = serializers.IntegerField()
    at = serializers.CharField()
    zone = serializers.CharField()
    output = serializers.ChoiceField(Output.choices)
    only_over = serializers.IntegerField(allow_null=True)
    people = serializers.ListField(child=serializers.CharField())
    teams = serializers.ListField(child=serializers.CharField())
    roles = serializers.ListField(child=serializers.CharField())
    paused = serializers.ChoiceField(Paused.choices, help_text="Empty while it runs.")
    next_at = Instant(allow_null=True)
    expires_on = serializers.DateField()
    version = serializers.IntegerField()


class ReportSchedules(Endpoint):
    """The schedules of one's own saved reports."""

    needs: ClassVar = {"list": READ, "retrieve": READ, **dict.fromkeys(STEPS, KEEP)}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="report_schedules_list",
        parameters=PAGING,
        responses=page_shape("ReportSchedulesPage", ReportScheduleShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The newest first."""
        return Response(page_data(page_of(request, _own(request), ("-id",)), schedule_data))

    @extend_schema(
        operation_id="report_schedules_read", parameters=[ID, ETAG], responses=ReportScheduleShape, tags=TAGS
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return _answer(request, pk)

    @extend_schema(
        operation_id="report_schedules_add",
        parameters=[ETAG],
        request=NewReportSchedule,
        responses={201: ReportScheduleShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Schedule one's own saved report."""
        given = values_of(request, NewReportSchedule)
        rows = SavedReport.objects.visible_to(request.user).filter(owner=request.user)
        saved = get_object_or_404(rows, pk=given.pop("saved"))
        made = keeping.add_schedule(saved, actor=request.user, fields=_fields(given))
        return _answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="report_schedules_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=ReportScheduleValues,
        responses=ReportScheduleShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change when, to whom and as what; what is not sent stays."""
        row = get_object_or_404(_own(request), pk=pk)
        version, given = matched_version(request), values_of(request, ReportScheduleValues, partial=True)
        keeping.change_schedule(row, actor=request.user, fields=_fields(given), version=version)
        return _answer(request, pk)

    @extend_schema(
        operation_id="report_schedules_remove", parameters=[ID, IF_MATCH], responses={204: None}, tags=TAGS
    )
    def destroy(self, request: Request, pk: int) -> Response:
        """Remove it; the saved report and what was sent stay."""
        version = matched_version(request)
        row = get_object_or_404(_own(request), pk=pk)
        keeping.remove_schedule(row, actor=request.user, version=version)
        return Response(status=204)

    @extend_schema(
        operation_id="report_schedules_pause",
        parameters=[ID, ETAG],
        request=None,
        responses=ReportScheduleShape,
        tags=TAGS,
    )
    def pause(self, request: Request, pk: int) -> Response:
        """Send nothing until it is let go on."""
        values_of(request, Nothing)
        keeping.pause_schedule(get_object_or_404(_own(request), pk=pk), actor=request.user)
        return _answer(request, pk)

    @extend_schema(
        operation_id="report_schedules_resume",
        parameters=[ID, ETAG],
        request=None,
        responses=ReportScheduleShape,
        tags=TAGS,
    )
    def resume(self, request: Request, pk: int) -> Response:
        """Let it go on for another half year."""
        values_of(request, Nothing)
        keeping.resume_schedule(get_object_or_404(_own(request), pk=pk), actor=request.user)
        return _answer(request, pk)


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "at": time.fromisoformat(given["at"])} if "at" in given else given


def _own(request: Request) -> Any:
    return ReportSchedule.objects.visible_to(request.user).prefetch_related("people", "teams")


def _answer(request: Request, pk: int, status: int = 200) -> Response:
    row = get_object_or_404(_own(request), pk=pk)
    return tagged(Response(schedule_data(row), status=status), row.version)


def schedule_data(row: ReportSchedule) -> dict[str, Any]:
    """A schedule for `ReportScheduleShape`; its people and teams are read."""
    return {
        "id": row.pk,
        "saved": row.saved_id,
        "cadence": row.cadence,
        "weekday": row.weekday,
        "month_day": row.month_day,
        "at": f"{row.at:%H:%M}",
        "zone": row.zone,
        "output": row.output,
        "only_over": row.only_over,
        "people": sorted(one.username for one in row.people.all()),
        "teams": sorted(one.code for one in row.teams.all()),
        "roles": row.roles,
        "paused": row.paused,
        "next_at": in_utc_or_none(row.next_at),
        "expires_on": row.expires_on.isoformat(),
        "version": row.version,
    }
