"""A ticket on paper."""

import re

import pytest

from hospital_itsm.audit.models import AuditEntry
from tests.tickets.desk_cast import report
from tests.tickets.desk_pages import opened
from tests.world import World, again
from tickets.actions.conversation import note, reply
from tickets.actions.working import start_work
from tickets.models import Message

HOSTILE = "<script>alert(1)</script>"


def test_it_says_what_requesters_read_and_nothing_of_the_desk(world: World) -> None:
    ticket = report(world, text=f"Printer {HOSTILE} jams")
    agent = again(world.agent)
    note(ticket.key, actor=agent, text=f"Only inside {HOSTILE}")
    reply(ticket.key, actor=agent, text=f"Somebody comes {HOSTILE}")
    start_work(ticket.key, actor=agent)
    page = opened(world.agent, f"/t/{ticket.key}/print/")
    assert (page.status, HOSTILE in page.page) == (200, False)
    assert "Somebody comes &lt;script&gt;" in page.page
    assert ("Only inside" in page.words, "Priority 4" in page.main, "In progress" in page.main) == (
        False,
        False,
        False,
    )
    assert "Being worked on" in page.main
    assert f"{ticket.key}, printed by {world.agent.display_name}" in page.main


def test_notes_are_printed_where_that_is_chosen_and_marked(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text=f"Ask @{world.technician.username}")
    page = opened(world.agent, f"/t/{ticket.key}/print/?notes=yes")
    assert f"Ask <b>@{world.technician.full_name}</b>" in page.page
    assert ("Internal note" in page.main, "for the desk alone" in page.main) == (True, True)
    assert "Internal note" not in opened(world.agent, f"/t/{ticket.key}/print/?notes=maybe").main


def test_words_that_were_removed_are_not_printed(world: World) -> None:
    ticket = report(world)
    reply(ticket.key, actor=again(world.agent), text="Something to take out")
    Message.objects.filter(kind="public").update(body="", redacted_at=ticket.opened_at)
    assert "This text was removed." in opened(world.agent, f"/t/{ticket.key}/print/").main


def entries(page: str) -> list[str]:
    """The numbers of the entries a page shows, and their words."""
    return sorted(re.findall(r'<li class="t-ev" id="entry-(\d+)">', page))


def test_the_whole_history_is_printed_where_that_is_chosen_and_is_that_of_the_page(world: World) -> None:
    ticket = report(world)
    agent = again(world.agent)
    note(ticket.key, actor=agent, text="Only inside")
    start_work(ticket.key, actor=agent)
    paper = opened(world.agent, f"/t/{ticket.key}/print/?history=yes")
    listed = opened(world.agent, f"/t/{ticket.key}/history/")
    assert entries(paper.page) == entries(listed.page)
    assert len(entries(paper.page)) == AuditEntry.objects.filter(target_id=str(ticket.pk)).count()
    assert ("wrote an internal note" in paper.words, "Only inside" in paper.words) == (True, False)
    assert "With the whole history: for the desk alone." in paper.main
    both = opened(world.agent, f"/t/{ticket.key}/print/?notes=yes&history=yes")
    assert ("Only inside" in both.words, entries(both.page)) == (True, entries(paper.page))
    assert entries(opened(world.agent, f"/t/{ticket.key}/print/?history=maybe").page) == []


def test_who_read_a_restricted_ticket_is_printed_for_readers_of_the_trail_alone(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    path = f"/t/{ticket.key}/print/?history=yes"
    for reader in (world.security, world.security_member):
        opened(reader, path)
        read = AuditEntry.objects.filter(verb="ticket.read_restricted", target_id=str(ticket.pk))
        shown = set(entries(opened(reader, path).page))
        is_told = "audit.read" in again(reader).permissions
        assert read.exists()
        assert (
            {str(pk) for pk in read.values_list("pk", flat=True)} <= shown
            if is_told
            else shown.isdisjoint(str(pk) for pk in read.values_list("pk", flat=True))
        )
    assert opened(world.agent, path).status == 404


def test_a_history_that_is_longer_than_paper_takes_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text="One more")
    monkeypatch.setattr("hospital_itsm.following.queries.paper.MOST_ENTRIES", 1)
    page = opened(world.agent, f"/t/{ticket.key}/print/?history=yes")
    assert len(entries(page.page)) == 1
    assert "is in the export of the history" in page.main
