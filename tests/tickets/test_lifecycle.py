"""The lifecycle table of tickets and the rules around it."""

from datetime import UTC, datetime, timedelta

import pytest

from hospital_itsm.core.lifecycle import Lifecycle, Transition, states
from tickets.rules import closing, lifecycle
from tickets.rules.lifecycle import LIFECYCLE

RESOLVED_AT = datetime(2026, 10, 22, 14, 5, tzinfo=UTC)


def verbs_from(state: str, kind: str = "incident") -> list[str]:
    return [row.verb for row in LIFECYCLE.allowed(state, kind=kind)]


def test_a_new_ticket_can_be_triaged_taken_answered_or_withdrawn():
    assert verbs_from("new") == [
        "triage",
        "assign",
        "start",
        "wait_requester",
        "wait_vendor",
        "wait_parts",
        "wait_change",
        "schedule",
        "restore",
        "resolve",
        "withdraw",
        "cancel",
        "merge",
    ]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ("restored", ["confirm", "still_broken", "resolve", "merge"]),
        ("resolved", ["confirm", "close", "reopen"]),
        ("closed", ["reopen"]),
        ("cancelled", []),
        ("merged", ["unmerge"]),
    ],
)
def test_what_is_possible_after_the_work(state, verbs):
    assert verbs_from(state) == verbs


def test_cancelling_is_the_only_end_for_good():
    assert LIFECYCLE.final == {"cancelled"}


@pytest.mark.parametrize(
    ("after", "survivor", "may"),
    [
        (timedelta(hours=24), "in_progress", True),
        (timedelta(hours=24), "resolved", True),
        (timedelta(hours=24, seconds=1), "in_progress", False),
        (timedelta(hours=1), "closed", False),
        (timedelta(hours=1), "cancelled", False),
        (timedelta(hours=1), "merged", False),
    ],
)
def test_a_merge_is_undone_within_a_day_while_the_other_ticket_has_not_ended(after, survivor, may):
    assert lifecycle.may_unmerge(RESOLVED_AT, survivor, RESOLVED_AT + after) is may


def test_only_open_and_done_states_exist_and_they_do_not_overlap():
    assert set(LIFECYCLE.states) == lifecycle.OPEN | lifecycle.DONE
    assert lifecycle.OPEN.isdisjoint(lifecycle.DONE)


def test_a_request_is_never_restored():
    assert LIFECYCLE.find("restore", "in_progress", "service_request") is None
    assert LIFECYCLE.find("restore", "in_progress", "incident").to == "restored"


def test_reopening_is_possible_from_resolved_and_closed_only():
    starts = [state for state in LIFECYCLE.states if LIFECYCLE.find("reopen", state)]
    assert starts == ["resolved", "closed"]


def test_confirming_closes_a_resolved_ticket_and_leaves_a_restored_one_where_it_is():
    assert LIFECYCLE.find("confirm", "resolved").to == "closed"
    assert LIFECYCLE.find("confirm", "restored").to == "restored"


def test_only_what_the_person_may_do_is_offered():
    offered = LIFECYCLE.allowed("resolved", may=lambda verb: verb == "ticket.confirm")
    assert [row.verb for row in offered] == ["confirm", "reopen"]


def test_each_wait_says_why_and_until_when():
    needs = {row.verb: row.needs for row in LIFECYCLE.allowed("in_progress")}
    assert needs["wait_requester"] == ("message",)
    assert (
        needs["wait_vendor"]
        == needs["wait_parts"]
        == needs["wait_change"]
        == needs["schedule"]
        == (
            "reason",
            "until",
        )
    )


def test_starting_work_stops_the_response_clock_and_assigning_does_not():
    assert LIFECYCLE.find("start", "new").clocks == ("stop:response",)
    assert LIFECYCLE.find("assign", "new").clocks == ()


def test_from_one_wait_to_the_next_the_clock_resumes_before_it_pauses_again():
    assert LIFECYCLE.find("wait_vendor", "pending_scheduled").clocks == ("resume", "pause:vendor")
    assert LIFECYCLE.find("wait_parts", "pending_vendor").clocks == ("resume",)


