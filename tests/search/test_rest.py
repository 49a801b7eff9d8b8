"""`GET /api/v1/search/`: the groups an account may read, of which the token has the scope."""

from typing import Any

import pytest
from django.test import Client

from tests.api.rest import bearer
from tests.search.test_page import ticket
from tests.world import BEARER, World
from tickets.choices import Kind


def ask(header: str = BEARER, **query: Any) -> Any:
    return Client().get("/api/v1/search/", query, headers={"Authorization": header})


@pytest.mark.django_db
def test_groups_come_with_their_results_and_whether_there_are_more(world: World) -> None:
    told = [ticket(world, f"The scanner on cart {number} beeps but reads nothing") for number in (1, 2)]
    answer = ask(bearer(world.agent), q="scanner", limit=1).json()

    assert answer == {
        "groups": [
            {
                "group": "tickets",
                "results": [
                    {
                        "code": told[1].key,
                        "title": told[1].title,
                        "facts": ["New", world.icu.name],
                        "path": f"/t/{told[1].key}/",
                    }
                ],
                "has_more": True,
            }
        ],
        "did_you_mean": None,
    }


@pytest.mark.django_db
def test_a_group_whose_scope_the_token_lacks_is_left_out(world: World) -> None:
    ticket(world, "The okafor pump beeps")
    token = world.token
    token.scopes = ["people:read"]
    token.save(update_fields=["scopes"])

    assert [group["group"] for group in ask(q="okafor").json()["groups"]] == ["people"]
    assert ask(q="okafor", group="tickets").status_code == 400


@pytest.mark.django_db
def test_restricted_tickets_are_in_no_group_no_flag_and_no_spelling(world: World) -> None:
    for number in range(3):
        ticket(world, f"Quarantined zeppelin mailbox {number}", by="security", kind=Kind.SECURITY)

    nothing = {"groups": [], "did_you_mean": None}
    header = bearer(world.agent)
    assert ask(header, q="zeppelin").json() == nothing
    assert ask(header, q="quarantind").json() == nothing
    assert ask(bearer(world.security), q="quarantind").json()["did_you_mean"] == "quarantined"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"q": " "},
        {"q": "x" * 201},
        {"q": "a", "limit": 101},
        {"q": "a", "group": "x"},
        {"q": "a", "w": 1},
    ],
)
def test_what_cannot_be_read_is_refused(world: World, query: dict[str, Any]) -> None:
    assert ask(**query).status_code == 400
