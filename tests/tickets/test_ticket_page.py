"""The agent's page of a ticket: what it shows, to whom, and with which words."""

from django.test import Client

from tests.tickets.desk_cast import fresh, report
from tests.world import World, again
from tickets.actions.conversation import note, reply


def opened(who: object, path: str) -> tuple[int, str]:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]
    response = client.get(path)
    return response.status_code, response.content.decode()


def test_the_page_shows_report_reply_and_note(world: World) -> None:
    ticket = report(world, "slower")
    reply(ticket.key, actor=again(world.agent), text="We are on it.")
    note(ticket.key, actor=again(world.agent), text="Third label printer this week.")
    status, html = opened(world.agent, f"/t/{ticket.key}/")
    assert status == 200
    assert "The label printer prints blank labels" in html
    assert 'aria-label="Reply by Leo Marsh"' in html
    assert 'aria-label="Internal note by Leo Marsh"' in html
    assert "Patient care slower" in html
    assert fresh(ticket).title in html
