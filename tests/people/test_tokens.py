"""API tokens: shown once, limited in scope and time, dead when revoked."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.people.actions.accounts import deactivate_person
from hospital_itsm.people.actions.tokens import create_token, note_token_use, revoke_token
from hospital_itsm.people.authentication import BearerAuthentication
from hospital_itsm.people.models import ApiToken, User
from tests.world import World


def whose(words: str) -> User | None:
    """The account that this header's words stand for."""
    request = Request(RequestFactory().get("/api/v1/me/", headers={"Authorization": f"Bearer {words}"}))
    found = BearerAuthentication().authenticate(request)
    return found[0] if found else None


def made(world: World, **changed: Any) -> tuple[ApiToken, str]:
    """A token of the agent."""
    given: dict[str, Any] = {"name": "Script", "scopes": ["tickets:read"], "days": 30, **changed}
    return create_token(world.agent, actor=world.agent, **given)


def test_a_token_is_shown_once_and_stored_hashed(world: World) -> None:
    token, words = made(world)
    prefix, secret = words.split(".")
    assert token.prefix == prefix
    assert whose(words) == world.agent
    stored = str(ApiToken.objects.filter(pk=token.pk).values().get()) + str(
        AuditEntry.objects.latest("id").changes
    )
    assert secret not in stored
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scopes": ["tickets:everything"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"days": 366}, "days"),
        ({"days": 0}, "days"),
        ({"name": " "}, "name"),
        ({"name": "n" * 81}, "name"),
    ],
)
def test_a_token_without_limits_is_refused(world: World, changed: dict[str, Any], field: str) -> None:
    before = ApiToken.objects.count()
    with pytest.raises(ValueRefused) as refusal:
        made(world, **changed)
    assert set(refusal.value.errors) == {field}
    assert ApiToken.objects.count() == before


def test_people_make_tokens_for_themselves_and_administrators_for_services(world: World) -> None:
    given: dict[str, Any] = {"name": "Script", "scopes": ["tickets:read"], "days": 30}
    with pytest.raises(Forbidden):
        create_token(world.agent, actor=world.lead, **given)
    with pytest.raises(Forbidden):
        create_token(world.agent, actor=world.administrator, **given)
    with pytest.raises(Forbidden):
        create_token(world.integration, actor=world.agent, **given)
    token, words = create_token(world.integration, actor=world.administrator, **given)
    assert whose(words) == world.integration
    with pytest.raises(Forbidden):
        revoke_token(token, actor=world.agent)
    assert whose(words) == world.integration


def test_revoked_expired_wrong_and_deactivated_get_the_same_words(world: World) -> None:
    token, words = made(world)
    refusals = []

    def refused(header: str) -> None:
        with pytest.raises(AuthenticationFailed) as refusal:
            whose(header)
        refusals.append(str(refusal.value.detail))

    refused(f"{token.prefix}.wrong")
    refused("nobody.wrong")
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    refused(words)
    _second, second_words = made(world)
    revoke_token(_second, actor=world.agent)
    refused(second_words)
    _third, third_words = made(world)
    deactivate_person(world.agent, actor=world.administrator)
    refused(third_words)
    assert set(refusals) == {"The token is unknown, expired or revoked. Ask for a new one."}
    assert len(refusals) == 5


def test_use_is_noted_at_most_once_a_minute(world: World, django_assert_num_queries: Any) -> None:
    token, _words = made(world)
    first = timezone.now()
    note_token_use(token, actor=world.agent, at=first)
    note_token_use(token, actor=world.agent, at=first + timedelta(seconds=59))
    token.refresh_from_db()
    assert token.last_used_at == first
    note_token_use(token, actor=world.agent, at=first + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == first + timedelta(seconds=60)


def test_the_command_prints_a_token_that_works(world: World) -> None:
    printed = StringIO()
    call_command("create_token", "svc.monitoring", scope=["tickets:read"], days=30, stdout=printed)
    assert whose(printed.getvalue().strip()) == world.integration
    with pytest.raises(CommandError, match="days: Choose 1 to 365 days."):
        call_command("create_token", "svc.monitoring", scope=["tickets:read"], days=400)
