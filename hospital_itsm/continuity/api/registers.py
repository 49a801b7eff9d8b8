"""The registers over REST, and the door through which feeds tell that they ran."""

from typing import Any, ClassVar, Final

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Service
from hospital_itsm.continuity.actions import registers
from hospital_itsm.continuity.choices import RunResult, TestKind, TestResult
from hospital_itsm.continuity.exported import feed_rows, plan_rows, test_rows
from hospital_itsm.continuity.filters_registers import (
    FEED_SORTS_OF_REST,
    OBJECTIVES,
    PLAN_SORTS,
    TEST_SORTS,
    FeedFilters,
    PlanFilters,
    TestFilters,
)
from hospital_itsm.continuity.models import DataFeed, FeedRun, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.registers import WORDS, put_dues, put_feeds, put_objectives
from hospital_itsm.core.rest.fields import Code, Instant, Text, Whole, in_utc, in_utc_or_none
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.people.models import CareArea

READ = ("outage.read", "continuity:read")
KEEP = ("register.keep", "continuity:write")
TELL = ("feed.tell", "continuity:write")
TAGS: Final = ["continuity"]
CODE: Final = OpenApiParameter(
    "code", OpenApiTypes.STR, OpenApiParameter.PATH, description="The feed's code."
)
STANDINGS: Final = list(WORDS)
A_YEAR: Final = 527_040
MET_OR_NOT: Final = list(OBJECTIVES)
OBJECTIVE: Final = "How it stands to the objective of its service; empty for a unit."


class NewRecoveryTest(StrictSerializer):
    """A test to be recorded: a drill of a unit, anything else of a service."""

    kind = serializers.ChoiceField(TestKind.choices)
    service = Code(queryset=Service.objects.all(), required=False)
    care_area = Code(queryset=CareArea.objects.all(), required=False)
    done_on = serializers.DateField()
    result = serializers.ChoiceField(TestResult.choices)
    rto_minutes = Whole(min_value=0, max_value=A_YEAR, required=False, allow_null=True)
    rpo_minutes = Whole(min_value=0, max_value=A_YEAR, required=False, allow_null=True)
    findings = Text(max_length=1000, required=False, allow_blank=True)
    next_due_on = serializers.DateField(required=False)
    phi_decision = Text(max_length=10, required=False)


