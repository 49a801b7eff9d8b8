"""Bulk changes on pages: the bar of the queue, the form, what became of each ticket, undoing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.following.queries.snoozes import rest_of
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from tests.bulk.cast import changed, chosen, outcomes, printers, undoings, undone
from tests.desk.cast import secret
from tests.macros.test_running import macro
from tests.tickets.desk_cast import fresh, report, trail
from tests.world import World
from tickets.models import Ticket

BULK = "/queue/bulk/"


def ticks(tickets: list[Ticket]) -> list[str]:
    """The values of their ticks."""
    return [f"{one.key}.{one.version}" for one in tickets]


def text_of(response: Any) -> str:
    """The words of a page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def agent(client: Client, world: World) -> Client:
    client.force_login(world.agent)
    return client


def test_the_rows_of_the_queue_carry_ticks_of_the_bar(agent: Client, world: World) -> None:
    ticket = report(world)
    page = agent.get("/queue/v/all/").content.decode()
    assert f'form="bulk" name="t" value="{ticket.key}.{ticket.version}"' in page
    assert f"Tick {ticket.key}" in page
    assert '<form class="q-bulk" id="bulk" method="post" action="/queue/bulk/"' in page
    assert "All 1<" in page
    row = agent.get(f"/queue/row/{ticket.key}/").content.decode()
    assert f'value="{ticket.key}.{ticket.version}"' in row


def test_the_number_of_all_is_that_of_the_filters(agent: Client, world: World) -> None:
    report(world)
    report(world, team="NET")
    assert "All 1<" in agent.get("/queue/v/all/?team=NET").content.decode()
    assert "All 2<" in agent.get("/queue/v/all/").content.decode()


def test_who_works_no_tickets_gets_neither_ticks_nor_bar(client: Client, world: World) -> None:
    report(world)
    client.force_login(world.auditor)
    page = client.get("/queue/v/all/").content.decode()
    assert 'id="bulk"' not in page
    assert 'name="t"' not in page


def test_ticked_tickets_are_mine_in_one_press_and_undone_in_another(agent: Client, world: World) -> None:
    tickets = printers(world)
    answer = agent.post(BULK, {"do": "take", "t": ticks(tickets[:2]), "view": "all"})
    change = BulkChange.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/queue/bulk/{change.pk}/")
    assert [fresh(one).assignee for one in tickets] == [world.agent, world.agent, None]
    page = agent.get(answer["Location"])
    assert "Assign to me: 2 tickets" in text_of(page)
    assert "Done 2" in text_of(page)
    assert "Possible until" in text_of(page)
    answer = agent.post(f"/queue/bulk/{change.pk}/undo/")
    assert answer["Location"] == f"/queue/bulk/{change.pk}/"
    assert [fresh(one).assignee for one in tickets] == [None] * 3
    assert "Undone 2" in text_of(agent.get(answer["Location"]))
    assert (Job.objects.filter(seen_at=None).count(), Job.objects.count()) == (0, 2)


def test_a_refused_form_loses_neither_the_tickets_nor_what_was_typed(agent: Client, world: World) -> None:
    tickets = printers(world, 2)
    page = agent.post(BULK, {"do": "team", "t": ticks(tickets), "view": "all"}, follow=True)
    assert "Team: 2 tickets" in text_of(page)
    path = page.redirect_chain[-1][0]
    page = agent.post(path, {"team": "", "reason": "It is the switch."})
    assert page.status_code == 422
    assert "Choose the team that works them." in text_of(page)
    assert 'value="It is the switch."' in page.content.decode()
    assert all(one.key in text_of(page) for one in tickets)
    agent.post(path, {"team": world.team("NET").pk, "reason": "It is the switch."})
    assert {fresh(one).team for one in tickets} == {world.team("NET")}


def test_what_would_change_is_shown_with_its_counts_first(agent: Client, world: World) -> None:
    tickets = printers(world)
    row = macro(name="Begin", note="Seen.", then_state="in_progress")
    change = chosen(world.agent, tickets, "macro")
    page = agent.post(f"/queue/bulk/{change.pk}/", {"macro": row.pk, "look": "1"})
    words = text_of(page)
    assert page.status_code == 200
    assert "3 tickets change. Nothing has been changed yet." in words
    assert "State: In progress (3)" in words
    assert f"Assignee: {world.agent.full_name} (3)" in words
    assert [fresh(one).state for one in tickets] == ["new"] * 3
    agent.post(f"/queue/bulk/{change.pk}/", {"macro": row.pk})
    assert [fresh(one).state for one in tickets] == ["in_progress"] * 3


