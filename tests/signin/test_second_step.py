"""Between password and signed-in time: a code that works once, and guessing that leads nowhere."""

import json
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from tests.signin.hands import STEP, code, is_in, password, right_code, with_app, wrong_code
from tests.world import PASSWORD, World, again


def test_the_password_alone_opens_nothing(world: World, client: Client) -> None:
    with_app(world.agent)
    assert password(client, "leo.marsh").url == STEP
    assert not is_in(client)
    page = client.get(STEP)
    assert "Open your authenticator app and type the code it shows." in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_the_right_code_signs_in_and_leads_to_the_page_asked_for(world: World, client: Client) -> None:
    with_app(world.agent)
    password(client, "leo.marsh", next="/me/password/")
    assert code(client, f" {right_code()[:3]} {right_code()[3:]} ").url == "/me/password/"
    assert is_in(client)
    told = AuditEntry.objects.filter(target_id=str(world.agent.pk)).order_by("pk")
    assert [entry.verb for entry in told][-2:] == ["factor.use", "session.sign_in"]


def test_the_unit_chosen_beside_the_password_is_kept_over_the_second_step(
    world: World, client: Client
) -> None:
    with_app(world.requester)
    password(client, "alma.reyes", unit=world.area("ED").pk)
    assert code(client, right_code()).url == "/"
    assert client.session["unit_id"] == world.area("ED").pk
    assert "pending_unit" not in client.session


def test_somebody_of_the_units_without_a_unit_is_asked_for_it_after_the_second_step(
    world: World, client: Client
) -> None:
    world.requester.memberships.update(care_area=None)
    with_app(world.requester)
    password(client, "alma.reyes")
    assert code(client, right_code()).url == "/me/unit/?next=%2F"


def test_a_code_seen_over_the_shoulder_works_no_second_time(world: World, client: Client) -> None:
    with_app(world.agent)
    seen = right_code()
    password(client, "leo.marsh")
    assert code(client, seen).status_code == 302
    other = Client()
    password(other, "leo.marsh")
    assert code(other, seen).status_code == 422
    assert not is_in(other)


def test_a_code_works_no_second_time_with_redis_dead(world: World, client: Client, settings: Any) -> None:
    backend = "hospital_itsm.core.cache.FailOpenRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:9/0"}}
    test_a_code_seen_over_the_shoulder_works_no_second_time(world, client)


def test_each_recovery_code_stands_in_once(world: World, client: Client) -> None:
    codes = with_app(world.agent)
    assert len(set(codes)) == 10
    password(client, "leo.marsh")
    assert code(client, f"{codes[3][:4]} {codes[3][4:]}").status_code == 302
    other = Client()
    password(other, "leo.marsh")
    assert code(other, codes[3]).status_code == 422
    assert code(other, codes[4]).status_code == 302


def test_the_fifth_wrong_code_locks_the_codes_and_the_password_begins_no_new_count(
    world: World, client: Client
) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    assert [code(client, wrong_code()).status_code for _ in range(5)] == [422, 422, 422, 422, 429]
    assert code(client, right_code()).status_code == 429
    password(client, "leo.marsh")
    locked = code(client, right_code())
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert not is_in(client)


def test_guessing_codes_over_many_addresses_ends_at_the_ceiling(world: World) -> None:
    with_app(world.agent)
    answers = []
    for number in range(11):
        one = Client()
        password(one, "leo.marsh", address=f"203.0.113.{number}")
        answers.append(code(one, wrong_code(), address=f"203.0.113.{number}").status_code)
    assert answers == [422] * 10 + [429]
    with_app(world.requester)
    elsewhere = Client()
    password(elsewhere, "alma.reyes")
    assert code(elsewhere, right_code()).status_code == 302


def test_a_right_code_begins_the_count_anew(world: World, client: Client) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    for _ in range(4):
        code(client, wrong_code())
    assert code(client, right_code()).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_codes_are_kept_neither_in_the_trail_nor_by_the_lock_out(world: World, client: Client) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    code(client, "314159")
    kept = json.dumps([*AccessAttempt.objects.values("post_data"), *AuditEntry.objects.values("changes")])
    assert "314159" not in kept
    assert PASSWORD not in kept
    assert AuditEntry.objects.filter(verb="factor.fail", target_id=str(world.agent.pk)).count() == 1


def test_without_a_password_there_is_no_second_step(world: World, client: Client) -> None:
    with_app(world.agent)
    assert client.get(STEP).url == "/accounts/login/"
    assert code(client, right_code()).url == "/accounts/login/"
    assert not is_in(client)


def test_starting_over_forgets_the_password(world: World, client: Client) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    assert client.post(STEP, {"cancel": "1"}).url == "/accounts/login/"
    assert code(client, right_code()).url == "/accounts/login/"


def test_who_is_deactivated_between_the_steps_does_not_get_in(world: World, client: Client) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    person = again(world.agent)
    person.is_active = False
    person.save()
    assert code(client, right_code()).url == "/accounts/login/"
    assert not is_in(client)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "x",
        "[]",
        "null",
        '{"id": 1}',
        '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}',
    ],
)
def test_hostile_answers_in_place_of_a_passkey_are_refused(world: World, client: Client, given: str) -> None:
    with_app(world.agent)
    password(client, "leo.marsh")
    client.get(STEP)
    before = AuditEntry.objects.count()
    assert client.post(STEP, {"credential": given}).status_code == 422
    assert AuditEntry.objects.count() == before
    assert not is_in(client)


def test_a_secret_in_the_database_is_sealed(world: World) -> None:
    with_app(world.agent)
    from allauth.mfa.models import Authenticator

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert "GEZDGNBV" not in stored


def test_api_tokens_ask_for_no_second_step(world: World, client: Client) -> None:
    from tests.world import BEARER

    answer = client.get("/api/v1/tickets/", headers={"Authorization": BEARER})
    assert answer.status_code == 200
