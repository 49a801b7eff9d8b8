"""Letting a ticket rest: out of the views of its people, back by time, by an answer, by a press."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.celery import app
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.following.actions.snoozes import bring_back, snooze, wake
from hospital_itsm.following.models import Snooze
from hospital_itsm.following.rules.snooze import is_out_of_sight
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note, reply_as_requester
from tickets.actions.priority import set_priority
from tickets.actions.working import take_next
from tickets.models import Clock, Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.queries import queue_counts, queue_views

DAY = timedelta(days=1)


def calm(world: World, **fields: Any) -> Ticket:
    """A ticket of the agent that nothing presses."""
    ticket = report(world)
    values = {"assignee": world.agent, "priority": 4, "next_due_at": timezone.now() + 3 * DAY, **fields}
    Ticket.objects.filter(pk=ticket.pk).update(**values)
    return fresh(ticket)


def rest(world: World, ticket: Ticket, by: timedelta = DAY) -> Snooze:
    """The agent lets it rest."""
    return snooze(ticket.key, actor=again(world.agent), until=timezone.now() + by)


def shown(world: World, code: str) -> tuple[list[str], int]:
    """The numbers in a view of the agent, and the count beside it."""
    actor, now = again(world.agent), timezone.now()
    view = queue_views.view_called(code, actor)
    tickets = queue_views.tickets_in(view, actor, now)
    return sorted(tickets.values_list("key", flat=True)), queue_counts.counters(actor, now, view)[0][code]


def over(row: Snooze) -> None:
    """As if it had rested a day."""
    Snooze.objects.filter(pk=row.pk).update(
        since=row.since - 2 * DAY, until=timezone.now() - timedelta(minutes=1)
    )


def test_it_leaves_the_views_of_its_people_and_no_other_and_counts_agree(world: World) -> None:
    ticket = calm(world)
    other = calm(world)
    rest(world, ticket)
    for code, keys in (
        ("mine", [other.key]),
        ("team-EUC", [other.key]),
        ("snoozed", [ticket.key]),
        ("all", sorted([ticket.key, other.key])),
    ):
        assert shown(world, code) == (keys, len(keys))
    page = opened(world.agent, "/queue/v/snoozed/")
    assert (ticket.key in page.main, "Snoozed until" in page.main) == (True, True)
    assert "Snoozed 1" in page.words


def test_a_second_team_counts_what_it_sees(world: World) -> None:
    ticket = calm(world, joint_team=world.team("NET"))
    codes = ("team-EUC", "team-NET")
    assert [shown(world, code) for code in codes] == [([ticket.key], 1)] * 2
    rest(world, ticket)
    assert [shown(world, code) for code in codes] == [([], 0)] * 2


def test_no_clock_is_touched_and_the_page_is_not_outdated(world: World) -> None:
    ticket = calm(world)
    clocks = list(Clock.objects.filter(ticket=ticket).order_by("pk").values())
    rest(world, ticket)
    wake(ticket.key, actor=again(world.agent))
    assert list(Clock.objects.filter(ticket=ticket).order_by("pk").values()) == clocks
    now = fresh(ticket)
    assert (now.version, now.next_due_at, now.state) == (ticket.version, ticket.next_due_at, ticket.state)
    assert trail(ticket) == ["snooze.set", "snooze.wake"]
    assert list(
        Change.objects.filter(kind="ticket", subject=ticket.pk, verb__startswith="snooze.").values_list(
            "verb", flat=True
        )
    ) == ["snooze.set", "snooze.wake"]


def test_the_view_hides_what_the_rule_says(world: World) -> None:
    ticket, now = calm(world), timezone.now()
    rest(world, ticket)
    for priority, due, until in product((1, 2, 3, 4, 5), (-60, 59, 61, None), (-5, 5)):
        due_at = NOTHING_DUE if due is None else now + timedelta(minutes=due)
        Ticket.objects.filter(pk=ticket.pk).update(priority=priority, next_due_at=due_at)
        until_at = now + timedelta(minutes=until)
        Snooze.objects.update(since=now - DAY, until=until_at)
        hidden = is_out_of_sight(until=until_at, priority=priority, due_at=due_at, now=now)
        tickets = queue_views.tickets_in(queue_views.view_called("mine", world.agent), world.agent, now)
        assert tickets.count() == (0 if hidden else 1), (priority, due, until)


def test_what_presses_is_refused_in_words(world: World) -> None:
    urgent, due = calm(world, priority=2), calm(world, next_due_at=timezone.now() + timedelta(minutes=59))
    for ticket, words in (
        (urgent, "Tickets of priority 1 and 2 stay in view until they are done."),
        (due, "Its promise is over or ends within the hour, so it stays in view."),
    ):
        page = opened(world.agent, f"/t/{ticket.key}/snooze/")
        assert (page.status, words in page.words, "Until when?" in page.words) == (200, True, False)
        answer = sent(world.agent, f"/t/{ticket.key}/snooze/", when="tomorrow")
        assert (answer.status, words in answer.words) == (409, True)
    with pytest.raises(Conflict):
        rest(world, urgent)
    for by in (-DAY, timedelta(0), 91 * DAY):
        with pytest.raises(ValueRefused):
            rest(world, calm(world), by)
    assert Snooze.objects.count() == 0


def test_an_urgent_one_comes_into_view_although_it_rests(world: World) -> None:
    ticket = calm(world)
    rest(world, ticket)
    set_priority(ticket.key, actor=again(world.agent), priority=2, reason="More units call.")
    assert shown(world, "mine")[0] == [ticket.key]


def test_it_comes_back_when_its_time_is_over_with_a_mark_until_somebody_touches_it(world: World) -> None:
    ticket = calm(world)
    over(rest(world, ticket))
    assert "Back from snooze" in opened(world.agent, "/queue/v/mine/").main
    assert bring_back(actor=System("snooze"), now=timezone.now()) == 1
    assert bring_back(actor=System("snooze"), now=timezone.now()) == 0
    assert Snooze.objects.get().ending == "over"
    assert told(ticket, "snooze.back") == [world.agent.username]
    assert "Back from snooze" in opened(world.agent, "/queue/v/mine/").main
    note(ticket.key, actor=again(world.agent), text="Looked again.")
    assert "Back from snooze" not in opened(world.agent, "/queue/v/mine/").main
    assert "brought it back into view" in opened(world.agent, f"/t/{ticket.key}/?show=changes").words


def test_an_answer_wakes_it_but_not_one_of_a_machine_nor_a_note(world: World) -> None:
    ticket = calm(world)
    rest(world, ticket)
    note(ticket.key, actor=again(world.technician), text="Waits for the part.")
    reply_as_requester(ticket.key, actor=again(world.requester), text="I am away.", automatic=True)
    assert shown(world, "mine")[0] == []
    reply_as_requester(ticket.key, actor=again(world.requester), text="It is back.")
    assert (shown(world, "mine")[0], Snooze.objects.get().ending) == ([ticket.key], "answered")
    assert "Back from snooze" in opened(world.agent, "/queue/v/mine/").main


def test_one_press_sets_it_and_one_wakes_it(world: World) -> None:
    ticket = calm(world)
    page = opened(world.agent, f"/t/{ticket.key}/snooze/")
    assert "Every clock runs on" in page.words
    assert sent(world.agent, f"/t/{ticket.key}/snooze/", when="hour").location == f"/t/{ticket.key}/"
    fragment = opened(world.agent, f"/t/{ticket.key}/follow/", **{"HX-Request": "true"})
    assert f"{world.agent.full_name} snoozed it until" in fragment.words
    assert 'data-key="z"' in fragment.page
    at = timezone.localtime(timezone.now() + 2 * DAY).replace(second=0, microsecond=0)
    given = {"when": "date", "until": f"{at:%Y-%m-%dT%H:%M}"}
    assert sent(world.agent, f"/t/{ticket.key}/snooze/", **given).status == 302
    assert Snooze.objects.running().get().until == at
    assert list(Snooze.objects.order_by("pk").values_list("ending", flat=True)) == ["replaced", ""]
    assert sent(world.agent, f"/t/{ticket.key}/wake/").status == 302
    assert Snooze.objects.running().count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose one of the listed times."),
        ({"when": "never"}, "Choose one of the listed times."),
        ({"when": "date"}, "Write the day and time."),
        ({"when": "date", "until": "soon"}, "Write day and time, such as 2026-11-28 14:30."),
        ({"when": "date", "until": "2020-01-01T10:00"}, "Choose a time that is still ahead."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(world: World, given: dict[str, str], words: str) -> None:
    ticket = calm(world)
    answer = sent(world.agent, f"/t/{ticket.key}/snooze/", **given)
    assert (answer.status, words in answer.words) == (422, True)
    assert (Snooze.objects.count(), trail(ticket)) == (0, [])


def test_the_preview_offers_it_to_who_works_the_ticket(world: World) -> None:
    ticket, htmx = calm(world), {"HX-Request": "true"}
    path = f"/queue/preview/{ticket.key}/"
    assert f'href="/t/{ticket.key}/snooze/" data-key="z"' in opened(world.agent, path, **htmx).page
    assert "snooze" not in opened(world.network_engineer, path, **htmx).page


def test_only_who_works_it_lets_it_rest(world: World) -> None:
    ticket = calm(world)
    with pytest.raises(Forbidden):
        snooze(ticket.key, actor=again(world.network_engineer), until=timezone.now() + DAY)
    rest(world, ticket)
    with pytest.raises(Forbidden):
        wake(ticket.key, actor=again(world.network_engineer))
    assert (Snooze.objects.running().count(), trail(ticket)) == (1, ["snooze.set"])


def test_it_ends_with_the_ticket_and_an_ended_one_rests_no_more(world: World) -> None:
    from tickets.actions.transitions import transition

    ticket = calm(world)
    rest(world, ticket)
    given = {"reason": "No longer needed."}
    transition(ticket.key, actor=again(world.agent), verb="cancel", **given)  # type: ignore[arg-type]
    assert Snooze.objects.get().ending == "ended"
    with pytest.raises(Conflict):
        rest(world, ticket)


def test_take_next_passes_over_what_rests(world: World) -> None:
    ticket = calm(world, assignee=None, state="assigned")
    snooze(ticket.key, actor=again(world.technician), until=timezone.now() + DAY)
    assert take_next(actor=again(world.technician)) is None
    wake(ticket.key, actor=again(world.technician))
    taken = take_next(actor=again(world.technician))
    assert (taken.key if taken else None) == ticket.key


def test_rest_says_sets_and_ends_it(world: World) -> None:
    ticket = calm(world)
    api, path = Rest(world.agent), f"tickets/{ticket.key}/snooze/"
    problem(api.get(path), 404, "not-found")
    until = timezone.now() + DAY
    made = api.put(path, {"until": until.isoformat()})
    assert (made.status_code, made.json()["by"]) == (200, world.agent.username)
    assert api.get(path).json() == made.json()
    problem(api.put(path, {"until": (until - 3 * DAY).isoformat()}), 422, "value-refused")
    problem(api.put(path, {"until": "tomorrow"}), 422, "value-refused")
    problem(Rest(world.network_engineer).put(path, {"until": until.isoformat()}), 403, "forbidden")
    assert api.send("DELETE", path).status_code == 204
    assert Snooze.objects.running().count() == 0


def test_beat_brings_back_every_minute() -> None:
    entry = app.conf.beat_schedule["bring back what rested"]
    assert (entry["task"], entry["schedule"]) == ("hospital_itsm.following.tasks.bring_back_rested", 60)
