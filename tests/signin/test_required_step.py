"""Whose role needs a second step, what happens to those who have none, and the reset."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.signin.actions.factors import reset_factors
from hospital_itsm.signin.actions.requirements import set_required_roles
from hospital_itsm.signin.models import RequiredRole
from tests.signin.hands import code, is_in, password, right_code, with_app
from tests.signin.test_own_step import OWN, set_up
from tests.world import World

REQUIRED = "/setup/second-step/"


def name_of_administrator(world: World) -> str:
    """Their user name."""
    return str(world.administrator.username)


def test_an_administrator_without_one_sets_it_up_before_anything_else(world: World, client: Client) -> None:
    password(client, name_of_administrator(world))
    assert client.get("/").url == OWN
    assert client.get("/setup/people/").url == f"{OWN}?next=%2Fsetup%2Fpeople%2F"
    assert client.post("/setup/people/new/", {"username": "x"}).url == OWN
    assert client.get("/setup/people/", headers={"HX-Request": "true"})["HX-Redirect"] == OWN
    assert client.get("/setup/people/", headers={"X-Passive": "1"}).status_code == 403
    page = client.get(OWN).content.decode()
    assert "Your role signs in with two steps. Set up the second one now." in page
    assert set_up(client).status_code == 200
    assert client.get("/setup/people/").status_code == 200


def test_signing_out_stays_possible_meanwhile(world: World, client: Client) -> None:
    password(client, name_of_administrator(world))
    assert client.post("/accounts/logout/").url == "/accounts/login/"


def test_whose_role_needs_none_goes_on_with_the_password(world: World, client: Client) -> None:
    assert password(client, "leo.marsh").url == "/"
    assert client.get("/me/").status_code == 200


def test_the_hospital_adds_roles_with_a_reason(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    given = {"roles": ["agent", "privacy"], "reason": "Decision of the CISO"}
    assert client.post(REQUIRED, given).url == REQUIRED
    assert sorted(RequiredRole.objects.values_list("role__code", flat=True)) == ["agent", "privacy"]
    told = AuditEntry.objects.filter(verb="factor.require").order_by("pk")
    assert [(entry.changes, entry.reason) for entry in told] == [
        ({"required": [False, True]}, "Decision of the CISO")
    ] * 2
    other = Client()
    password(other, "leo.marsh")
    assert other.get("/queue/").url == f"{OWN}?next=%2Fqueue%2F"
    client.post(REQUIRED, {"roles": ["privacy"], "reason": "Back again"})
    assert list(RequiredRole.objects.values_list("role__code", flat=True)) == ["privacy"]


@pytest.mark.parametrize(
    "given",
    [{"roles": ["agent"]}, {"roles": ["king"], "reason": "x"}, {"roles": ["integration"], "reason": "x"}],
)
def test_no_reason_and_unknown_roles_change_nothing(world: World, client: Client, given: Any) -> None:
    client.force_login(world.administrator)
    assert client.post(REQUIRED, given).status_code == 422
    assert not RequiredRole.objects.exists()
    assert not AuditEntry.objects.filter(verb="factor.require").exists()


def test_the_page_counts_who_is_ready(world: World, client: Client) -> None:
    with_app(world.administrator)
    client.force_login(world.administrator)
    states = {one.code: one for one in client.get(REQUIRED).context["states"]}
    assert (states["administrator"].people, states["administrator"].ready) == (1, 1)
    assert states["administrator"].is_fixed
    assert (states["privacy"].people, states["privacy"].ready) == (1, 0)
    assert "integration" not in states


def test_a_reset_takes_everything_ends_signed_in_times_and_tells_the_person(
    world: World, client: Client
) -> None:
    with_app(world.agent)
    OutboxMessage.objects.all().delete()
    password(client, "leo.marsh")
    code(client, right_code())
    assert is_in(client)
    boss = Client()
    boss.force_login(world.administrator)
    address = f"/setup/people/{world.agent.pk}/second-step/"
    assert boss.post(address, {"reason": ""}).status_code == 422
    assert Authenticator.objects.filter(user=world.agent).count() == 2
    assert boss.post(address, {"reason": "Lost telephone; badge seen"}).url == address
    assert not Authenticator.objects.filter(user=world.agent).exists()
    assert not is_in(client)
    told = AuditEntry.objects.get(verb="factor.reset")
    assert (told.changes, told.reason) == (
        {"removed": ["recovery_codes", "totp"]},
        "Lost telephone; badge seen",
    )
    assert OutboxMessage.objects.filter(kind="signin.factors_changed", recipient=world.agent).count() == 2
    assert password(Client(), "leo.marsh").url == "/"


def test_nobody_resets_their_own(world: World) -> None:
    with_app(world.administrator)
    with pytest.raises(Forbidden):
        reset_factors(world.administrator, actor=world.administrator, reason="Lost it")
    assert Authenticator.objects.filter(user=world.administrator).count() == 2


def test_nothing_to_reset_is_said(world: World) -> None:
    with pytest.raises(ValueRefused):
        reset_factors(world.agent, actor=world.administrator, reason="Lost it")


def test_only_who_keeps_the_set_up_decides(world: World) -> None:
    with pytest.raises(Forbidden):
        set_required_roles(actor=world.cio, codes=["agent"], reason="x")
    assert not RequiredRole.objects.exists()