def test_all_that_match_are_frozen_when_they_are_asked_for(agent: Client, world: World) -> None:
    ours, theirs = printers(world, 2), report(world, team="NET")
    secret(world)
    given = {"do": "assign", "all": "yes", "view": "all", "query": "team=EUC", "sort": "time_left"}
    page = agent.post(BULK, given, follow=True)
    assert "Assign: 2 tickets" in text_of(page)
    report(world)
    agent.post(page.redirect_chain[-1][0], {"assignee": world.technician.username})
    change = BulkChange.objects.get()
    assert len(outcomes(change)) == 2
    assert [fresh(one).assignee for one in (*ours, theirs)] == [world.technician, world.technician, None]


def test_without_a_tick_the_queue_says_so_as_it_stood(agent: Client, world: World) -> None:
    report(world)
    page = agent.post(BULK, {"do": "take", "view": "mine", "back": "team=EUC&sort=newest"}, follow=True)
    assert page.redirect_chain[-1][0] == "/queue/v/mine/?team=EUC&sort=newest"
    assert "Tick at least one ticket." in text_of(page)
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"do": "take", "t": ["'); DROP TABLE", "INC-1.9999999999999999999", "\x00"]},
        {"do": "explode", "t": ["INC-1"]},
        {"do": "take", "all": "yes", "view": "all", "query": "secret=1"},
        {"do": "take", "view": "//evil.example", "back": "next=//evil.example"},
    ],
)
def test_what_is_hostile_or_unknown_chooses_nothing(agent: Client, given: dict[str, Any]) -> None:
    answer = agent.post(BULK, given)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/queue/v/")
    assert not BulkChange.objects.exists()


def test_refused_tickets_stand_first_with_their_words_and_lead_back_to_the_queue(
    agent: Client, world: World
) -> None:
    fine, held = printers(world, 2)
    Ticket.objects.filter(pk=held.pk).update(assignee=world.technician)
    change = changed(world.agent, [fine, held], "take")
    words = text_of(agent.get(f"/queue/bulk/{change.pk}/"))
    assert words.index(held.key) < words.index(fine.key)
    assert f"{world.technician.full_name} has this ticket." in words
    listed = agent.get(f"/queue/v/every/?bulk={change.pk}-refused").content.decode()
    assert f"row-{held.key}" in listed
    assert f"row-{fine.key}" not in listed


def test_ticked_tickets_are_exported_as_every_list_is(agent: Client, world: World) -> None:
    tickets = printers(world)
    page = agent.post(BULK, {"do": "export", "t": ticks(tickets[:2]), "view": "all"}, follow=True)
    change = BulkChange.objects.get()
    assert page.redirect_chain[-1][0] == f"/queue/v/every/?bulk={change.pk}"
    listed = page.content.decode()
    assert [f"row-{one.key}" in listed for one in tickets] == [True, True, False]
    answer = agent.post(f"/queue/v/every/export/?bulk={change.pk}", {"format": "csv"})
    body = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert [one.key in body for one in tickets] == [True, True, False]


def test_nobody_sees_the_change_of_another_by_no_way(client: Client, world: World) -> None:
    ticket = report(world)
    change = changed(world.agent, [ticket], "take")
    client.force_login(world.technician)
    assert client.get(f"/queue/bulk/{change.pk}/").status_code == 404
    assert client.post(f"/queue/bulk/{change.pk}/undo/").status_code == 404
    assert f"row-{ticket.key}" not in client.get(f"/queue/v/every/?bulk={change.pk}").content.decode()
    assert str(change.pk) not in re.findall(r"/queue/bulk/(\d+)/", client.get(BULK).content.decode())
    assert trail(ticket) == ["ticket.take"]


def test_the_title_of_a_ticket_that_is_hidden_by_now_is_not_shown(agent: Client, world: World) -> None:
    ticket = report(world, text="The badge reader of the vault is open")
    change = changed(world.agent, [ticket], "take")
    assert "vault" in text_of(agent.get(f"/queue/bulk/{change.pk}/"))
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    page = agent.get(f"/queue/bulk/{change.pk}/")
    assert "vault" not in text_of(page)
    assert undoings(change) == [("", "")]


