"""A small world whose every figure can be worked out by hand: seven weeks before Friday, November 20, 2026, noon.

The clocks in Chicago went back an hour on November 1.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assets.models import Asset, DeviceModel, License, NetworkProfile, RecallCase, RecallNotice, Service
from hospital_itsm.budget.models import BudgetLine, FiscalYear, SpentMonth
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.continuity.models import (
    DataFeed,
    MajorIncident,
    MajorUpdate,
    Outage,
    RecoveryPlan,
    RecoveryTest,
)
from hospital_itsm.core.actors import System
from hospital_itsm.kpi.reading import figures
from hospital_itsm.kpi.rules.figures import WHOLE, Figure, Scope
from hospital_itsm.kpi.rules.periods import Period, last_days
from hospital_itsm.kpi.running import carry_on
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.vendor_work.models import CaseTicket, VendorCase
from tests.tickets.clock_cases import chicago, stored_ticket
from tests.world import World
from tickets.models import Clock, Handover, Rating, SlaTarget, Ticket
from vendors.models import Baa, Contract, DecisionRecord, Vendor

TODAY = date(2026, 11, 20)
NOW = chicago("11-20T12:00")
PERIOD = last_days(30, TODAY)
COUNTER = System("figures")
HOUR = 3600


def count(now: datetime = NOW) -> None:
    """Count until nothing waits."""
    while carry_on(actor=COUNTER, now=now, seconds=600):
        pass


def figure(code: str, scope: Scope = WHOLE, period: Period = PERIOD) -> Figure | None:
    """One figure as everybody reads it."""
    return figures([code], period, scope).get(code)


def times(**said: str) -> dict[str, datetime]:
    """Moments by their names, as `11-10T08:00`; the end of an incident without one more word is its first."""
    found = {f"{name}_at": chicago(at) for name, at in said.items()}
    if "resolved_at" in found:
        found.setdefault("first_resolved_at", found["resolved_at"])
        found["closed_at"] = found["resolved_at"]
    return found


def ticket(world: World, opened: str, team: str, area: str, *, priority: int = 3, **said: Any) -> Ticket:
    """A ticket of the desk; it is closed where it was resolved."""
    moments = times(**{name: said.pop(name) for name in list(said) if name in MOMENTS})
    state = "closed" if "resolved_at" in moments else "in_progress"
    values = {
        "team": world.team(team), "care_area": world.area(area), "source": "phone", "state": state, "impact": 4,
        "care_answer": "not_affected", **moments, **said,
    }  # fmt: skip
    return stored_ticket(world, chicago(opened), priority, **values)


MOMENTS = ("responded", "restored", "resolved", "first_resolved", "closed")


def clock(of: Ticket, metric: str, outcome: str = "", **said: Any) -> Clock:
    """A clock that ended, or that is late and open."""
    cycle, seconds = said.pop("cycle", 1), said.pop("seconds", 0)
    target = SlaTarget.objects.filter(metric=metric).earliest("pk")
    moments = {f"{name}_at": chicago(at) for name, at in said.items() if isinstance(at, str)}
    flags = {name: value for name, value in said.items() if not isinstance(value, str)}
    return Clock.objects.create(
        ticket=of, metric=metric, cycle=cycle, target=target, calendar=target.calendar, outcome=outcome,
        target_time=timedelta(hours=1), started_at=of.opened_at, counted_from=of.opened_at,
        ladder_from=of.opened_at, consumed=timedelta(seconds=seconds), **moments, **flags,
    )  # fmt: skip


def hand_over(of: Ticket, world: World, first: str, then: str, state: str = "accepted") -> Handover:
    """A hand-over from one team to another."""
    return Handover.objects.create(
        ticket=of,
        from_team=world.team(first),
        to_team=world.team(then),
        state=state,
        offered_at=of.opened_at,
    )


def build(world: World) -> dict[str, Ticket]:
    """Store everything; the tickets by the names that the table of expectations uses."""
    devices(world)
    made = tickets(world)
    clocks(made)
    recalls()
    money(world)
    services()
    outages()
    return made


def devices(world: World) -> None:
    """Three clinical devices, a workstation, and one that is gone."""
    model = DeviceModel.objects.create(manufacturer=world.vendor, name="IX-4", expected_life_years=10)
    since = chicago("01-01T00:00")

    def asset(tag: str, kind: str, **said: Any) -> Asset:
        values = {
            "status": "in_service",
            "status_since": since,
            "created_at": since,
            "changed_at": since,
            **said,
        }
        return Asset.objects.create(tag=tag, asset_class=kind, **values)

    def network(of: Asset, **said: Any) -> None:
        NetworkProfile.objects.create(asset=of, **said)

    def pm(of: Asset, number: str, due: date) -> None:
        said = {"system": "cmms", "external_id": number, "said_at": since}
        PmStatus.objects.create(asset=of, next_due_on=due, **said)

    one = asset(
        "LR-1", "clinical_device", high_risk=True, care_area=world.icu, end_of_life_on=date(2025, 1, 1),
        last_seen_at=chicago("06-01T10:00"),
    )  # fmt: skip
    network(one, mac="001122334455", os_name="Windows 7", os_end_of_support_on=date(2020, 1, 14))
    pm(one, "1", date(2026, 11, 1))
    two = asset(
        "LR-2", "clinical_device", model=model, care_area=world.area("MS5"),
        in_service_on=date(2020, 1, 1), last_seen_at=chicago("01-02T10:00") - timedelta(days=365),
    )  # fmt: skip
    network(
        two, mac="001122334466", os_name="Linux", os_end_of_support_on=date(2030, 1, 1),
        support_state="supported", zone="clinical",
    )  # fmt: skip
    pm(two, "2", date(2027, 5, 1))
    pm(two, "3", date(2026, 11, 19))
    three = asset("LR-3", "clinical_device", life_support=True, high_risk=True, care_area=world.icu)
    pm(three, "4", date(2026, 12, 1))
    desk = asset("WS-1", "workstation", care_area=world.area("MS5"), team=world.team("EUC"))
    network(
        desk, os_name="Windows 10", support_state="unsupported_mitigated", compensating_control="Own segment",
        control_owner=world.it_manager, control_expires_on=date(2027, 1, 1),
    )  # fmt: skip
    pm(desk, "5", date(2027, 1, 1))
    gone = asset("WS-2", "workstation", status="disposed")
    network(gone, os_name="Windows XP", support_state="unsupported_unmitigated")


def tickets(world: World) -> dict[str, Ticket]:
    """Nine that count, and two that never do."""
    device, other = Asset.objects.get(tag="LR-1"), Asset.objects.get(tag="LR-2")
    scanner = world.category("euc.scanner")
    made = {
        "fixed at once": ticket(
            world, "11-10T08:00", "SD-L1", "ICU", priority=1, responded="11-10T08:10", restored="11-10T09:00",
            resolved="11-10T09:00", impact=2, care_answer="unsafe", source="web",
        ),
        "network down": ticket(
            world, "11-11T08:00", "NET", "ICU", priority=1, responded="11-11T08:30", restored="11-11T13:00",
            resolved="11-11T14:00", impact=1, care_answer="slower",
        ),
        "came back": ticket(
            world, "11-12T10:00", "SD-L1", "MS5", priority=2, responded="11-12T10:20",
            first_resolved="11-12T10:40", restored="11-13T10:00", resolved="11-13T10:00", impact=3,
            reopened_count=1,
        ),
        "pump": ticket(
            world, "10-30T09:00", "HTM-GEN", "MS5", asset=device, category=scanner, responded="10-30T10:00",
            restored="11-02T09:00", resolved="11-02T09:00", close_code="no_problem_found",
        ),
        "old": ticket(world, "10-01T09:00", "EUC", "HIM", priority=4),
        "late": ticket(world, "11-18T12:00", "EUC", "ICU", phi_decision="masked"),
        "request": ticket(
            world, "11-05T09:00", "EUC", "MS5", kind="service_request", resolved="11-06T09:00", source="web"
        ),
        "pump again": ticket(
            world, "11-10T09:00", "HTM-GEN", "ICU", priority=2, asset=device, category=scanner,
            responded="11-10T09:05", restored="11-10T11:00", resolved="11-10T13:00", close_code="user_error",
        ),
        "monitor": ticket(
            world, "11-16T08:00", "HTM-GEN", "MS5", priority=4, asset=other, restored="11-16T10:00",
            resolved="11-16T10:00", close_code="fixed_hw",
        ),
        "restricted": ticket(
            world, "11-10T08:00", "SD-L1", "ICU", priority=1, is_restricted=True, responded="11-10T09:00",
            restored="11-15T08:00", resolved="11-15T08:00",
        ),
    }  # fmt: skip
    made["twin"] = ticket(
        world, "11-10T08:05", "SD-L1", "ICU", priority=1, merged_into=made["fixed at once"], responded="11-10T09:05",
    )  # fmt: skip
    hand_over(made["network down"], world, "SD-L1", "NET")
    hand_over(made["pump again"], world, "EUC", "HTM-GEN")
    hand_over(made["monitor"], world, "HTM-GEN", "EUC", state="bounced")
    for name, by, score in (("request", world.requester, 5), ("fixed at once", world.requester, 2)):
        Rating.objects.create(ticket=made[name], user=by, score=score, rated_at=chicago("11-12T12:00"))
    return made


def clocks(made: dict[str, Ticket]) -> None:
    """Promises that were kept, missed, withdrawn by a reopening, and made late by a raised priority."""
    clock(made["fixed at once"], "response", "met", stopped="11-10T08:10")
    clock(made["network down"], "response", "missed", stopped="11-11T08:30", breached="11-11T08:15")
    clock(made["pump"], "response", "met", stopped="10-30T10:00", seconds=HOUR)
    clock(made["fixed at once"], "restore", "met", stopped="11-10T09:00")
    clock(made["network down"], "restore", "missed", stopped="11-11T13:00", breached="11-11T12:00")
    clock(made["came back"], "restore", "met", stopped="11-12T10:40")
    clock(made["came back"], "restore", "missed", stopped="11-13T10:00", breached="11-12T18:00", cycle=2)
    clock(made["pump"], "restore", "missed", stopped="11-02T09:00", breached="11-01T09:00", seconds=8 * HOUR)
    clock(made["late"], "restore", breached="11-19T12:00")
    clock(
        made["pump again"], "restore", "missed", stopped="11-10T11:00", breached="11-10T10:00",
        breach_by_reprioritisation=True,
    )  # fmt: skip
    clock(made["request"], "fulfil", "met", stopped="11-06T09:00")
    clock(made["restricted"], "restore", "missed", stopped="11-15T08:00", breached="11-10T12:00")


def recalls() -> None:
    """One closed in time, one closed late, one of class III, one open and late, one dismissed."""

    def recall(number: str, named: str, received: str, close_by: str, **said: Any) -> None:
        at = chicago(received)
        notice = RecallNotice.objects.create(
            number=number,
            source="letter",
            outcome="case",
            recall_class=named,
            firm="Ashgrove",
            received_at=at,
        )
        moments = times(**{name: said.pop(name) for name in ("triaged", "closed") if name in said})
        RecallCase.objects.create(
            notice=notice, state="closed" if "closed_at" in moments else "received", triage_by=at,
            mitigate_by=at, close_by=chicago(close_by), next_due_at=at, matched_at=at, **moments, **said,
        )  # fmt: skip

    recall("Z-1", "I", "10-25T08:00", "11-24T08:00", triaged="10-25T20:00", closed="11-04T08:00")
    recall("Z-2", "II", "11-01T08:00", "11-10T08:00", triaged="11-02T08:00", closed="11-11T08:00")
    recall("Z-3", "III", "11-10T08:00", "12-10T08:00", closed="11-12T08:00")
    recall("Z-4", "", "11-08T12:00", "11-18T12:00", treated_as="I")
    recall("Z-5", "I", "11-15T08:00", "12-15T08:00", closed="11-16T08:00", dismissed_because="Not ours")


def money(world: World) -> None:
    """Four contracts that hold, four that are over and a draft, two vendors with patient data, licenses, a budget."""

    def contract(number: str, vendor: Vendor, notice: date, **said: Any) -> None:
        Contract.objects.create(**{
            "number": number, "title": "Support", "vendor": vendor, "status": "active", "domain": "infrastructure",
            "starts_on": date(2020, 1, 1), "ends_on": notice + timedelta(days=30), "notice_value": 30,
            "notice_unit": "days", **said,
        })  # fmt: skip

    def decide(number: str, notice: date, decided: str) -> None:
        found = Contract.objects.get(number=number)
        DecisionRecord.objects.create(
            contract=found, decision="renew", reason="Needed", notice_on=notice, decided_at=chicago(decided)
        )

    second = Vendor.objects.create(name="Kestwick Monitoring")
    contract("C-1", world.vendor, date(2026, 12, 10), auto_renew=True, phi_access="yes")
    contract("C-2", second, date(2027, 1, 10), phi_access="yes", domain="applications")
    contract("C-3", world.vendor, date(2027, 2, 1), auto_renew=True, phi_access="no")
    contract("C-4", world.vendor, date(2026, 12, 15), auto_renew=True, decision="renew", phi_access="no")
    contract(
        "C-5", world.vendor, date(2026, 12, 1), ends_on=date(2026, 11, 19), notice_value=None, notice_unit=""
    )
    contract("C-6", second, date(2026, 11, 10), domain="applications", phi_access="no", status="renewed")
    contract("C-7", second, date(2026, 11, 15), domain="applications", phi_access="no", status="renewed")
    contract("C-8", second, date(2026, 10, 30), domain="applications", phi_access="no", status="renewed")
    contract("C-9", second, date(2026, 11, 5), domain="applications", phi_access="no", status="draft")
    decide("C-6", date(2026, 11, 10), "11-10T23:30")
    decide("C-7", date(2026, 11, 14), "11-13T10:00")
    decide("C-7", date(2026, 11, 15), "11-16T00:30")
    said = {"executed_on": date(2025, 1, 1), "effective_on": date(2025, 1, 1), "expires_on": date(2030, 1, 1)}
    Baa.objects.create(vendor=world.vendor, **said)
    service = Service.objects.get(code="A001")
    License.objects.create(product="Charts", service=service, entitled=100, active_90d=80)
    License.objects.create(product="Scans", service=service, entitled=50, active_90d=40)
    License.objects.create(product="Unknown", service=service, entitled=10)
    year = FiscalYear.objects.create(label="FY27", starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))
    line = BudgetLine.objects.create(
        year=year, name="Wi-Fi", cost_center="6720", domain="infrastructure", currency="USD",
        amount=Decimal(1200), months=[Decimal(100)] * 12,
    )  # fmt: skip
    SpentMonth.objects.create(
        year=year, line=line, month=date(2026, 9, 1), currency="USD", amount=Decimal(450)
    )


def services() -> None:
    """Two services are live; the impact of one is analyzed."""
    Service.objects.update(lifecycle="planned")
    Service.objects.filter(code="A001").update(lifecycle="live", tier="1", rto_minutes=60, rpo_minutes=15)
    Service.objects.filter(code="A002").update(lifecycle="live", tier="N", rto_minutes=60, rpo_minutes=15)


def outages() -> None:
    """The first service was down for 36 minutes; half of the second's users for an hour; two planned downtimes."""
    first, second = (Service.objects.get(code=code) for code in ("A001", "A002"))

    def outage(service: Service, began: str, ended: str, **said: Any) -> None:
        values = {"title": "Down", "effect": "down", "recorded_at": NOW, "starts_at": chicago(began), **said}
        made = Outage.objects.create(began_at=chicago(began), ended_at=chicago(ended), **values)
        made.services.add(service)

    outage(first, "11-11T08:00", "11-11T08:36")
    outage(second, "11-18T23:30", "11-19T00:30", users_percent=50)
    outage(first, "11-12T01:00", "11-12T09:00", withdrawn_at=NOW)
    window = {
        "is_planned": True,
        "planned_from": chicago("11-15T02:00"),
        "planned_until": chicago("11-15T03:00"),
    }
    outage(first, "11-15T02:00", "11-15T03:06", **window)
    outage(first, "11-15T02:00", "11-15T03:07", **window)


