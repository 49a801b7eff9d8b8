"""Whom late tickets tell: the default ladders as they are agreed, and changes that never leave urgent tickets alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given as drawn
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.setup.actions.ladders import publish_ladder
from hospital_itsm.setup.policy_drafts import draft_of
from hospital_itsm.setup.queries.ladders import unfilled
from hospital_itsm.setup.rules.ladders import (
    MOST_MINUTES,
    MOST_PERCENT,
    Climb,
    Fault,
    UnreadableWhen,
    faults_of,
    in_order,
    is_reached,
    read_when,
    with_ladder,
    write_when,
)
from tests.api.rest import Rest
from tests.setup.giving_cast import given
from tests.setup.test_rows import text_of
from tests.setup.test_trying import resolved
from tests.tickets.clock_cases import chicago, opened_ticket
from tests.world import World
from tickets.models import ClockStep, SlaPolicy
from tickets.rules.escalation import AUDIENCES, DEFAULT_LADDERS, FROM_DUE, Step
from tickets.watching import watch

MORNING = chicago("11-20T08:00")
T0 = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLACES = sorted({(step.metric, step.priority) for step in DEFAULT_LADDERS})
GOLDEN = """
response 1: 0 min page primary+house_supervisor_if_care, 5 min page primary, 10 min page secondary, 15 min page duty_manager, 20 min page manager, 30 min page vp
response 2: 0 min page primary, 15 min page secondary, 30 min page duty_manager, 60 min page manager
response 3: 75 % notify lead, 100 % notify manager
response 4: 75 % notify lead, 100 % notify manager
update 1: 0 min late notify owner, 15 min late page duty_manager
update 2: 0 min late notify owner, 15 min late page duty_manager
restore 1: 50 % page lead+manager, 75 % page vp, 100 % page cio ?, 150 % review manager
restore 2: 75 % notify lead, 100 % notify manager ?
restore 3: 75 % notify owner, 90 % notify lead, 100 % notify manager ?, 150 % weekly_list
restore 4: 75 % notify owner, 90 % notify lead, 100 % notify manager ?, 150 % weekly_list
fulfil 3: 75 % notify owner, 90 % notify lead, 100 % notify manager ?, 150 % weekly_list
fulfil 4: 75 % notify owner, 90 % notify lead, 100 % notify manager ?, 150 % weekly_list
fulfil 5: 75 % notify owner, 90 % notify lead, 100 % notify manager ?, 150 % weekly_list
"""  # noqa: E501
"""The ladders of domain/2 §2.3; `?` asks why the promise was missed."""


def ladder(steps: Any, metric: str, priority: int) -> list[Step]:
    return [one for one in steps if (one.metric, one.priority) == (metric, priority)]


def said(steps: Any) -> str:
    """Every ladder in one line."""
    lines = {}
    for one in steps:
        words = f"{write_when(one)} {one.action} {'+'.join(one.audience)}".strip()
        lines.setdefault((one.metric, one.priority), []).append(words + " ?" * one.needs_reason)
    return "\n".join(
        f"{metric} {priority}: {', '.join(rungs)}" for (metric, priority), rungs in lines.items()
    )


def test_the_default_ladders_are_those_agreed() -> None:
    assert said(DEFAULT_LADDERS) == GOLDEN.strip()


@pytest.mark.parametrize(("metric", "priority"), PLACES)
def test_a_default_ladder_is_safe_and_comes_back_from_its_form_as_it_went_in(
    metric: str, priority: int
) -> None:
    rungs = ladder(DEFAULT_LADDERS, metric, priority)
    assert faults_of(metric, priority, rungs, frozenset()) == ()
    assert list(in_order(rungs)) == rungs
    assert with_ladder(DEFAULT_LADDERS, metric, priority, rungs) == DEFAULT_LADDERS


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("75 %", (75, None, "start")),
        ("150%", (150, None, "start")),
        ("0 min", (None, 0, "start")),
        ("2 h", (None, 120, "start")),
        ("15 min late", (None, 15, "due")),
        ("1 hour late", (None, 60, "due")),
    ],
)
def test_times_of_rungs_are_read(text: str, read: tuple[int | None, int | None, str]) -> None:
    assert read_when(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0 %",
        f"{MOST_PERCENT + 1} %",
        f"{MOST_MINUTES + 1} min",
        "-5 min",
        "75 % late",
        "%s",
        "1e3 min",
    ],
)
def test_what_is_no_time_of_a_rung_is_refused(text: str) -> None:
    with pytest.raises(UnreadableWhen):
        read_when(text)


whens = st.one_of(
    st.builds(lambda n: {"at_percent": n}, st.integers(1, MOST_PERCENT)),
    st.builds(
        lambda n, anchor: {"at_minutes": n, "anchor": anchor},
        st.integers(0, MOST_MINUTES),
        st.sampled_from(["start", "due"]),
    ),
)


@drawn(whens)
def test_a_time_that_is_written_is_read_again(when: dict[str, Any]) -> None:
    step = Step("restore", 3, ("lead",), "notify", **when)
    assert read_when(write_when(step)) == (step.at_percent, step.at_minutes, step.anchor)


def page(minutes: int, *whom: str, action: str = "page") -> Step:
    return Step("response", 1, whom, action, at_minutes=minutes)


@pytest.mark.parametrize(
    ("rungs", "unfilled_ones", "faults"),
    [
        ((), (), [Fault("empty")]),
        ((page(0, "primary"),), (), [Fault("no_human", "0 min")]),
        ((page(0, "primary"), page(10, "duty_manager")), (), []),
        ((page(0, "manager", action="notify"),), (), [Fault("nobody_paged")]),
        ((page(0, "primary"), page(5, action="weekly_list")), (), [Fault("no_human", "5 min")]),
        ((page(0, "primary"), page(0, "cio")), (), [Fault("twice", "0 min")]),
        ((page(0), page(5, "cio")), (), [Fault("nobody", "0 min")]),
        (
            (page(0, "primary"), page(5, "secondary"), page(9, "vp")),
            ("secondary", "duty_manager"),
            [Fault("empty_rota", "secondary")],
        ),
        ((page(9, "cio"), page(0, "primary")), (), []),
    ],
)
def test_an_urgent_ladder_is_refused_where_it_would_leave_tickets_alone(
    rungs: tuple[Step, ...], unfilled_ones: tuple[str, ...], faults: list[Fault]
) -> None:
    assert list(faults_of("response", 1, rungs, unfilled_ones)) == faults


@drawn(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(AUDIENCES)), max_size=6, unique_by=lambda one: one[0]
    ),
    st.sets(st.sampled_from(AUDIENCES)),
)
def test_whatever_passes_for_priority_1_pages_and_ends_at_somebody_who_is_there(
    rungs: list[tuple[int, str]], unfilled_ones: set[str]
) -> None:
    steps = [page(minutes, who) for minutes, who in rungs]
    if faults_of("response", 1, steps, unfilled_ones):
        return
    last = max(steps, key=lambda one: one.at_minutes or 0)
    assert {*last.audience} & {"duty_manager", "manager", "vp", "cio"}
    assert not {code for one in steps for code in one.audience} & unfilled_ones


def test_a_ladder_of_priority_3_may_be_empty() -> None:
    assert faults_of("response", 3, (), {*AUDIENCES}) == ()


CLIMB = Climb(
    "INC-1", timedelta(hours=4), timedelta(hours=3), timedelta(0), T0, None, T0 + timedelta(hours=3)
)


@pytest.mark.parametrize(
    ("step", "climb", "reached"),
    [
        (Step("restore", 3, (), at_percent=75), CLIMB, True),
        (Step("restore", 3, (), at_percent=76), CLIMB, False),
        (Step("restore", 3, (), at_minutes=180), CLIMB, True),
        (Step("restore", 3, (), at_minutes=181), CLIMB, False),
        (Step("restore", 3, (), at_minutes=0, anchor=FROM_DUE), CLIMB, False),
    ],
)
def test_which_rungs_a_promise_reached(step: Step, climb: Climb, reached: bool) -> None:
    assert is_reached(step, climb) is reached


def published(
    world: World, rungs: Any, metric: str = "response", priority: int = 1, **other: Any
) -> SlaPolicy:
    said = {"actor": world.administrator, "version": 1, "reason": "Agreed at night", "at": MORNING, **other}
    return publish_ladder(world.policy, metric=metric, priority=priority, ladder=rungs, **said)


@pytest.mark.django_db
def test_a_changed_ladder_pages_new_tickets_and_open_ones_only_once_it_is_given(world: World) -> None:
    before = opened_ticket(world, MORNING, priority=1)
    policy = published(world, [page(0, "primary"), page(3, "duty_manager")])
    after = opened_ticket(world, MORNING + timedelta(minutes=1), priority=1)
    watch(MORNING + timedelta(minutes=4))
    assert list(before.pages.order_by("id").values_list("step", flat=True)) == ["response+0m"]
    assert list(after.pages.order_by("id").values_list("step", "audience")) == [
        ("response+0m", "primary"),
        ("response+3m", "duty_manager"),
    ]
    given(policy, world, MORNING + timedelta(minutes=4))
    ahead = ClockStep.objects.filter(clock__ticket=before, clock__metric="response", fired_at=None)
    assert [row.step.at_minutes for row in ahead] == [3]
    entry = AuditEntry.objects.get(verb="policy.ladder")
    assert entry.reason == "Agreed at night"
    assert entry.changes["version"] == [1, 2]
    assert entry.changes["response P1"][1] == "0 min page primary; 3 min page duty_manager"


@pytest.mark.django_db
def test_the_ladders_beside_a_changed_one_page_exactly_as_before(world: World) -> None:
    policy = published(world, [Step("response", 3, ("lead",), "notify", at_percent=50)], "response", 3)
    steps = draft_of(policy).steps
    for metric, priority in PLACES:
        if (metric, priority) != ("response", 3):
            assert ladder(steps, metric, priority) == ladder(DEFAULT_LADDERS, metric, priority)
    assert said(ladder(steps, "response", 3)) == "response 3: 50 % notify lead"
    ticket = opened_ticket(world, MORNING, priority=1)
    for minutes in (5, 10, 15, 20, 30):
        watch(MORNING + timedelta(minutes=minutes, seconds=3))
    climbed = ticket.pages.filter(step__startswith="response").order_by("id")
    assert list(climbed.values_list("step", "audience")) == [
        ("response+0m", "primary"),
        ("response+5m", "primary"),
        ("response+10m", "secondary"),
        ("response+15m", "duty_manager"),
        ("response+20m", "manager"),
        ("response+30m", "vp"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"rungs": []}, ValueRefused, "ladder"),
        ({"rungs": [page(0, "primary")]}, ValueRefused, "ladder"),
        ({"reason": " "}, ValueRefused, "reason"),
        ({"version": 7}, StaleVersion, ""),
        ({"actor": "lead"}, Forbidden, ""),
        ({"rungs": ladder(DEFAULT_LADDERS, "response", 1)}, Conflict, ""),
    ],
)
def test_a_refused_ladder_changes_nothing(
    world: World, changes: dict[str, Any], refusal: type[Exception], field: str
) -> None:
    said = {"rungs": [page(0, "primary"), page(3, "duty_manager")], **changes}
    if "actor" in said:
        said["actor"] = getattr(world, said["actor"])
    with pytest.raises(refusal) as refused:
        published(world, **said)
    if isinstance(refused.value, ValueRefused):
        assert set(refused.value.errors) == {field}
    assert SlaPolicy.objects.count() == 1
    assert not AuditEntry.objects.filter(verb="policy.ladder").exists()


@pytest.mark.django_db
def test_an_urgent_ladder_names_no_empty_rota(world: World) -> None:
    assert unfilled(MORNING) == frozenset()
    OnCallShift.objects.filter(level="secondary").delete()
    assert unfilled(MORNING) == {"secondary"}
    with pytest.raises(ValueRefused) as refused:
        published(world, [page(0, "secondary"), page(3, "duty_manager")])
    assert refused.value.errors == {
        "ladder": "Nobody stands behind “the secondary on-call”, neither now nor later. Fill the rota or give the role"
        " first, or tell somebody else."
    }
    assert published(world, [page(0, "primary"), page(3, "duty_manager")]).version == 2


def sent(rungs: list[Step], **other: str) -> dict[str, Any]:
    """The fields of the page for these rungs."""
    found: dict[str, Any] = {"version": "1", "reason": "Agreed at night", **other}
    for number, step in enumerate(rungs, start=1):
        found |= {
            f"when_{number}": write_when(step),
            f"action_{number}": step.action,
            f"whom_{number}": list(step.audience),
        }
    return found


@pytest.mark.django_db
def test_the_page_publishes_a_ladder(administrator: Client, world: World) -> None:
    address = f"/setup/promises/{world.policy.pk}/ladders/response/1/"
    assert 'value="30 min"' in text_of(administrator.get(address))
    assert address in text_of(administrator.get(f"/setup/promises/{world.policy.pk}/"))
    rungs = [page(0, "primary", "house_supervisor_if_care"), page(3, "duty_manager")]
    response = administrator.post(address, sent(rungs))
    policy = SlaPolicy.objects.latest("version")
    assert (response.status_code, response["Location"]) == (302, f"/setup/promises/{policy.pk}/")
    assert ladder(draft_of(policy).steps, "response", 1) == rungs
    stale = administrator.post(address, sent([page(0, "primary"), page(9, "cio")]))
    assert stale.status_code == 409
    assert 'value="2"' in text_of(stale)
    again = administrator.post(address, sent([page(0, "primary"), page(9, "cio")], version="2"))
    assert (again.status_code, SlaPolicy.objects.count()) == (302, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "mend"),
    [
        ({"when_1": "soon"}, "Write 75 %, 15 min, or 15 min late for minutes after the deadline."),
        (sent([page(0, "primary")]), "must reach somebody who answers for the house"),
        (sent([page(0, "cio")], reason=""), "Say why. It stays in the audit trail."),
        (
            {"when_1": "0 min", "action_1": "shout", "reason": "x"},
            "shout is not one of the available choices.",
        ),
    ],
)
def test_the_page_says_what_to_mend(
    administrator: Client, world: World, data: dict[str, Any], mend: str
) -> None:
    response = administrator.post(f"/setup/promises/{world.policy.pk}/ladders/response/1/", data)
    assert response.status_code == 422
    assert mend in text_of(response)
    assert SlaPolicy.objects.count() == 1


@pytest.mark.django_db
def test_a_ladder_is_tried_on_promises_that_ended(administrator: Client, world: World) -> None:
    for hours in (1, 3, 200):
        resolved(world, hours)
    resolved(world, 300, is_restricted=True)
    address = f"/setup/promises/{world.policy.pk}/ladders/restore/3/"
    rungs = [
        Step("restore", 3, ("lead",), "notify", at_minutes=120),
        Step("restore", 3, ("manager",), "notify", at_percent=100),
    ]
    told = text_of(administrator.post(address, {**sent(rungs, reason=""), "try": "1"}))
    assert "the last 3 ended promises" in told
    cells = '<th scope="row">{}</th><td data-label="What happens">Tell</td><td data-label="Whom">{}</td>'
    assert cells.format("120 min", "the lead") + '<td data-label="Reached">2</td>' in told
    assert cells.format("100 %", "the manager") + '<td data-label="Reached">1</td>' in told
    assert SlaPolicy.objects.count() == 1


@pytest.mark.django_db
def test_there_is_no_ladder_where_nothing_is_promised(administrator: Client, world: World) -> None:
    for place in ("fulfil/1", "nothing/1", "response/9"):
        assert administrator.get(f"/setup/promises/{world.policy.pk}/ladders/{place}/").status_code == 404


@pytest.mark.django_db
def test_rest_reads_the_ladders_that_hold(world: World) -> None:
    published(world, [page(0, "primary"), page(3, "duty_manager")])
    one = Rest(world.administrator).get("ladders/standard/").json()
    assert (one["code"], one["version"], len(one["rungs"])) == ("standard", 2, len(DEFAULT_LADDERS) - 4)
    assert one["rungs"][1] == {
        "metric": "response", "priority": 1, "at_percent": None, "at_minutes": 3, "counts_from": "start",
        "action": "page", "audience": ["duty_manager"], "asks_reason": False,
    }  # fmt: skip
    assert Rest(world.administrator).get("ladders/").json()["results"] == [one]
    assert Rest(world.agent).get("ladders/").status_code == 403
