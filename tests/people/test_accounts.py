"""Accounts, roles and passwords through their actions."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.people.actions.accounts import (
    change_person,
    create_person,
    deactivate_person,
    reactivate_person,
    set_password,
    sign_out_everywhere,
)
from hospital_itsm.people.actions.memberships import end_membership, grant_membership
from hospital_itsm.people.models import Role, User
from tests.world import BEARER, PASSWORD, World, again

NEW_PASSWORD = "seven geese over the weir"


def newest() -> AuditEntry:
    """The newest entry of the trail but those of signing in."""
    return AuditEntry.objects.exclude(verb__startswith="session.").latest("id")


def is_in(client: Client) -> bool:
    """Does the browser still get pages of its own?"""
    return client.get("/me/unit/").status_code == 200


def test_an_administrator_adds_an_account(world: World) -> None:
    person = create_person(
        actor=world.administrator, username=" Lou.Hartley ", full_name="Lou Hartley", password=NEW_PASSWORD
    )
    assert person.username == "lou.hartley"
    assert again(person).check_password(NEW_PASSWORD)
    assert newest().verb == "person.create"
    assert newest().changes == {"full_name": [None, "Lou Hartley"], "kind": [None, "person"]}
    assert NEW_PASSWORD not in str(newest().changes)


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"username": "ALMA.REYES"}, {"username"}),
        ({"username": "with blanks"}, {"username"}),
        ({"full_name": " "}, {"full_name"}),
        ({"password": "too short"}, {"password"}),
        ({"password": "1qaz2wsx3edc4rfv"}, {"password"}),
        ({"email": "nowhere"}, {"email"}),
        ({"kind": "service"}, {"owner"}),
        ({"is_active": False}, {"is_active"}),
        ({"phone": "5" * 41}, {"phone"}),
    ],
)
def test_values_that_cannot_be_are_named(world: World, fields: dict[str, Any], refused: set[str]) -> None:
    given = {"username": "lou.hartley", "full_name": "Lou Hartley", **fields}
    before = User.objects.count()
    with pytest.raises(ValueRefused) as refusal:
        create_person(actor=world.administrator, **given)
    assert set(refusal.value.errors) == refused
    assert User.objects.count() == before


@pytest.mark.parametrize("who", ["requester", "agent", "lead", "it_manager", "cio", "auditor", "integration"])
def test_nobody_but_an_administrator_changes_accounts(world: World, who: str) -> None:
    actor = getattr(world, who)
    entries = AuditEntry.objects.count()
    with pytest.raises(Forbidden):
        create_person(actor=actor, username="lou.hartley", full_name="Lou Hartley")
    with pytest.raises(Forbidden):
        change_person(world.colleague, actor=actor, fields={"phone": "4999"})
    with pytest.raises(Forbidden):
        deactivate_person(world.colleague, actor=actor)
    with pytest.raises(Forbidden):
        set_password(world.colleague, actor=actor, password=NEW_PASSWORD)
    with pytest.raises(Forbidden):
        grant_membership(world.colleague, actor=actor, role=Role.objects.get(code="administrator"))
    assert not User.objects.filter(username="lou.hartley").exists()
    assert again(world.colleague).is_active
    assert AuditEntry.objects.count() == entries


def test_an_administrator_gives_no_role_to_themselves(world: World) -> None:
    with pytest.raises(Forbidden):
        grant_membership(world.administrator, actor=world.administrator, role=Role.objects.get(code="cio"))
    assert again(world.administrator).role_codes == {"administrator"}


def test_only_what_changed_is_recorded(world: World) -> None:
    change_person(world.colleague, actor=world.administrator, fields={"phone": "4999", "credential": "RN"})
    assert again(world.colleague).phone == "4999"
    assert newest().changes == {"phone": ["4501", "4999"]}


def test_deactivating_ends_signed_in_times_and_tokens_at_once(world: World, client: Client) -> None:
    client.force_login(world.agent)
    assert is_in(client)
    deactivate_person(world.agent, actor=world.administrator, reason="left the hospital")
    assert newest().reason == "left the hospital"
    assert not is_in(client)
    answer = client.post("/accounts/login/", {"login": "leo.marsh", "password": PASSWORD})
    assert answer.status_code == 422
    reactivate_person(world.agent, actor=world.administrator)
    assert not is_in(client)


def test_deactivating_a_service_account_revokes_its_token(world: World) -> None:
    deactivate_person(world.integration, actor=world.administrator)
    assert world.token.revoked_at is not None
    assert newest().changes["tokens_revoked"] == 1
    reactivate_person(world.integration, actor=world.administrator)
    assert world.token.revoked_at is not None


def test_a_new_password_ends_other_signed_in_times(world: World, client: Client) -> None:
    client.force_login(world.requester)
    set_password(world.requester, actor=world.requester, password=NEW_PASSWORD)
    assert not is_in(client)
    assert again(world.requester).check_password(NEW_PASSWORD)


def test_signing_out_everywhere_leaves_tokens_alone(world: World, client: Client) -> None:
    client.force_login(world.requester)
    sign_out_everywhere(world.requester, actor=world.requester)
    assert not is_in(client)
    assert world.token.revoked_at is None


def test_a_role_holds_from_its_first_to_its_last_day(world: World) -> None:
    today = timezone.localdate()
    team = world.team("NET")
    role = Role.objects.get(code="technician")
    held = grant_membership(world.requester, actor=world.administrator, role=role, team=team)
    assert team.pk in again(world.requester).team_ids
    with pytest.raises(ValueRefused) as refusal:
        grant_membership(world.requester, actor=world.administrator, role=role, team=team)
    assert set(refusal.value.errors) == {"role"}
    end_membership(held, actor=world.administrator)
    assert team.pk not in again(world.requester).team_ids
    assert newest().changes["role"][0]["queue"] == "NET"
    with pytest.raises(ValueRefused):
        grant_membership(
            world.requester, actor=world.administrator, role=role, valid_until=today - timedelta(days=1)
        )


def test_ending_an_old_role_keeps_it_in_the_record(world: World) -> None:
    held = world.agent.memberships.get(team=world.team("EUC"))
    end_membership(held, actor=world.administrator)
    held.refresh_from_db()
    assert held.valid_from == date(2020, 1, 1)
    assert held.valid_until == timezone.localdate() - timedelta(days=1)
    assert again(world.agent).team_ids == {world.team("SD-L1").pk}


def test_the_first_administrator_comes_from_the_command_line(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{NEW_PASSWORD}\n"))
    call_command(
        "create_person", "First.Admin", name="First Admin", role=["administrator"], stdout=StringIO()
    )
    person = User.objects.get(username="first.admin")
    assert person.check_password(NEW_PASSWORD)
    assert "people.manage" in person.permissions


def test_a_refused_command_stores_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError, match="password: "):
        call_command("create_person", "first.admin", name="First Admin", role=["administrator"])
    assert not User.objects.exists()


def test_somebody_is_deactivated_from_the_command_line(world: World) -> None:
    call_command("deactivate_person", "LEO.MARSH", reason="left", stdout=StringIO())
    assert not again(world.agent).is_active
    assert newest().actor_label == str(System("command line"))
    with pytest.raises(CommandError, match="There is no account"):
        call_command("deactivate_person", "nobody.here")


def test_bearer_names_the_token_of_the_world(world: World) -> None:
    assert BEARER.startswith(f"Bearer {world.token.prefix}.")