def majors(world: World, made: dict[str, Ticket]) -> None:
    """Two that are over and one that runs on; one was only proposed, one was declined."""

    def major(began: str, *services: str, **said: Any) -> MajorIncident:
        names = ("promoted", "restored", "stood_down", "reviewed")
        moments = times(**{name: said.pop(name) for name in names if name in said})
        at = chicago(began)
        values = {
            "title": "Down",
            "trigger": "first_tier",
            "began_at": at,
            "proposed_at": at,
            **moments,
            **said,
        }
        found = MajorIncident.objects.create(**values)
        found.services.set(Service.objects.filter(code__in=services))
        return found

    def update(of: MajorIncident, posted: str, promised: str = "") -> None:
        MajorUpdate.objects.create(
            major=of, body="Still down.", author=world.agent, posted_at=chicago(posted), token=posted,
            next_update_due=chicago(promised) if promised else None,
        )  # fmt: skip

    first = major(
        "11-11T08:00", "A001", "A002", promoted="11-11T08:10", restored="11-11T09:00", stood_down="11-11T09:30",
        state="reviewed", review_due_on=date(2026, 11, 16), reviewed="11-16T23:30", ticket=made["network down"],
    )  # fmt: skip
    first.areas.create(care_area=world.icu)
    update(first, "11-11T08:25", "11-11T08:55")
    update(first, "11-11T08:50", "11-11T09:30")
    update(first, "11-11T09:30")
    second = major(
        "11-12T10:00", "A002", promoted="11-12T10:10", restored="11-12T10:30", stood_down="11-12T11:00",
        state="stood_down", review_due_on=date(2026, 11, 19),
    )  # fmt: skip
    second.areas.create(care_area=world.area("HIM"))
    update(second, "11-12T10:26", "11-12T11:10")
    update(second, "11-12T11:00")
    major("11-20T11:00", "A002", promoted="11-20T11:10", state="active")
    major("11-19T11:00", "A001")
    major("11-18T11:00", "A001", state="declined")


