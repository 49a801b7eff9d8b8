"""What is counted about major incidents (domain 2.4, 6.2): how many, whom they hit, how they were told and reviewed.

Each counts once, in the domain of its most critical service.
"""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from assets.models import Service
from hospital_itsm.continuity.majors import impact_minutes_of
from hospital_itsm.continuity.models import MajorArea, MajorIncident, MajorUpdate
from hospital_itsm.continuity.rules.cadence import FIRST_UPDATE
from hospital_itsm.kpi.measures.base import ONE_DAY, Cell, Measure, MidnightOf, Moment, exact, midnight
from tickets.choices import CareAnswer

CARE_CLASSES: Final = ("A", "B", "C")
DOMAIN: Final = Coalesce(
    Subquery(Service.objects.filter(majors=OuterRef("pk")).order_by("tier", "code").values("domain")[:1]),
    Value(""),
)
"""That of its most critical service."""
OF_MAJORS: Final[dict[str, Any]] = {"listed": "major", "hears": ("major",), "domain": DOMAIN}
AFTER_DUE: Final = MidnightOf("review_due_on", 1)
REVIEWED_IN_TIME: Final = Q(reviewed_at__lt=AFTER_DUE)


def declared(moment: Moment) -> QuerySet[Any]:
    """Those that somebody declared; what was only proposed, or declined, is none."""
    return MajorIncident.objects.filter(promoted_at__isnull=False)


def restored(moment: Moment) -> QuerySet[Any]:
    """Those after which it works again."""
    return declared(moment).filter(restored_at__isnull=False)


def hits_care(moment: Moment) -> Q:
    """A unit of class A, B or C is hit, every unit is, or its ticket says that care is affected."""
    areas = MajorArea.objects.filter(major=OuterRef("pk"))
    by_area = Q(Exists(areas.filter(care_area__care_class__in=CARE_CLASSES))) | ~Q(Exists(areas))
    said = (CareAnswer.UNSAFE, CareAnswer.SLOWER)
    return by_area | Q(ticket__is_patient_safety=True) | Q(ticket__care_answer__in=said)


def told_in_time(moment: Moment) -> Q:
    """No update came later than the one before it, or the declaration, had promised."""
    before = MajorUpdate.objects.filter(major=OuterRef("major"), pk__lt=OuterRef("pk")).order_by("-pk")
    promised = Coalesce(
        Subquery(before.values("next_update_due")[:1]), F("major__promoted_at") + Value(FIRST_UPDATE)
    )
    updates = MajorUpdate.objects.filter(major=OuterRef("pk")).annotate(kpi_promised=promised)
    return ~Q(Exists(updates.filter(posted_at__gt=F("kpi_promised"))))


def to_be_reviewed(moment: Moment) -> QuerySet[Any]:
    """Those that are reviewed, or ought to be."""
    rows = declared(moment).filter(review_due_on__isnull=False)
    return rows.filter(Q(reviewed_at__isnull=False) | Q(review_due_on__lt=moment.today))


def impact(first: date, last: date, now: datetime) -> list[Cell]:
    """Clinical-impact minutes of those that ended on each day, each as its page tells them."""
    rows = restored(Moment.at(now)).filter(
        restored_at__gte=midnight(first), restored_at__lt=midnight(last + ONE_DAY)
    )
    found: dict[tuple[date, str], list[Fraction]] = {}
    listed = rows.annotate(kpi_domain=DOMAIN).select_related("ticket")
    for one in listed.prefetch_related("services", "areas__care_area"):
        minutes = impact_minutes_of(one, one.areas.all(), now).minutes
        found.setdefault((timezone.localdate(one.restored_at), one.kpi_domain), []).append(minutes)
    return [
        Cell(day, None, domain, "", len(minutes), _exact(sum(minutes, Fraction(0))), exact(len(minutes)))
        for (day, domain), minutes in found.items()
    ]


def _exact(minutes: Fraction) -> Any:
    return exact(minutes.numerator) / minutes.denominator


def _measure(code: str, rows: Callable[[Moment], QuerySet[Any]], at: Any, **more: Any) -> Measure:
    return Measure(code, rows, at=at, **OF_MAJORS, **more)


MEASURES: Final = (
    _measure("majors", declared, "promoted_at"),
    _measure("majors_care", declared, "promoted_at", part=hits_care),
    _measure("major_impact", restored, "restored_at", over_days=impact),
    _measure(
        "major_updates", lambda moment: declared(moment).filter(stood_down_at__isnull=False), "stood_down_at",
        part=told_in_time,
    ),
    _measure(
        "major_reviews", to_be_reviewed,
        Case(When(REVIEWED_IN_TIME, then=F("reviewed_at")), default=MidnightOf("review_due_on")),
        part=lambda moment: REVIEWED_IN_TIME,
    ),
)  # fmt: skip
