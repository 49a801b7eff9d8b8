"""A token for the demo hospital only: honoured there, refused with its reason on every other server."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.tokens import create_token
from hospital_itsm.people.models import ApiToken
from tests.api.rest import Rest, problem
from tests.world import BEARER, PASSWORD, World

TOKEN = {"name": "Trial", "scopes": ["tickets:read", "tickets:write"], "days": "30", "password": PASSWORD}
REFUSED = "This token is for the demo hospital only, and this server is not it. Make one here."


@pytest.fixture(autouse=True)
def here(settings: Any) -> Any:
    """The settings, of the demo hospital at first."""
    settings.DEMO = True
    return settings


def made(world: World, **more: Any) -> tuple[ApiToken, str]:
    """A token of the agent for the demo."""
    given = {"name": "Trial", "scopes": ["tickets:read", "tickets:write"], "days": 30, **more}
    return create_token(world.agent, actor=world.agent, **{"demo_only": True, **given})


def asked(world: World, words: str) -> Rest:
    """Somebody who sends these words."""
    rest = Rest(world.agent)
    rest.headers = {"Authorization": f"Bearer {words}"}
    return rest


def test_the_demo_honours_it_and_says_so(world: World) -> None:
    token, words = made(world)
    assert (words[:4], len(token.prefix), token.demo_only) == ("demo", 12, True)
    assert asked(world, words).get("me/").json()["demo_only"] is True
    assert AuditEntry.objects.latest("id").changes["demo_only"] is True
    other, other_words = made(world, demo_only=False)
    assert (other.prefix.startswith("demo"), other.demo_only) == (False, False)
    assert asked(world, other_words).get("me/").json()["demo_only"] is False


def test_another_server_refuses_it_and_says_why_though_it_knows_the_row(world: World, here: Any) -> None:
    token, words = made(world)
    here.DEMO = False
    rest, tickets = asked(world, words), "tickets/?limit=1"
    for answer in (
        rest.get(tickets),
        rest.post("tickets/", {"text": "x"}),
        rest.post("tickets/?dry_run=true"),
    ):
        assert problem(answer, 401, "unauthenticated")["title"] == REFUSED
    token.refresh_from_db()
    assert token.last_used_at is None
    assert Rest(world.agent).get(tickets).status_code == 200


def test_another_server_says_why_without_having_heard_of_it(
    world: World, here: Any, django_assert_num_queries: Any
) -> None:
    here.DEMO = False
    rest = asked(world, "demo0a1b2c3d.a-secret-of-the-demo")
    with django_assert_num_queries(0):
        answer = rest.get("me/")
    assert problem(answer, 401, "unauthenticated")["title"] == REFUSED


def test_the_words_without_their_mark_open_nothing(world: World, here: Any) -> None:
    _token, words = made(world)
    here.DEMO = False
    for changed in (words[4:], words.upper(), f" {words}".replace("demo", "", 1)):
        problem(asked(world, changed).get("me/"), 401, "unauthenticated")


def test_no_row_lifts_it(world: World) -> None:
    token, _words = made(world)
    for changed in ({"demo_only": False}, {"prefix": "0a1b2c3d4e5f"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=world.token.pk).update(demo_only=True)


def test_elsewhere_none_is_made(world: World, here: Any, client: Client) -> None:
    here.DEMO = False
    with pytest.raises(ValueRefused) as refusal:
        made(world)
    assert refusal.value.errors == {
        "demo_only": "This server is not the demo hospital. Make the token there."
    }
    with pytest.raises(CommandError, match="demo_only: This server is not the demo hospital"):
        call_command("create_token", "leo.marsh", scope=["tickets:read"], days=30, demo_only=True)
    client.force_login(world.agent)
    assert 'name="demo_only"' not in client.get("/me/").content.decode()
    assert client.post("/me/tokens/", {**TOKEN, "demo_only": "on"}).status_code == 422
    assert not ApiToken.objects.filter(user=world.agent).exists()


def test_page_and_command_make_one_and_the_list_shows_it(world: World, client: Client) -> None:
    client.force_login(world.agent)
    assert 'name="demo_only"' in client.get("/me/").content.decode()
    assert "Demo only" not in client.get("/me/").content.decode()
    client.post("/me/tokens/", {**TOKEN, "demo_only": "on"})
    assert ApiToken.objects.get(user=world.agent).demo_only is True
    assert "Demo only" in client.get("/me/").content.decode()
    printed = StringIO()
    call_command(
        "create_token", "svc.monitoring", scope=["people:read"], days=30, demo_only=True, stdout=printed
    )
    assert asked(world, printed.getvalue().strip()).get("me/").json()["username"] == "svc.monitoring"


def test_a_hospitals_own_token_is_no_token_of_the_demo(world: World, here: Any) -> None:
    here.DEMO = False
    rest = asked(world, BEARER.removeprefix("Bearer "))
    assert rest.get("me/").json()["demo_only"] is False
