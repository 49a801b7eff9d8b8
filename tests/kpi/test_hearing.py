"""A late correction of what figures stand on counts its days anew: each source by itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from assets.models import Asset
from hospital_itsm.continuity.models import (
    DataFeed,
    MajorArea,
    MajorIncident,
    MajorUpdate,
    RecoveryPlan,
    RecoveryTest,
)
from hospital_itsm.kpi.models import HeardChange
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.vendor_work.models import CaseTicket, VendorCase
from tests.kpi import small_world
from tests.kpi.small_world import NOW, count, figure
from tests.tickets.clock_cases import chicago
from tests.world import World
from tickets.models import Ticket
from vendors.models import DecisionRecord

pytestmark = pytest.mark.django_db
Made = dict[str, Ticket]
ENDED = {"ended_at": NOW, "ending": "taken_back"}


@pytest.fixture
def made(world: World) -> Made:
    """The small world, counted."""
    found = small_world.build(world)
    small_world.astray(world, found)
    count()
    return found


def a_major_is_taken_back(made: Made) -> None:
    MajorIncident.objects.filter(state="active").update(promoted_at=None)


def a_unit_is_named_no_more(made: Made) -> None:
    MajorArea.objects.filter(care_area__code="HIM").delete()


def it_worked_again_later(made: Made) -> None:
    MajorIncident.objects.filter(state="reviewed").update(restored_at=chicago("11-11T09:10"))


def an_update_came_earlier(made: Made) -> None:
    MajorUpdate.objects.filter(token="11-12T10:26").update(posted_at=chicago("11-12T10:20"))


def a_review_is_due_later(made: Made) -> None:
    MajorIncident.objects.filter(state="stood_down").update(review_due_on=date(2026, 11, 20))


def a_promise_is_withdrawn(made: Made) -> None:
    missed = VendorClock.objects.filter(metric="repair", stopped_at__isnull=False)
    missed.update(state="withdrawn", missed_at=None, settled_at=None)


def a_ticket_is_restricted(made: Made) -> None:
    Ticket.objects.filter(pk=made["late"].pk).update(is_restricted=True)


def a_late_one_comes_back(made: Made) -> None:
    VendorTask.objects.filter(ticket=made["late"]).update(**ENDED)


def a_case_closes(made: Made) -> None:
    VendorCase.objects.filter(state="with_us").update(state="closed", closed_at=NOW)


def a_case_is_about_what_few_may_see(made: Made) -> None:
    CaseTicket.objects.filter(ticket=made["pump again"]).update(ticket=made["restricted"])


def somebody_decided_in_time(made: Made) -> None:
    late = DecisionRecord.objects.filter(decided_at__gte=chicago("11-16T00:00"))
    late.update(decided_at=chicago("11-15T23:59"))


def a_test_is_withdrawn(made: Made) -> None:
    RecoveryTest.objects.filter(done_on=date(2026, 10, 22)).update(withdrawn_reason="Another service")


def a_test_failed_after_all(made: Made) -> None:
    RecoveryTest.objects.filter(kind="failover", rpo_minutes=16).update(result="failed", rpo_minutes=15)


def a_plan_is_given_up(made: Made) -> None:
    RecoveryPlan.objects.filter(title="Bring it back").update(is_active=False)


def a_feed_ran(made: Made) -> None:
    DataFeed.objects.filter(code="failed").update(last_result="ok")


def a_device_is_found(made: Made) -> None:
    Asset.objects.filter(tag="LR-2").update(status="in_service")


def a_device_is_back(made: Made) -> None:
    Asset.objects.filter(tag="LR-5").update(status="in_service")


@pytest.mark.parametrize(
    ("change", "code", "value"),
    [
        (a_major_is_taken_back, "majors", 2),
        (a_unit_is_named_no_more, "majors_care", 3),
        (it_worked_again_later, "major_impact", 70 * 3 * 4),
        (an_update_came_earlier, "major_updates", 100),
        (a_review_is_due_later, "major_reviews", 100),
        (a_promise_is_withdrawn, "vendor_on_target", "66.67"),
        (a_ticket_is_restricted, "vendor_answer", 3600),
        (a_ticket_is_restricted, "vendor_on_target", 50),
        (a_ticket_is_restricted, "vendor_late", 0),
        (a_late_one_comes_back, "vendor_late", 0),
        (a_case_closes, "vendor_case_age", 10),
        (a_case_is_about_what_few_may_see, "vendor_case_age", 30),
        (a_test_is_withdrawn, "rto_met", 100),
        (a_test_failed_after_all, "rpo_met", 100),
        (a_test_failed_after_all, "recovery_tested", 0),
        (a_plan_is_given_up, "recovery_planned", 0),
        (a_feed_ran, "feeds_on_time", 20),
        (a_device_is_found, "cannot_locate", 0),
        (a_device_is_back, "days_down", 4),
        (somebody_decided_in_time, "notice_kept", 100),
    ],
)
def test_a_correction_counts_its_day_anew(
    made: Made, change: Callable[[Made], None], code: str, value: Any
) -> None:
    change(made)
    assert HeardChange.objects.exists()
    count(NOW + timedelta(minutes=5))
    found = figure(code)
    assert found is not None
    assert float(found.value) == pytest.approx(float(value), abs=0.005)
    assert not HeardChange.objects.exists()
