"""How promises end, which contract answers, and the figures of a scorecard: pure rules, tables and laws."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.underpinning.rules.choosing import Candidate, choose
from hospital_itsm.underpinning.rules.ending import Facts, ending_of, outcome
from hospital_itsm.underpinning.rules.figures import Span, median, percentile, quarters, share, year_before

DUE = datetime(2026, 11, 27, 22, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EARLY, LATE = DUE - MINUTE, DUE + MINUTE
BACK, ELSEWHERE, OFF = "taken_back", "elsewhere", "called_off"


@pytest.mark.parametrize(
    ("metric", "facts", "now", "state", "settled"),
    [
        ("response", Facts(), EARLY, "running", None),
        ("response", Facts(), DUE, "running", None),
        ("response", Facts(), LATE, "missed", DUE),
        ("response", Facts(EARLY), LATE, "met", EARLY),
        ("response", Facts(DUE), LATE, "met", DUE),
        ("response", Facts(LATE), LATE, "missed", DUE),
        ("response", Facts(EARLY, LATE, BACK), LATE, "met", EARLY),
        ("response", Facts(None, EARLY, BACK), LATE, "met", EARLY),
        ("response", Facts(None, LATE, BACK), LATE, "missed", DUE),
        ("response", Facts(None, EARLY, ELSEWHERE), LATE, "withdrawn", None),
        ("response", Facts(None, EARLY, OFF), LATE, "withdrawn", None),
        ("response", Facts(None, LATE, OFF), LATE, "missed", DUE),
        ("response", Facts(EARLY, EARLY, OFF), LATE, "met", EARLY),
        ("repair", Facts(EARLY), EARLY, "running", None),
        ("repair", Facts(EARLY), LATE, "missed", DUE),
        ("repair", Facts(None, DUE, BACK), LATE, "met", DUE),
        ("repair", Facts(EARLY, LATE, BACK), LATE, "missed", DUE),
        ("repair", Facts(EARLY, EARLY, ELSEWHERE), LATE, "withdrawn", None),
    ],
)
def test_a_promise_ends_by_the_facts(
    metric: str, facts: Facts, now: datetime, state: str, settled: datetime | None
) -> None:
    found = outcome(metric, DUE, facts, now)
    assert (found.state, found.settled_at) == (state, settled)


MOMENTS = st.integers(-600, 600).map(lambda minutes: DUE + minutes * MINUTE)
FACTS = st.builds(Facts, st.none() | MOMENTS, st.none() | MOMENTS, st.sampled_from([BACK, ELSEWHERE, OFF]))


@given(st.sampled_from(["response", "repair"]), FACTS, MOMENTS, MOMENTS)
def test_what_was_missed_stays_missed_and_is_stamped_with_the_deadline(
    metric: str, facts: Facts, now: datetime, later: datetime
) -> None:
    first, then = sorted((now, later))
    found = outcome(metric, DUE, facts, first)
    if found.state != "running":
        assert outcome(metric, DUE, facts, then) == found
    assert (found.missed_at == DUE) == (found.state == "missed")
    assert (found.settled_at is None) == (found.state in ("running", "withdrawn"))
    assert found.state != "met" or (found.stopped_at is not None and found.stopped_at <= DUE)


@pytest.mark.parametrize(
    ("verb", "ending"),
    [
        ("resume", BACK), ("restore", BACK), ("resolve", BACK), ("wait_parts", ELSEWHERE),
        ("wait_requester", ELSEWHERE), ("schedule", ELSEWHERE), ("cancel", OFF), ("withdraw", OFF), ("merge", OFF),
    ],
)  # fmt: skip
def test_each_step_out_of_the_vendors_hands_ends_the_task_in_its_way(verb: str, ending: str) -> None:
    assert ending_of(verb) == ending


def one(
    pk: int, *, vendor: int = 1, holds: bool = True, promises: bool = False, ends: int = 2030
) -> Candidate:
    return Candidate(pk, vendor, holds, promises, date(ends, 1, 1), f"C-{pk}")


@pytest.mark.parametrize(
    ("asset", "service", "others", "expected"),
    [
        (one(1), one(2), [one(3)], (1, "asset")),
        (None, one(2), [one(3)], (2, "service")),
        (one(1, vendor=9), one(2), [], (2, "service")),
        (one(1, holds=False), None, [one(3)], (3, "vendor")),
        (one(1, vendor=9), one(2, vendor=9), [one(3, holds=False)], None),
        (None, None, [one(3), one(4, promises=True, ends=2027)], (4, "vendor")),
        (None, None, [one(3, ends=2028), one(4, ends=2029)], (4, "vendor")),
        (None, None, [one(4), one(3)], (3, "vendor")),
        (None, None, [one(3, vendor=9)], None),
        (None, None, [], None),
    ],
)
def test_the_contract_of_the_device_goes_before_that_of_the_service_and_any_other(
    asset: Candidate | None,
    service: Candidate | None,
    others: list[Candidate],
    expected: tuple[int, str] | None,
) -> None:
    assert choose(1, asset, service, others) == expected


CANDIDATES = st.builds(
    Candidate,
    st.integers(1, 50),
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.from_regex(r"C-\d{4}", fullmatch=True),
)


@given(st.none() | CANDIDATES, st.none() | CANDIDATES, st.lists(CANDIDATES, max_size=6))
def test_a_chosen_contract_holds_and_is_one_with_the_vendor(
    asset: Candidate | None, service: Candidate | None, others: list[Candidate]
) -> None:
    known = [found for found in (asset, service, *others) if found is not None]
    good = {found.pk for found in known if found.holds and found.vendor == 1}
    chosen = choose(1, asset, service, others)
    assert (chosen is None) == (not good)
    assert chosen is None or chosen[0] in good


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 28), date(2025, 11, 29)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2027, 2, 28), date(2026, 3, 1)),
    ],
)
def test_twelve_months_end_today(today: date, first: date) -> None:
    assert year_before(today) == Span(first, today)


def test_the_quarters_of_twelve_months_are_cut_at_both_ends() -> None:
    found = quarters(Span(date(2025, 11, 29), date(2026, 11, 28)))
    assert [(span.first.isoformat(), span.last.isoformat()) for span in found] == [
        ("2025-11-29", "2025-12-31"),
        ("2026-01-01", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-11-28"),
    ]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_quarters_are_the_year_without_gap_or_overlap(today: date) -> None:
    span = year_before(today)
    found = quarters(span)
    assert (found[0].first, found[-1].last) == (span.first, span.last)
    assert all(a.last + timedelta(days=1) == b.first for a, b in zip(found, found[1:], strict=False))
    assert 4 <= len(found) <= 5
    assert 364 <= (span.last - span.first).days <= 365


@pytest.mark.parametrize(
    ("met", "missed", "percent"),
    [(0, 0, None), (3, 0, "100.0"), (0, 2, "0.0"), (2, 1, "66.6"), (1999, 1, "99.9")],
)
def test_a_share_is_rounded_down_and_absent_without_data(met: int, missed: int, percent: str | None) -> None:
    assert share(met, missed) == (None if percent is None else Decimal(percent))


SPANS = st.lists(st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)), max_size=40)


def minutes(*values: int) -> list[timedelta]:
    return [timedelta(minutes=value) for value in values]


def test_median_and_nine_of_ten_by_hand() -> None:
    assert median(minutes(30, 10, 20)) == timedelta(minutes=20)
    assert median(minutes(10, 21)) == timedelta(minutes=15, seconds=30)
    assert percentile(minutes(*range(1, 11)), 90) == timedelta(minutes=9)
    assert percentile(minutes(*range(1, 12)), 90) == timedelta(minutes=10)
    assert percentile(minutes(7), 90) == median(minutes(7)) == timedelta(minutes=7)
    assert median([]) is None
    assert percentile([], 90) is None


@given(SPANS, st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed(
    values: list[timedelta], percent: int
) -> None:
    found = percentile(values, percent)
    if found is None:
        assert values == []
        return
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


@given(SPANS)
def test_half_lie_on_either_side_of_the_median(values: list[timedelta]) -> None:
    found = median(values)
    if found is not None:
        assert sum(value < found for value in values) * 2 <= len(values)
        assert sum(value > found for value in values) * 2 <= len(values)
