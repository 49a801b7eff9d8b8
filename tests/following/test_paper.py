"""A ticket on paper."""

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
