"""Nothing of one person is left for the next: caches, storage, sign-in ids, drafts, addresses after sign-in."""

import pytest
from django.test import Client

from tests.authorization.scene import Scene
from tests.tickets import desk_cast as cast
from tests.world import PASSWORD, World, again
from tickets.actions.drafts import save_draft
from tickets.actions.protected import keep_protected

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "///evil.example",
)


@pytest.fixture
def scene(db: None) -> Scene:
    """One hospital with a ticket of each kind."""
    return Scene.build()


def test_everything_signed_in_people_read_is_kept_out_of_caches(scene: Scene, client: Client) -> None:
    key, file = scene.ticket.key, scene.file.pk
    client.force_login(scene.world.agent)
    hx = {"HTTP_HX_REQUEST": "true"}
    for path, headers in {
        "/report/": {}, "/my/": {}, f"/my/{key}/": {}, "/status/": {}, "/bell/": {}, "/me/": {},
        "/queue/v/all/": {}, f"/queue/preview/{key}/": hx, f"/queue/row/{key}/": {}, "/live/queue/all/?since=0": {},
        f"/t/{key}/": {}, f"/t/{key}/files/{file}/": {}, "/nowhere/": {}, "/setup/people/": {},
    }.items():  # fmt: skip
        answer = client.get(path, **headers)
        assert "no-store" in answer.get("Cache-Control", ""), (path, answer.status_code)
    bearer = {"HTTP_AUTHORIZATION": scene.bearer(scene.world.agent)}
    for path in (
        "tickets/",
        f"tickets/{key}/",
        f"tickets/{key}/messages/",
        "changes/",
        "me/",
        "people/?q=al",
    ):
        assert "no-store" in client.get(f"/api/v1/{path}", **bearer).get("Cache-Control", ""), path


def test_the_protected_field_is_shown_once_and_never_stored(world: World, client: Client) -> None:
    ticket = cast.report(world)
    keep_protected(ticket, ["MRN 48213377"], at=ticket.opened_at)
    client.force_login(world.technician)
    page = client.post(
        f"/t/{ticket.key}/hidden/", {"reason": "To find the device.", "version": ticket.version}
    )
    assert "48213377" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "48213377" not in client.get(f"/t/{ticket.key}/hidden/").content.decode()


def test_sign_out_wipes_what_the_browser_kept(world: World, client: Client) -> None:
    client.force_login(world.requester)
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_link_signs_nobody_out(world: World, client: Client) -> None:
    client.force_login(world.requester)
    client.get("/accounts/logout/")
    assert client.get("/my/").status_code == 200


def test_signing_in_takes_a_new_session_id(world: World, client: Client) -> None:
    client.get("/accounts/login/?next=/my/")
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/accounts/login/", {"login": "alma.reyes", "password": PASSWORD})
    assert client.session.session_key != planted
    assert Client(headers={"Cookie": f"sessionid={planted}"}).get("/my/").status_code == 302


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_form_sends_people_to_another_site(world: World, client: Client, address: str) -> None:
    signed_in = client.post(
        "/accounts/login/", {"login": "alma.reyes", "password": PASSWORD, "next": address}
    )
    assert "evil" not in signed_in["Location"] and "javascript" not in signed_in["Location"]
    for path in ("/bell/read/", "/accounts/logout/"):
        answer = client.post(path, {"next": address})
        assert "evil.example" not in answer["Location"], path


def test_a_draft_is_shown_to_its_writer_alone(world: World, client: Client) -> None:
    save_draft(actor=again(world.requester), scope="report", fields={"text": "Wombats in the duct"})
    client.force_login(world.colleague)
    assert "Wombats" not in client.get("/report/").content.decode()
