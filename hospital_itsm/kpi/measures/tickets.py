"""What is counted about tickets (domain 6.2): flow, backlog, first line, hand-overs, satisfaction, care.

Restricted tickets never count, duplicates never, and incidents and requests not together unless it is said.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from assets.choices import CLINICAL_CLASSES
from assets.models import NetworkProfile
from hospital_itsm.kpi.measures import backlog
from hospital_itsm.kpi.measures.base import Measure, Moment, Seconds, WholeDays, flag
from hospital_itsm.people.choices import Domain
from tickets.choices import HandoverState, Kind, MessageKind, Source
from tickets.models import Handover, Message, Rating, Ticket
from tickets.queries.queue_views import AFFECTS_CARE
from tickets.rules.routing import FIRST_LINE

IT: Final = (Domain.INFRASTRUCTURE, Domain.APPLICATIONS)
AN_HOUR, A_MONTH = timedelta(hours=1), timedelta(days=30)
MANY_HOPS: Final = 3
GOOD_SCORE: Final = 4
WEIGHTS: Final = {"A": Decimal(3), "B": Decimal(2), "C": Decimal(1), "D": Decimal("0.5"), "E": Decimal(0)}
SCOPES: Final = {1: Decimal(4), 2: Decimal(2), 3: Decimal(1), 4: Decimal("0.5")}
"""What a minute weighs by the class of the care area and by how many are hit (domain 6.2)."""
PLACES: Final[dict[str, Any]] = {"site": "care_area__site", "domain": "team__domain", "listed": "ticket"}
TICKETS: Final[dict[str, Any]] = {**PLACES, "hears": ("ticket",)}
ENDED: Final = Coalesce("resolved_at", "closed_at")
"""When a ticket was resolved, or ended without that."""
ACCEPTED: Final = Q(state=HandoverState.ACCEPTED)


def first_opened() -> Any:
    """When the first ticket was opened."""
    return Ticket.objects.aggregate(first=Min("opened_at"))["first"]


STANDING: Final[dict[str, Any]] = {**TICKETS, "remembers": True, "began": first_opened}


def counted(moment: Moment) -> QuerySet[Any]:
    """Incidents and requests that anybody at the desk sees, each once."""
    kinds = (Kind.INCIDENT, Kind.REQUEST)
    return Ticket.objects.filter(kind__in=kinds, is_restricted=False, merged_into__isnull=True)


def incidents(moment: Moment) -> QuerySet[Any]:
    """Incidents alone."""
    return Ticket.objects.filter(kind=Kind.INCIDENT, is_restricted=False, merged_into__isnull=True)


def open_then(moment: Moment) -> QuerySet[Any]:
    """Those that were open at the moment, with their age; one opened again counts as open all the while."""
    age = WholeDays(Value(moment.now, output_field=DateTimeField()) - F("opened_at"))
    rows = counted(moment).annotate(kpi_ended=ENDED, kpi_age=age).filter(opened_at__lt=moment.now)
    return rows.filter(Q(kpi_ended__isnull=True) | Q(kpi_ended__gte=moment.now))


def of_devices(moment: Moment) -> QuerySet[Any]:
    """Incidents about devices of clinical engineering."""
    return incidents(moment).filter(asset__asset_class__in=CLINICAL_CLASSES)


def handed_over(**which: Any) -> Exists:
    """Did a team accept a hand-over of the ticket?"""
    return Exists(Handover.objects.filter(ACCEPTED, ticket=OuterRef("pk"), **which))


def came_to_first_line(moment: Moment) -> QuerySet[Any]:
    """Incidents that the first line has or had."""
    return incidents(moment).filter(Q(team__code=FIRST_LINE) | Q(handed_over(from_team__code=FIRST_LINE)))


def settled_at_once(moment: Moment) -> Q:
    """By the first line within the hour, without a second word of the requester, and for good."""
    asked_again = Message.objects.filter(
        ticket=OuterRef("pk"),
        kind=MessageKind.PUBLIC,
        author=OuterRef("requester"),
        created_at__gt=OuterRef("opened_at"),
        created_at__lt=OuterRef("first_resolved_at"),
    )
    quickly = Q(first_resolved_at__lte=F("opened_at") + AN_HOUR, reopened_count=0)
    return quickly & at_first_line(moment) & ~Q(Exists(asked_again))


def at_first_line(moment: Moment) -> Q:
    """The first line has it, and nobody handed it over."""
    return Q(team__code=FIRST_LINE) & ~Q(handed_over())


def with_hops(moment: Moment) -> QuerySet[Any]:
    """Incidents with `kpi_hops`, how many hand-overs were accepted."""
    accepted = Handover.objects.filter(ACCEPTED, ticket=OuterRef("pk")).order_by().values("ticket")
    hops = Coalesce(Subquery(accepted.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())
    return incidents(moment).annotate(kpi_hops=hops)


def seen_before(moment: Moment) -> Q:
    """An incident of the same device and category was opened in the 30 days before."""
    same = Ticket.objects.filter(
        kind=Kind.INCIDENT,
        merged_into__isnull=True,
        asset=OuterRef("asset"),
        category=OuterRef("category"),
        opened_at__lt=OuterRef("opened_at"),
        opened_at__gte=OuterRef("opened_at") - A_MONTH,
    )
    return Q(Exists(same))


def on_network(moment: Moment) -> QuerySet[Any]:
    """Tickets about devices that are on the network."""
    connected = NetworkProfile.objects.filter(~Q(mac="") | Q(ip__isnull=False), asset=OuterRef("asset"))
    return counted(moment).filter(Exists(connected))


def crossed_over(moment: Moment) -> Q:
    """A hand-over between IT and clinical engineering was accepted."""
    htm = Domain.CLINICAL_ENGINEERING
    return Q(handed_over(from_team__domain__in=IT, to_team__domain=htm)) | Q(
        handed_over(from_team__domain=htm, to_team__domain__in=IT)
    )


def last_ratings(moment: Moment) -> QuerySet[Any]:
    """The latest rating of each ticket."""
    later = Rating.objects.filter(ticket=OuterRef("ticket"), pk__gt=OuterRef("pk"))
    return Rating.objects.filter(
        ~Exists(later), ticket__is_restricted=False, ticket__merged_into__isnull=True
    )


def weighted_minutes() -> ExpressionWrapper:
    """Minutes until it worked again, times what the care area and the number of people hit weigh."""
    by_class = Case(*(When(care_area__care_class=code, then=_weight(one)) for code, one in WEIGHTS.items()))
    by_scope = Case(*(When(impact=code, then=_weight(one)) for code, one in SCOPES.items()))
    minutes = Seconds(F("restored_at") - F("opened_at")) / Value(60)
    return ExpressionWrapper(minutes * by_class * by_scope, output_field=DecimalField())


def _weight(amount: Decimal) -> Value:
    return Value(amount, output_field=DecimalField())


def device_repaired_before(moment: Moment) -> Q:
    """An incident of the same device was resolved in the 30 days before this one was opened."""
    before = Ticket.objects.filter(
        kind=Kind.INCIDENT,
        merged_into__isnull=True,
        asset=OuterRef("asset"),
        resolved_at__lt=OuterRef("opened_at"),
        resolved_at__gte=OuterRef("opened_at") - A_MONTH,
    )
    return Q(Exists(before))


IS_RISKY: Final = (
    Q(asset__life_support=True)
    | Q(asset__high_risk=True)
    | Q(asset__model__life_support=True)
    | Q(asset__model__high_risk=True)
)
REPAIR_TIME: Final = Seconds(F("resolved_at") - F("opened_at"))
NOTHING_FOUND, USE = ("no_problem_found", "unable_to_reproduce"), ("user_error", "training")
HANDED: Final[dict[str, Any]] = {**PLACES, "hears": ("ticket", "handover")}
OF_DEVICES: Final[dict[str, Any]] = {**PLACES, "hears": ("ticket", "asset")}


def repairs(*, risky: bool) -> Any:
    """Rows: incidents about clinical devices that were resolved, of high risk or not."""
    return lambda moment: of_devices(moment).annotate(kpi_risky=flag(IS_RISKY)).filter(kpi_risky=int(risky))


MEASURES: Final = (
    Measure("opened", counted, at="opened_at", **TICKETS),
    Measure("resolved", counted, at=ENDED, near=("resolved_at", "closed_at"), **TICKETS),
    Measure("backlog", open_then, over_days=backlog.how_many, **STANDING),
    Measure(
        "backlog_age", open_then, value=F("kpi_age"), averages=True, over_days=backlog.how_old, **STANDING
    ),
    Measure(
        "backlog_aged", open_then, part=lambda moment: Q(opened_at__lt=moment.now - A_MONTH),
        over_days=backlog.how_many_old, **STANDING,
    ),
    Measure("first_contact", came_to_first_line, at="first_resolved_at", part=settled_at_once, **HANDED),
    Measure("first_level", incidents, at="first_resolved_at", part=at_first_line, **HANDED),
    Measure("reopened", counted, at="first_resolved_at", part=lambda moment: Q(reopened_count__gt=0), **TICKETS),
    Measure("hops", with_hops, at="first_resolved_at", value=F("kpi_hops"), averages=True, **HANDED),
    Measure(
        "many_hops", with_hops, at="first_resolved_at",
        part=lambda moment: Q(kpi_hops__gte=MANY_HOPS), **HANDED,
    ),
    Measure("repeated", incidents, at="opened_at", part=seen_before, **TICKETS),
    Measure("between_it_and_htm", on_network, at="opened_at", part=crossed_over, **HANDED),
    Measure("self_service", counted, at="opened_at", part=lambda moment: Q(source=Source.WEB), **TICKETS),
    Measure(
        "satisfaction", last_ratings, at="rated_at", part=lambda moment: Q(score__gte=GOOD_SCORE), listed="ticket",
        hears=("ticket", "rating"), subject="ticket", site="ticket__care_area__site", domain="ticket__team__domain",
    ),
    Measure(
        "rated", counted, at="first_resolved_at",
        part=lambda moment: Q(Exists(Rating.objects.filter(ticket=OuterRef("pk")))),
        **{**PLACES, "hears": ("ticket", "rating")},
    ),
    Measure("patient_data_found", counted, at="opened_at", part=lambda moment: ~Q(phi_decision=""), **TICKETS),
    Measure("care_tickets", incidents, at="opened_at", part=lambda moment: AFFECTS_CARE, **TICKETS),
    Measure(
        "care_restore", lambda moment: incidents(moment).filter(AFFECTS_CARE), at="restored_at",
        value=Seconds(F("restored_at") - F("opened_at")), averages=True, **TICKETS,
    ),
    Measure(
        "clinical_impact", lambda moment: incidents(moment).filter(care_area__isnull=False), at="restored_at",
        value=weighted_minutes(), **TICKETS,
    ),
    Measure("repair_high_risk", repairs(risky=True), at="resolved_at", value=REPAIR_TIME, averages=True, **OF_DEVICES),
    Measure("repair_other", repairs(risky=False), at="resolved_at", value=REPAIR_TIME, averages=True, **OF_DEVICES),
    Measure("repair_repeated", of_devices, at="opened_at", part=device_repaired_before, **OF_DEVICES),
    Measure(
        "nothing_found", lambda moment: of_devices(moment).exclude(close_code=""), at="resolved_at",
        part=lambda moment: Q(close_code__in=NOTHING_FOUND), **OF_DEVICES,
    ),
    Measure(
        "use_error", lambda moment: of_devices(moment).exclude(close_code=""), at="resolved_at",
        part=lambda moment: Q(close_code__in=USE), **OF_DEVICES,
    ),
)  # fmt: skip
