"""The palette: pages to go to, things to do and results, for whoever asks; and the search without script."""

import re

import pytest

from tests.search.test_page import signed_in, ticket
from tests.world import World

OPTION = re.compile(r'<(a|button) class="find"[^>]*role="option"[^>]*>(.*?)</\1>', re.DOTALL)
TITLE = re.compile(r'<span class="find-t">(.*?)</span>')


def options(world: World, who: str, q: str = "") -> list[str]:
    response = signed_in(getattr(world, who)).get(
        "/search/palette/", {"q": q}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 200
    return [TITLE.search(found[1])[1] for found in OPTION.findall(response.content.decode())]  # type: ignore[index]


@pytest.mark.django_db
def test_an_empty_palette_lists_what_this_person_may_do_and_where_to_go(world: World) -> None:
    assert options(world, "agent")[:4] == ["New ticket", "Take next", "Glossary", "My settings"]
    assert "Take next" not in options(world, "requester")
    assert "Queue" in options(world, "agent")
    assert "Queue" not in options(world, "requester")


@pytest.mark.django_db
def test_words_narrow_actions_and_pages_and_find_things(world: World) -> None:
    told = ticket(world, "The queue display of bay 4 flickers")

    assert options(world, "agent", "tak ne") == ["Take next"]
    assert options(world, "agent", "queue") == ["Queue", told.title.replace("queue", "<mark>queue</mark>")]
    assert options(world, "elsewhere", "queue display") == []


@pytest.mark.django_db
def test_taking_the_next_ticket_is_a_post_with_a_token(world: World) -> None:
    body = signed_in(world.agent).get("/search/palette/", headers={"HX-Request": "true"}).content.decode()

    assert '<form id="do-next" method="post" action="/queue/next/">' in body
    assert "csrfmiddlewaretoken" in body
    assert 'type="submit" form="do-next"' in body


@pytest.mark.django_db
def test_without_script_the_palette_is_the_search(world: World) -> None:
    response = signed_in(world.agent).get("/search/palette/", {"q": "a b"})

    assert (response.status_code, response.headers["Location"]) == (302, "/search/?q=a+b")


@pytest.mark.django_db
def test_the_agents_shell_has_the_box_and_the_palette(world: World) -> None:
    body = signed_in(world.agent).get("/devices/today/").content.decode()

    assert '<form class="omni" role="search" aria-label="The whole desk" action="/search/">' in body
    assert '<dialog id="palette"' in body
    assert '<dialog id="palette"' not in signed_in(world.requester).get("/my/").content.decode()
