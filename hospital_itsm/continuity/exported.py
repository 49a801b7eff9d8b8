"""Outages and major incidents as files: the rows and columns of their lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.continuity.figures import put_lengths
from hospital_itsm.continuity.filters import MAJOR_SORTS, OUTAGE_SORTS, MajorFilters, OutageFilters
from hospital_itsm.continuity.filters_registers import (
    FEED_SORTS,
    OBJECTIVES,
    PLAN_SORTS,
    TEST_SORTS,
    FeedFilters,
    PlanFilters,
    TestFilters,
)
from hospital_itsm.continuity.models import DataFeed, MajorIncident, Outage, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.registers import look_of, put_dues, put_feeds, put_objectives
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register


def outage_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Visible outages; withdrawn ones only where a state is asked for."""
    rows = Outage.objects.visible_to(actor).listed()
    return rows if given.get("state") else rows.counted()


def _rows(reader: Reader) -> Sequence[Any]:
    return [outage_rows(reader.actor, reader.given)]


def _with_lengths(rows: Sequence[Outage], reader: Reader) -> Iterable[Outage]:
    put_lengths(rows, reader.now)
    return rows


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(sorted(one.code for one in rows))


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Outage"), lambda row: row.key),
        Column(_("What"), lambda row: row.title),
        Column(_("State"), lambda row: row.state.label),
        Column(_("Planned"), lambda row: row.is_planned),
        Column(_("Effect"), lambda row: row.get_effect_display()),
        Column(_("Users hit, percent"), lambda row: row.users_percent),
        Column(_("Services"), lambda row: _names(row.services.all())),
        Column(_("Units"), lambda row: _names(row.care_areas.all())),
        Column(_("Window from"), lambda row: row.planned_from, is_moment=True),
        Column(_("Window until"), lambda row: row.planned_until, is_moment=True),
        Column(_("Began"), lambda row: row.began_at, is_moment=True),
        Column(_("Ended"), lambda row: row.ended_at, is_moment=True),
        Column(_("Minutes out"), lambda row: None if row.length is None else whole_minutes(row.length)),
        Column(_("Overran its window"), lambda row: row.overran),
        Column(_("Cause"), lambda row: row.get_cause_display()),
    )


OUTAGES: Final = register(
    ExportedList(
        "outage", _("Outages"), "outage.read", "continuity:outages", "continuity:export_outages", _rows,
        _columns, OutageFilters, OUTAGE_SORTS, dress=_with_lengths,
    )
)  # fmt: skip


def _majors(reader: Reader) -> Sequence[Any]:
    return [MajorIncident.objects.visible_to(reader.actor).listed()]


def _major_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Major incident"), lambda row: row.key),
        Column(_("What"), lambda row: row.title),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Reason"), lambda row: row.get_trigger_display()),
        Column(_("Downtime level"), lambda row: row.level),
        Column(_("Services"), lambda row: _names(row.services.all())),
        Column(_("Units"), lambda row: _names(one.care_area for one in row.areas.all())),
        Column(_("Commander"), lambda row: row.commander.display_name if row.commander else None),
        Column(_("Began"), lambda row: row.began_at, is_moment=True),
        Column(_("Declared"), lambda row: row.promoted_at, is_moment=True),
        Column(_("Works again"), lambda row: row.restored_at, is_moment=True),
        Column(_("Stood down"), lambda row: row.stood_down_at, is_moment=True),
        Column(_("Review due"), lambda row: row.review_due_on),
        Column(_("Reviewed"), lambda row: row.reviewed_at, is_moment=True),
    )


MAJORS: Final = register(
    ExportedList(
        "major", _("Major incidents"), "major.read", "continuity:majors", "continuity:export_majors", _majors,
        _major_columns, MajorFilters, MAJOR_SORTS,
    )
)  # fmt: skip


def test_rows(actor: Any) -> Any:
    """The latest test that counts of each kind of each service or unit, by the day the next one is due."""
    newer = RecoveryTest.objects.filter(
        kind=OuterRef("kind"), withdrawn_reason="", done_on__gt=OuterRef("done_on")
    )
    same = newer.filter(service=OuterRef("service")), newer.filter(care_area=OuterRef("care_area"))
    rows = RecoveryTest.objects.visible_to(actor).filter(
        ~Exists(same[0]), ~Exists(same[1]), withdrawn_reason=""
    )
    return rows.select_related("service", "care_area", "recorded_by").order_by("next_due_on", "id")


