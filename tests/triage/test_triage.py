"""Triage on its pages: where it begins, what each press does, what is refused, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.following.models import Snooze
from hospital_itsm.macros.models import Macro
from tests.desk.cast import scanner, secret
from tests.world import World, again
from tickets.actions.priority import set_priority
from tickets.actions.working import take
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


@pytest.fixture
def three(world: World) -> list[Ticket]:
    """Three scanners, in the order of the list."""
    rows = [scanner(world) for _n in range(3)]
    return list(Ticket.objects.filter(pk__in=[row.pk for row in rows]).order_by("next_due_at", "id"))


def begin(client: Client, query: str = "view=all") -> str:
    answer = client.get(f"/queue/triage/?{query}")
    assert answer.status_code == 302
    return str(answer["Location"])


def press(client: Client, ticket: Ticket, do: str, query: str = "", **more: Any) -> Any:
    ticket.refresh_from_db()
    said = {"do": do, "version": ticket.version, **more}
    return client.post(f"/queue/triage/{ticket.key}/{query}", said)


def test_the_queue_leads_into_triage_with_its_filters_and_its_order(world: World, desk: Client) -> None:
    scanner(world)
    page = desk.get("/queue/v/all/?care_area=ICU&sort=oldest").content.decode()
    assert "/queue/triage/?view=all&amp;sort=oldest&amp;care_area=ICU" in page
    assert "/queue/triage/" not in desk.get("/queue/v/every/").content.decode()


def test_it_begins_with_the_open_ticket_else_with_the_first(desk: Client, three: list[Ticket]) -> None:
    assert begin(desk) == f"/queue/triage/{three[0].key}/"
    assert begin(desk, f"view=all&open={three[1].key}") == f"/queue/triage/{three[1].key}/"
    page = desk.get(f"/queue/triage/{three[1].key}/").content.decode()
    assert "2 of 3" in page
    assert f'href="/queue/triage/{three[0].key}/" data-key="k"' in page
    assert f'href="/queue/triage/{three[2].key}/" data-key="j"' in page


def test_an_empty_view_and_one_of_ended_tickets_lead_back(world: World, desk: Client) -> None:
    assert begin(desk, "view=mine") == "/queue/v/mine/?"
    assert "Nothing waits in this view." in desk.get("/queue/v/mine/").content.decode()
    scanner(world)
    assert begin(desk, "view=every") == "/queue/v/every/?"
    assert begin(desk, "view=all&password=1") == "/queue/v/all/?password=1"
    assert desk.get("/queue/triage/?view=nowhere").status_code == 404


def test_a_number_sets_the_priority_with_its_reason_and_goes_on(desk: Client, three: list[Ticket]) -> None:
    begin(desk)
    answer = press(desk, three[0], "priority-2")
    assert answer["Location"] == f"/queue/triage/{three[1].key}/"
    three[0].refresh_from_db()
    assert three[0].priority == 2
    assert three[0].priority_facts["adjustments"][-1]["reason"] == "Set while triaging"
    assert f"{three[0].key} has priority 2." in desk.get(answer["Location"]).content.decode()


def test_assigning_takes_the_ticket_and_stays_where_that_is_asked(
    world: World, desk: Client, three: list[Ticket]
) -> None:
    begin(desk)
    answer = press(desk, three[0], "take", "?stay=1")
    assert answer["Location"] == f"/queue/triage/{three[0].key}/?stay=1"
    three[0].refresh_from_db()
    assert three[0].assignee == world.agent
    page = desk.get(answer["Location"]).content.decode()
    assert f'href="/queue/triage/{three[1].key}/?stay=1" data-key="j"' in page
    again_taken = press(desk, three[0], "take")
    assert again_taken["Location"] == f"/queue/triage/{three[1].key}/"
    assert "stands so already" in desk.get(again_taken["Location"]).content.decode()


def test_a_ticket_rests_until_the_offered_time(world: World, desk: Client, three: list[Ticket]) -> None:
    press(desk, three[0], "priority-3")
    Ticket.objects.update(next_due_at=timezone.now() + timedelta(days=3))
    begin(desk)
    answer = press(desk, three[0], "snooze-tomorrow")
    assert answer.status_code == 302
    rest = Snooze.objects.get(ticket=three[0])
    assert rest.by == world.agent
    assert timezone.localtime(rest.until).hour == 8


def test_a_macro_runs_and_goes_on(world: World, desk: Client, three: list[Ticket]) -> None:
    macro = Macro.objects.create(code="OURS", name="Ours", assignee="who_runs")
    begin(desk)
    page = desk.get(f"/queue/triage/{three[0].key}/").content.decode()
    assert f'value="macro-{macro.pk}" data-key="m 1"' in page
    assert press(desk, three[0], f"macro-{macro.pk}")["Location"] == f"/queue/triage/{three[1].key}/"
    three[0].refresh_from_db()
    assert three[0].assignee == world.agent


def test_resolving_asks_for_the_cause_and_tells_the_requester(desk: Client, three: list[Ticket]) -> None:
    begin(desk)
    short = press(desk, three[0], "resolve", close_code="restart", message="Restarted it.")
    assert short.status_code == 422
    page = short.content.decode()
    assert "Choose the cause." in page
    assert "Restarted it.</textarea>" in page
    three[0].refresh_from_db()
    assert three[0].is_open
    whole = press(desk, three[0], "resolve", close_code="restart", cause="hardware", message="Restarted it.")
    assert whole["Location"] == f"/queue/triage/{three[1].key}/"
    three[0].refresh_from_db()
    assert (three[0].state, three[0].close_code, three[0].cause) == ("resolved", "restart", "hardware")
    assert Message.objects.filter(ticket=three[0], body="Restarted it.").count() == 1


def test_what_is_refused_keeps_the_ticket_and_says_the_mend(desk: Client, three: list[Ticket]) -> None:
    begin(desk)
    before = Ticket.objects.get(pk=three[0].pk)
    answer = press(desk, three[0], "priority-9")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"{three[0].key} stays as it is" in page
    assert "Choose priority 1, 2, 3 or 4." in page
    assert press(desk, three[0], "explode").status_code == 422
    assert press(desk, three[0], "priority-x").status_code == 422
    assert press(desk, three[0], "macro-99999").status_code == 422
    assert press(desk, three[0], "snooze-never").status_code == 422
    after = Ticket.objects.get(pk=three[0].pk)
    assert (after.version, after.priority, after.state) == (before.version, before.priority, before.state)


def test_whoever_decides_over_an_older_version_is_told_and_changes_nothing(
    world: World, desk: Client, three: list[Ticket]
) -> None:
    begin(desk)
    old = three[0].version
    take(three[0].key, actor=again(world.technician))
    answer = desk.post(f"/queue/triage/{three[0].key}/", {"do": "priority-1", "version": old})
    assert answer.status_code == 409
    assert f"{three[0].key} stays as it is" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].priority != 1
    assert three[0].assignee == world.technician


def test_the_last_decision_is_undone_within_ten_minutes(
    world: World, desk: Client, three: list[Ticket]
) -> None:
    begin(desk)
    was = three[0].priority
    press(desk, three[0], "priority-1")
    page = desk.get(f"/queue/triage/{three[1].key}/").content.decode()
    assert f"Undo {three[0].key}" in page
    answer = desk.post("/queue/triage/undo/")
    assert answer["Location"] == f"/queue/triage/{three[0].key}/"
    three[0].refresh_from_db()
    assert three[0].priority == was
    assert f"{three[0].key} is as it was." in desk.get(answer["Location"]).content.decode()
    assert desk.post("/queue/triage/undo/")["Location"] == "/queue/v/all/?"


def test_what_somebody_changed_since_and_what_is_old_stays(
    world: World, desk: Client, three: list[Ticket]
) -> None:
    begin(desk)
    press(desk, three[0], "take")
    set_priority(three[0].key, actor=again(world.lead), priority=1, reason="Two carts.")
    said = desk.post("/queue/triage/undo/", follow=True).content.decode()
    assert "is as it was" not in said
    three[0].refresh_from_db()
    assert three[0].assignee == world.agent
    press(desk, three[1], "take")
    session = desk.session
    session["triage_last"] = {
        **session["triage_last"],
        "at": (timezone.now() - timedelta(minutes=11)).isoformat(),
    }
    session.save()
    assert (
        "The ten minutes for undoing are over."
        in desk.post("/queue/triage/undo/", follow=True).content.decode()
    )
    three[1].refresh_from_db()
    assert three[1].assignee == world.agent


def test_the_end_says_how_many_and_keeps_the_undo(desk: Client, three: list[Ticket]) -> None:
    begin(desk)
    assert press(desk, three[2], "take")["Location"] == "/queue/triage/over/"
    page = desk.get("/queue/triage/over/").content.decode()
    assert "You went through 3 tickets" in page
    assert f"Undo {three[2].key}" in page
    fresh = Client()
    fresh.force_login(desk.get("/queue/triage/over/").wsgi_request.user)
    assert "No triage was begun" in fresh.get("/queue/triage/over/").content.decode()


def test_the_list_stands_still_while_tickets_come_and_passes_over_those_that_ended(
    world: World, desk: Client, three: list[Ticket]
) -> None:
    begin(desk)
    scanner(world, care_answer="unsafe")
    Ticket.objects.filter(pk=three[1].pk).update(state="closed")
    assert press(desk, three[0], "take")["Location"] == f"/queue/triage/{three[2].key}/"
    assert "3 of 3" in desk.get(f"/queue/triage/{three[2].key}/").content.decode()


def test_a_ticket_one_does_not_see_is_not_there(world: World, desk: Client) -> None:
    hidden = secret(world)
    scanner(world)
    assert hidden.key not in begin(desk, f"view=all&open={hidden.key}")
    assert desk.get(f"/queue/triage/{hidden.key}/").status_code == 404
    assert desk.post(f"/queue/triage/{hidden.key}/", {"do": "take"}).status_code == 404
    hidden.refresh_from_db()
    assert hidden.assignee is None