class RecoveryTestShape(serializers.Serializer[Any]):
    """The latest test of its kind of a service or unit."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(TestKind.choices)
    service = serializers.CharField(allow_null=True)
    care_area = serializers.CharField(allow_null=True)
    done_on = serializers.DateField()
    result = serializers.ChoiceField(TestResult.choices)
    rto_minutes = serializers.IntegerField(allow_null=True)
    rpo_minutes = serializers.IntegerField(allow_null=True)
    rto = serializers.ChoiceField(MET_OR_NOT, allow_blank=True, help_text=OBJECTIVE)
    rpo = serializers.ChoiceField(MET_OR_NOT, allow_blank=True, help_text=OBJECTIVE)
    next_due_on = serializers.DateField()
    standing = serializers.ChoiceField(STANDINGS)


class RecoveryPlanShape(serializers.Serializer[Any]):
    """A plan to bring a service back."""

    id = serializers.IntegerField()
    service = serializers.CharField()
    title = serializers.CharField()
    kept_at = serializers.CharField()
    owner = serializers.CharField()
    reviewed_on = serializers.DateField()
    review_due_on = serializers.DateField()
    standing = serializers.ChoiceField(STANDINGS)


class DataFeedShape(serializers.Serializer[Any]):
    """A feed and how it stands."""

    code = serializers.CharField()
    name = serializers.CharField()
    from_system = serializers.CharField()
    service = serializers.CharField(allow_null=True)
    team = serializers.CharField(allow_null=True)
    expected_minutes = serializers.IntegerField()
    expected_by = Instant()
    last_run_at = Instant(allow_null=True)
    last_result = serializers.CharField(help_text="ok or failed; empty before the first run.")
    standing = serializers.ChoiceField(STANDINGS)


class NewFeedRun(StrictSerializer):
    """That a feed ran; telling it again under the same key stores nothing."""

    run_key = Text(max_length=80)
    ended_at = Instant()
    result = serializers.ChoiceField(RunResult.choices)
    rows = Whole(min_value=0, max_value=2_147_483_647, required=False, allow_null=True)


class FeedRunShape(serializers.Serializer[Any]):
    """A run as it is stored."""

    run_key = serializers.CharField()
    ended_at = Instant()
    result = serializers.ChoiceField(RunResult.choices)
    rows = serializers.IntegerField(allow_null=True)
    received_at = Instant()


class RecoveryTests(ListedEndpoint):
    """Tests of backups and recovery, and drills."""

    needs: ClassVar = {"list": READ, "create": KEEP}
    filters = TestFilters
    orders = TEST_SORTS

    @extend_schema(
        operation_id="recovery_tests_list",
        parameters=parameters_of(TestFilters, TEST_SORTS),
        responses=page_shape("RecoveryTestsPage", RecoveryTestShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The latest of each kind of each service or unit, what is due first."""
        page = self.page_of(request, test_rows(request.user))
        put_dues(page.rows, "next_due_on", timezone.localdate())
        put_objectives(page.rows)
        return Response(page_data(page, test_data))

    @extend_schema(
        operation_id="recovery_tests_record",
        request=NewRecoveryTest,
        responses={201: RecoveryTestShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Record a test."""
        made = registers.record_test(actor=request.user, **values_of(request, NewRecoveryTest))
        put_dues([made], "next_due_on", timezone.localdate())
        put_objectives([made])
        return Response(test_data(made), status=201)


class RecoveryPlans(ListedEndpoint):
    """Recovery plans in use."""

    needs: ClassVar = {"list": READ}
    filters = PlanFilters
    orders = PLAN_SORTS

    @extend_schema(
        operation_id="recovery_plans_list",
        parameters=parameters_of(PlanFilters, PLAN_SORTS),
        responses=page_shape("RecoveryPlansPage", RecoveryPlanShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Plans, what is due for review first."""
        page = self.page_of(request, plan_rows(request.user))
        put_dues(page.rows, "review_due_on", timezone.localdate())
        return Response(page_data(page, plan_data))


class DataFeeds(ListedEndpoint):
    """Data feeds in use."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "runs": TELL}
    filters = FeedFilters
    orders = FEED_SORTS_OF_REST

    @extend_schema(
        operation_id="data_feeds_list",
        parameters=parameters_of(FeedFilters, FEED_SORTS_OF_REST),
        responses=page_shape("DataFeedsPage", DataFeedShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Feeds, by their code."""
        now = timezone.now()
        page = self.page_of(request, feed_rows(request.user, now))
        put_feeds(page.rows, now)
        return Response(page_data(page, feed_data))

    @extend_schema(operation_id="data_feeds_read", parameters=[CODE], responses=DataFeedShape, tags=TAGS)
    def retrieve(self, request: Request, code: str) -> Response:
        """One feed."""
        now = timezone.now()
        row = get_object_or_404(feed_rows(request.user, now), code=code)
        put_feeds([row], now)
        return Response(feed_data(row))

    @extend_schema(
        operation_id="data_feeds_tell_run",
        parameters=[CODE],
        request=NewFeedRun,
        responses={201: FeedRunShape},
        tags=TAGS,
    )
    def runs(self, request: Request, code: str) -> Response:
        """Tell that a feed ran, once under its key."""
        given = values_of(request, NewFeedRun)
        try:
            made = registers.tell_run(code, actor=request.user, **given)
        except DataFeed.DoesNotExist:
            raise Http404 from None
        return Response(run_data(made), status=201)


def test_data(row: RecoveryTest) -> dict[str, Any]:
    """A test."""
    names = ("kind", "result", "rto_minutes", "rpo_minutes", "rto", "rpo", "standing")
    return {
        **{name: getattr(row, name) for name in names},
        "id": row.pk,
        "service": row.service.code if row.service else None,
        "care_area": row.care_area.code if row.care_area else None,
        "done_on": row.done_on.isoformat(),
        "next_due_on": row.next_due_on.isoformat(),
    }


def plan_data(row: RecoveryPlan) -> dict[str, Any]:
    """A plan."""
    return {
        "id": row.pk,
        "service": row.service.code,
        "title": row.title,
        "kept_at": row.kept_at,
        "owner": row.owner.username,
        "reviewed_on": row.reviewed_on.isoformat(),
        "review_due_on": row.review_due_on.isoformat(),
        "standing": row.standing,
    }


def feed_data(row: DataFeed) -> dict[str, Any]:
    """A feed."""
    names = ("code", "name", "expected_minutes", "last_result", "standing")
    return {
        **{name: getattr(row, name) for name in names},
        "from_system": row.source,
        "service": row.service.code if row.service else None,
        "team": row.team.code if row.team else None,
        "expected_by": in_utc(row.expected),
        "last_run_at": in_utc_or_none(row.last_run_at),
    }


def run_data(row: FeedRun) -> dict[str, Any]:
    """A run."""
    return {
        "run_key": row.run_key,
        "ended_at": in_utc(row.ended_at),
        "result": row.result,
        "rows": row.rows,
        "received_at": in_utc(row.received_at),
    }
