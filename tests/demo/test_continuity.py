"""The demo's outages and major incidents: told in order, once, with something to decide today."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.figures import availability_of, put_lengths
from hospital_itsm.continuity.models import MajorAction, MajorIncident, Outage, UpdateDelivery
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.demo.loaders import continuity
from hospital_itsm.demo.loaders import hospital as house
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.world import PASSWORD

MICRO = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital and its outages, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        house.load(PASSWORD)
        continuity.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: None, db: None) -> None:
    """The same for a test that reads."""


def test_two_years_of_outages_and_what_is_planned(demo: None) -> None:
    states = [one.state for one in Outage.objects.all()]
    assert {code: states.count(code) for code in ("running", "over", "planned")} == {
        "running": 1,
        "over": 56,
        "planned": 3,
    }
    assert Outage.objects.filter(starts_at__gt=timezone.now()).count() == 3
    over = Outage.objects.filter(is_planned=True, ended_at__isnull=False)
    assert over.count() == 15
    put_lengths(over := list(over.order_by("began_at")), timezone.now())
    assert [one.title for one in over if one.overran] == [
        "Upgrade of the record",
        "Firewall update",
        "Core switches updated",
    ]
    oldest = Outage.objects.earliest("began_at")
    assert timezone.localdate() - timezone.localdate(oldest.began_at) == timedelta(days=700)


def test_one_service_ran_out_of_room_three_times_in_a_quarter(demo: None) -> None:
    since = timezone.now() - timedelta(days=90)
    rows = Outage.objects.filter(is_planned=False, began_at__gte=since, services__code="A017")
    assert [(one.cause, whole_minutes(one.ended_at - one.began_at)) for one in rows.order_by("began_at")] == [
        ("capacity", 48),
        ("capacity", 38),
        ("capacity", 64),
    ]


def test_minutes_and_percent_of_a_service_say_the_same(demo: None) -> None:
    """48 minutes for 60 percent of the users, 38 for all, 64 for 75 percent: 114.8 minutes of 90 days."""
    now = timezone.now()
    first = now - timedelta(days=90)
    outages = Outage.objects.touching(first, now).filter(services__code="A017").listed()
    found = availability_of(None, list(outages), first, now)
    assert found.down == timedelta(minutes=28.8 + 38 + 48)
    assert found.share == 1 - Fraction(found.down // MICRO, timedelta(days=90) // MICRO)
    assert found.percent == "99.911"


def test_major_incidents_are_reviewed_but_the_last_two(demo: None) -> None:
    rows = list(MajorIncident.objects.order_by("began_at"))
    assert [one.state for one in rows] == ["reviewed"] * 4 + ["stood_down"] * 2
    today, (late, fresh) = timezone.localdate(), rows[-2:]
    assert late.review_due_on == today - timedelta(days=5)
    assert fresh.review_due_on is not None and fresh.review_due_on > today
    interface = rows[3]
    assert interface.actions.filter(done_at=None, due_on__lt=today).count() == 1
    assert list(interface.timeline.order_by("at", "id").values_list("kind", flat=True)) == [
        "proposed", "promoted", "role", "role", "update", "update", "update", "area", "update", "stood_down",
        "area", "reviewed",
    ]  # fmt: skip
    for major in rows:
        moments = list(major.timeline.order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_what_reviews_asked_for_was_done_but_for_the_last_review(demo: None) -> None:
    older = MajorAction.objects.exclude(major__title="Lab results do not reach the record")
    assert (older.count(), older.filter(done_at=None).count()) == (7, 0)
    late = [one.text for one in older.order_by("pk") if timezone.localdate(one.done_at) > one.due_on]
    assert late == [
        "Print the downtime forms of orders anew",
        "List what runs on one power supply each month",
    ]


def test_the_trail_is_in_the_order_of_time(demo: None) -> None:
    rows = AuditEntry.objects.filter(target_type__in=["continuity.outage", "continuity.majorincident"])
    moments = list(rows.order_by("pk").values_list("at", flat=True))
    assert len(moments) == 146
    assert moments == sorted(moments)


def test_nothing_of_it_is_left_to_send_and_a_second_load_finds_it(demo: None) -> None:
    assert not OutboxMessage.objects.filter(kind__startswith="major.", done_at=None).exists()
    assert not UpdateDelivery.objects.waiting().exists()
    assert continuity.is_loaded()


@pytest.mark.parametrize("path", ["/outages/", "/mi/", "/status/", "/services/A061/"])
def test_the_pages_show_it(demo: None, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="carla.voss"))
    assert client.get(path).status_code == 200
