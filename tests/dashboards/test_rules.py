"""What is worked out for dashboards: change in words, target in words, periods, pictures, sentences in pieces."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.charts import Day, Span
from hospital_itsm.dashboards.drawn import BAD, WARN, Decision
from hospital_itsm.dashboards.headline import count_change_words
from hospital_itsm.dashboards.rules.counts import change_of, is_met
from hospital_itsm.kpi.rules.periods import Period, quarter_until, year_until


@pytest.mark.parametrize(
    ("number", "before", "words"),
    [(3, 5, "2 fewer"), (5, 3, "2 more"), (4, 4, "no change"), (4, None, ""), (0, 1_200, "1,200 fewer")],
)
def test_a_count_says_what_became_of_it(number: int, before: int | None, words: str) -> None:
    assert count_change_words(number, before) == words


@pytest.mark.parametrize(
    ("number", "most", "met"), [(4, 4, True), (5, 4, False), (0, 0, True), (1, 0, False), (9, None, None)]
)
def test_a_count_is_met_where_it_is_no_more_than_is_all_right(
    number: int, most: int | None, met: bool | None
) -> None:
    assert is_met(number, most) is met


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_change_turned_around_goes_the_other_way_by_as_many(number: int, before: int) -> None:
    there, back = change_of(number, before), change_of(before, number)
    assert there is not None
    assert back is not None
    assert there[1] == back[1] == abs(number - before)
    assert {there[0], back[0]} == ({"same"} if number == before else {"fewer", "more"})


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        (date(2026, 11, 20), date(2026, 10, 1), date(2026, 1, 1)),
        (date(2026, 10, 1), date(2026, 10, 1), date(2026, 1, 1)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 1, 1)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 1, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 1, 1)),
    ],
)
def test_a_quarter_and_a_year_so_far_begin_on_their_first_day(day: date, quarter: date, year: date) -> None:
    assert quarter_until(day) == Period(quarter, day)
    assert year_until(day) == Period(year, day)


def test_a_sentence_comes_in_pieces_of_which_some_stand_out() -> None:
    said = Decision(
        "Decide", "2 contracts renew at USD 796.00 by Oct 30.", "Go", "/", strong=("USD 796.00", "Oct 30")
    )
    assert said.pieces == [
        ("2 contracts renew at ", False),
        ("USD 796.00", True),
        (" by ", False),
        ("Oct 30", True),
        (".", False),
    ]
    assert Decision("Decide", "Nothing stands out.", "Go", "/", strong=("USD", "")).pieces == [
        ("Nothing stands out.", False)
    ]


def test_the_weightiest_decision_stands_first_and_of_the_same_weight_the_nearest() -> None:
    far = Decision("far", "", "", "", BAD, due=date(2026, 12, 1))
    near = Decision("near", "", "", "", BAD, due=date(2026, 11, 1))
    undated = Decision("undated", "", "", "", BAD)
    light = Decision("light", "", "", "", WARN, due=date(2026, 10, 1))
    assert sorted([light, undated, far, near], key=lambda one: one.rank) == [near, far, undated, light]


def test_a_line_breaks_where_nothing_is_known_and_names_itself_at_its_end() -> None:
    drawn = str(
        charts.line(
            [("P1", [90.0, None, 95.0, 100.0]), ("<Others>", [None, 92.0, 93.0, 94.0])],
            ["Aug 1", "Aug 8", "Aug 15", "Aug 22"],
            title="On target",
            desc="By week",
            target=95.0,
        )
    )
    assert '<path class="a" d="M36.0 144.0M213.3 78.0L302.0 12.0"/>' in drawn
    assert '<path class="b" d="M124.7 117.6L213.3 104.4L302.0 91.2"/>' in drawn
    assert 'role="img"' in drawn
    assert "<title>On target</title><desc>By week</desc>" in drawn
    assert "&lt;Others&gt;" in drawn
    assert '<path class="t" d="M36 78.0H302"/>' in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize("values", [[], [None, None], [3.0], [None, 3.0]])
def test_there_is_no_line_through_less_than_two_values(values: list[float | None]) -> None:
    assert charts.spark(values) == ""
    assert charts.line([("x", values)], ["a"] * len(values), title="t", desc="d") == ""


def test_a_level_line_and_a_bar_of_nothing_are_drawn() -> None:
    assert 'd="M2.0 4.0L118.0 4.0"' in charts.spark([5, 5])
    assert 'class="d-now" y="2" width="0.0%"' in charts.bar(0, 0)
    assert 'class="d-was" x="50.0%"' in charts.bar(9, 10, 5)
    assert 'class="d-now" y="2" width="100%"' in charts.bar(20, 10)


def test_a_strip_has_a_mark_for_each_day_and_a_lane_stays_inside() -> None:
    drawn = charts.strip([Day(0, "s0"), Day(1, "s3"), Day(7, "s3")])
    assert drawn.count("<rect") == 3
    assert 'class="s0" x="1" y="17" width="8" height="4"' in drawn
    assert drawn.count('height="20"') == 2
    outside = charts.lane(Span(-1, 3, is_hot=True))
    assert '<rect class="hot" x="0%" y="4" width="100%"' in outside
    assert '<svg x="100%"' in outside


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_scale_holds_its_values_with_few_round_lines(low: float, span: float) -> None:
    marks = charts.scale(low, low + span)
    assert marks[0] <= low + 1e-6
    assert marks[-1] >= low + span - 1e-3 * max(abs(low + span), 1)
    assert len(marks) <= 6
    assert marks == sorted(marks)
