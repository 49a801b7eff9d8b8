"""The history of the status page: days worked out by hand, laws, and a page without names that needs no Redis."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.continuity.actions.outages import withdraw_outage
from hospital_itsm.continuity.history import history_of
from hospital_itsm.continuity.rules.history import Spell, bounds_of, marks_of
from hospital_itsm.embedded.ports import free_port
from tests.continuity import cast
from tests.core.worktime_cases import at
from tests.tickets.test_my_page import text_of
from tests.tickets.test_report_page import working
from tests.world import World, again

CHICAGO = ZoneInfo("America/Chicago")
FIRST, LAST = date(2026, 10, 30), date(2026, 11, 2)
END = at("America/Chicago", "2026-11-03T00:00")


def spell(began: str, ended: str | None, effect: str = "down", planned: bool = False) -> Spell:
    """A stretch by the clock of Chicago."""
    instants = [at("America/Chicago", f"2026-{one}") if one else None for one in (began, ended)]
    return Spell(instants[0], instants[1], effect, planned)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        ([], []),
        ([spell("10-30T10:00", "10-30T10:40")], [("10-30", "down", 40, False)]),
        (
            [spell("10-30T23:30", "10-31T00:10")],
            [("10-30", "down", 30, False), ("10-31", "down", 10, False)],
        ),
        (
            [spell("10-31T12:00", "11-02T00:00")],
            [("10-31", "down", 720, False), ("11-01", "down", 1500, False)],
        ),
        (
            [spell("10-30T10:00", "10-30T11:00", "degraded"), spell("10-30T10:30", "10-30T10:40")],
            [("10-30", "down", 60, False)],
        ),
        ([spell("10-30T02:00", "10-30T04:00", "down", True)], [("10-30", "down", 120, True)]),
        (
            [
                spell("10-30T02:00", "10-30T04:00", "down", True),
                spell("10-30T09:00", "10-30T09:05", "degraded"),
            ],
            [("10-30", "degraded", 125, False)],
        ),
        ([spell("10-20T10:00", "10-30T00:30")], [("10-30", "down", 30, False)]),
        ([spell("11-02T23:00", None)], [("11-02", "down", 60, False)]),
        ([spell("11-03T01:00", "11-03T02:00")], []),
    ],
    ids=[
        "quiet",
        "one day",
        "over midnight",
        "over the day of 25 hours",
        "slow and down",
        "planned",
        "planned and slow",
        "began before",
        "still out",
        "after it",
    ],
)
def test_days_are_the_hospitals_own(spells: list[Spell], expected: list[Any]) -> None:
    marks = marks_of(spells, FIRST, LAST, CHICAGO, END)
    found = [
        (f"{one.day:%m-%d}", one.effect, one.span / timedelta(minutes=1), one.is_planned) for one in marks
    ]
    assert found == expected


instants = st.datetimes(datetime(2026, 10, 28), datetime(2026, 11, 5), timezones=st.just(UTC))
spells = st.builds(
    lambda began, span, effect, planned: Spell(began, span and began + span, effect, planned),
    instants,
    st.one_of(st.none(), st.timedeltas(timedelta(seconds=1), timedelta(days=3))),
    st.sampled_from(["down", "degraded"]),
    st.booleans(),
)


@given(st.lists(spells, max_size=6), instants)
def test_days_together_are_the_whole_and_the_future_is_left_out(outages: list[Spell], now: datetime) -> None:
    marks = marks_of(outages, FIRST, LAST, CHICAGO, now)
    began, ended = bounds_of(FIRST, CHICAGO)[0], min(bounds_of(LAST, CHICAGO)[1], now)
    edges = sorted({began, ended, *(at for one in outages for at in (one.began, one.ended) if at)})
    whole = sum(
        (
            later - earlier
            for earlier, later in zip(edges, edges[1:], strict=False)
            if began <= earlier and later <= ended
            if any(one.began <= earlier and (one.ended is None or later <= one.ended) for one in outages)
        ),
        timedelta(0),
    )
    assert sum((one.span for one in marks), timedelta(0)) == whole
    assert [one.day for one in marks] == sorted({one.day for one in marks})


def test_the_status_page_says_what_was_out_and_what_is_planned(world: World, client: Client) -> None:
    now = timezone.now()
    noon = timezone.localtime(now).replace(hour=12, minute=0) - timedelta(days=3)
    cast.outage(
        world,
        "A001",
        title="Typed words",
        began_at=noon - timedelta(minutes=40),
        ended_at=noon,
    )
    cast.outage(world, "A002", effect="degraded")
    cast.planned(world, "A003")
    old = now - timedelta(days=120)
    cast.outage(world, "A004", began_at=old, ended_at=old + cast.HOUR)
    mistake = cast.outage(world, "A005")
    withdraw_outage(mistake.pk, actor=again(world.duty_manager), reason="Recorded twice")
    found = {one.name: one for one in history_of(now).services}
    names = {code: world.service(code).name for code in ("A001", "A002", "A003", "A004", "A005")}
    assert set(found) == {names["A001"], names["A002"]}
    assert (found[names["A001"]].words, found[names["A002"]].is_out) == ("1 outage, 40m", True)
    html = text_of(working(client, world.requester, world.icu), "/status/")
    section = html[html.index("the last 90 days") :]
    assert 'aria-label="90 days: 1 outage, 40m"' in section
    assert "down for 40m" in section and "slow or partly down for" in section and "out now" in section
    assert names["A003"] in section[: section.index("A high mark")]
    assert "Typed words" not in html and "Carla" not in section and names["A004"] not in section


def test_the_status_page_stands_while_redis_is_down(world: World, client: Client, settings: Any) -> None:
    cast.outage(world, effect="degraded")
    nurse = working(client, world.requester, world.icu)
    dead = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": dead}}
    assert cache.add("alive", 1) and cache.add("alive", 1)
    assert "slow or partly down for" in text_of(nurse, "/status/")
