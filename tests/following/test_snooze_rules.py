"""When a ticket that rests is out of sight."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.following.rules.snooze import fault, is_out_of_sight, must_be_seen, presets

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEVER_DUE = datetime(9999, 12, 31, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
MINUTES = st.integers(-10_000, 10_000).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("until", "priority", "due", "hidden"),
    [
        (NOW + HOUR, 3, NEVER_DUE, True),
        (NOW + HOUR, 4, NOW + HOUR, True),
        (NOW + HOUR, 3, NOW + HOUR - timedelta(seconds=1), False),
        (NOW + HOUR, 3, NOW - HOUR, False),
        (NOW + HOUR, 2, NEVER_DUE, False),
        (NOW + HOUR, 1, NEVER_DUE, False),
        (NOW, 5, NEVER_DUE, False),
        (NOW + timedelta(seconds=1), 5, NEVER_DUE, True),
    ],
)
def test_when_it_is_out_of_sight(until: datetime, priority: int, due: datetime, hidden: bool) -> None:
    assert is_out_of_sight(until=until, priority=priority, due_at=due, now=NOW) is hidden


@given(MINUTES, st.integers(1, 5), MINUTES, MINUTES)
def test_what_presses_is_in_sight_whatever_was_chosen(
    until: timedelta, priority: int, due: timedelta, later: timedelta
) -> None:
    facts = {"priority": priority, "due_at": NOW + due, "now": NOW + later}
    hidden = is_out_of_sight(until=NOW + until, **facts)  # type: ignore[arg-type]
    presses = priority <= 2 or NOW + due < NOW + later + HOUR
    assert hidden is (NOW + later < NOW + until and not presses)
    assert bool(must_be_seen(**facts)) is presses  # type: ignore[arg-type]


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_what_is_offered_is_ahead_and_when_the_hospital_opens(now: datetime) -> None:
    offered = presets(now, CHICAGO)
    assert offered["hour"] - now == HOUR
    for code in ("tomorrow", "monday"):
        local = offered[code].astimezone(CHICAGO)
        assert (local.hour, local.minute, fault(offered[code], now)) == (8, 0, "")
    days = offered["monday"].astimezone(CHICAGO).date() - now.astimezone(CHICAGO).date()
    assert (offered["monday"].astimezone(CHICAGO).weekday(), 1 <= days.days <= 7) == (0, True)


def test_tomorrow_is_of_the_hospital_and_eight_stays_eight_when_clocks_change() -> None:
    saturday_night = datetime(2026, 3, 8, 3, 30, tzinfo=UTC)
    offered = presets(saturday_night, CHICAGO)
    assert offered["tomorrow"].astimezone(UTC) == datetime(2026, 3, 8, 13, 0, tzinfo=UTC)
    assert offered["monday"].astimezone(UTC) == datetime(2026, 3, 9, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (NOW, "past"),
        (NOW - HOUR, "past"),
        (NOW + timedelta(seconds=1), ""),
        (NOW + timedelta(days=90), ""),
        (NOW + timedelta(days=90, seconds=1), "far"),
    ],
)
def test_what_stands_against_a_time(until: datetime, code: str) -> None:
    assert fault(until, NOW) == code