def vendor_work(world: World, made: dict[str, Ticket]) -> None:
    """Three hand-overs that count and one that is restricted; three open cases and one that is closed."""

    def task(of: Ticket, handed: str, **said: str) -> VendorTask:
        moments = times(**{name: said.pop(name) for name in ("answered", "ended") if name in said})
        more = {"ending": "taken_back"} if "ended_at" in moments else {}
        return VendorTask.objects.create(
            ticket=of, vendor=world.vendor, handed_at=chicago(handed), **moments, **more
        )

    def promise(of: VendorTask, metric: str, due: str, state: str, stopped: str = "") -> None:
        ends = chicago(due)
        stop = chicago(stopped) if stopped else None
        missed = ends if state == "missed" else None
        VendorClock.objects.create(
            task=of, vendor=of.vendor, metric=metric, amount=4, unit="hours", calendar=world.calendars["HOSP24"],
            target_time=timedelta(hours=4), started_at=of.handed_at, due_at=ends, state=state, stopped_at=stop,
            missed_at=missed, settled_at=missed or (stop if state == "met" else None),
        )  # fmt: skip

    pump = task(made["pump again"], "11-10T09:30", answered="11-10T10:30", ended="11-10T12:00")
    promise(pump, "response", "11-10T13:30", "met", "11-10T10:30")
    promise(pump, "repair", "11-10T11:30", "missed", "11-10T12:00")
    late = task(made["late"], "11-18T13:00", answered="11-18T16:00")
    promise(late, "response", "11-18T17:00", "met", "11-18T16:00")
    promise(late, "repair", "11-20T11:00", "missed")
    old = task(made["old"], "11-20T10:00")
    promise(old, "response", "11-20T14:00", "running")
    hidden = task(made["restricted"], "11-10T09:00", answered="11-10T09:10", ended="11-11T09:00")
    promise(hidden, "response", "11-10T13:00", "met", "11-10T09:10")

    def case(opened: str, *about: Ticket, **said: Any) -> None:
        at = chicago(opened)
        found = VendorCase.objects.create(
            vendor=world.vendor, subject="Pump", opened_at=at, last_word_at=at, **said
        )
        for one in about:
            CaseTicket.objects.create(case=found, ticket=one)

    case("11-10T12:00", made["pump again"])
    case("10-21T12:00", state="with_us")
    case("11-10T12:00", made["restricted"])
    case("11-10T12:00", state="closed", closed_at=chicago("11-11T12:00"))


