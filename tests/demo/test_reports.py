"""The reports of the demo's leaders: saved, shared, two of them scheduled, and each answered for its owner."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hospital_itsm.demo.loaders import hospital as house
from hospital_itsm.demo.loaders import reports
from hospital_itsm.people.models import User
from hospital_itsm.reports.models import ReportSchedule, SavedReport
from tests.world import PASSWORD


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital and its reports, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        house.load(PASSWORD)
        assert not reports.is_loaded()
        reports.load()
        assert reports.is_loaded()
        yield
        transaction.set_rollback(True)


def test_each_leader_finds_their_report_and_it_can_be_asked(told: None, db: None) -> None:
    rows = list(SavedReport.objects.select_related("owner").order_by("pk"))
    assert [(one.owner.username, one.question, one.sharing) for one in rows] == [
        ("marguerite.okafor", "outage-causes", "everybody"),
        ("walter.choi", "costs-booked", "role"),
        ("dale.brantley", "costs-booked", "nobody"),
        ("priya.venkataraman", "major-incidents", "everybody"),
    ]
    for row in rows:
        client = Client()
        client.force_login(row.owner)
        assert client.get(row.get_absolute_url()).status_code == 200
    client = Client()
    client.force_login(User.objects.get(username="marguerite.okafor"))
    page = client.get("/reports/").content.decode()
    for name in ("What was down this quarter", "What we paid each vendor", "Major incidents of a year"):
        assert name in page
    assert "Largest costs of the year" not in page


def test_two_are_sent_by_themselves(told: None, db: None) -> None:
    rows = list(ReportSchedule.objects.select_related("saved__owner").order_by("pk"))
    assert [
        (one.saved.owner.username, one.cadence, one.output, one.only_over, one.roles) for one in rows
    ] == [
        ("marguerite.okafor", "weekly", "pdf", None, ["cio", "vp_infrastructure", "vp_applications"]),
        ("walter.choi", "monthly", "xlsx", 0, ["finance", "cio"]),
    ]
    assert all(one.next_at and one.next_at > timezone.now() for one in rows)
