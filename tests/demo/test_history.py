"""Two years of closed tickets of the demo hospital: shape, consistency, the same for the same seed."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo import subjects
from hospital_itsm.demo.history.load import load
from hospital_itsm.demo.history.scene import Scene
from hospital_itsm.demo.history.shape import DAYS, ENDS, Calendar, openings
from hospital_itsm.demo.history.teller import Teller
from hospital_itsm.demo.loaders import history, tickets
from hospital_itsm.outbox.models import OutboxMessage
from tests.world import PASSWORD
from tickets.choices import Kind, State
from tickets.models import Clock, Handover, Message, Rating, Reporter, Ticket

MANY = 600
NOW = datetime(2026, 11, 27, 15, tzinfo=UTC)
UPGRADED = date(2026, 1, 11)
CALENDAR = Calendar(NOW, UPGRADED)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital with its inventory and some closed tickets, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        subjects.load(PASSWORD, subjects.BEFORE_TICKETS)
        assert sum(load(MANY, now=timezone.now())) == MANY
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: None, db: None) -> None:
    """The same for a test that reads."""


@pytest.mark.parametrize(
    ("busier", "quieter"),
    [
        (date(2026, 6, 1), date(2026, 6, 2)),
        (date(2026, 6, 3), date(2026, 6, 6)),
        (date(2026, 6, 3), date(2025, 6, 4)),
        (date(2026, 1, 12), date(2025, 1, 13)),
        (date(2026, 1, 13), date(2026, 1, 20)),
        (date(2025, 12, 3), date(2025, 8, 6)),
    ],
    ids=["a Monday", "a working day", "a year later", "after the upgrade", "its first week", "in winter"],
)
def test_more_is_reported(busier: date, quieter: date) -> None:
    assert CALENDAR.weight(busier) > CALENDAR.weight(quieter)


@pytest.mark.parametrize(
    ("day", "left"), [(10, 0.0), (11, 1.0), (23, 0.5), (34, 1 / 24), (35, 0.0), (36, 0.0)]
)
def test_the_wave_after_the_upgrade_ebbs_away(day: int, left: float) -> None:
    at = date(2026, 1, 1) + timedelta(days=day - 1)
    assert CALENDAR.wave(at) == pytest.approx(left)


def test_openings_lie_in_history_in_the_order_of_time_and_are_the_same_for_a_seed() -> None:
    found = openings(Random(7), CALENDAR, 500)
    assert found == openings(Random(7), CALENDAR, 500)
    assert found == sorted(found)
    assert NOW - timedelta(days=DAYS + 1) < found[0][0]
    assert found[-1][0] < NOW - ENDS
    assert {priority for _at, priority in found} == {1, 2, 3, 4, 5}


def test_the_same_seed_tells_the_same_stories(demo: None) -> None:
    scene = Scene.read()
    first, again = (
        [
            (
                story.ticket.title,
                story.ticket.state,
                story.ticket.closed_at,
                story.hops,
                story.messages,
                story.score,
            )
            for teller in [Teller(Random(3), scene, CALENDAR)]
            for place, (at, priority) in enumerate(openings(Random(4), CALENDAR, 80))
            for story in [teller.tell(at, priority, place + 1, f"INC-{place}")]
        ]
        for _round in range(2)
    )
    assert first == again
    assert len({title for title, *_rest in first}) > 40


def test_every_ticket_is_over_and_ended_before_the_living_ones_began(demo: None) -> None:
    now = timezone.now()
    assert set(Ticket.objects.values_list("state", flat=True)) <= {State.CLOSED, State.RESOLVED}
    assert Ticket.objects.filter(state=State.RESOLVED).count() < MANY // 50
    assert not Ticket.objects.filter(opened_at__gt=now - ENDS).exists()
    assert not Ticket.objects.filter(resolved_at__gt=now).exists()
    assert not Ticket.objects.filter(
        Q(responded_at__lt=F("opened_at"))
        | Q(first_resolved_at__lt=F("responded_at"))
        | Q(resolved_at__lt=F("first_resolved_at"))
        | Q(closed_at__lt=F("resolved_at"))
        | ~Q(restored_at=F("resolved_at"))
    ).exists()


def test_numbers_have_no_gap_and_follow_the_time(demo: None) -> None:
    for kind, prefix in ((Kind.INCIDENT, "INC"), (Kind.REQUEST, "REQ")):
        keys = list(
            Ticket.objects.filter(kind=kind).order_by("opened_at", "pk").values_list("key", flat=True)
        )
        numbers = [int(key.removeprefix(f"{prefix}-")) for key in keys]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_clocks_say_what_the_tickets_say(demo: None) -> None:
    assert not Clock.objects.open().exists()
    met = Clock.objects.filter(outcome="met")
    assert not met.filter(Q(breached_at__isnull=False) | Q(consumed__gt=F("target_time"))).exists()
    missed = Clock.objects.filter(outcome="missed")
    assert not missed.filter(Q(breached_at=None) | Q(consumed__lt=F("target_time"))).exists()
    assert met.count() + missed.count() == Clock.objects.count()
    last = (
        Clock.objects.filter(metric__in=("restore", "fulfil")).order_by("ticket", "-cycle").distinct("ticket")
    )
    ended = {clock.ticket_id: clock.stopped_at for clock in last}
    assert ended == dict(Ticket.objects.values_list("pk", "resolved_at"))
    first = {clock.ticket_id: clock.stopped_at for clock in Clock.objects.filter(metric="response", cycle=1)}
    assert first == dict(Ticket.objects.filter(pk__in=first).values_list("pk", "responded_at"))


def test_what_came_back_has_a_second_cycle_that_goes_on_where_the_first_ended(demo: None) -> None:
    back = set(Ticket.objects.filter(reopened_count=1).values_list("pk", flat=True))
    assert 0.02 * MANY < len(back) < 0.07 * MANY
    second = Clock.objects.filter(cycle=2, metric__in=("restore", "fulfil"))
    assert set(second.values_list("ticket", flat=True)) == back
    for clock in second:
        before = Clock.objects.get(ticket=clock.ticket, metric=clock.metric, cycle=1)
        assert clock.carried == before.consumed
        assert before.stopped_at == clock.ticket.first_resolved_at
        assert clock.started_at > before.stopped_at
    assert Ticket.objects.filter(~Q(first_resolved_at=F("resolved_at"))).count() == len(back)


def test_hand_overs_lead_from_team_to_team_to_the_one_that_has_it(demo: None) -> None:
    handed: dict[int, list[Handover]] = {}
    for row in Handover.objects.order_by("ticket", "answered_at"):
        handed.setdefault(row.ticket_id, []).append(row)
    assert len(handed) > MANY // 10
    for hops in handed.values():
        assert hops[-1].to_team_id == hops[0].ticket.team_id
        assert all(one.to_team_id == two.from_team_id for one, two in zip(hops, hops[1:], strict=False))
        assert all(one.offered_at < one.answered_at for one in hops)
        assert hops[-1].answered_at < hops[0].ticket.first_resolved_at


def test_trail_and_conversation_are_whole_and_nobody_is_told(demo: None) -> None:
    rows = AuditEntry.objects.filter(target_type="tickets.ticket").values("target_id")
    counted = {int(row["target_id"]): row["n"] for row in rows.annotate(n=Count("pk"))}
    versions = dict(Ticket.objects.values_list("pk", "version"))
    climbed = Counter(
        int(key)
        for key in AuditEntry.objects.filter(verb="clock.escalate").values_list("target_id", flat=True)
    )
    assert counted == versions
    assert sum(climbed.values()) > 0
    for key in list(versions)[:50]:
        moments = list(
            AuditEntry.objects.filter(target_type="tickets.ticket", target_id=key)
            .order_by("pk")
            .values_list("at", "verb")
        )
        told = [at for at, verb in moments if verb != "clock.escalate"]
        assert told == sorted(told)
    assert Message.objects.filter(kind="report").count() == MANY
    assert Reporter.objects.filter(is_first=True).count() == MANY
    latest = Ticket.objects.annotate(
        said=Max("messages__created_at", filter=Q(messages__kind__in=("report", "public")))
    )
    assert not latest.exclude(said=F("last_public_at")).exists()
    assert not OutboxMessage.objects.filter(kind__startswith="ticket.").exists()


def test_devices_are_those_of_the_inventory_and_people_of_their_unit(demo: None) -> None:
    broken = Ticket.objects.exclude(asset=None).select_related("asset")
    assert broken.count() > MANY // 20
    assert all(one.care_area_id == one.asset.care_area_id and one.asset.tag in one.title for one in broken)
    strangers = Ticket.objects.exclude(requester__memberships__care_area=F("care_area"))
    assert not strangers.exists()


def test_shares_are_those_of_the_domain(demo: None) -> None:
    counted = Ticket.objects.aggregate(
        requests=Count("pk", filter=Q(kind=Kind.REQUEST)),
        urgent=Count("pk", filter=Q(kind=Kind.INCIDENT, priority__lte=2)),
        devices=Count("pk", filter=Q(asset__isnull=False)),
    )
    assert 0.15 * MANY < counted["requests"] < 0.26 * MANY
    assert 0.03 * MANY < counted["urgent"] < 0.11 * MANY
    assert 0.07 * MANY < counted["devices"] < 0.19 * MANY
    rated = Rating.objects.count()
    assert 0.12 * MANY < rated < 0.25 * MANY
    assert Rating.objects.filter(score__gte=4).count() > 0.75 * rated


def test_a_second_load_finds_it_and_the_living_tickets_are_still_to_come(demo: None) -> None:
    assert history.is_loaded()
    assert not tickets.is_loaded()