def astray(world: World, made: dict[str, Ticket]) -> None:
    """What only figures ask for: major incidents, the work of vendors, tests of recovery, devices missing and down."""
    majors(world, made)
    vendor_work(world, made)
    recovery(world)
    Asset.objects.filter(tag="LR-2").update(status="missing")
    for tag, status, since in (
        ("LR-4", "quarantined", "11-16T11:00"),
        ("LR-5", "out_of_service_safety", "11-10T12:00"),
    ):
        at = chicago(since)
        Asset.objects.create(
            tag=tag,
            asset_class="clinical_device",
            status=status,
            status_since=at,
            created_at=at,
            changed_at=at,
        )


def recovery(world: World) -> None:
    """Tests of two services and a unit, two of which do not count; plans, and feeds on time, late, failed and young."""
    first, second = (Service.objects.get(code=code) for code in ("A001", "A002"))
    Service.objects.filter(pk=first.pk).update(owner=world.it_manager)
    due = date(2027, 11, 1)

    def test(kind: str, day: date, result: str = "passed", **said: Any) -> None:
        values = {"next_due_on": due, "recorded_at": NOW, **said}
        RecoveryTest.objects.create(kind=kind, done_on=day, result=result, **values)

    test("restore", date(2025, 11, 20), "failed", service=first)
    test("restore", date(2025, 11, 19), service=second)
    test("failover", date(2026, 11, 1), service=first, rto_minutes=60, rpo_minutes=16)
    test("failover", date(2026, 10, 22), service=second, rto_minutes=61)
    test("failover", date(2026, 10, 21), service=second, rto_minutes=61)
    test("failover", date(2026, 11, 2), service=first, rto_minutes=61, withdrawn_reason="Another service")
    test("drill", date(2026, 11, 3), care_area=world.icu)
    for title, review in (("Bring it back", date(2026, 11, 20)), ("Old", date(2026, 11, 19))):
        RecoveryPlan.objects.create(
            service=first, title=title, kept_at="Binder", owner=world.it_manager, reviewed_on=date(2026, 1, 1),
            review_due_on=review,
        )  # fmt: skip

    def feed(code: str, last: str = "", result: str = "", created: str = "01-01T00:00") -> None:
        DataFeed.objects.create(
            code=code, name=code, source="Lab", expected_minutes=60, created_at=chicago(created),
            last_run_at=chicago(last) if last else None, last_result=result, service=second,
        )  # fmt: skip

    feed("on-time", "11-20T10:30", "ok")
    feed("late", "11-20T10:29", "ok")
    feed("failed", "11-20T11:59", "failed")
    feed("never")
    feed("young", created="11-20T10:31")
