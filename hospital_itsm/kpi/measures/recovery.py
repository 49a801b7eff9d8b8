"""What is counted about tests, drills, plans and feeds (domain 6.3): what is current, which objectives were met."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce

from assets.choices import ServiceLifecycle, Tier
from assets.models import Service
from hospital_itsm.continuity.choices import RunResult, TestKind, TestResult
from hospital_itsm.continuity.models import DataFeed, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.rules.registers import GRACE
from hospital_itsm.kpi.measures.base import Measure, MidnightOf, Moment
from hospital_itsm.people.models import CareArea

A_YEAR: Final = timedelta(days=365)
TESTED_TIERS: Final = (Tier.T0, Tier.T1, Tier.T2)
DRILLED_CLASSES: Final = ("A", "B", "C")
OF_SERVICES: Final[dict[str, Any]] = {
    "hears": ("service", "recovery"),
    "listed": "service",
    "domain": "domain",
}
HOW_LONG: Final = ExpressionWrapper(
    F("expected_minutes") * Value(timedelta(minutes=1) * (1 + 1 / GRACE), output_field=DurationField()),
    output_field=DurationField(),
)
"""How long a feed may be silent: its interval and half of it."""


def live(moment: Moment) -> QuerySet[Any]:
    """Services that people use now."""
    return Service.objects.in_use().filter(lifecycle=ServiceLifecycle.LIVE)


def of_first_tiers(moment: Moment) -> QuerySet[Any]:
    """Live services of tiers 0 to 2."""
    return live(moment).filter(tier__in=TESTED_TIERS)


def of_first_tiers_or_pending(moment: Moment) -> QuerySet[Any]:
    """With those whose impact analysis is pending: nobody knows that they need no test."""
    return live(moment).filter(tier__in=(*TESTED_TIERS, Tier.PENDING))


def within_a_year(moment: Moment, kind: TestKind, subject: str = "service", **more: Any) -> Q:
    """A test of a kind was done in the 365 days before."""
    since = moment.today - A_YEAR
    rows = RecoveryTest.objects.filter(
        kind=kind, withdrawn_reason="", done_on__range=(since, moment.today), **more
    )
    return Q(Exists(rows.filter(**{subject: OuterRef("pk")})))


def recovery_proven(moment: Moment) -> Q:
    """It passed its disaster recovery test within a year, and it is known what it had to reach."""
    return within_a_year(moment, TestKind.FAILOVER, result=TestResult.PASSED) & ~Q(tier=Tier.PENDING)


def planned(moment: Moment) -> Q:
    """It has a recovery plan whose review is not late."""
    plans = RecoveryPlan.objects.filter(is_active=True, review_due_on__gte=moment.today)
    return Q(Exists(plans.filter(service=OuterRef("pk"))))


def drilled_areas(moment: Moment) -> QuerySet[Any]:
    """Units that have to work without their systems."""
    return CareArea.objects.filter(is_active=True, care_class__in=DRILLED_CLASSES)


def measured(objective: str) -> Callable[[Moment], QuerySet[Any]]:
    """Rows: tests that measured a recovery objective that the service has."""
    return lambda moment: RecoveryTest.objects.filter(
        **{"withdrawn_reason": "", f"{objective}__isnull": False, f"service__{objective}__isnull": False}
    )


def feeds(moment: Moment) -> QuerySet[Any]:
    """Feeds in use; one that is too young to have run does not count yet."""
    first_due = ExpressionWrapper(F("created_at") + HOW_LONG, output_field=DateTimeField())
    rows = DataFeed.objects.filter(is_active=True).annotate(kpi_first_due=first_due)
    return rows.filter(Q(last_run_at__isnull=False) | Q(kpi_first_due__lt=moment.now))


def on_time(moment: Moment) -> Q:
    """The last run was complete, and the next is not late."""
    next_due = ExpressionWrapper(F("last_run_at") + HOW_LONG, output_field=DateTimeField())
    return Q(
        pk__in=DataFeed.objects.exclude(last_result=RunResult.FAILED)
        .annotate(kpi_next_due=next_due)
        .filter(kpi_next_due__gte=moment.now)
        .values("pk")
    )


def _objective(code: str, objective: str) -> Measure:
    return Measure(
        code, measured(objective), ("recovery",), at=MidnightOf("done_on"),
        part=lambda moment: Q(**{f"{objective}__lte": F(f"service__{objective}")}), domain="service__domain",
    )  # fmt: skip


MEASURES: Final = (
    Measure("services_owned", live, part=lambda moment: Q(owner__isnull=False), **OF_SERVICES),
    Measure("recovery_planned", of_first_tiers, part=planned, **OF_SERVICES),
    Measure(
        "restore_tested", of_first_tiers, part=lambda moment: within_a_year(moment, TestKind.RESTORE), **OF_SERVICES
    ),
    Measure("recovery_tested", of_first_tiers_or_pending, part=recovery_proven, **OF_SERVICES),
    Measure(
        "drilled", drilled_areas, ("area", "recovery"), site="site",
        part=lambda moment: within_a_year(moment, TestKind.DRILL, "care_area"),
    ),
    _objective("rto_met", "rto_minutes"),
    _objective("rpo_met", "rpo_minutes"),
    Measure(
        "feeds_on_time", feeds, ("feed",), part=on_time,
        domain=Coalesce("team__domain", "service__domain", Value("")),
    ),
)  # fmt: skip
