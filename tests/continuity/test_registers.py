"""The registers: what is due says so, objectives are compared, a run is told once, a missing feed is told once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.actions import registers
from hospital_itsm.continuity.actions.updates import WATCH
from hospital_itsm.continuity.models import DataFeed, FeedRun, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.rules.registers import feed_standing, meets, standing_of
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest, problem
from tests.continuity import cast
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=9)


@pytest.mark.parametrize(
    ("days", "standing"), [(-1, "late"), (0, "soon"), (30, "soon"), (31, "current"), (400, "current")]
)
def test_a_day_that_is_due_says_so(days: int, standing: str) -> None:
    assert standing_of(TODAY + timedelta(days=days), TODAY) == standing


@pytest.mark.parametrize(
    ("minutes_ago", "failed", "standing"),
    [
        (0, False, "current"),
        (60, False, "current"),
        (90, False, "current"),
        (91, False, "late"),
        (5, True, "failed"),
    ],
)
def test_a_feed_has_half_an_interval_of_grace(minutes_ago: int, failed: bool, standing: str) -> None:
    last = NOON - timedelta(minutes=minutes_ago)
    assert feed_standing(last, failed, LONG_AGO, 60, NOON) == standing


def test_a_feed_that_never_came_is_awaited_first() -> None:
    assert feed_standing(None, False, NOON - timedelta(minutes=90), 60, NOON) == "soon"
    assert feed_standing(None, False, NOON - timedelta(minutes=91), 60, NOON) == "never"
    assert (meets(30, 60), meets(61, 60), meets(None, 60), meets(30, None)) == (True, False, None, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "prayer"}, "kind"),
        ({"result": "perhaps"}, "result"),
        ({"done_on": date(2039, 1, 1)}, "done_on"),
        ({"next_due_on": date(2020, 1, 1)}, "next_due_on"),
        ({"kind": "drill"}, "care_area"),
        ({"service": None}, "service"),
        ({"findings": "W" * 1001}, "findings"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_test_that_does_not_hold_is_refused(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refusal:
        cast.tested(world, **values)
    assert list(refusal.value.errors) == [field]
    assert (RecoveryTest.objects.count(), AuditEntry.objects.filter(verb="recovery_test.record").count()) == (
        0,
        0,
    )


def test_the_latest_test_counts_and_a_withdrawn_one_gives_way(world: World, client: Client) -> None:
    world.service("A001").__class__.objects.filter(code="A001").update(rto_minutes=120)
    today = timezone.localdate()
    cast.tested(world, done_on=today - timedelta(days=400), findings="First words")
    newest = cast.tested(world, rto_minutes=200, findings="Second words")
    cast.tested(world, kind="drill", service=None, care_area=world.icu)
    client.force_login(world.duty_manager)
    words = text_of(client.get("/continuity/tests/"))
    assert "Second words" in words and "First words" not in words and world.icu.name in words
    assert "back in 200 min" in words and "over the RTO" in words and "Nothing is late." in words
    with pytest.raises(Forbidden):
        registers.withdraw_test(newest.pk, actor=again(world.agent), reason="Mine")
    registers.withdraw_test(newest.pk, actor=again(world.duty_manager), reason="Another service")
    with pytest.raises(Conflict):
        registers.withdraw_test(newest.pk, actor=again(world.duty_manager), reason="Again")
    words = text_of(client.get("/continuity/tests/"))
    assert "First words" in words and "1 is late." in words


def test_a_plan_has_an_owner_and_a_review_that_is_due(world: World, client: Client) -> None:
    today = timezone.localdate()
    with pytest.raises(ValueRefused) as refusal:
        cast.plan(world, owner=world.requester, review_due_on=today, kept_at=" ")
    assert set(refusal.value.errors) == {"owner", "review_due_on", "kept_at"}
    made = cast.plan(world, reviewed_on=today - timedelta(days=400), review_due_on=today - timedelta(days=35))
    client.force_login(world.duty_manager)
    assert "1 review is late." in text_of(client.get("/continuity/plans/"))
    typed = {
        "title": "Bring the record back", "kept_at": "Binder", "owner": world.it_manager.pk, "reviewed_on": str(today),
        "review_due_on": str(today + timedelta(days=300)), "is_active": "on", "version": "1",
    }  # fmt: skip
    assert client.post(f"/continuity/plans/{made.pk}/", typed).status_code == 302
    stale = client.post(f"/continuity/plans/{made.pk}/", {**typed, "kept_at": "Elsewhere"})
    assert (stale.status_code, 'value="Elsewhere"' in text_of(stale)) == (409, True)
    assert "No review is late." in text_of(client.get("/continuity/plans/"))
    with pytest.raises(StaleVersion):
        registers.change_plan(made.pk, actor=again(world.duty_manager), fields={"title": "x"}, version=1)
    assert RecoveryPlan.objects.get().kept_at == "Binder"


def test_a_run_is_told_once_with_a_token_and_late_ones_do_not_turn_time_back(world: World) -> None:
    cast.feed(world)
    monitoring, path = Rest(world.integration), "data_feeds/lab-results/runs/"
    now = timezone.now()
    run = {"run_key": "2026-11-20T12", "ended_at": now.isoformat(), "result": "ok", "rows": 12}
    for _sending in range(2):
        assert monitoring.post(path, run).status_code == 201
    assert FeedRun.objects.count() == 1
    old = {**run, "run_key": "old", "ended_at": (now - timedelta(hours=3)).isoformat(), "result": "failed"}
    assert monitoring.post(path, old).status_code == 201
    problem(
        monitoring.post(path, {**run, "run_key": "x", "ended_at": "2039-01-01T00:00:00Z"}),
        422,
        "value-refused",
    )
    problem(monitoring.post(path, {**run, "run_key": ""}), 422, "value-refused")
    problem(monitoring.post("data_feeds/none/runs/", run), 404, "not-found")
    problem(Rest(world.duty_manager).post(path, {**run, "run_key": "y"}), 403, "forbidden")
    problem(
        Rest(world.integration, ["continuity:read"]).post(path, {**run, "run_key": "z"}), 403, "forbidden"
    )
    assert Rest(world.integration).client.post(f"/api/v1/{path}").status_code == 401
    feed = DataFeed.objects.get()
    assert (feed.last_run_at, feed.last_result, FeedRun.objects.count()) == (now, "ok", 2)
    said = Rest(world.agent).get("data_feeds/lab-results/").json()
    assert (said["standing"], said["last_result"], said["from_system"]) == ("current", "ok", "Specora LIS")


def test_a_feed_that_does_not_come_is_told_to_its_lead_once(world: World) -> None:
    made = cast.feed(world)
    late = made.created_at + timedelta(minutes=91)
    assert registers.watch_feeds(actor=WATCH, now=late - timedelta(minutes=2)) == 0
    assert [registers.watch_feeds(actor=WATCH, now=late) for _round in range(3)] == [1, 0, 0]
    told = OutboxMessage.objects.filter(kind="feed.missing", channel="in_app")
    assert list(told.values_list("recipient__username", flat=True)) == ["pilar.stone"]
    run = {"run_key": "a", "ended_at": timezone.now(), "result": "failed"}
    registers.tell_run("lab-results", actor=again(world.integration), **run)
    assert registers.watch_feeds(actor=WATCH, now=timezone.now()) == 1
    with pytest.raises(Forbidden):
        registers.watch_feeds(actor=again(world.duty_manager), now=late)


def test_a_feed_is_kept_by_forms(world: World, client: Client) -> None:
    client.force_login(world.duty_manager)
    typed = {
        "code": "Lab-Results",
        "name": "Lab results",
        "source": "LIS",
        "expected_minutes": "60",
        "team": "EUC",
    }
    refused = client.post("/continuity/feeds/new/", {**typed, "expected_minutes": "0"})
    assert (refused.status_code, 'value="Lab results"' in text_of(refused)) == (422, True)
    assert client.post("/continuity/feeds/new/", {**typed, "is_active": "on"}).status_code == 302
    taken = client.post("/continuity/feeds/new/", typed)
    assert (taken.status_code, "is taken" in text_of(taken)) == (422, True)
    assert "No run was told yet." in text_of(client.get("/continuity/feeds/lab-results/"))
    changed = {
        "name": "<b>Lab</b>",
        "source": "LIS",
        "expected_minutes": "30",
        "is_active": "on",
        "version": "1",
    }
    assert client.post("/continuity/feeds/lab-results/edit/", changed).status_code == 302
    words = text_of(client.get("/continuity/feeds/"))
    assert "<b>Lab" not in words and "Due soon" in words
