"""The pages of one's own settings, people, rota and workstations."""

from typing import Any

import pytest
from django.test import Client

from hospital_itsm.people.models import ApiToken, Membership, OnCallShift, User, Workstation
from tests.world import PASSWORD, ROTA_FROM, World, again

TOKEN = {"name": "Script", "scopes": ["tickets:read"], "days": "30", "password": PASSWORD}
NEW_PASSWORD = "seven geese over the weir"
WHY = {"reason": "At a course"}


@pytest.fixture
def administrator(world: World, client: Client) -> Client:
    """A browser in which the administrator is signed in."""
    client.force_login(world.administrator)
    return client


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_my_page_shows_who_i_am_here(world: World, client: Client) -> None:
    client.force_login(world.agent)
    page = text_of(client.get("/me/"))
    assert '<h2 id="who-h">Leo Marsh</h2>' in page
    assert "Agent, Service desk" in page
    assert "Single-key shortcuts are on in the agent area." in page


def test_the_next_person_is_offered_to_switch(world: World, client: Client) -> None:
    client.force_login(world.requester)
    page = text_of(client.get("/me/unit/?next=/report/"))
    assert "Not Alma Reyes?" in page
    assert '<input type="hidden" name="next" value="/me/unit/?next=/report/">' in page


def test_shortcuts_are_turned_off(world: World, client: Client) -> None:
    client.force_login(world.agent)
    page = text_of(client.post("/me/shortcuts/", {"on": "0"}, follow=True))
    assert "Single-key shortcuts are off." in page
    assert again(world.agent).keyboard_shortcuts is False


def test_a_changed_password_keeps_this_computer_signed_in(world: World, client: Client) -> None:
    client.force_login(world.agent)
    elsewhere = Client()
    elsewhere.force_login(world.agent)
    given = {"present": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert client.post("/me/password/", given).url == "/me/"
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302
    assert again(world.agent).check_password(NEW_PASSWORD)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"present": "not it"}, "That is not your present password. Type it again."),
        ({"again": "another thing altogether"}, "The two new passwords differ. Type the same one twice."),
        ({"new": "short"}, "This password is too short."),
    ],
)
def test_a_password_that_cannot_be_is_refused_with_its_mend(
    world: World, client: Client, changed: dict[str, str], words: str
) -> None:
    client.force_login(world.agent)
    given = {"present": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD, **changed}
    response = client.post("/me/password/", given)
    assert response.status_code == 422
    assert words in text_of(response)
    assert "<title>Error: Change password" in text_of(response)
    assert NEW_PASSWORD not in text_of(response)
    assert again(world.agent).check_password(PASSWORD)


def test_my_token_is_shown_once(world: World, client: Client) -> None:
    client.force_login(world.agent)
    page = text_of(client.post("/me/tokens/", TOKEN))
    token = ApiToken.objects.get(user=world.agent)
    assert f"{token.prefix}." in page
    assert f"{token.prefix}." not in text_of(client.get("/me/"))
    client.post(f"/me/tokens/{token.pk}/revoke/")
    assert "Revoked" in text_of(client.get("/me/"))


def test_making_a_token_asks_for_the_password_again_and_revoking_does_not(
    world: World, client: Client
) -> None:
    client.force_login(world.agent)
    for password, words in (("", "Type your password."), ("wrong", "That is not your password.")):
        refused = client.post("/me/tokens/", {**TOKEN, "password": password})
        assert (refused.status_code, words in text_of(refused)) == (422, True)
    assert not ApiToken.objects.filter(user=world.agent).exists()
    assert PASSWORD not in text_of(client.post("/me/tokens/", {**TOKEN, "name": ""}))
    client.post("/me/tokens/", TOKEN)
    token = ApiToken.objects.get(user=world.agent)
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 302


