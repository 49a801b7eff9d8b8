"""A major incident as its page and REST tell it: units with their clocks, tickets, figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from hospital_itsm.continuity.models import MajorArea, MajorIncident
from hospital_itsm.continuity.rules.impact import impact_minutes, impact_of, weight_of
from hospital_itsm.people.models import CareArea
from tickets.models import Ticket

SUGGESTED: Final = 20


@dataclass(frozen=True)
class Impact:
    """Clinical-impact minutes with what they were counted from."""

    minutes: Fraction
    span: timedelta
    weight: Fraction
    impact: int

    @property
    def whole(self) -> int:
        """The figure, a begun minute counted."""
        return -(-self.minutes.numerator // self.minutes.denominator)

    @property
    def weight_words(self) -> str:
        """The weight as people read it: 3 or 0.5."""
        return f"{float(self.weight):g}"


def impact_minutes_of(major: MajorIncident, areas: Iterable[MajorArea], now: datetime) -> Impact:
    """The figure so far; one statement more where it hits every unit."""
    named = [row.care_area for row in areas]
    classes = [one.care_class for one in named] or list(
        CareArea.objects.filter(is_active=True).values_list("care_class", flat=True).distinct()
    )
    tiers = [one.tier for one in major.services.all()]
    ended = major.restored_at or now
    weight = weight_of(classes)
    scope = impact_of(tiers, len(named) or 2, major.ticket.impact if major.ticket else None)
    return Impact(impact_minutes(major.began_at, ended, weight, scope), ended - major.began_at, weight, scope)


def suggested(major: MajorIncident, actor: Any) -> Any:
    """Open tickets of its services, or of its units since it began, that the actor sees and that are not tied."""
    areas = [row.care_area_id for row in major.areas.all()]
    since = Q(opened_at__gte=major.began_at - timedelta(hours=1))
    hit = Q(service__in=major.services.all()) | Q(care_area__in=areas)
    rows = Ticket.objects.on_desk(actor).open().filter(since, hit, is_restricted=False)
    return rows.exclude(in_majors__major=major).order_by("-opened_at", "-id")[:SUGGESTED]


def children_of(major: MajorIncident, actor: Any) -> tuple[list[Any], int]:
    """The tied tickets the actor sees, and how many others there are: one statement."""
    sees = Exists(Ticket.objects.visible_to(actor).filter(pk=OuterRef("ticket")))
    rows = major.children.select_related("ticket__care_area").annotate(sees=sees)
    found = list(rows.order_by("-ticket__opened_at", "-pk"))
    seen = [one for one in found if one.sees]
    return seen, len(found) - len(seen)
