"""Tokens never outlive who answers for them: owners who leave, accounts that end, time that runs out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.accounts import create_person, deactivate_person
from hospital_itsm.people.models import ApiToken, User
from tests.api.rest import Rest
from tests.world import World, again


@pytest.fixture
def leaver(world: World) -> User:
    """An agent who answers for the monitoring service, about to leave."""
    User.objects.filter(pk=world.integration.pk).update(owner=world.agent)
    return world.agent


def test_whoever_deactivates_an_owner_answers_for_the_service(world: World, leaver: User) -> None:
    rest = Rest(world.integration)
    deactivate_person(leaver, actor=world.administrator, reason="left the hospital")
    assert again(world.integration).owner == world.administrator
    assert rest.get("me/").status_code == 200


def test_a_service_nobody_answers_for_is_refused(world: World, leaver: User) -> None:
    rest = Rest(world.integration)
    deactivate_person(leaver, actor=System("directory-sync"))
    assert rest.get("me/").status_code == 401


def test_the_page_says_who_answers_now(world: World, leaver: User, client: Client) -> None:
    client.force_login(world.administrator)
    page = client.post(f"/setup/people/{leaver.pk}/deactivate/", {"reason": "left"}, follow=True)
    assert "You answer for Monitoring now" in page.content.decode()


def test_nobody_who_left_becomes_an_owner(world: World) -> None:
    with pytest.raises(ValueRefused) as refused:
        create_person(
            actor=again(world.administrator),
            username="svc.new",
            full_name="New feed",
            kind="service",
            owner=world.deactivated,
        )
    assert set(refused.value.errors) == {"owner"}


@pytest.mark.parametrize("field", ["expires_at", "revoked_at"])
def test_an_ended_token_is_refused_with_the_words_of_an_unknown_one(world: World, field: str) -> None:
    rest = Rest(world.agent)
    ApiToken.objects.filter(user=world.agent).update(**{field: timezone.now() - timedelta(seconds=1)})
    ended = rest.get("me/")
    rest.headers["Authorization"] = "Bearer nobody.knows"
    unknown = rest.get("me/")
    assert (ended.status_code, ended.json()["title"]) == (unknown.status_code, unknown.json()["title"])
    assert ended.status_code == 401
