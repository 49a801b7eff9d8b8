"""How many statements a write needs, counted and never timed: issue goals are 25 for a report, however it comes."""

import json
import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.tickets import desk_cast as cast
from tests.world import BEARER, World, again
from tickets.actions.conversation import note, reply_as_requester
from tickets.actions.handover import offer
from tickets.actions.join import join_ticket
from tickets.actions.notices import post_notice
from tickets.choices import Severity
from tickets.models import ReadMark, Ticket

MOST_FOR_A_REPORT = 25
MOST_FOR_THE_PAGE = 15
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(captured: CaptureQueriesContext) -> list[str]:
    """The statements but those that only bound a transaction."""
    sent = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in sent if not sql.startswith(TRANSACTION)]


def form(world: World, number: int) -> dict[str, str]:
    """What the report form sends."""
    return {
        "text": f"The scanner on cart {number} beeps but does not read wristbands.",
        "care_answer": "slower",
        "callback": "ext. 4501",
        "care_area": str(world.area("MS5").pk),
        "idempotency_key": uuid.uuid4().hex,
    }


def test_a_report_through_the_form_needs_at_most_25_statements(world: World, client: Client) -> None:
    client.force_login(world.requester)
    client.post("/report/", form(world, 1))
    with CaptureQueriesContext(connection) as captured:
        response = client.post("/report/", form(world, 2))
    assert response.status_code == 302
    assert len(statements(captured)) <= MOST_FOR_A_REPORT, "\n".join(statements(captured))


def test_a_report_over_rest_needs_at_most_25_statements(world: World, client: Client) -> None:
    def send(number: int) -> int:
        values = form(world, number)
        body = {"text": values["text"], "care_answer": "slower", "care_area": "MS5"}
        headers = {"Authorization": BEARER, "Idempotency-Key": values["idempotency_key"]}
        sent = client.post(
            "/api/v1/tickets/", json.dumps(body), content_type="application/json", headers=headers
        )
        return sent.status_code

    assert send(1) == 201
    with CaptureQueriesContext(connection) as captured:
        assert send(2) == 201
    assert len(statements(captured)) <= MOST_FOR_A_REPORT, "\n".join(statements(captured))


def test_the_menus_of_the_queue_are_read_with_one_statement(world: World) -> None:
    from tickets.forms.filters import FilterForm

    with CaptureQueriesContext(connection) as captured:
        drawn = FilterForm({"team": "SD-L1"}).as_p()
    assert len(captured) == 1
    assert '<option value="SD-L1" selected>' in drawn


def rich_ticket(world: World) -> Ticket:
    """Unsafe care: people are paged; a second reporter, a note, an answer, an offer and a notice besides."""
    ticket = cast.report(world, "unsafe")
    join_ticket(ticket.key, actor=again(world.colleague))
    note(ticket.key, actor=again(world.agent), text="The spare printer is in use.")
    reply_as_requester(ticket.key, actor=again(world.requester), text="Any news?")
    offer(ticket.key, actor=again(world.agent), team=world.team("NET"), reason="It is the wireless network.")
    post_notice(
        actor=again(world.lead),
        title="Labels print late",
        severity=Severity.DEGRADED,
        sees="Labels come out late.",
        ticket=cast.fresh(ticket),
    )
    assert ticket.pages.exists() and ticket.clocks.count() >= 3
    return cast.fresh(ticket)


def test_the_page_of_a_rich_ticket_needs_at_most_15_statements_the_first_time_too(
    world: World, client: Client
) -> None:
    ticket = rich_ticket(world)
    client.force_login(world.agent)
    client.get("/me/")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/t/{ticket.key}/")
    assert response.status_code == 200
    assert ReadMark.objects.get(user=world.agent).version == ticket.version
    assert len(statements(captured)) <= MOST_FOR_THE_PAGE, "\n".join(statements(captured))
