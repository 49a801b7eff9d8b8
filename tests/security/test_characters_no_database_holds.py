"""A NUL in an address or a field answers with a page or a refusal, never with a server error."""

import pytest
from django.test import Client

from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import Ticket

NUL = "\x00"
PATHS = (
    "/my/%00/", "/t/%00/", "/queue/row/%00/", "/queue/preview/%00/", "/paged/%00/", "/report/sent/%00/",
    "/queue/v/team-%00/", "/live/queue/team-%00/?since=0", "/queue/v/all/?q=%00", "/queue/v/all/?assignee=%00",
    "/queue/v/all/?care_area=%00", "/queue/v/all/?%00=1", "/queue/?q=%00", "/setup/people/?q=%00",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_nul_in_an_address_leads_nowhere(world: World, client: Client, path: str) -> None:
    client.force_login(world.agent)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["join", "me_too", "join_notice"])
def test_a_nul_in_what_is_joined_finds_no_problem(world: World, client: Client, name: str) -> None:
    client.force_login(world.requester)
    assert client.post("/report/", {name: NUL})["Location"] == "/report/"


def test_a_nul_in_the_key_of_a_report_is_refused(world: World, client: Client) -> None:
    client.force_login(world.requester)
    sent = {"text": "The label printer prints blank labels", "care_answer": "slower", "idempotency_key": NUL}
    assert client.post("/report/", {**sent, "care_area": world.icu.pk}).status_code == 422
    assert not Ticket.objects.exists()


def test_a_nul_in_a_number_to_merge_into_is_refused(world: World, client: Client) -> None:
    ticket = cast.report(world)
    client.force_login(world.agent)
    answer = client.post(
        f"/t/{ticket.key}/merge/", {"into": f"{NUL}X", "version": ticket.version, "reason": "x"}
    )
    assert answer.status_code == 422
    assert cast.fresh(ticket).merged_into is None
