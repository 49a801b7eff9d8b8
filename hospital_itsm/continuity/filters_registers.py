"""The filters and orders of the registers (tests, plans, data feeds); page, REST and files share them."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from assets.choices import Tier
from hospital_itsm.continuity.choices import TestKind, TestResult
from hospital_itsm.continuity.registers import WORDS
from hospital_itsm.continuity.rules.registers import (
    CURRENT,
    FAILED,
    LATE,
    MET,
    MISSED,
    NEVER,
    PENDING,
    SOON,
    SOON_DAYS,
    UNMEASURED,
)
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    chosen,
    exact,
    unknown_value,
    words_in,
)
from hospital_itsm.people.choices import Domain

DUE: Final = (CURRENT, SOON, LATE)
OBJECTIVES: Final = {
    MET: gettext_lazy("Met"),
    MISSED: gettext_lazy("Not met"),
    PENDING: gettext_lazy("Pending the business impact analysis"),
    UNMEASURED: gettext_lazy("Not measured"),
}
"""How a test stands to an objective of its service."""


def _one_of(
    codes: Sequence[str], condition: Callable[[str, Asked], Q]
) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that one of the values holds, each of which must be among the codes."""

    def either(values: Sequence[str], asked: Asked) -> Q:
        found = Q(pk__in=[])
        for value in values:
            if value not in codes:
                raise Unreadable(unknown_value(value, codes))
            found |= condition(value, asked)
        return found

    return either


def _due(field: str) -> Filter:
    """How what has a due day stands."""

    def condition(value: str, asked: Asked) -> Q:
        today = timezone.localdate(asked.now)
        soon = today + SOON_DAYS
        return {
            LATE: Q(**{f"{field}__lt": today}),
            SOON: Q(**{f"{field}__gte": today, f"{field}__lte": soon}),
            CURRENT: Q(**{f"{field}__gt": soon}),
        }[value]

    return _standing(DUE, condition)


def _standing(codes: Sequence[str], condition: Callable[[str, Asked], Q]) -> Filter:
    label = gettext_lazy("Stands")
    return Filter(
        "standing", label, _one_of(codes, condition), lambda value: WORDS[value][1], codes=tuple(codes)
    )


def _objective(name: str, label: Any) -> Filter:
    """Whether the minutes of a test met the objective of its service; units have none."""
    minutes, objective = f"{name}_minutes", f"service__{name}_minutes"
    of_service = Q(service__isnull=False)
    measured = of_service & Q(**{f"{minutes}__isnull": False})
    known = Q(**{f"{objective}__isnull": False})
    conditions = {
        MET: measured & known & Q(**{f"{minutes}__lte": F(objective)}),
        MISSED: measured & known & Q(**{f"{minutes}__gt": F(objective)}),
        PENDING: of_service & ~known,
        UNMEASURED: of_service & known & Q(**{f"{minutes}__isnull": True}),
    }
    condition = _one_of(tuple(conditions), lambda value, asked: conditions[value])
    return Filter(name, label, condition, lambda value: OBJECTIVES[value], codes=tuple(conditions))


def _of_service() -> tuple[Filter, ...]:
    return (
        chosen("tier", gettext_lazy("Tier"), Tier, "service__tier"),
        chosen("domain", gettext_lazy("Domain"), Domain, "service__domain"),
        Filter("service", gettext_lazy("Service"), exact("service__code")),
    )


class TestFilters(Filters):
    """The filters of one request for recovery tests and drills."""

    known = by_name(
        Filter(
            "q", gettext_lazy("Search"), words_in("service__name", "service__code", "care_area__name"), many=False
        ),
        chosen("kind", gettext_lazy("What was proven"), TestKind),
        chosen("result", gettext_lazy("Result"), TestResult),
        _due("next_due_on"),
        _objective("rto", gettext_lazy("RTO")),
        _objective("rpo", gettext_lazy("RPO")),
        *_of_service(),
        Filter("unit", gettext_lazy("Unit"), exact("care_area__code")),
    )  # fmt: skip


class PlanFilters(Filters):
    """The filters of one request for recovery plans."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("title", "service__name", "service__code"), many=False),
        _due("review_due_on"),
        *_of_service(),
        Filter("owner", gettext_lazy("Owner"), exact("owner__username")),
    )


def _feed_standing(value: str, asked: Asked) -> Q:
    from hospital_itsm.continuity.models import DataFeed

    return Q(pk__in=DataFeed.objects.with_standing(asked.now).filter(stands=value).values("pk"))


class FeedFilters(Filters):
    """The filters of one request for data feeds."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("name", "code", "source"), many=False),
        _standing((LATE, FAILED, NEVER, SOON, CURRENT), _feed_standing),
        *_of_service(),
        Filter("team", gettext_lazy("Queue"), exact("team__code")),
    )


TEST_SORTS: Final = {"due": ("next_due_on", "id"), "newest": ("-done_on", "-id")}
PLAN_SORTS: Final = {"due": ("review_due_on", "id"), "title": ("title", "id")}
FEED_SORTS: Final = {"late": ("is_well", "missed_at", "id"), "name": ("name", "id")}
"""The orderings a list takes, each over NOT NULL columns ending in the key; feeds have what `with_standing` adds."""
FEED_SORTS_OF_REST: Final = {"code": ("code", "id"), "name": ("name", "id")}