def test_a_big_change_asks_for_its_number_and_becomes_a_job(agent: Client, world: World) -> None:
    ticket = report(world)
    change = chosen(world.agent, [ticket], "take")
    BulkChange.objects.update(count=51)
    page = agent.get(f"/queue/bulk/{change.pk}/")
    assert "It changes 51 tickets (fifty-one) and runs as a job." in text_of(page)
    refused = agent.post(f"/queue/bulk/{change.pk}/", {"typed": "5l"})
    assert (refused.status_code, Job.objects.count()) == (422, 0)
    assert "Type fifty-one, or 51." in text_of(refused)
    answer = agent.post(f"/queue/bulk/{change.pk}/", {"typed": "fifty one"})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert fresh(ticket).assignee is None
    assert "It still runs." in text_of(agent.get(f"/queue/bulk/{change.pk}/"))
    assert "Change of many tickets" in text_of(agent.get(answer["Location"]))
    agent.post(f"/jobs/{job.pk}/cancel/")
    page = agent.get(f"/queue/bulk/{change.pk}/")
    assert "It still runs." not in text_of(page)
    assert "Not yet done 1" in text_of(page)


def test_ones_changes_are_listed(agent: Client, world: World) -> None:
    assert "You have not changed many tickets at once" in text_of(agent.get(BULK))
    change = changed(world.agent, printers(world, 2), "take")
    page = agent.get(BULK)
    assert "Assign to me: 2 tickets" in text_of(page)
    assert f'href="/queue/bulk/{change.pk}/"' in page.content.decode()
    assert 'href="/queue/bulk/"' in agent.get(f"/queue/bulk/{change.pk}/").content.decode()


def test_hostile_words_in_a_title_are_text(agent: Client, world: World) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(title="<script>alert(1)</script>")
    change = chosen(world.agent, [fresh(ticket)], "assign")
    page = agent.get(f"/queue/bulk/{change.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_nobody_is_chosen_on_purpose_and_never_by_leaving_the_form_as_it_is(
    agent: Client, world: World
) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=world.technician)
    change = chosen(world.agent, [fresh(ticket)], "assign")
    page = agent.post(f"/queue/bulk/{change.pk}/", {"assignee": ""})
    assert (page.status_code, fresh(ticket).assignee) == (422, world.technician)
    assert "Choose who works them." in text_of(page)
    agent.post(f"/queue/bulk/{change.pk}/", {"assignee": "-"})
    assert fresh(ticket).assignee is None


def test_what_was_asked_for_before_is_not_done_again(agent: Client, world: World) -> None:
    ticket = report(world)
    change = changed(world.agent, [ticket], "assign", assignee=world.technician)
    page = agent.post(f"/queue/bulk/{change.pk}/", {"assignee": "-"}, follow=True)
    assert "This change was asked for before." in text_of(page)
    assert fresh(ticket).assignee == world.technician
    assert trail(ticket) == ["ticket.assign"]


def test_an_offered_time_is_chosen_or_one_of_ones_own(agent: Client, world: World) -> None:
    first, second = printers(world, 2)
    change = chosen(world.agent, [first], "snooze")
    assert "Snooze: 1 ticket" in text_of(agent.get(f"/queue/bulk/{change.pk}/"))
    agent.post(f"/queue/bulk/{change.pk}/", {"when": "monday"})
    until = timezone.localtime(rest_of(first).until)
    assert (until.weekday(), until.hour, until.minute) == (0, 8, 0)
    change = chosen(world.agent, [second], "snooze")
    page = agent.post(f"/queue/bulk/{change.pk}/", {"when": "date", "until": ""})
    assert (page.status_code, rest_of(second)) == (422, None)
    own = timezone.localtime(timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    agent.post(f"/queue/bulk/{change.pk}/", {"when": "date", "until": f"{own:%Y-%m-%dT%H:%M}"})
    assert rest_of(second).until == own


def test_the_ticket_says_that_it_was_put_back(agent: Client, world: World) -> None:
    ticket = report(world)
    undone(changed(world.agent, [ticket], "take"))
    words = text_of(agent.get(f"/t/{ticket.key}/"))
    assert "put the ticket back as it was" in words


def test_whoever_has_five_jobs_waiting_is_told_so_and_nothing_is_done(agent: Client, world: World) -> None:
    ticket = report(world)
    for _n in range(5):
        start("asset.export", {}, actor=world.agent)
    answer = agent.post(BULK, {"do": "take", "t": ticks([ticket]), "view": "all"})
    assert answer.status_code == 429
    assert "Five of your jobs are not finished yet." in text_of(answer)
    assert fresh(ticket).assignee is None
