"""The registers of the demo hospital: what was tested, what is late, which feed did not come."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assets.models import Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.models import DataFeed, FeedRun, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.registers import put_dues, put_feeds
from hospital_itsm.demo.loaders import hospital as house
from hospital_itsm.demo.loaders import registers
from hospital_itsm.people.models import User
from tests.world import PASSWORD


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital and its registers, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        house.load(PASSWORD)
        registers.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: None, db: None) -> None:
    """The same for a test that reads."""


def test_the_tests_of_the_domain_are_there_and_three_others_are_late(demo: None) -> None:
    assert (RecoveryTest.objects.count(), Service.objects.get(code="A014").recovery_tests.count()) == (56, 0)
    failed = RecoveryTest.objects.filter(result="failed").order_by("done_on")
    assert [(one.kind, one.subject.code) for one in failed] == [
        ("failover", "A017"),
        ("drill", "LND"),
        ("backup", "A018"),
    ]
    imaging = failed[0]
    assert (imaging.rto_minutes, imaging.next_due_on) == (370, imaging.done_on + timedelta(days=365))
    engine = RecoveryTest.objects.filter(service__code="A060").latest("done_on")
    assert engine.next_due_on < timezone.localdate()
    drilled = RecoveryTest.objects.filter(kind="drill").latest("done_on")
    assert (drilled.care_area.code, drilled.result) == ("ED", "passed")  # type: ignore[union-attr]


def test_two_plans_are_late_and_one_is_soon(demo: None) -> None:
    put_dues(rows := list(RecoveryPlan.objects.all()), "review_due_on", timezone.localdate())
    assert Counter(one.standing for one in rows) == {"current": 9, "late": 2, "soon": 1}


def test_one_feed_is_late_and_one_failed_once_and_came_again(demo: None) -> None:
    put_feeds(rows := list(DataFeed.objects.all()), timezone.now())
    assert [one.code for one in rows if one.standing == "late"] == ["census-nightly"]
    assert Counter(one.standing for one in rows) == {"current": 7, "late": 1}
    assert FeedRun.objects.filter(feed__code="census-nightly").count() in (57, 58)
    assert FeedRun.objects.filter(result="failed", rows=None).count() == 3
    assert FeedRun.objects.filter(result="ok", rows=None).count() == 0


def test_it_is_told_in_the_order_of_time_and_once(demo: None) -> None:
    kinds = ["continuity.recoverytest", "continuity.recoveryplan", "continuity.datafeed"]
    moments = list(
        AuditEntry.objects.filter(target_type__in=kinds).order_by("pk").values_list("at", flat=True)
    )
    assert len(moments) == 56 + 12 + 8
    assert moments == sorted(moments)
    assert moments[-1] <= timezone.now()
    assert registers.is_loaded()


@pytest.mark.parametrize("path", ["/continuity/tests/", "/continuity/plans/", "/continuity/feeds/"])
def test_the_pages_show_it(demo: None, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="martin.ekland"))
    assert client.get(path).status_code == 200
