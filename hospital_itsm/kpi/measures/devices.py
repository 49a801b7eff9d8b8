"""What is counted about assets, services and recalls (domain 6.3 to 6.5): support, maintenance, age, recalls."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from assets.choices import (
    CLINICAL_CLASSES,
    AssetStatus,
    RecallClass,
    ServiceLifecycle,
    SupportState,
    Tier,
)
from assets.models import Asset, License, RecallCase, Service
from assets.rules.lifecycle import MAINTAINED
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.kpi.measures.base import Measure, Moment, Seconds, WholeDays, flag
from hospital_itsm.people.choices import Domain

A_YEAR: Final = timedelta(days=365)
DOWN: Final = (AssetStatus.IN_REPAIR, AssetStatus.DO_NOT_USE, AssetStatus.QUARANTINED)
HTM: Final = Value(str(Domain.CLINICAL_ENGINEERING))
OF_ASSETS: Final[dict[str, Any]] = {
    "listed": "asset",
    "hears": ("asset", "network", "pm"),
    "site": Coalesce("care_area__site", "location__site"),
    "domain": Case(
        When(asset_class__in=CLINICAL_CLASSES, then=HTM),
        default=Coalesce("team__domain", Value("")),
        output_field=CharField(),
    ),
}
OF_RECALLS: Final[dict[str, Any]] = {"listed": "recall", "hears": ("recall",), "domain": HTM}
LIFE_SUPPORT: Final = Q(life_support=True) | Q(model__life_support=True)
HIGH_RISK: Final = Q(high_risk=True) | Q(model__high_risk=True)


class AfterYears(Func):
    """The day that is so many years after another."""

    arg_joiner = " + make_interval(years => "
    template = "(%(expressions)s))::date"
    output_field = DateField()


END_OF_LIFE: Final = Coalesce(
    "end_of_life_on", AfterYears(Coalesce("in_service_on", "acquired_on"), "model__expected_life_years")
)


def in_use(moment: Moment) -> QuerySet[Any]:
    """Assets of the inventory that are in service, spare, lent, in repair or missing."""
    return Asset.objects.filter(status__in=MAINTAINED)


def clinical(moment: Moment) -> QuerySet[Any]:
    """Clinical devices of the inventory in use."""
    return in_use(moment).filter(asset_class__in=CLINICAL_CLASSES)


def down(moment: Moment) -> QuerySet[Any]:
    """Clinical devices that nobody may use now, with the days since then."""
    since = WholeDays(Value(moment.now, output_field=DateTimeField()) - F("status_since"))
    rows = Asset.objects.filter(status__in=DOWN, asset_class__in=CLINICAL_CLASSES)
    return rows.annotate(kpi_days=since)


def with_software(moment: Moment) -> QuerySet[Any]:
    """Those with an operating system on record."""
    return Asset.objects.in_house().filter(network__isnull=False).exclude(network__os_name="")


def unsupported(moment: Moment) -> Q:
    """Nobody mends the software any more, and nothing stands in for that."""
    said = Q(network__support_state=SupportState.UNMITIGATED)
    unsaid = Q(network__support_state__in=(SupportState.UNKNOWN, SupportState.SUPPORTED))
    return said | (unsaid & Q(network__os_end_of_support_on__lt=moment.today))


def on_network(moment: Moment) -> QuerySet[Any]:
    """Clinical devices with an address on the network."""
    connected = ~Q(network__mac="") | Q(network__ip__isnull=False)
    return in_use(moment).filter(connected, asset_class__in=CLINICAL_CLASSES, network__isnull=False)


def with_known_life(moment: Moment) -> QuerySet[Any]:
    """Those whose end of life can be told."""
    return in_use(moment).annotate(kpi_ends=END_OF_LIFE).filter(kpi_ends__isnull=False)


def planned(*, life_support: bool, high_risk: bool = False) -> Any:
    """Rows: maintained assets with a planned maintenance that has a day, of one class of risk alone."""

    def rows(moment: Moment) -> QuerySet[Any]:
        due = PmStatus.objects.filter(asset=OuterRef("pk"), next_due_on__isnull=False)
        found = in_use(moment).annotate(kpi_life=flag(LIFE_SUPPORT), kpi_risk=flag(HIGH_RISK))
        found = found.filter(Exists(due), kpi_life=int(life_support))
        return found if life_support else found.filter(kpi_risk=int(high_risk))

    return rows


def not_overdue(moment: Moment) -> Q:
    """No planned maintenance is overdue."""
    late = PmStatus.objects.filter(asset=OuterRef("pk"), next_due_on__lt=moment.today)
    return ~Q(Exists(late))


def recalls(moment: Moment) -> QuerySet[Any]:
    """Cases that were not dismissed, with `kpi_class`: FDA's class, else that of triage, else class I."""
    named = Case(
        When(~Q(notice__recall_class=""), then=F("notice__recall_class")),
        When(~Q(treated_as=""), then=F("treated_as")),
        default=Value(str(RecallClass.ONE)),
        output_field=CharField(),
    )
    return RecallCase.objects.filter(dismissed_because="").annotate(kpi_class=named)


