"""Why a promise was missed: who says it, when it is asked, and what is kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.setup.actions.policies import publish_policy
from hospital_itsm.setup.policy_drafts import PolicyDraft
from tests.api.rest import Rest, pointers, problem
from tests.tickets.clock_cases import ENGINE, changed, opened_ticket
from tests.tickets.desk_cast import clock, fresh
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions import clocks
from tickets.actions.escalate import notice_breaches
from tickets.actions.misses import give_reason
from tickets.models import Miss, Ticket
from tickets.queries.misses import explained_clocks, given, wants_reason
from tickets.rules.escalation import DEFAULT_LADDERS
from tickets.rules.targets import DEFAULT_TARGETS

pytestmark = pytest.mark.django_db
BUTTON = "Say why it was missed"


def late(world: World, *, days: int = 30, **fields: Any) -> Ticket:
    """A ticket of the workplace team, opened so many days ago; its promises lie behind and were noticed."""
    made = opened_ticket(world, timezone.now() - timedelta(days=days), team=world.team("EUC"), **fields)
    notice_breaches(now=timezone.now())
    return fresh(made)


def unexplained(ticket: Ticket) -> list[str]:
    """The metrics whose breach wants a reason and has none."""
    return [metric for metric, clock in explained_clocks(ticket).items() if wants_reason(clock)]


def said(ticket: Ticket) -> list[dict[str, Any]]:
    """What the trail keeps of the reasons, oldest first."""
    entries = AuditEntry.objects.filter(verb="ticket.give_reason", target_id=str(ticket.pk))
    return list(entries.order_by("id").values_list("changes", flat=True))


def nothing_was_kept(ticket: Ticket) -> bool:
    """No reason, no entry, no new version."""
    return not Miss.objects.exists() and not said(ticket) and fresh(ticket).version == ticket.version


def test_a_late_promise_wants_a_reason_until_one_is_given(world: World) -> None:
    ticket = late(world)
    assert (unexplained(ticket), given(ticket)) == (["restore"], {})
    before = timezone.now()
    after = give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="parts")
    assert (unexplained(ticket), given(ticket)) == ([], {"restore": "parts"})
    kept = Miss.objects.get()
    assert (kept.clock, kept.reason, kept.given_by) == (clock(ticket, "restore"), "parts", world.agent)
    assert before <= kept.given_at <= timezone.now()
    assert after.version == fresh(ticket).version == ticket.version + 1
    assert said(ticket) == [{"miss_restore": [None, "parts"]}]


def test_a_late_request_wants_a_reason_too(world: World) -> None:
    ticket = late(world, kind="service_request", days=60)
    assert unexplained(ticket) == ["fulfil"]
    give_reason(ticket.key, actor=again(world.agent), metric="fulfil", reason="vendor")
    assert given(ticket) == {"fulfil": "vendor"}


def test_another_reason_replaces_the_first_and_both_stay_in_the_trail(world: World) -> None:
    ticket = late(world)
    give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="parts")
    give_reason(ticket.key, actor=again(world.technician), metric="restore", reason="wrong_team")
    assert Miss.objects.values_list("reason", "given_by__username").get() == ("wrong_team", "omar.quillan")
    assert said(ticket) == [{"miss_restore": [None, "parts"]}, {"miss_restore": ["parts", "wrong_team"]}]


def test_the_same_reason_again_changes_nothing(world: World) -> None:
    ticket = late(world)
    for who in (world.agent, world.technician):
        give_reason(ticket.key, actor=again(who), metric="restore", reason="parts")
    assert Miss.objects.get().given_by == world.agent
    assert fresh(ticket).version == ticket.version + 1
    assert len(said(ticket)) == 1


@pytest.mark.parametrize(
    ("metric", "reason", "field"),
    [("restore", "laziness", "reason"), ("restore", "", "reason"), ("response", "parts", "metric")],
)
def test_an_unknown_reason_or_promise_is_refused(world: World, metric: str, reason: str, field: str) -> None:
    ticket = late(world)
    with pytest.raises(ValueRefused) as refusal:
        give_reason(ticket.key, actor=again(world.agent), metric=metric, reason=reason)
    assert list(refusal.value.errors) == [field]
    assert nothing_was_kept(ticket)


def test_a_promise_that_was_not_missed_has_nothing_to_explain(world: World) -> None:
    ticket = late(world, days=0)
    for metric in ("restore", "fulfil"):
        with pytest.raises(Conflict, match="was not missed, so there is nothing to explain"):
            give_reason(ticket.key, actor=again(world.agent), metric=metric, reason="parts")
    assert unexplained(ticket) == []
    assert nothing_was_kept(ticket)


def test_a_promise_missed_by_a_raise_needs_no_reason_and_takes_none(world: World) -> None:
    opened_at = timezone.now() - timedelta(hours=6)
    ticket = opened_ticket(world, opened_at, priority=3, team=world.team("EUC"))
    ticket = changed(ticket, priority=1)
    with transaction.atomic():
        clocks.retarget(ticket, timezone.now(), world.agent)
    assert clock(ticket, "restore").breach_by_reprioritisation
    assert unexplained(ticket) == []
    with pytest.raises(Conflict, match="reported apart and needs no reason"):
        give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="raised_late")
    assert nothing_was_kept(ticket)


def test_a_late_promise_is_explained_before_the_watcher_noticed_it(world: World) -> None:
    opened_at = timezone.now() - timedelta(days=30)
    ticket = opened_ticket(world, opened_at, team=world.team("EUC"))
    assert clock(ticket, "restore").breached_at is None
    give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="access")
    notice_breaches(now=timezone.now())
    assert (unexplained(ticket), given(ticket)) == ([], {"restore": "access"})


def test_the_ladder_of_the_policy_decides_whether_a_reason_is_asked(world: World) -> None:
    steps = tuple(replace(step, needs_reason=False) for step in DEFAULT_LADDERS)
    draft = PolicyDraft("standard", "Promises nobody explains", DEFAULT_TARGETS, steps)
    publish_policy(draft, actor=world.administrator, effective_from=timezone.now() - timedelta(days=40))
    ticket = late(world)
    assert unexplained(ticket) == []
    give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="staffing")
    assert given(ticket) == {"restore": "staffing"}


def test_the_reason_outlives_the_fix_and_a_reopening_that_carries_the_breach_on(world: World) -> None:
    ticket = late(world)
    give_reason(ticket.key, actor=again(world.agent), metric="restore", reason="parts")
    with transaction.atomic():
        clocks.apply_effects(ticket, ["stop:restore"], timezone.now(), ENGINE)
    assert given(ticket) == {"restore": "parts"}
    with transaction.atomic():
        clocks.apply_effects(ticket, ["reopen"], timezone.now(), ENGINE)
    assert clock(ticket, "restore").cycle == 2
    assert (unexplained(ticket), given(ticket)) == ([], {"restore": "parts"})


def test_a_withdrawn_ticket_wants_no_reason(world: World) -> None:
    ticket = late(world)
    with transaction.atomic():
        clocks.apply_effects(ticket, ["cancel"], timezone.now(), ENGINE)
    assert unexplained(ticket) == []


def test_who_does_not_work_the_ticket_gives_no_reason(world: World) -> None:
    ticket = late(world)
    with pytest.raises(Forbidden):
        give_reason(ticket.key, actor=again(world.auditor), metric="restore", reason="parts")
    with pytest.raises(Ticket.DoesNotExist):
        give_reason(ticket.key, actor=again(world.elsewhere), metric="restore", reason="parts")
    with pytest.raises(StaleVersion):
        give_reason(
            ticket.key, actor=again(world.agent), metric="restore", reason="parts", version=ticket.version + 1
        )
    assert nothing_was_kept(ticket)


def test_the_database_keeps_listed_reasons_only(world: World) -> None:
    row = Miss(clock=clock(late(world), "restore"), reason="laziness", given_by=world.agent)
    row.given_at = timezone.now()
    with pytest.raises(IntegrityError, match="miss_reason_is_known"), transaction.atomic():
        row.save()


def test_the_page_asks_for_the_reason_and_then_shows_it(world: World) -> None:
    ticket = late(world)
    path = f"/t/{ticket.key}/missed/restore/"
    page = opened(world.agent, f"/t/{ticket.key}/")
    assert BUTTON in page.main
    assert f'href="{path}"' in page.page
    assert f"Working again was missed on {ticket.key}" in opened(world.agent, path).words
    assert sent(world.agent, path, reason="parts", version=ticket.version).location == f"/t/{ticket.key}/"
    page = opened(world.agent, f"/t/{ticket.key}/")
    assert BUTTON not in page.main
    assert "Missed: Waited for a part" in page.main
    assert "said why the promise was missed" in page.main
    assert "Restore missed" in page.main
    assert '<option value="parts" selected>' in opened(world.agent, path).page


def test_the_form_keeps_the_ticket_as_it_is_without_a_listed_reason(world: World) -> None:
    ticket = late(world)
    path = f"/t/{ticket.key}/missed/restore/"
    empty, unknown = sent(world.agent, path, reason=""), sent(world.agent, path, reason="laziness")
    assert (empty.status, unknown.status) == (422, 422)
    assert "Choose the main reason." in empty.words
    assert "Choose one of the listed reasons." in unknown.words
    stale = sent(world.agent, path, reason="parts", version=ticket.version + 1)
    assert stale.status == 409
    assert nothing_was_kept(ticket)


def test_who_only_reads_is_told_that_the_reason_is_missing(world: World) -> None:
    page = opened(world.auditor, f"/t/{late(world).key}/").main
    assert BUTTON not in page
    assert "Nobody said yet why it was missed." in page


def test_rest_takes_the_reason_and_shows_it_at_the_clock(world: World) -> None:
    ticket, rest = late(world), Rest(world.agent)
    path = f"tickets/{ticket.key}/actions/give_reason/"
    body = {"metric": "restore", "reason": "change_window"}
    problem(rest.post(path, body), 428, "precondition-required")
    assert nothing_was_kept(ticket)
    answer = rest.post(path, body, If_Match=f'"{ticket.version}"')
    assert answer.status_code == 200
    reasons = {row["metric"]: row["miss_reason"] for row in answer.json()["clocks"]}
    assert reasons == {"response": "", "restore": "change_window", "update": ""}
    listed = rest.get(f"tickets/{ticket.key}/clocks/").json()
    assert {row["metric"]: row["miss_reason"] for row in listed} == reasons
    problem(rest.post(path, body, If_Match=f'"{ticket.version}"'), 412, "stale-version")


def test_rest_refuses_what_the_page_refuses(world: World) -> None:
    ticket, early, rest = late(world), late(world, days=0), Rest(world.agent)
    body = {"metric": "response", "reason": "laziness"}
    refused = rest.post(f"tickets/{ticket.key}/actions/give_reason/", body, If_Match="*")
    assert pointers(problem(refused, 422, "value-refused")) == ["/metric", "/reason"]
    body = {"metric": "restore", "reason": "parts"}
    problem(rest.post(f"tickets/{early.key}/actions/give_reason/", body, If_Match="*"), 409, "conflict")
    assert nothing_was_kept(ticket)
    assert nothing_was_kept(early)
