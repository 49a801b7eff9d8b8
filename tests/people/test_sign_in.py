"""Signing in and out at shared computers."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse

from hospital_itsm.people.workstations import COOKIE, SALT
from tests.world import PASSWORD, World

SIGN_IN = "/accounts/login/"
ELSEWHERE = "203.0.113.77"


def sign_in(client: Client, name: str, password: str = PASSWORD, **further: Any) -> Any:
    """Send the sign-in form; `address` is where from."""
    address = further.pop("address", "192.0.2.10")
    return client.post(SIGN_IN, {"login": name, "password": password, **further}, REMOTE_ADDR=address)


def name_of(client: Client) -> str:
    """The user name that the browser is signed in as, empty for strangers."""
    response = client.get(reverse("people:unit"))
    return response.context["user"].username if response.status_code == 200 else ""


def test_a_right_password_signs_in_whatever_the_case_of_the_name(world: World, client: Client) -> None:
    response = sign_in(client, " Alma.Reyes ")
    assert response.status_code == 302
    assert response.url == "/"
    assert name_of(client) == "alma.reyes"


def test_the_page_asked_for_is_reached_after_signing_in(world: World, client: Client) -> None:
    assert client.get("/me/unit/").url == f"{SIGN_IN}?next=/me/unit/"
    assert sign_in(client, "alma.reyes", next="/me/unit/").url == "/me/unit/"


def test_another_site_is_never_the_next_page(world: World, client: Client) -> None:
    assert sign_in(client, "alma.reyes", next="https://evil.example/").url == "/"


def test_signing_in_gives_a_new_session_id(world: World, client: Client) -> None:
    client.get("/me/unit/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client, "alma.reyes")
    assert client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


@pytest.mark.parametrize("name", ["alma.reyes", "nobody.here", "kim.osgood"])
def test_wrong_unknown_and_deactivated_get_the_same_answer(world: World, client: Client, name: str) -> None:
    password = PASSWORD if name == "kim.osgood" else "wrong in every way"
    response = sign_in(client, name, password)
    assert response.status_code == 422
    text = response.content.decode()
    assert "That user name and password do not go together. Check both, or call the desk." in text
    assert text.count("That user name") == 1
    assert f'value="{name}"' in text
    assert password not in text
    assert name_of(client) == ""


@pytest.mark.parametrize("name", ["alma.reyes", "nobody.here", "kim.osgood"])
def test_known_and_unknown_names_cost_one_password_hash(
    world: World, client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = type(get_hasher())
    made: list[str] = []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *a, **k: made.append("") or encode(self, *a, **k))
    sign_in(client, name, "wrong in every way")
    assert len(made) == 1


@pytest.mark.parametrize("name", ["alma.reyes", "nobody.here"])
def test_the_fifth_failure_locks_the_name_on_that_address_only(
    world: World, client: Client, name: str
) -> None:
    answers = [sign_in(client, name, "wrong").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    locked = sign_in(client, name)
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "Try again in 15 minutes." in locked.content.decode()
    assert name_of(client) == ""
    assert sign_in(client, "victor.hahn").status_code == 302
    assert sign_in(Client(), "alma.reyes", address=ELSEWHERE).status_code == 302


def test_capitals_and_blanks_give_no_further_tries(world: World, client: Client) -> None:
    for name in ("alma.reyes", "ALMA.REYES", " alma.reyes", "Alma.Reyes", "alma.Reyes"):
        sign_in(client, name, "wrong")
    assert sign_in(client, "alma.reyes").status_code == 429


def test_guessing_over_many_addresses_is_slowed_but_the_ward_gets_in(world: World, settings: Any) -> None:
    settings.SIGN_IN_CEILING = 6
    assert sign_in(Client(), "alma.reyes", address="192.0.2.10").status_code == 302
    for number in range(6):
        sign_in(Client(), "alma.reyes", "wrong", address=f"203.0.113.{number}")
    slowed = sign_in(Client(), "alma.reyes", address="203.0.113.200")
    assert slowed.status_code == 429
    assert slowed["Retry-After"] == "10"
    assert sign_in(Client(), "alma.reyes", address="192.0.2.10").status_code == 302
    assert sign_in(Client(), "victor.hahn", address="203.0.113.200").status_code == 302


def test_after_the_pause_a_new_address_gets_its_try(world: World, settings: Any) -> None:
    settings.SIGN_IN_CEILING = 6
    for number in range(6):
        sign_in(Client(), "alma.reyes", "wrong", address=f"203.0.113.{number}")
    settings.SIGN_IN_PAUSE_SECONDS = 0
    assert sign_in(Client(), "alma.reyes", address="203.0.113.200").status_code == 302


def test_200_good_sign_ins_from_one_address_pass(world: World) -> None:
    names = ["alma.reyes", "victor.hahn", "ruth.delgado", "leo.marsh"] * 50
    assert [sign_in(Client(), name).status_code for name in names] == [302] * 200
    assert not AccessAttempt.objects.exists()


def test_signing_in_works_with_redis_dead(world: World, client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "hospital_itsm.core.cache.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        }
    }
    assert sign_in(client, "alma.reyes").status_code == 302
    assert name_of(client) == "alma.reyes"


def test_no_page_offers_an_account_to_strangers(client: Client, db: None) -> None:
    for address in ("signup", "password/reset", "email", "reauthenticate", "social/signup"):
        assert client.get(f"/accounts/{address}/").status_code == 404


def test_signing_out_takes_a_press_and_wipes_what_the_browser_kept(world: World, client: Client) -> None:
    client.force_login(world.requester)
    page = client.get("/accounts/logout/")
    assert "You are signed in as Alma Reyes." in page.content.decode()
    assert name_of(client) == "alma.reyes"
    response = client.post("/accounts/logout/")
    assert response.url == SIGN_IN
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert name_of(client) == ""
    assert "You are signed out." in client.get(SIGN_IN).content.decode()


def test_switching_keeps_the_page_for_the_next_person(world: World, client: Client) -> None:
    client.force_login(world.requester)
    response = client.post("/accounts/logout/", {"next": "/report/?q=1"})
    assert response.url == f"{SIGN_IN}?next=/report/%3Fq%3D1"
    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_the_one_unit_of_a_nurse_is_chosen_and_shown(world: World, client: Client) -> None:
    sign_in(client, "alma.reyes")
    page = client.get("/me/unit/")
    assert page.wsgi_request.unit == world.icu  # type: ignore[attr-defined]
    assert "<span>Medical-Surgical ICU</span>" in page.content.decode()


def test_the_unit_on_the_form_wins_over_the_usual_one(world: World, client: Client) -> None:
    sign_in(client, "alma.reyes", unit=world.area("MS5").pk)
    assert client.get("/me/unit/").wsgi_request.unit == world.area("MS5")  # type: ignore[attr-defined]


def test_somebody_without_a_unit_is_asked_for_one(world: World, client: Client) -> None:
    world.requester.memberships.update(care_area=None)
    response = sign_in(client, "alma.reyes")
    assert response.url == "/me/unit/?next=%2F"
    assert client.post("/me/unit/", {"unit": ""}).status_code == 422
    assert client.post("/me/unit/", {"unit": world.area("ED").pk, "next": "/"}).url == "/"
    assert client.get("/me/unit/").wsgi_request.unit == world.area("ED")  # type: ignore[attr-defined]


def test_the_desk_is_not_asked_where_it_works(world: World, client: Client) -> None:
    assert sign_in(client, "leo.marsh").url == "/"
    assert client.get("/me/unit/").wsgi_request.unit is None  # type: ignore[attr-defined]


def test_a_registered_computer_says_its_own_place(world: World, client: Client) -> None:
    client.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt=SALT)
    page = client.get(SIGN_IN).content.decode()
    assert "This computer: ICU-WS-04, Medical-Surgical ICU" in page
    assert 'name="unit"' not in page
    sign_in(client, "ruth.delgado")
    assert client.get("/me/unit/").wsgi_request.unit == world.icu  # type: ignore[attr-defined]


def test_a_forged_workstation_cookie_means_nothing(world: World, client: Client) -> None:
    client.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt="of somebody else")
    assert 'name="unit"' in client.get(SIGN_IN).content.decode()