def test_a_token_of_a_service_asks_for_the_administrators_password(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    address = f"/setup/people/{world.integration.pk}/tokens/"
    assert client.post(address, {**TOKEN, "password": "wrong"}).status_code == 422
    assert client.post(address, TOKEN).status_code == 200


def test_guessing_the_password_at_somebodys_open_screen_ends_in_the_lock_out(
    world: World, client: Client
) -> None:
    client.force_login(world.agent)
    answers = [client.post("/me/tokens/", {**TOKEN, "password": "wrong"}).status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert client.post("/me/tokens/", TOKEN).status_code == 429
    assert not ApiToken.objects.filter(user=world.agent).exists()


def test_a_token_form_keeps_what_was_typed(world: World, client: Client) -> None:
    client.force_login(world.agent)
    response = client.post("/me/tokens/", {"name": "Script", "days": "900"})
    assert response.status_code == 422
    page = text_of(response)
    assert 'value="Script"' in page
    assert "Choose 1 to 365 days." in page
    assert "Choose at least one thing that it may do." in page
    assert not ApiToken.objects.filter(user=world.agent).exists()


def test_the_people_list_finds_by_name_and_job(world: World, administrator: Client) -> None:
    page = text_of(administrator.get("/setup/people/", {"q": "nurse reyes"}))
    assert "Alma Reyes" in page
    assert "Victor Hahn" not in page
    assert "Nobody is called “zzz”" in text_of(administrator.get("/setup/people/", {"q": "zzz"}))


def test_the_people_list_shows_everybody_once_page_by_page(world: World, administrator: Client) -> None:
    for number in range(60):
        User.objects.create(username=f"temp.{number:02d}", full_name="Same Name", password="!")
    seen: list[str] = []
    address = "/setup/people/"
    while address:
        response = administrator.get(address)
        seen += [person.username for person in response.context["people"]]
        address = response.context["more_url"]
    assert sorted(seen) == sorted(User.objects.values_list("username", flat=True))


def test_a_spoiled_cursor_is_told_so(administrator: Client) -> None:
    assert administrator.get("/setup/people/", {"after": "made-up"}).status_code == 400


def test_an_account_is_added_and_given_a_role(world: World, administrator: Client) -> None:
    given = {"username": "lou.hartley", "full_name": "Lou Hartley", "password": NEW_PASSWORD}
    page = text_of(administrator.post("/setup/people/new/", given, follow=True))
    assert "The account is added. Give it a role." in page
    person = User.objects.get(username="lou.hartley")
    role = Membership.objects.filter(role__code="technician")[0].role
    given = {"role": role.pk, "team": world.team("NET").pk, "reason": "Joined the network team."}
    page = text_of(administrator.post(f"/setup/people/{person.pk}/roles/", given, follow=True))
    assert '<th scope="row">Technician</th><td>Network</td>' in page
    assert again(person).team_ids == {world.team("NET").pk}


def test_a_taken_user_name_is_refused_at_its_field(world: World, administrator: Client) -> None:
    response = administrator.post(
        "/setup/people/new/", {"username": "Leo.Marsh", "full_name": "Lou Hartley", "phone": "4999"}
    )
    assert response.status_code == 422
    page = text_of(response)
    assert "Somebody has this user name already. Choose another." in page
    assert 'value="4999"' in page


def test_a_person_is_deactivated_and_reactivated(world: World, administrator: Client) -> None:
    address = f"/setup/people/{world.agent.pk}/"
    page = text_of(administrator.post(f"{address}deactivate/", {"reason": "left"}, follow=True))
    assert "Deactivated" in page
    assert again(world.agent).is_active is False
    administrator.post(f"{address}reactivate/", {"reason": "came back"})
    assert again(world.agent).is_active is True


def test_administrators_see_no_forms_on_their_own_account(world: World, administrator: Client) -> None:
    page = text_of(administrator.get(f"/setup/people/{world.administrator.pk}/"))
    assert "This is your own account. Another administrator changes it." in page
    assert "deactivate/" not in page


def test_the_rota_page_names_who_answers_now(world: World, client: Client) -> None:
    client.force_login(world.agent)
    page = text_of(client.get("/setup/on-call/"))
    assert "Carla Voss" in page
    assert "Add a shift" not in page
    client.force_login(world.lead)
    assert "Add a shift" in text_of(client.get("/setup/on-call/"))


def test_a_shift_is_handed_over_from_the_page(world: World, client: Client) -> None:
    client.force_login(world.lead)
    shift = OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)
    response = client.post(f"/setup/on-call/{shift.pk}/", {"user": world.euc_lead.pk, **WHY}, follow=True)
    assert "Pilar Stone takes over." in text_of(response)
    assert "instead of Omar Quillan: At a course" in text_of(response)
    refused = client.post(f"/setup/on-call/{shift.pk}/", {"user": world.requester.pk, **WHY})
    assert refused.status_code == 422
    assert "This person cannot answer pages. Choose somebody who can." in text_of(refused)


def test_registering_marks_this_browser(world: World, administrator: Client) -> None:
    given = {"name": "ed-ws-09", "care_area": world.area("ED").pk, "room": "Triage", "is_shared": "on"}
    page = text_of(administrator.post("/setup/workstation/", given, follow=True))
    assert "This computer is ED-WS-09 now." in page
    assert "This computer: ED-WS-09, Emergency Department &amp; Trauma" in text_of(
        _signed_out(administrator).get("/accounts/login/")
    )
    assert Workstation.objects.get(name="ED-WS-09").is_shared is True


def test_a_forgotten_computer_is_a_stranger_again(world: World, administrator: Client) -> None:
    given = {"name": "ED-WS-09", "care_area": world.area("ED").pk}
    administrator.post("/setup/workstation/", given)
    workstation = Workstation.objects.get(name="ED-WS-09")
    administrator.post(f"/setup/workstation/{workstation.pk}/retire/")
    assert "This computer: " not in text_of(_signed_out(administrator).get("/accounts/login/"))


def _signed_out(client: Client) -> Client:
    client.post("/accounts/logout/")
    return client
