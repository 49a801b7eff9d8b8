"""The status page without signing in: off unless the hospital names networks, no names, and bounded."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hospital_itsm.core.networks import read_networks
from tests.continuity import cast
from tests.test_environment import start
from tests.world import World, again
from tickets.actions.notices import post_notice
from tickets.models import Notice


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def opened(settings: Any) -> None:
    """The page is open in two networks."""
    settings.STATUS_NETWORKS = read_networks("127.0.0.1, 10.20.0.0/16")


def notice(world: World) -> Notice:
    """A notice about a ticket of the requester."""
    ticket = cast.ticket(world)
    return post_notice(
        actor=again(world.duty_manager), title="Harbor EHR is slow", severity="degraded", sees="Pages take a minute",
        services=[world.service("A001")], ticket=ticket,
    )  # fmt: skip


def test_everybody_signs_in_unless_networks_are_named(world: World, settings: Any) -> None:
    assert settings.STATUS_NETWORKS == ()
    answer = Client().get("/status/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/status/")


@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [
        ("127.0.0.1", "", 200),
        ("10.20.9.9", "", 200),
        ("10.21.0.1", "", 302),
        ("203.0.113.9", "", 302),
        ("10.20.9.9", "10.20.1.1", 302),
    ],
)
def test_only_the_networks_are_let_in(
    world: World, opened: None, address: str, forwarded: str, status: int
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert Client().get("/status/", headers=headers, REMOTE_ADDR=address).status_code == status


def test_it_tells_what_is_known_and_names_nobody(world: World, opened: None) -> None:
    posted = notice(world)
    cast.outage(world)
    answer = Client().get("/status/")
    html = answer.content.decode()
    assert "1 known problem." in html
    assert "Pages take a minute" in html
    assert "the last 90 days" in html
    assert answer["Cache-Control"] == "no-store"
    for hidden in (
        world.requester.full_name, world.duty_manager.full_name, posted.ticket.key, posted.ticket.title,
        "Same for me", "Post a notice", "Update or end", "Sign out", "/queue/",
    ):  # fmt: skip
        assert hidden not in html
    assert "Sign in to report a problem" in html


def test_a_stranger_reads_and_does_nothing_else(world: World, opened: None) -> None:
    posted = notice(world)
    for path in ("/status/", f"/status/notices/{posted.pk}/join/", f"/status/notices/{posted.pk}/"):
        assert Client().post(path).status_code == 302
    assert posted.ticket.reporters.count() == 1
    assert Client().get("/my/").status_code == 302


def test_who_is_signed_in_sees_the_page_as_before(world: World, opened: None) -> None:
    notice(world)
    client = Client()
    client.force_login(world.colleague)
    html = client.get("/status/").content.decode()
    assert "1 known problem. It touches your unit." in html
    assert "Same for me" in html
    assert "Sign in to report a problem" not in html


def test_one_computer_may_not_ask_without_end(world: World, opened: None, settings: Any) -> None:
    settings.OPEN_PAGES_PER_MINUTE = 2
    assert [Client().get("/status/").status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get("/status/", REMOTE_ADDR="10.20.0.7").status_code == 200
    client = Client()
    client.force_login(world.requester)
    assert client.get("/status/").status_code == 200


def test_it_writes_nothing_and_stands_while_redis_is_away(world: World, opened: None, settings: Any) -> None:
    backend = "hospital_itsm.core.cache.FailOpenRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    notice(world)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get("/status/").status_code == 200
    assert [one["sql"][:6] for one in captured if not one["sql"].startswith("SELECT")] == []
    assert len(captured) <= 10


def test_networks_that_are_none_stop_the_start() -> None:
    result = start(STATUS_NETWORKS="10.20.0.0/99")
    assert result.returncode != 0
    assert "STATUS_NETWORKS names no network: 10.20.0.0/99." in result.stderr
