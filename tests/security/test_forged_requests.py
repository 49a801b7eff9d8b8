"""Requests another site or another person sends in somebody's name: no token, foreign keys, foreign pages."""

import pytest
from django.test import Client
from django.urls import reverse

from hospital_itsm.people.models import ApiToken
from tests.api.rest import REPORT, Rest
from tests.authorization.scene import Scene
from tests.world import PASSWORD, World, again
from tickets.models import Ticket


@pytest.fixture
def scene(db: None) -> Scene:
    """One hospital with a ticket of each kind."""
    return Scene.build()


def test_no_form_is_taken_without_its_safety_token(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(scene.world.agent)
    key, before = scene.ticket.key, scene.ticket.version
    for path in (
        "/report/", f"/my/{key}/reply/", f"/my/{key}/works/", f"/t/{key}/write/", f"/t/{key}/take/",
        f"/t/{key}/beat/", "/queue/next/", "/me/tokens/", "/bell/read/", "/accounts/logout/", "/accounts/login/",
    ):  # fmt: skip
        assert client.post(path, {"login": "alma.reyes", "password": PASSWORD}).status_code == 403, path
    assert Ticket.objects.get(key=key).version == before


def test_a_signed_in_browser_is_nobody_to_rest(scene: Scene, client: Client) -> None:
    client.force_login(scene.world.agent)
    assert client.get("/api/v1/tickets/").status_code == 401
    assert client.post("/api/v1/tickets/", REPORT, content_type="application/json").status_code == 401


def test_a_token_is_nobody_to_pages(scene: Scene, client: Client) -> None:
    answer = client.get("/queue/v/all/", headers={"Authorization": scene.bearer(scene.world.agent)})
    assert answer.status_code == 302


def test_the_idempotency_key_of_somebody_else_finds_nothing_of_theirs(world: World) -> None:
    mine = Rest(world.requester).post("tickets/", REPORT, Idempotency_Key="one-key")
    theirs = Rest(world.elsewhere).post("tickets/", REPORT, Idempotency_Key="one-key")
    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert mine.json()["key"] != theirs.json()["key"]


def test_a_page_is_answered_by_nobody_it_is_not_for(scene: Scene, client: Client) -> None:
    path = reverse("tickets:answer_page", args=[scene.ticket.key, scene.page.pk])
    for who in (scene.world.cio, scene.world.vendor_guest, scene.world.requester, scene.world.administrator):
        client.force_login(who)
        assert client.post(path).status_code == 404
    scene.page.refresh_from_db()
    assert scene.page.acknowledged_at is None


def test_nobody_revokes_a_token_of_somebody_else(scene: Scene, client: Client) -> None:
    token = ApiToken.objects.get(user=scene.world.agent)
    client.force_login(scene.world.second_agent)
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_a_foreign_host_name_is_refused_and_never_echoed(world: World, client: Client, host: str) -> None:
    answer = client.get("/accounts/login/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    forwarded = client.get("/my/", headers={"X-Forwarded-Host": host})
    assert "evil" not in forwarded["Location"]


def test_a_role_that_ended_ends_what_it_opened_at_the_next_request(scene: Scene, client: Client) -> None:
    client.force_login(scene.world.agent)
    path = f"/t/{scene.ticket.key}/"
    assert client.get(path).status_code == 200
    again(scene.world.agent).memberships.all().delete()
    assert client.get(path).status_code == 404
    rest = {"Authorization": scene.bearer(scene.world.agent)}
    assert client.get(f"/api/v1/tickets/{scene.ticket.key}/", headers=rest).status_code in (403, 404)
