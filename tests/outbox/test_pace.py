"""When an e-mail leaves: paces, bursts, the daily e-mail, quiet hours, and both sides of a change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.outbox.rules.pace import FOLD, Choices, after_quiet, digest_after, is_quiet, leaves_at

CHICAGO = ZoneInfo("America/Chicago")
NIGHT = {"quiet_from": time(22), "quiet_until": time(6, 30)}


def at(text: str) -> datetime:
    """An instant by the clock of Chicago."""
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("pace", "due", "now", "last", "more", "leaves"),
    [
        ("now", "2026-11-24 10:00", "2026-11-24 10:00", None, {}, "2026-11-24 10:00"),
        ("now", "2026-11-24 10:00", "2026-11-24 10:05", None, {}, "2026-11-24 10:05"),
        ("now", "2026-11-24 10:00", "2026-11-24 10:00", "2026-11-24 09:59", {}, "2026-11-24 10:01"),
        ("now", "2026-11-24 10:00", "2026-11-24 10:00", "2026-11-24 09:58", {}, "2026-11-24 10:00"),
        ("now", "2026-11-24 22:00", "2026-11-24 22:00", None, NIGHT, "2026-11-25 06:30"),
        ("now", "2026-11-25 06:29", "2026-11-25 06:29", None, NIGHT, "2026-11-25 06:30"),
        ("now", "2026-11-25 06:30", "2026-11-25 06:30", None, NIGHT, "2026-11-25 06:30"),
        ("now", "2026-11-24 21:59", "2026-11-24 21:59", "2026-11-24 21:58", NIGHT, "2026-11-25 06:30"),
        ("daily", "2026-11-24 10:00", "2026-11-24 10:00", None, {}, "2026-11-25 07:00"),
        ("daily", "2026-11-24 06:59", "2026-11-24 06:59", None, {}, "2026-11-24 07:00"),
        ("daily", "2026-11-24 07:00", "2026-11-24 07:00", None, {}, "2026-11-24 07:00"),
        ("daily", "2026-11-24 07:00", "2026-11-24 07:10", None, {}, "2026-11-24 07:10"),
        ("daily", "2026-11-24 10:00", "2026-11-24 10:00", None, {"digest_at": time(16)}, "2026-11-24 16:00"),
        ("bell", "2026-11-24 10:00", "2026-11-24 10:00", None, {}, None),
        ("bell", "2026-11-24 23:00", "2026-11-24 23:00", "2026-11-24 22:59", NIGHT, None),
    ],
)
def test_an_email_leaves_when_its_reader_wants_it(
    pace: str, due: str, now: str, last: str | None, more: dict[str, time], leaves: str | None
) -> None:
    found = leaves_at(
        pace=pace,
        due_at=at(due),
        now=at(now),
        choices=Choices(CHICAGO, **more),  # type: ignore[arg-type]
        last_at=at(last) if last else None,
    )
    assert found == (at(leaves) if leaves else None)


def test_seven_in_the_morning_stays_seven_when_the_clocks_change() -> None:
    before_spring, before_autumn = at("2026-03-07 10:00"), at("2026-10-31 10:00")
    assert digest_after(before_spring, time(7), CHICAGO) == datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert digest_after(before_autumn, time(7), CHICAGO) == datetime(2026, 11, 1, 13, tzinfo=UTC)


instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda day: day.replace(tzinfo=UTC))
clocks = st.times().map(lambda clock: clock.replace(microsecond=0))


@given(now=instants, begin=clocks, end=clocks)
def test_nothing_leaves_in_the_quiet_hours_and_they_hold_nothing_for_more_than_a_day(
    now: datetime, begin: time, end: time
) -> None:
    found = after_quiet(now, Choices(UTC, quiet_from=begin, quiet_until=end))
    assert now <= found <= now + timedelta(days=1)
    assert begin == end or not is_quiet(found.time(), begin, end)


@given(now=instants, clock=clocks)
def test_the_daily_email_comes_within_a_day_and_once_held_stays_where_it_is(
    now: datetime, clock: time
) -> None:
    found = digest_after(now, clock, UTC)
    assert now <= found < now + timedelta(days=1)
    assert found.time() == clock
    assert digest_after(found, clock, UTC) == found


@given(now=instants, ago=st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_a_burst_waits_for_two_minutes_at_most(now: datetime, ago: timedelta) -> None:
    found = leaves_at(pace="now", due_at=now, now=now, choices=Choices(UTC), last_at=now - ago)
    assert found is not None
    assert found == max(now, now - ago + FOLD)
    assert found.date() >= date(2026, 1, 1)
