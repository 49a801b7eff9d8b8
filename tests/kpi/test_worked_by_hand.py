"""Every figure of a small world, worked out by hand: value, median, 90th percentile, and how many were counted."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.rules.definitions import ALL, BY_CODE, COUNTED
from tests.kpi import small_world
from tests.world import World

DAY = 86400
Expected = tuple[Any, Any, Any, int]
BY_HAND: dict[str, Expected] = {
    "opened": (8, None, None, 8),
    "resolved": (7, None, None, 7),
    "net_flow": (1, None, None, 15),
    "backlog": (2, None, None, 2),
    "backlog_age": (26, 26, "45.2", 2),
    "backlog_aged": (50, None, None, 2),
    "first_contact": ("33.33", None, None, 3),
    "first_level": ("33.33", None, None, 6),
    "reopened": ("14.29", None, None, 7),
    "hops": ("0.33", 0, 1, 6),
    "many_hops": (0, None, None, 6),
    "repeated": ("14.29", None, None, 7),
    "between_it_and_htm": ("33.33", None, None, 3),
    "self_service": (25, None, None, 8),
    "satisfaction": (50, None, None, 2),
    "rated": ("28.57", None, None, 7),
    "patient_data_found": ("12.5", None, None, 8),
    "response_p1": (1200, 1200, 1680, 2),
    "response_p2": (750, 750, 1110, 2),
    "response_working": (3600, 3600, 3600, 1),
    "restore_p1": (10800, 10800, 16560, 2),
    "restore_p2": (46800, 46800, 78480, 2),
    "restore_working": (28800, 28800, 28800, 1),
    "resolve_all": (66000, 18000, 174600, 6),
    "response_on_target": ("66.67", None, None, 3),
    "restore_on_target_urgent": ("33.33", None, None, 3),
    "restore_on_target_other": (0, None, None, 2),
    "fulfil_on_target": (100, None, None, 1),
    "raised_late": (1, None, None, 6),
    "vendor_on_target": (50, None, None, 4),
    "vendor_answer": (7200, 7200, 10080, 2),
    "vendor_late": (1, None, None, 2),
    "vendor_case_age": (20, 20, 28, 2),
    "care_tickets": (2, None, None, 7),
    "care_restore": (10800, 10800, 16560, 2),
    "clinical_impact": (7830, None, None, 6),
    "majors": (3, None, None, 3),
    "majors_care": (2, None, None, 3),
    "major_impact": (60 * 3 * 4 + 30 * 0 * 2, None, None, 2),
    "major_updates": (50, None, None, 2),
    "major_reviews": (50, None, None, 2),
    "availability_first": ("99.74", None, None, 10),
    "availability_other": ("99.78", None, None, 10),
    "downtime_first": (2160, None, None, 10),
    "downtime_other": (1800, None, None, 10),
    "outages": (2, None, None, 2),
    "planned_overrun": (50, None, None, 2),
    "impact_analysis": (50, None, None, 2),
    "services_owned": (50, None, None, 2),
    "recovery_planned": (100, None, None, 1),
    "restore_tested": (100, None, None, 1),
    "recovery_tested": (50, None, None, 2),
    "drilled": ("4.35", None, None, 23),
    "rto_met": (50, None, None, 2),
    "rpo_met": (0, None, None, 1),
    "feeds_on_time": (25, None, None, 4),
    "unsupported": ("33.33", None, None, 3),
    "unsupported_mitigated": ("33.33", None, None, 3),
    "baa_coverage": (50, None, None, 2),
    "maintained_life_support": (100, None, None, 1),
    "maintained_high_risk": (0, None, None, 1),
    "maintained_other": (50, None, None, 2),
    "repair_high_risk": (138600, 138600, 237960, 2),
    "repair_other": (7200, 7200, 7200, 1),
    "repair_repeated": ("33.33", None, None, 3),
    "nothing_found": ("33.33", None, None, 3),
    "use_error": ("33.33", None, None, 3),
    "days_down": (7, 7, "9.4", 2),
    "cannot_locate": ("33.33", None, None, 3),
    "past_life": (50, None, None, 2),
    "seen": (25, None, None, 4),
    "network_known": (50, None, None, 2),
    "recall_closure_one": (10 * DAY + 3600, 10 * DAY + 3600, 10 * DAY + 3600, 1),
    "recall_closure_two": (10 * DAY, 10 * DAY, 10 * DAY, 1),
    "recall_closure_three": (2 * DAY, 2 * DAY, 2 * DAY, 1),
    "recall_on_target": (50, None, None, 4),
    "recall_triage": (64800, 64800, 82080, 2),
    "recalls_open_one": (1, None, None, 4),
    "recall_age_one": (12, 12, 12, 1),
    "spend_against_plan": (90, None, None, 1),
    "forecast_against_plan": ("37.5", None, None, 1),
    "notices_30": (1, None, None, 4),
    "notices_60": (2, None, None, 4),
    "notices_90": (3, None, None, 4),
    "notices_180": (3, None, None, 4),
    "notice_kept": (50, None, None, 2),
    "renewal_traps": (1, None, None, 4),
    "license_use": (80, None, None, 2),
}


@pytest.fixture(scope="module")
def counted(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The small world, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World.build()
        small_world.astray(world, small_world.build(world))
        small_world.count()
        yield
        transaction.set_rollback(True)


def test_every_figure_is_counted_and_worked_out_by_hand() -> None:
    assert set(MEASURES) == {one.code for one in COUNTED}
    assert set(BY_HAND) == {one.code for one in ALL}


@pytest.mark.parametrize("code", list(BY_HAND))
def test_the_figure_is_what_the_hand_found(code: str, counted: None) -> None:
    found = small_world.figure(code)
    assert found is not None
    said = (found.value, found.median, found.p90)
    rounded = tuple(None if one is None else one.quantize(Decimal("0.01")) for one in said)
    value, median, p90, n = BY_HAND[code]
    assert (*rounded, found.sums.n) == (
        Decimal(value),
        None if median is None else Decimal(median),
        None if p90 is None else Decimal(p90),
        n,
    )
    assert (found.median is not None) == BY_CODE[code].has_values
