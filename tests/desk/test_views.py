"""Saved views: who sees them, that they show no more than their reader sees, counts, defaults and alerts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.desk import saved, shown
from hospital_itsm.desk.actions.choosing import choose, watch_views
from hospital_itsm.desk.actions.views import change_view, remove_view, save_view
from hospital_itsm.desk.models import SavedView, ViewChoice
from hospital_itsm.outbox.models import OutboxMessage
from tests.desk.cast import scanner, secret
from tests.world import World, again
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
DESK = System("desk")


def save(who: Any, **said: Any) -> SavedView:
    """Saved by this person."""
    given = {"base": "all", "parameters": {"care_area": ["ICU"]}, "name": "ICU", **said}
    return save_view(given.pop("base"), given.pop("parameters"), actor=again(who), **given)


def seen_by(who: Any) -> list[str]:
    """The names this person sees."""
    return list(SavedView.objects.visible_to(again(who)).order_by("pk").values_list("name", flat=True))


def counted(who: Any) -> dict[str, int]:
    """The counts of all views this person sees, by name."""
    rows = list(SavedView.objects.visible_to(again(who)).order_by("pk"))
    found = saved.counts(rows, again(who), timezone.now())
    return {row.name: found[row.pk] for row in rows if row.pk in found}


def test_a_view_is_seen_by_those_it_is_shared_with(world: World) -> None:
    save(world.lead, name="Mine")
    save(world.lead, name="Team", reach="team", team=world.team("EUC"))
    save(world.lead, name="All", reach="everyone")
    assert seen_by(world.lead) == ["Mine", "Team", "All"]
    assert seen_by(world.technician) == ["Team", "All"]
    assert seen_by(world.network_engineer) == ["All"]
    assert seen_by(world.requester) == []
    assert seen_by(world.deactivated) == []


def test_a_shared_view_counts_what_each_reader_sees(world: World) -> None:
    scanner(world)
    scanner(world, "ED")
    secret(world)
    save(world.security, name="ICU of all", reach="everyone")
    assert counted(world.security) == {"ICU of all": 2}
    assert counted(world.agent) == {"ICU of all": 1}


def test_filters_of_me_are_of_the_reader(world: World) -> None:
    mine = scanner(world)
    Ticket.objects.filter(pk=mine.pk).update(assignee=world.agent)
    save(world.lead, name="Own", parameters={"assignee": "me"}, reach="everyone")
    assert (counted(world.agent), counted(world.lead)) == ({"Own": 1}, {"Own": 0})


def test_twenty_views_are_counted_by_one_statement(world: World, django_assert_num_queries: Any) -> None:
    for number in range(20):
        save(world.agent, name=f"View {number}", parameters={"priority": [str(number % 4 + 1)]})
    actor, now = again(world.agent), timezone.now()
    assert actor.permissions
    rows = list(SavedView.objects.visible_to(actor))
    with django_assert_num_queries(1):
        assert len(saved.standings(rows, actor, now)) == 20
    with django_assert_num_queries(1):
        assert len(saved.counted(rows, actor, now)) == 20


def test_counts_are_kept_for_a_minute_and_until_a_view_changes(world: World) -> None:
    row = save(world.agent)
    assert counted(world.agent) == {"ICU": 0}
    scanner(world)
    assert counted(world.agent) == {"ICU": 0}
    change_view(row, actor=again(world.agent), name="Unit")
    assert counted(world.agent) == {"Unit": 1}


def test_counts_that_take_too_long_are_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    save(world.agent)

    def cancelled(*args: Any) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(saved, "counted", cancelled)
    assert counted(world.agent) == {}


def test_a_statement_of_the_counts_is_really_cut_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    save(world.agent)

    def slow(*args: Any) -> dict[int, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM generate_series(1, 2000000000)")
        return {}

    monkeypatch.setattr(saved, "LONGEST_COUNT", 1)
    monkeypatch.setattr(saved, "counted", slow)
    assert counted(world.agent) == {}
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize(
    ("who", "said", "field"),
    [
        ("agent", {"name": ""}, "name"),
        ("agent", {"name": "x" * 61}, "name"),
        ("agent", {"name": "MRN 00482913"}, "name"),
        ("agent", {"reach": "world"}, "reach"),
        ("agent", {"reach": "everyone"}, "reach"),
        ("agent", {"reach": "team"}, "team"),
        ("agent", {"base": "nothing"}, "base"),
        ("agent", {"parameters": {"password": ["1"]}}, "password"),
        ("agent", {"parameters": {"priority": ["9"]}}, "priority"),
        ("agent", {"parameters": {"sort": ["password"]}}, "sort"),
        ("agent", {"parameters": {"q": ["fever"]}}, "parameters"),
        ("agent", {"parameters": {"team": ["x" * 201]}}, "parameters"),
        ("agent", {"parameters": {"team": [str(n) for n in range(41)]}}, "parameters"),
    ],
)
def test_what_cannot_be_saved_is_named(world: World, who: str, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refusal:
        save(getattr(world, who), **said)
    assert field in refusal.value.errors
    assert SavedView.objects.count() == 0
    assert not AuditEntry.objects.filter(verb="view.save").exists()


def test_nobody_shares_with_a_team_they_are_not_in_but_leads(world: World) -> None:
    with pytest.raises(ValueRefused):
        save(world.agent, reach="team", team=world.team("NET"))
    save(world.agent, name="Ours", reach="team", team=world.team("EUC"))
    save(world.lead, name="Theirs", reach="team", team=world.team("NET"))
    assert seen_by(world.network_engineer) == ["Theirs"]


def test_a_stranger_changes_and_removes_nothing(world: World) -> None:
    row = save(world.lead, reach="everyone")
    for act in (
        lambda: change_view(row, actor=again(world.agent), name="Other"),
        lambda: remove_view(row, actor=again(world.agent)),
    ):
        with pytest.raises(Forbidden):
            act()
    row.refresh_from_db()
    assert (row.name, row.version) == ("ICU", 1)


def test_changing_raises_the_version_and_refuses_an_older_one(world: World) -> None:
    row = save(world.agent)
    change_view(row, actor=again(world.agent), version=1, parameters={"care_area": ["ED"]}, base="mine")
    row.refresh_from_db()
    assert (row.base, row.parameters, row.version) == ("mine", {"care_area": ["ED"]}, 2)
    with pytest.raises(StaleVersion):
        remove_view(row, actor=again(world.agent), version=1)
    remove_view(row, actor=again(world.agent), version=2)
    assert list(AuditEntry.objects.filter(verb__startswith="view.").order_by("pk").values_list("verb", flat=True)) == [
        "view.save", "view.change", "view.remove",
    ]  # fmt: skip


def test_the_trail_holds_neither_name_nor_filters(world: World) -> None:
    save(world.agent, name="Wards of Monday")
    text = str(AuditEntry.objects.get(verb="view.save").changes)
    assert "Monday" not in text
    assert "ICU" not in text


def test_the_queue_opens_with_the_default_and_there_is_one(world: World) -> None:
    first, second = save(world.agent), save(world.agent, name="Second", parameters={})
    choose(first, actor=again(world.agent), is_default=True)
    choose(second, actor=again(world.agent), is_default=True)
    assert list(ViewChoice.objects.filter(is_default=True).values_list("view__name", flat=True)) == ["Second"]
    assert shown.home(again(world.agent)) == f"/queue/v/all/?saved={second.pk}"
    assert shown.home(again(world.second_agent)) == ""
    with pytest.raises(IntegrityError):
        ViewChoice.objects.filter(view=first).update(is_default=True)


def test_a_default_that_is_not_shared_any_more_leads_nowhere(world: World) -> None:
    row = save(world.lead, reach="everyone")
    choose(row, actor=again(world.agent), is_default=True)
    change_view(row, actor=again(world.lead), reach="mine")
    assert shown.home(again(world.agent)) == ""
    assert ViewChoice.objects.count() == 0


def test_nobody_chooses_about_a_view_they_do_not_see(world: World) -> None:
    row = save(world.lead)
    with pytest.raises(SavedView.DoesNotExist):
        choose(row, actor=again(world.agent), is_starred=True)
    assert ViewChoice.objects.count() == 0


@pytest.mark.parametrize("said", [{"most": -1}, {"most": 100_001}, {"oldest_minutes": 0}])
def test_odd_limits_are_refused(world: World, said: dict[str, int]) -> None:
    row = save(world.agent)
    with pytest.raises(ValueRefused):
        choose(row, actor=again(world.agent), **said)
    assert ViewChoice.objects.count() == 0


def told() -> list[tuple[str, dict[str, Any]]]:
    """Who was told of a view, and with what."""
    rows = OutboxMessage.objects.filter(kind="view.passed").order_by("pk")
    return [(row.recipient.username, row.payload) for row in rows.select_related("recipient")]


def test_one_is_told_once_for_each_crossing(world: World) -> None:
    row = save(world.agent)
    choose(row, actor=again(world.agent), most=1)
    now = timezone.now()
    first = scanner(world)
    assert watch_views(now, actor=DESK) == 0
    second = scanner(world)
    assert [watch_views(now, actor=DESK) for _round in range(3)] == [1, 0, 0]
    Ticket.objects.filter(pk=second.pk).update(state="closed")
    assert watch_views(now, actor=DESK) == 0
    Ticket.objects.filter(pk=second.pk).update(state="new")
    assert watch_views(now, actor=DESK) == 1
    payload = {"view": row.pk, "count": 2, "since": first.opened_at.isoformat()}
    assert told() == [("leo.marsh", payload), ("leo.marsh", payload)]


def test_one_is_told_of_a_ticket_that_grew_old(world: World) -> None:
    row = save(world.agent)
    choose(row, actor=again(world.agent), oldest_minutes=30)
    opened = scanner(world).opened_at
    assert watch_views(opened + timedelta(minutes=30), actor=DESK) == 0
    assert watch_views(opened + timedelta(minutes=31), actor=DESK) == 1


def test_one_is_told_of_tickets_that_ended(world: World) -> None:
    row = save(world.agent, base="every", parameters={"care_area": ["ICU"], "state": ["closed"]})
    choose(row, actor=again(world.agent), most=1)
    first, second = scanner(world), scanner(world)
    Ticket.objects.filter(pk=secret(world).pk).update(state="closed")
    now = timezone.now()
    Ticket.objects.filter(pk=first.pk).update(state="closed")
    assert watch_views(now, actor=DESK) == 0
    Ticket.objects.filter(pk=second.pk).update(state="closed")
    assert [watch_views(now, actor=DESK) for _round in range(2)] == [1, 0]
    assert told() == [("leo.marsh", {"view": row.pk, "count": 2, "since": first.opened_at.isoformat()})]


def test_a_watched_view_of_ended_tickets_that_takes_too_long_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = save(world.agent, base="every", name="Ever"), save(world.agent)
    scanner(world)

    def cancelled(self: Any, **asked: Any) -> None:
        raise OperationalError("canceling statement due to statement timeout")

    whole = type(Ticket.objects.all()).aggregate
    monkeypatch.setattr(
        type(Ticket.objects.all()),
        "aggregate",
        lambda self, **asked: cancelled(self) if "count" in asked else whole(self, **asked),
    )
    found = saved.standings([slow, quick], again(world.agent), timezone.now())
    assert {pk: one.count for pk, one in found.items()} == {quick.pk: 1}


def test_nobody_is_told_of_tickets_or_views_they_do_not_see(world: World) -> None:
    row = save(world.security, reach="everyone")
    choose(row, actor=again(world.agent), most=0)
    secret(world)
    assert watch_views(timezone.now(), actor=DESK) == 0
    scanner(world)
    SavedView.objects.update(reach="mine")
    assert watch_views(timezone.now(), actor=DESK) == 0
    assert told() == []
