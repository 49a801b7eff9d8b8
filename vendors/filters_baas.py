"""The filters and orders of the register of agreements and of the list of gaps; page and REST share them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

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
from vendors.baa_gate import CONDITIONS, GAP, UNSURE, columns
from vendors.choices import BaaStanding, BaaState, Clause, GatePurpose, Provision
from vendors.filters import LONGEST_TEXT
from vendors.models import Baa, BaaOverride, Vendor
from vendors.queries.baas import stands
from vendors.queries.vendors import goes_by

GAP_CODES: Final = (BaaStanding.LAPSED.value, BaaStanding.MISSING.value, BaaStanding.ASK.value)


def _words(values: Sequence[str], asked: Asked) -> Q:
    return Q(vendor__in=Vendor.objects.filter(goes_by(searchable(values[0], LONGEST_TEXT))))


def _state(values: Sequence[str], asked: Asked) -> Q:
    found = Q()
    for value in values:
        if value not in BaaState.values:
            raise Unreadable(unknown_value(value, BaaState.values))
        found |= stands(value, timezone.localdate(asked.now))
    return found


def _lacks(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in Provision.values]:
        raise Unreadable(unknown_value(unknown[0], Provision.values))
    return Q(absent__overlap=list(values))


def _vendor(values: Sequence[str], asked: Asked) -> Q:
    return Q(vendor__name__in=[searchable(value, LONGEST_TEXT) for value in values])


class BaaFilters(Filters):
    """The filters of one request for agreements."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _words, many=False),
        Filter(
            "state",
            gettext_lazy("State"),
            _state,
            lambda value: BaaState(value).label,
            codes=tuple(BaaState.values),
        ),
        Filter(
            "lacks",
            gettext_lazy("Lacks"),
            _lacks,
            lambda value: Provision(value).label,
            codes=tuple(Provision.values),
        ),
        Filter(
            "offshore",
            gettext_lazy("Work offshore allowed"),
            coded("offshore_allowed", Clause.values),
            lambda value: Clause(value).label,
            codes=tuple(Clause.values),
        ),
        Filter("vendor", gettext_lazy("Vendor"), _vendor),
    )


def baa_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible agreements with vendor and owner; terminated and replaced ones only where a state is asked for."""
    rows = Baa.objects.visible_to(actor).select_related("vendor", "owner")
    return rows if given.get("state") else rows.going(today)


def _standing(values: Sequence[str], asked: Asked) -> Q:
    """On rows annotated with `baa_gate.columns`."""
    if unknown := [value for value in values if value not in GAP_CODES]:
        raise Unreadable(unknown_value(unknown[0], GAP_CODES))
    found = Q()
    for value in values:
        found |= CONDITIONS[BaaStanding(value)]
    return found


def _gap_words(values: Sequence[str], asked: Asked) -> Q:
    return goes_by(searchable(values[0], LONGEST_TEXT))


class GapFilters(Filters):
    """The filters of one request for vendors without an agreement."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _gap_words, many=False),
        Filter(
            "standing",
            gettext_lazy("Agreement"),
            _standing,
            lambda value: BaaStanding(value).label,
            codes=GAP_CODES,
        ),
    )


def gap_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible vendors in use that touch patient data without an agreement, and those nobody knows about."""
    rows = Vendor.objects.visible_to(actor).in_use().annotate(**columns(today))
    return rows.filter(GAP | UNSURE)


def _lasting(values: Sequence[str], asked: Asked) -> Q:
    holds = Q(made_at__lte=asked.now, ends_at__gt=asked.now)
    return holds if is_yes(values[0]) else ~holds


class ExceptionFilters(Filters):
    """The filters of one request for exceptions."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _words, many=False),
        Filter("lasting", gettext_lazy("Holds now"), _lasting, many=False, codes=("yes", "no")),
        Filter(
            "purpose",
            gettext_lazy("Allows"),
            coded("purpose", GatePurpose.values),
            lambda value: GatePurpose(value).label,
            codes=tuple(GatePurpose.values),
        ),
    )


def exception_rows(actor: Any) -> Any:
    """Exceptions with vendor and people, for those who read agreements."""
    return BaaOverride.objects.visible_to(actor).select_related("vendor", "made_by", "ended_by")


EXCEPTION_SORTS: Final = {"newest": ("-made_at", "-id")}
BAA_SORTS: Final = {"expires": ("last_day", "id"), "newest": ("-id",)}
GAP_SORTS: Final = {"name": ("name", "id")}
