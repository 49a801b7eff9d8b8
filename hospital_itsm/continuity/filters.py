"""The filters and orders of outages and major incidents; page, REST and export share them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.choices import Tier
from hospital_itsm.continuity.choices import CauseClass, Effect, MajorState, MajorTrigger, OutageState
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    coded,
    is_yes,
    searchable,
    unknown_value,
)
from hospital_itsm.people.choices import Domain

LONGEST_TEXT: Final = 120
STATES: Final[dict[str, Q]] = {
    OutageState.PLANNED: Q(began_at__isnull=True, withdrawn_at__isnull=True),
    OutageState.RUNNING: Q(began_at__isnull=False, ended_at__isnull=True, withdrawn_at__isnull=True),
    OutageState.OVER: Q(ended_at__isnull=False, withdrawn_at__isnull=True),
    OutageState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def _words(values: Sequence[str], asked: Asked) -> Q:
    words = searchable(values[0], LONGEST_TEXT)
    number = words.upper().removeprefix("OUT-")
    if number.isascii() and number.isdecimal() and len(number) < 16:
        return Q(pk=int(number)) | Q(title__icontains=words)
    return Q(title__icontains=words)


def _state(values: Sequence[str], asked: Asked) -> Q:
    found = Q(pk__in=[])
    for value in values:
        if value not in STATES:
            raise Unreadable(unknown_value(value, list(STATES)))
        found |= STATES[value]
    return found


def _of(relation: str) -> Callable[[Sequence[str], Asked], Q]:
    """Those with a related row of one of the codes; looked up apart, so that no outage stands twice in a list."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        from hospital_itsm.continuity.models import Outage

        codes = [searchable(value, LONGEST_TEXT).upper() for value in values]
        return Q(pk__in=Outage.objects.filter(**{f"{relation}__in": codes}).values("pk"))

    return condition


def _planned(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_planned=is_yes(values[0]))


def _from(values: Sequence[str], asked: Asked) -> Q:
    return Q(ended_at__isnull=True) | Q(ended_at__gte=_midnight(values[0]))


def _until(values: Sequence[str], asked: Asked) -> Q:
    return Q(starts_at__lt=_midnight(values[0], later=1))


def _midnight(value: str, later: int = 0) -> datetime:
    try:
        day = date.fromisoformat(value)
        return timezone.make_aware(datetime.combine(day + timedelta(days=later), time.min))
    except (ValueError, OverflowError):
        raise Unreadable(_("Write the day like 2026-11-30.")) from None


def _coded(name: str, label: Any, choices: Any) -> Filter:
    return Filter(
        name, label, coded(name, choices.values), lambda value: choices(value).label,
        codes=tuple(choices.values),
    )  # fmt: skip


def _domains(values: Sequence[str]) -> list[str]:
    if unknown := [value for value in values if value not in Domain.values]:
        raise Unreadable(unknown_value(unknown[0], Domain.values))
    return list(values)


def _outages_of_domain(values: Sequence[str], asked: Asked) -> Q:
    from hospital_itsm.continuity.models import Outage

    return Q(pk__in=Outage.objects.filter(services__domain__in=_domains(values)).values("pk"))


class OutageFilters(Filters):
    """The filters of one request for outages."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _words, many=False),
        Filter(
            "state", gettext_lazy("State"), _state, lambda value: OutageState(value).label, codes=tuple(STATES)
        ),
        Filter("planned", gettext_lazy("Planned"), _planned, many=False, codes=("yes", "no")),
        _coded("effect", gettext_lazy("Effect"), Effect),
        _coded("cause", gettext_lazy("Cause"), CauseClass),
        Filter("service", gettext_lazy("Service"), _of("services__code")),
        Filter(
            "tier", gettext_lazy("Tier"), _of("services__tier"), lambda value: Tier(value).label,
            codes=tuple(Tier.values),
        ),
        Filter("unit", gettext_lazy("Unit"), _of("care_areas__code")),
        Filter(
            "domain", gettext_lazy("Domain"), _outages_of_domain, lambda value: Domain(value).label,
            codes=tuple(Domain.values),
        ),
        Filter("from", gettext_lazy("From"), _from, many=False),
        Filter("until", gettext_lazy("Until"), _until, many=False),
    )  # fmt: skip


OUTAGE_SORTS: Final = {"newest": ("-starts_at", "-id"), "oldest": ("starts_at", "id")}
"""The orderings, each over NOT NULL columns ending in the key."""


def _major_words(values: Sequence[str], asked: Asked) -> Q:
    words = searchable(values[0], LONGEST_TEXT)
    number = words.upper().removeprefix("MI-")
    if number.isascii() and number.isdecimal() and len(number) < 16:
        return Q(pk=int(number)) | Q(title__icontains=words)
    return Q(title__icontains=words)


def _major_of(relation: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        from hospital_itsm.continuity.models import MajorIncident

        codes = [searchable(value, LONGEST_TEXT).upper() for value in values]
        return Q(pk__in=MajorIncident.objects.filter(**{f"{relation}__in": codes}).values("pk"))

    return condition


def _majors_of_domain(values: Sequence[str], asked: Asked) -> Q:
    from hospital_itsm.continuity.models import MajorIncident

    return Q(pk__in=MajorIncident.objects.filter(services__domain__in=_domains(values)).values("pk"))


def _declared_from(values: Sequence[str], asked: Asked) -> Q:
    return Q(promoted_at__gte=_midnight(values[0]))


def _declared_until(values: Sequence[str], asked: Asked) -> Q:
    return Q(promoted_at__lt=_midnight(values[0], later=1))


class MajorFilters(Filters):
    """The filters of one request for major incidents."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _major_words, many=False),
        _coded("state", gettext_lazy("State"), MajorState),
        _coded("trigger", gettext_lazy("Reason"), MajorTrigger),
        Filter("service", gettext_lazy("Service"), _major_of("services__code")),
        Filter("unit", gettext_lazy("Unit"), _major_of("areas__care_area__code")),
        Filter(
            "domain", gettext_lazy("Domain"), _majors_of_domain, lambda value: Domain(value).label,
            codes=tuple(Domain.values),
        ),
        Filter("declared_from", gettext_lazy("Declared from"), _declared_from, many=False),
        Filter("declared_until", gettext_lazy("Declared until"), _declared_until, many=False),
    )  # fmt: skip


MAJOR_SORTS: Final = {"newest": ("-proposed_at", "-id"), "oldest": ("proposed_at", "id")}
"""The orderings of major incidents."""