def first_received() -> Any:
    """When the first notice that is worked arrived."""
    return RecallCase.objects.aggregate(first=Min("notice__received_at"))["first"]


STANDING: Final[dict[str, Any]] = {**OF_RECALLS, "remembers": True, "began": first_received}


def received_by(moment: Moment) -> QuerySet[Any]:
    """Those received by the moment, with their age."""
    age = WholeDays(Value(moment.now, output_field=DateTimeField()) - F("notice__received_at"))
    return recalls(moment).annotate(kpi_age=age).filter(notice__received_at__lt=moment.now)


def open_of_class_one(moment: Moment) -> Q:
    """Class I, and not closed at the moment."""
    is_open = Q(closed_at__isnull=True) | Q(closed_at__gte=moment.now)
    return is_open & Q(kpi_class=RecallClass.ONE)


def to_be_closed(moment: Moment) -> QuerySet[Any]:
    """Those that are closed, or ought to be."""
    return recalls(moment).filter(Q(closed_at__isnull=False) | Q(close_by__lt=moment.now))


def of_class(recall_class: str) -> Any:
    """Rows: recalls of one class."""
    return lambda moment: recalls(moment).filter(kpi_class=recall_class)


def _closure(code: str, recall_class: str) -> Measure:
    took = Seconds(F("closed_at") - F("notice__received_at"))
    return Measure(code, of_class(recall_class), at="closed_at", value=took, averages=True, **OF_RECALLS)


def _maintained(code: str, **risk: bool) -> Measure:
    return Measure(code, planned(**risk), part=not_overdue, **OF_ASSETS)


MEASURES: Final = (
    Measure(
        "impact_analysis",
        lambda moment: Service.objects.in_use().filter(lifecycle=ServiceLifecycle.LIVE), ("service",), "service",
        part=lambda moment: ~Q(tier=Tier.PENDING) & Q(rto_minutes__isnull=False, rpo_minutes__isnull=False),
        domain="domain",
    ),
    Measure("unsupported", with_software, part=unsupported, **OF_ASSETS),
    Measure(
        "unsupported_mitigated", with_software,
        part=lambda moment: Q(network__support_state=SupportState.MITIGATED), **OF_ASSETS,
    ),
    _maintained("maintained_life_support", life_support=True),
    _maintained("maintained_high_risk", life_support=False, high_risk=True),
    _maintained("maintained_other", life_support=False, high_risk=False),
    Measure("days_down", down, value=F("kpi_days"), averages=True, **OF_ASSETS),
    Measure("cannot_locate", clinical, part=lambda moment: Q(status=AssetStatus.MISSING), **OF_ASSETS),
    Measure("past_life", with_known_life, part=lambda moment: Q(kpi_ends__lt=moment.today), **OF_ASSETS),
    Measure("seen", in_use, part=lambda moment: Q(last_seen_at__gte=moment.now - A_YEAR), **OF_ASSETS),
    Measure(
        "network_known", on_network,
        part=lambda moment: ~Q(network__zone="") & Q(network__os_end_of_support_on__isnull=False), **OF_ASSETS,
    ),
    _closure("recall_closure_one", RecallClass.ONE),
    _closure("recall_closure_two", RecallClass.TWO),
    _closure("recall_closure_three", RecallClass.THREE),
    Measure(
        "recall_on_target", to_be_closed, at=Least("closed_at", "close_by"),
        part=lambda moment: Q(closed_at__lte=F("close_by")), **OF_RECALLS,
    ),
    Measure(
        "recall_triage", recalls, at="triaged_at", value=Seconds(F("triaged_at") - F("notice__received_at")),
        averages=True, **OF_RECALLS,
    ),
    Measure("recalls_open_one", received_by, part=open_of_class_one, **STANDING),
    Measure(
        "recall_age_one", lambda moment: received_by(moment).filter(open_of_class_one(moment)), value=F("kpi_age"),
        averages=True, **STANDING,
    ),
    Measure(
        "license_use",
        lambda moment: License.objects.filter(is_active=True, active_90d__isnull=False, entitled__gt=0),
        ("license",), value=F("active_90d"), over=F("entitled"),
        domain=Coalesce("service__domain", Value("")),
    ),
)  # fmt: skip
