"""How many statements a write needs, counted and never timed: issue goals are 25 for a report, however it comes."""

import json
import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import BEARER, World

MOST_FOR_A_REPORT = 25
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
