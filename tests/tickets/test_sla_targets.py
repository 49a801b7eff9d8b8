"""The default targets of domain/2 §2.3."""

from datetime import UTC, datetime, timedelta

import pytest

from tickets.rules.targets import (
    BUS,
    DEFAULT_TARGETS,
    EXT,
    HOSP24,
    VARIANTS,
    Target,
    TargetFacts,
    latest_promise,
    targets_for,
)

CLINIC_P2 = TargetFacts(2, area_open_24x7=False)


def promised(facts: TargetFacts) -> dict[str, tuple[str, int | None, int | None]]:
    """Metric to (calendar, minutes, business days)."""
    return {
        target.metric: (target.calendar, target.minutes, target.business_days)
        for target in targets_for(facts)
    }


def test_p1_answers_in_15_minutes_and_restores_in_four_hours_around_the_clock() -> None:
    assert promised(TargetFacts(1)) == {
        "response": (HOSP24, 15, None),
        "update": (HOSP24, 30, None),
        "restore": (HOSP24, 240, None),
    }


def test_the_first_p1_update_is_due_after_15_minutes_then_every_30() -> None:
    update = next(target for target in targets_for(TargetFacts(1)) if target.metric == "update")
    assert (update.first_minutes, update.minutes) == (15, 30)


def test_a_row_that_promises_nothing_gives_no_target() -> None:
    rows = (Target("response", 3, BUS), Target("restore", 3, BUS, minutes=0))
    assert targets_for(TargetFacts(3), rows) == (rows[1],)


def test_the_default_table_has_one_row_a_place_and_known_variants() -> None:
    places = [(row.metric, row.priority, row.variant) for row in DEFAULT_TARGETS]
    assert len(places) == len(set(places))
    assert {variant for _, _, variant in places} <= set(VARIANTS)


def test_p2_runs_around_the_clock_where_the_area_does() -> None:
    assert promised(TargetFacts(2)) == {
        "response": (HOSP24, 30, None),
        "update": (HOSP24, 120, None),
        "restore": (HOSP24, 480, None),
    }


@pytest.mark.parametrize(
    ("facts", "calendar"),
    [
        (CLINIC_P2, EXT),
        (TargetFacts(2, area_open_24x7=False, care_unsafe=True), HOSP24),
        (TargetFacts(2, area_open_24x7=False, high_risk_device=True), HOSP24),
        (TargetFacts(2, area_open_24x7=False, kind="security_incident"), HOSP24),
        (TargetFacts(2, area_open_24x7=False, kind="privacy_event"), HOSP24),
        (TargetFacts(1, area_open_24x7=False), HOSP24),
    ],
)
def test_an_urgent_ticket_of_an_area_that_closes_keeps_extended_hours_unless_it_is_grave(
    facts: TargetFacts, calendar: str
) -> None:
    assert promised(facts)["response"][0] == calendar
    assert promised(facts)["update"][0] == calendar


def test_p3_and_p4_are_promised_in_business_time() -> None:
    assert promised(TargetFacts(3)) == {
        "response": (BUS, 240, None),
        "update": (BUS, None, 1),
        "restore": (BUS, None, 3),
    }
    assert promised(TargetFacts(4)) == {"response": (BUS, None, 1), "restore": (BUS, None, 10)}


def test_a_request_is_fulfilled_in_five_business_days_or_as_its_catalogue_says() -> None:
    assert promised(TargetFacts(5, kind="service_request")) == {
        "response": (BUS, None, 1),
        "fulfil": (BUS, None, 5),
    }
    assert promised(TargetFacts(5, kind="service_request", catalogue_business_days=2))["fulfil"] == (
        BUS,
        None,
        2,
    )


@pytest.mark.parametrize(
    ("priority", "response", "restore"),
    [
        (1, (HOSP24, 15, None), (HOSP24, 240, None)),
        (2, (HOSP24, 15, None), (HOSP24, 240, None)),
        (3, (HOSP24, 60, None), (HOSP24, 1440, None)),
        (4, (BUS, None, 1), (BUS, None, 5)),
    ],
)
def test_medical_devices_have_a_row_of_their_own(
    priority: int, response: tuple[str, int | None, int | None], restore: tuple[str, int | None, int | None]
) -> None:
    told = promised(TargetFacts(priority, medical_device=True, area_open_24x7=False))
    assert (told["response"], told["restore"]) == (response, restore)


@pytest.mark.parametrize(
    ("facts", "onsite"),
    [
        (TargetFacts(1, visit_promised=True), (HOSP24, 30, None)),
        (TargetFacts(1, visit_promised=True, staffed=False), (HOSP24, 120, None)),
        (TargetFacts(1, visit_promised=True, medical_device=True, staffed=False), (HOSP24, 60, None)),
        (TargetFacts(2, visit_promised=True, medical_device=True), (HOSP24, 30, None)),
        (TargetFacts(2, visit_promised=True), (HOSP24, 120, None)),
        (TargetFacts(2, visit_promised=True, medical_device=True, staffed=False), (HOSP24, 60, None)),
        (TargetFacts(2, visit_promised=True, area_open_24x7=False), (EXT, 120, None)),
        (TargetFacts(3, visit_promised=True), (BUS, None, 1)),
        (TargetFacts(4, visit_promised=True), None),
        (TargetFacts(1), None),
    ],
)
def test_a_visit_has_a_clock_where_it_is_promised(
    facts: TargetFacts, onsite: tuple[str, int | None, int | None] | None
) -> None:
    assert promised(facts).get("onsite") == onsite


@pytest.mark.parametrize("kind", ["security_incident", "privacy_event"])
def test_security_and_privacy_have_no_restore_clock(kind: str) -> None:
    assert set(promised(TargetFacts(1, kind=kind))) == {"response", "update"}


def test_an_involuntary_leaver_loses_access_within_the_hour() -> None:
    assert promised(TargetFacts(5, kind="service_request", involuntary_leaver=True))["fulfil"] == (
        HOSP24,
        60,
        None,
    )


def test_a_p2_update_is_promised_at_most_four_hours_ahead() -> None:
    now = datetime(2026, 1, 13, tzinfo=UTC)
    assert latest_promise(2, now) == now + timedelta(hours=4)
    assert latest_promise(1, now) == now + timedelta(minutes=30)
    assert latest_promise(3, now) is None
