"""Nobody learns who works here by asking: sign-in, assigning and reporting for others answer alike."""

import pytest
from django.test import Client

from tests.api.rest import REPORT, Rest
from tests.tickets import desk_cast as cast
from tests.world import World


@pytest.mark.parametrize("username", ["leo.marsh", "nobody.here"])
def test_a_nurse_learns_no_user_name_by_assigning(world: World, username: str) -> None:
    ticket = cast.report(world)
    answer = Rest(world.requester).post(
        f"tickets/{ticket.key}/actions/assign/", {"assignee": username}, If_Match="*"
    )
    assert answer.status_code == 403
    assert username not in answer.content.decode()
    assert cast.fresh(ticket).assignee is None


@pytest.mark.parametrize("username", ["leo.marsh", "nobody.here"])
def test_a_nurse_learns_no_user_name_by_reporting_for_others(world: World, username: str) -> None:
    assert Rest(world.requester).post("tickets/", {**REPORT, "requester": username}).status_code == 403


@pytest.mark.parametrize("words", ["leo.marsh", "nobody.here", "kim.osgood", "svc.monitoring"])
def test_sign_in_says_the_same_of_known_unknown_deactivated_and_service_names(
    world: World, client: Client, words: str
) -> None:
    answer = client.post("/accounts/login/", {"login": words, "password": "a wrong lantern over water"})
    assert answer.status_code == 422
    assert "That user name and password do not go together." in answer.content.decode()
