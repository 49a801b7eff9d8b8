"""The filters and orders of the lists of sessions and cases; page and REST share them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
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
)
from hospital_itsm.vendor_work.choices import CaseState, SessionState
from hospital_itsm.vendor_work.models import CaseTicket, RemoteSession, VendorCase
from vendors.models import Vendor
from vendors.queries.vendors import goes_by

LONGEST_TEXT: Final = 200
EARLIEST, LATEST = 1990, 2200


def _words(values: Sequence[str], asked: Asked) -> Q:
    words = searchable(values[0], LONGEST_TEXT)
    company = Q(vendor__in=Vendor.objects.filter(goes_by(words)))
    return company | Q(person__name__icontains=words) | Q(asset__tag__iexact=words)


def _overdue(values: Sequence[str], asked: Asked) -> Q:
    late = Q(state=SessionState.OPEN, until_at__lte=asked.now)
    return late if is_yes(values[0]) else ~late


def named(lookup: str) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that a column is one of the given texts."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{lookup}__in": [searchable(value, LONGEST_TEXT) for value in values]})

    return condition


def since(column: str, *, after: int = 0) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that an instant lies from a day on, or with `after` before the day after it."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        at = _midnight(values[0], after)
        return Q(**{f"{column}__lt" if after else f"{column}__gte": at})

    return condition


def _midnight(text: str, after: int) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not EARLIEST < day.year < LATEST:
        raise Unreadable(_("Write the day like 2026-11-30."))
    return timezone.make_aware(datetime.combine(day + timedelta(days=after), time()))


class SessionFilters(Filters):
    """The filters of one request for sessions."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _words, many=False),
        Filter(
            "state",
            gettext_lazy("State"),
            coded("state", SessionState.values),
            lambda value: SessionState(value).label,
            codes=tuple(SessionState.values),
        ),
        Filter("overdue", gettext_lazy("Open after its end"), _overdue, many=False, codes=("yes", "no")),
        Filter("vendor", gettext_lazy("Vendor"), named("vendor__name")),
        Filter("tag", gettext_lazy("Device"), named("asset__tag")),
        Filter("ticket", gettext_lazy("Ticket"), named("ticket__key")),
        Filter("from", gettext_lazy("From"), since("starts_at"), many=False),
        Filter("until", gettext_lazy("Until"), since("starts_at", after=1), many=False),
    )


def session_rows(actor: Any) -> Any:
    """Visible sessions with everything a line names."""
    return RemoteSession.objects.visible_to(actor).named()


SESSION_SORTS: Final = {"newest": ("-starts_at", "-id"), "ends": ("until_at", "id")}


def _case_words(values: Sequence[str], asked: Asked) -> Q:
    words = searchable(values[0], LONGEST_TEXT)
    company = Q(vendor__in=Vendor.objects.filter(goes_by(words)))
    linked = CaseTicket.objects.filter(case=OuterRef("pk"), ticket__key__iexact=words)
    return company | Q(number__icontains=words) | Q(subject__icontains=words) | Q(Exists(linked))


def _closed(values: Sequence[str], asked: Asked) -> Q:
    closed = Q(state=CaseState.CLOSED)
    return closed if is_yes(values[0]) else ~closed


def _of_ticket(values: Sequence[str], asked: Asked) -> Q:
    keys = [searchable(value, LONGEST_TEXT) for value in values]
    return Q(Exists(CaseTicket.objects.filter(case=OuterRef("pk"), ticket__key__in=keys)))


class CaseFilters(Filters):
    """The filters of one request for cases."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _case_words, many=False),
        Filter(
            "state",
            gettext_lazy("State"),
            coded("state", CaseState.values),
            lambda value: CaseState(value).label,
            codes=tuple(CaseState.values),
        ),
        Filter("closed", gettext_lazy("Closed"), _closed, many=False, codes=("yes", "no")),
        Filter("vendor", gettext_lazy("Vendor"), named("vendor__name")),
        Filter("number", gettext_lazy("Their number"), named("number")),
        Filter("ticket", gettext_lazy("Ticket"), _of_ticket),
        Filter("from", gettext_lazy("From"), since("opened_at"), many=False),
        Filter("until", gettext_lazy("Until"), since("opened_at", after=1), many=False),
    )


def case_rows(actor: Any) -> Any:
    """Visible cases with company and tickets."""
    return VendorCase.objects.visible_to(actor).with_tickets()


CASE_SORTS: Final = {
    "newest": ("-opened_at", "-id"),
    "silent": ("last_word_at", "id"),
    "spoken": ("-last_word_at", "-id"),
}
