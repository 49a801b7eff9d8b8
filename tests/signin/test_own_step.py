"""Setting up and taking away one's own second step."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.workstations import COOKIE, SALT
from hospital_itsm.signin.actions.requirements import set_required_roles
from hospital_itsm.signin.rules.codes import code_at
from tests.signin.hands import code, fresh, is_in, password, present_step, right_code, with_app
from tests.world import PASSWORD, World

OWN = "/me/second-step/"
APP = "/me/second-step/app/"


def set_up(client: Client) -> Any:
    """Read the secret from the page and send the code that an app would show."""
    page = client.get(APP).content.decode()
    found = re.search(r'secret">([A-Z2-7 ]+)<', page)
    assert found
    return client.post(APP, {"code": code_at(found[1].replace(" ", ""), present_step())})


def kinds(user: Any) -> list[str]:
    """What the person signs in with besides the password."""
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(world: World, client: Client) -> None:
    fresh(client, world.agent)
    shown = set_up(client)
    codes = re.findall(r'<span class="id">(\d{4} \d{4})</span>', shown.content.decode())
    assert (shown.status_code, len(codes), kinds(world.agent)) == (200, 10, ["recovery_codes", "totp"])
    page = client.get(OWN).content.decode()
    assert "10 codes are left." in page
    assert codes[0] not in page
    other = Client()
    password(other, "leo.marsh")
    assert code(other, codes[0]).status_code == 302
    assert "9 codes are left." in other.get(OWN).content.decode()


def test_a_wrong_first_code_sets_nothing_up(world: World, client: Client) -> None:
    fresh(client, world.agent)
    client.get(APP)
    answer = client.post(APP, {"code": "12345"})
    assert answer.status_code == 422
    assert "That code is not right" in answer.content.decode()
    assert kinds(world.agent) == []


def test_a_change_ends_every_other_signed_in_time_and_the_person_is_told(
    world: World, client: Client
) -> None:
    elsewhere = Client()
    elsewhere.force_login(world.agent)
    fresh(client, world.agent)
    set_up(client)
    assert is_in(client)
    assert not is_in(elsewhere)
    told = OutboxMessage.objects.filter(kind="signin.factors_changed", recipient=world.agent)
    assert sorted(told.values_list("channel", flat=True)) == ["email", "in_app"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", APP),
        ("post", APP),
        ("post", f"{APP}remove/"),
        ("get", f"{OWN}passkey/"),
        ("post", f"{OWN}codes/"),
    ],
)
def test_nothing_is_changed_without_a_recent_proof(
    world: World, client: Client, method: str, address: str
) -> None:
    with_app(world.agent)
    client.force_login(world.agent)
    before = AuditEntry.objects.count()
    assert getattr(client, method)(address).url.startswith(
        "/me/second-step/prove/?next=%2Fme%2Fsecond-step%2F"
    )
    assert AuditEntry.objects.count() == before
    assert kinds(world.agent) == ["recovery_codes", "totp"]


def test_the_password_proves_it_is_still_me_and_wrong_ones_are_counted(world: World, client: Client) -> None:
    client.force_login(world.agent)
    wrong = [client.post(f"{OWN}prove/", {"password": "wrong"}).status_code for _ in range(5)]
    assert wrong == [422, 422, 422, 422, 429]
    other = Client(REMOTE_ADDR="198.51.100.7")
    other.force_login(world.agent)
    assert other.post(f"{OWN}prove/", {"password": PASSWORD, "next": APP}).url == APP
    assert other.get(APP).status_code == 200


def test_the_app_is_removed_with_its_recovery_codes(world: World, client: Client) -> None:
    with_app(world.agent)
    fresh(client, world.agent)
    assert client.post(f"{APP}remove/").url == OWN
    assert kinds(world.agent) == []
    assert is_in(client)


def test_the_last_step_of_somebody_who_needs_one_stays(world: World, client: Client) -> None:
    set_required_roles(actor=world.administrator, codes=["agent"], reason="Decision of the CISO")
    with_app(world.agent)
    fresh(client, world.agent)
    page = client.post(f"{APP}remove/", follow=True).content.decode()
    assert "Your role needs a second step. Set up another one before you remove this one." in page
    assert kinds(world.agent) == ["recovery_codes", "totp"]


def test_new_recovery_codes_void_the_old_ones(world: World, client: Client) -> None:
    old = with_app(world.agent)
    fresh(client, world.agent)
    page = client.post(f"{OWN}codes/").content.decode()
    new = re.findall(r'<span class="id">(\d{4} \d{4})</span>', page)
    assert len(new) == 10
    other = Client()
    password(other, "leo.marsh")
    assert code(other, old[0]).status_code == 422
    assert code(other, new[0]).status_code == 302


def test_recovery_codes_stand_in_for_something(world: World, client: Client) -> None:
    fresh(client, world.agent)
    assert client.post(f"{OWN}codes/").status_code == 409
    assert kinds(world.agent) == []


def test_at_a_shared_computer_no_passkey_is_offered_nor_taken(world: World, client: Client) -> None:
    from django.core import signing

    fresh(client, world.agent)
    client.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt=SALT)
    page = client.get(f"{OWN}passkey/").content.decode()
    assert "This computer is shared: the next person could use your passkey." in page
    assert "passkey-data" not in page
    assert client.post(f"{OWN}passkey/", {"credential": "{}"}).status_code == 409
    assert kinds(world.agent) == []


def test_somebody_elses_passkey_is_not_there(world: World, client: Client) -> None:
    theirs = Authenticator.objects.create(user=world.second_agent, type="webauthn", data={"name": "Blue key"})
    fresh(client, world.agent)
    assert client.post(f"{OWN}passkey/{theirs.pk}/remove/").status_code == 404
    assert kinds(world.second_agent) == ["webauthn"]


def test_a_second_app_is_refused_in_words(world: World, client: Client) -> None:
    with_app(world.agent)
    fresh(client, world.agent)
    answer = set_up(client)
    assert answer.status_code == 409
    assert "You have an authenticator app already." in answer.content.decode()
    assert right_code()
    other = Client()
    password(other, "leo.marsh")
    assert code(other, right_code()).status_code == 302
