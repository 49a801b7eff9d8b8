"""What the demo tells of two years besides tickets: the budget before, closed recalls, maintenance of all devices."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from assets.models import Asset, RecallCase
from hospital_itsm.budget.models import CostEntry, FiscalYear, SpentMonth
from hospital_itsm.cmms.models import PmStatus, Source
from hospital_itsm.demo import subjects
from hospital_itsm.demo.hospital.past_recalls import PAST
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import Moment
from hospital_itsm.outbox.models import OutboxMessage
from tests.world import PASSWORD


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital with what is told of years, in a transaction that is undone at the end."""
    wanted = (*subjects.BEFORE_TICKETS, subjects.PAST_BUDGET, subjects.PAST_RECALLS)
    with django_db_blocker.unblock(), transaction.atomic():
        subjects.load(PASSWORD, (*wanted, subjects.MAINTENANCE, subjects.UPKEEP))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: None, db: None) -> None:
    """The same for a test that reads."""


def test_the_year_before_was_approved_spent_in_every_month_and_closed(demo: None) -> None:
    before, present, _after = FiscalYear.objects.order_by("starts_on")
    assert (before.status, present.status) == ("closed", "approved")
    assert before.ends_on == present.starts_on - timedelta(days=1)
    spent = SpentMonth.objects.filter(year=before)
    assert len(set(spent.values_list("month", flat=True))) == 12
    entries = CostEntry.objects.counted().filter(year=before)
    assert spent.aggregate(all=Sum("amount"))["all"] == entries.aggregate(all=Sum("amount"))["all"]
    planned = before.lines.aggregate(all=Sum("amount"))["all"]
    whole = spent.aggregate(all=Sum("amount"))["all"]
    assert Decimal("0.9") * planned < whole < Decimal("1.1") * planned


def test_six_recalls_are_closed_and_two_of_them_late(demo: None) -> None:
    cases = RecallCase.objects.filter(notice__number__in=[row.number for row in PAST])
    rows = {case.notice.number: case for case in cases.counted().select_related("notice")}
    assert len(rows) == 6
    for past in PAST:
        case = rows[past.number]
        assert (case.state, case.still_open) == ("closed", 0)
        assert case.devices > 0
        assert case.closed_at - case.notice.received_at == timedelta(days=past.closed)
        assert case.triaged_at - case.notice.received_at == timedelta(hours=past.triaged)
        models = set(case.lines.values_list("asset__model__name", flat=True))
        assert models == {past.model}
    late = {number for number, case in rows.items() if case.closed_at > case.close_by}
    assert late == {"Z-8644-2026"}


def test_no_device_was_taken_out_of_use_for_a_recall_that_is_closed(demo: None) -> None:
    settled = Asset.objects.filter(recall_lines__case__notice__number__in=[row.number for row in PAST])
    assert set(settled.values_list("status", flat=True)) <= {"in_service", "standby_spare"}


def test_maintenance_is_told_by_risk_and_nothing_more_of_high_risk_is_late(demo: None) -> None:
    moment = Moment.at(timezone.now())
    shares = {}
    for code in ("maintained_life_support", "maintained_high_risk", "maintained_other"):
        rows = MEASURES[code].rows(moment)
        shares[code] = (rows.filter(MEASURES[code].part(moment)).count(), rows.count())
    assert shares["maintained_life_support"][0] == shares["maintained_life_support"][1] > 50
    done, due = shares["maintained_high_risk"]
    assert due - done == 10
    done, due = shares["maintained_other"]
    assert 0.93 < done / due < 0.97
    assert PmStatus.objects.count() > 240
    assert not [source for source in Source.objects.all() if source.is_stale(timezone.now())]


def test_nobody_is_written_to_about_what_is_long_past(demo: None) -> None:
    numbers = OutboxMessage.objects.filter(kind__startswith="recall.", done_at=None)
    assert not numbers.filter(due_at__lt=timezone.now() - timedelta(days=60)).exists()


def test_a_second_load_finds_all_of_it(demo: None) -> None:
    assert all(one.is_loaded() for one in (subjects.PAST_BUDGET, subjects.PAST_RECALLS, subjects.UPKEEP))