def plan_rows(actor: Any) -> Any:
    """Plans in use, by the day their review is due."""
    rows = RecoveryPlan.objects.visible_to(actor).filter(is_active=True)
    return rows.select_related("service", "owner").order_by("review_due_on", "id")


def feed_rows(actor: Any, now: datetime) -> Any:
    """Feeds in use with how they stand, by name."""
    rows = DataFeed.objects.visible_to(actor).filter(is_active=True).select_related("service", "team")
    return rows.with_standing(now)


def _with_objectives(rows: Sequence[RecoveryTest], reader: Reader) -> Iterable[RecoveryTest]:
    put_dues(rows, "next_due_on", timezone.localdate(reader.now))
    put_objectives(rows)
    return rows


def _with_reviews(rows: Sequence[RecoveryPlan], reader: Reader) -> Iterable[RecoveryPlan]:
    put_dues(rows, "review_due_on", timezone.localdate(reader.now))
    return rows


def _with_runs(rows: Sequence[DataFeed], reader: Reader) -> Iterable[DataFeed]:
    put_feeds(rows, reader.now)
    return rows


def _stands(row: Any) -> Any:
    return look_of(row)[1]


def _objective(row: RecoveryTest, name: str) -> Any:
    """The words of how a test stands to an objective; none for a unit."""
    return OBJECTIVES[getattr(row, name)] if row.service else None


def _test_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("What"), lambda row: row.get_kind_display()),
        Column(_("Service or unit"), lambda row: row.subject.name),
        Column(_("Tier"), lambda row: row.service.tier if row.service else None),
        Column(_("Day"), lambda row: row.done_on),
        Column(_("Result"), lambda row: row.get_result_display()),
        Column(_("Minutes until it worked"), lambda row: row.rto_minutes),
        Column(_("RTO, minutes"), lambda row: row.service.rto_minutes if row.service else None),
        Column(_("Minutes of data lost"), lambda row: row.rpo_minutes),
        Column(_("RPO, minutes"), lambda row: row.service.rpo_minutes if row.service else None),
        Column(_("RTO"), lambda row: _objective(row, "rto")),
        Column(_("RPO"), lambda row: _objective(row, "rpo")),
        Column(_("Next due"), lambda row: row.next_due_on),
        Column(_("Stands"), _stands),
    )


def _plan_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Plan"), lambda row: row.title),
        Column(_("Service"), lambda row: row.service.name),
        Column(_("Kept at"), lambda row: row.kept_at),
        Column(_("Owner"), lambda row: row.owner.display_name),
        Column(_("Reviewed"), lambda row: row.reviewed_on),
        Column(_("Review due"), lambda row: row.review_due_on),
        Column(_("Stands"), _stands),
    )


def _feed_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Feed"), lambda row: row.code),
        Column(_("Name"), lambda row: row.name),
        Column(_("From"), lambda row: row.source),
        Column(_("For"), lambda row: row.service.name if row.service else None),
        Column(_("Minutes between runs"), lambda row: row.expected_minutes),
        Column(_("Last run"), lambda row: row.last_run_at, is_moment=True),
        Column(_("Last result"), lambda row: row.get_last_result_display()),
        Column(_("Expected by"), lambda row: row.expected, is_moment=True),
        Column(_("Stands"), _stands),
    )


TESTS: Final = register(
    ExportedList(
        "recovery_test", _("Recovery tests"), "outage.read", "continuity:tests", "continuity:export_tests",
        lambda reader: [test_rows(reader.actor)], _test_columns, TestFilters, TEST_SORTS, dress=_with_objectives,
    )
)  # fmt: skip
PLANS: Final = register(
    ExportedList(
        "recovery_plan", _("Recovery plans"), "outage.read", "continuity:plans", "continuity:export_plans",
        lambda reader: [plan_rows(reader.actor)], _plan_columns, PlanFilters, PLAN_SORTS, dress=_with_reviews,
    )
)  # fmt: skip
FEEDS: Final = register(
    ExportedList(
        "data_feed", _("Data feeds"), "outage.read", "continuity:feeds", "continuity:export_feeds",
        lambda reader: [feed_rows(reader.actor, reader.now)], _feed_columns, FeedFilters, FEED_SORTS,
        dress=_with_runs,
    )
)  # fmt: skip
