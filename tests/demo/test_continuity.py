"""The demo's outages and major incidents: told in order, once, with something to decide today."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hospital_itsm.continuity.models import MajorIncident, Outage, UpdateDelivery
from hospital_itsm.demo.loaders import continuity
from hospital_itsm.demo.loaders import hospital as house
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.world import PASSWORD


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


def test_three_months_of_outages_and_what_is_planned(demo: None) -> None:
    states = [one.state for one in Outage.objects.all()]
    assert {code: states.count(code) for code in ("running", "over", "planned")} == {
        "running": 1,
        "over": 13,
        "planned": 3,
    }
    assert Outage.objects.filter(starts_at__gt=timezone.now()).count() == 3
    assert Outage.objects.filter(is_planned=True, ended_at__isnull=False).count() == 3


def test_one_major_incident_is_reviewed_and_one_waits_for_its_review(demo: None) -> None:
    reviewed, today = MajorIncident.objects.order_by("began_at")
    assert (reviewed.state, today.state) == ("reviewed", "stood_down")
    assert reviewed.actions.filter(done_at=None, due_on__lt=timezone.localdate()).count() == 1
    assert list(reviewed.timeline.order_by("at", "id").values_list("kind", flat=True)) == [
        "proposed", "promoted", "role", "role", "update", "update", "update", "area", "update", "stood_down",
        "area", "reviewed",
    ]  # fmt: skip
    moments = list(reviewed.timeline.order_by("id").values_list("at", flat=True))
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