def test_resolving_straight_from_a_pause_ends_the_pause_first():
    assert LIFECYCLE.find("resolve", "pending_vendor").clocks[0] == "resume"


PAUSES = {
    (priority, state)
    for priority in (3, 4, 5)
    for state in ("pending_requester", "pending_vendor", "pending_scheduled")
}


@pytest.mark.parametrize("state", LIFECYCLE.states)
@pytest.mark.parametrize("priority", [1, 2, 3, 4, 5])
def test_the_promise_pauses_in_three_states_and_never_for_p1_and_p2(priority, state):
    assert lifecycle.may_pause(priority, state) is ((priority, state) in PAUSES)


@pytest.mark.parametrize(
    ("state", "after", "may"),
    [
        ("resolved", timedelta(days=14), True),
        ("closed", timedelta(days=14), True),
        ("closed", timedelta(days=14, seconds=1), False),
        ("in_progress", timedelta(days=1), False),
        ("cancelled", timedelta(days=1), False),
    ],
)
def test_reopening_ends_after_fourteen_days(state, after, may):
    assert lifecycle.may_reopen(state, RESOLVED_AT, RESOLVED_AT + after) is may


def test_a_ticket_without_a_resolution_time_cannot_be_reopened():
    assert lifecycle.may_reopen("closed", None, RESOLVED_AT) is False


def test_a_resolved_ticket_closes_after_seven_days_and_two_reminders():
    seven = RESOLVED_AT + timedelta(days=7)
    assert lifecycle.may_close_by_itself("resolved", RESOLVED_AT, False, 2, seven) is True
    assert lifecycle.may_close_by_itself("resolved", RESOLVED_AT, False, 1, seven) is False
    assert (
        lifecycle.may_close_by_itself("resolved", RESOLVED_AT, False, 2, seven - timedelta(seconds=1))
        is False
    )
    assert lifecycle.may_close_by_itself("restored", RESOLVED_AT, False, 2, seven) is False


def test_where_care_was_affected_nothing_closes_by_itself():
    assert lifecycle.auto_close_at(RESOLVED_AT, care_affected=True) is None
    assert (
        lifecycle.may_close_by_itself("resolved", RESOLVED_AT, True, 2, RESOLVED_AT + timedelta(days=90))
        is False
    )


def test_the_reminders_come_on_day_three_and_day_six():
    assert [at.day for at in lifecycle.close_reminders_at(RESOLVED_AT)] == [25, 28]


def test_a_serious_ticket_asks_for_more_at_its_end():
    assert lifecycle.resolve_needs(3, False) == ("close_code", "cause", "message")
    serious = (
        "close_code",
        "cause",
        "message",
        "clinical_impact",
        "workaround",
        "downtime_minutes",
        "article",
    )
    assert lifecycle.resolve_needs(2, False) == serious
    assert lifecycle.resolve_needs(4, True) == serious


def test_the_close_codes_stand_under_twelve_headings_and_there_are_twelve_causes():
    assert len(closing.CLOSE_CODES_BY_HEADING) == 12
    assert len(closing.CAUSES) == len(set(closing.CAUSES)) == 12
    assert sorted(closing.CLOSE_CODES) == sorted(set(closing.CLOSE_CODES))
    assert "battery" in closing.CLOSE_CODES_BY_HEADING["exchanged"]


def test_near_miss_and_harm_need_a_safety_event():
    asked = [impact for impact in closing.CLINICAL_IMPACTS if closing.needs_safety_event(impact)]
    assert asked == ["near_miss", "harm"]


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ((Transition("go", states("a"), "nowhere", "x.y"),), "outside the table: nowhere"),
        (
            (Transition("go", states("a"), "b", "x.y"), Transition("go", states("a", "b"), "a", "x.y")),
            "Two rows",
        ),
        ((Transition("stay", states("a"), "a", "x.y"),), "Nothing leads to: b"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        Lifecycle("a", ("a", "b"), rows)
