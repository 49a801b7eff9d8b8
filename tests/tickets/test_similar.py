"""Suggestions while reporting, and tickets that look like one problem."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tickets.rules.facts import Facts
from tickets.rules.priority import priority_for
from tickets.rules.similar import Known, Situation, Suggestion, same_problem, shared_words, suggestions

NOW = datetime(2026, 10, 22, 14, 5, tzinfo=UTC)
HERE = Situation(
    "Scanner on the cart does not read wristbands", NOW, unit="ICU", service="A003", category="euc.cart"
)


def known(key: str, minutes_ago: int = 30, **values) -> Known:
    values.setdefault("text", "Something else entirely")
    return Known(key, opened_at=NOW - timedelta(minutes=minutes_ago), **values)


SAME_PLACE = known("INC-1", units=frozenset({"ICU"}), services=frozenset({"A003"}))
NOTICE = known("notice-1", services=frozenset({"A003"}), is_notice=True)
SAME_WORDS = known("INC-2", text="Cart scanner will not read a wristband", units=frozenset({"ED"}))


def test_same_unit_and_service_comes_first_then_a_notice_then_the_words():
    assert suggestions(HERE, [SAME_WORDS, NOTICE, SAME_PLACE]) == (
        Suggestion("INC-1", "same_unit_and_service", 0.0),
        Suggestion("notice-1", "active_notice", 0.0),
        Suggestion("INC-2", "words_match", 1.0),
    )


def test_below_the_confidence_line_nothing_is_shown():
    strangers = [
        known("INC-3"),
        known("INC-4", units=frozenset({"ICU"})),
        known("INC-5", text="The scanner is red"),
    ]
    assert suggestions(HERE, strangers) == ()


def test_same_unit_and_service_counts_for_four_hours():
    assert len(suggestions(HERE, [replace(SAME_PLACE, opened_at=NOW - timedelta(hours=4))])) == 1
    assert suggestions(HERE, [replace(SAME_PLACE, opened_at=NOW - timedelta(hours=4, seconds=1))]) == ()


def test_a_notice_for_the_house_needs_some_words_in_common():
    house = known(
        "notice-2", text="Scanner and wristband printers are slow today", is_notice=True, everywhere=True
    )
    assert [item.reason for item in suggestions(HERE, [house])] == ["active_notice"]
    assert suggestions(replace(HERE, text="The bed is stuck"), [house]) == ()


def test_at_most_three_are_shown_and_the_newer_first():
    many = [
        known(f"INC-{age}", age, units=frozenset({"ICU"}), services=frozenset({"A003"}))
        for age in (50, 10, 40, 20)
    ]
    assert [item.key for item in suggestions(HERE, many)] == ["INC-10", "INC-20", "INC-40"]


def test_without_a_unit_or_a_service_nothing_matches_by_emptiness():
    assert suggestions(Situation("Broken", NOW), [known("INC-6"), known("notice-3", is_notice=True)]) == ()


def test_the_share_counts_telling_words_only():
    assert shared_words("the printer is not working", "our printer will not work") == 0.0
    assert shared_words("printer prints blank pages", "blank pages from the printer in room 4") == 0.75


def test_three_tickets_on_one_service_in_15_minutes_are_one_problem():
    others = [
        known("INC-7", 15, services=frozenset({"A003"})),
        known("INC-8", 5, services=frozenset({"A003"})),
        known("INC-9", 16, services=frozenset({"A003"})),
        known("INC-10", -1, services=frozenset({"A003"})),
    ]
    keys = same_problem(HERE, others)
    assert keys == ("INC-7", "INC-8")
    decision = priority_for(Facts("A", impact=4, urgency=4, similar_in_15_min=1 + len(keys)))
    assert decision.proposals == ("group_similar", "propose_major_incident")
    assert decision.priority == 4


def test_on_one_unit_the_category_or_the_words_must_match_too():
    unit = frozenset({"ICU"})
    others = [
        known("INC-11", 3, units=unit),
        known("INC-12", 2, units=unit, category="euc.cart"),
        known("INC-13", 1, units=unit, text="Cart scanner will not read a wristband"),
        known("INC-14", 1, units=frozenset({"ED"}), category="euc.cart"),
    ]
    assert same_problem(HERE, others) == ("INC-12", "INC-13")
