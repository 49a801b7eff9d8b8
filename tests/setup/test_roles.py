"""Who may do what, in words; roles change with a reason; somebody always manages people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict
from hospital_itsm.people.actions.accounts import deactivate_person
from hospital_itsm.people.actions.memberships import end_membership
from hospital_itsm.people.models import Membership, Role, User
from hospital_itsm.people.rules.roles import PERMISSIONS
from hospital_itsm.setup.permission_words import WORDS, grouped
from tests.setup.test_rows import text_of
from tests.world import World


def second_administrator(world: World) -> Membership:
    """The agent, who is given the role."""
    return Membership.objects.create(
        user=world.agent, role=Role.objects.get(code="administrator"), valid_from=timezone.localdate()
    )


def current_entry(client: Client, address: str) -> list[str]:
    """The entries of the side bar that a page marks as the current one."""
    navigation = client.get(address).context["navigation"]
    return [entry.label for entry in navigation.agent if entry.current]


def test_every_permission_has_words_and_none_has_them_twice() -> None:
    assert set(WORDS) == {name for held in PERMISSIONS.values() for name in held}
    assert len({str(words) for words in WORDS.values()}) == len(WORDS)


def test_words_are_grouped_in_their_order() -> None:
    found = [
        (str(title), [code for code, _words in rows])
        for title, rows in grouped(["people.manage", "ticket.work", "setup.manage", "queue.view"])
    ]
    assert found == [
        ("Tickets", ["queue.view", "ticket.work"]),
        ("Keeping the product", ["setup.manage", "people.manage"]),
    ]


def test_the_page_says_how_many_hold_a_role_and_who_may_do_what(administrator: Client, world: World) -> None:
    page = text_of(administrator.get("/setup/roles/"))
    assert (
        '<a href="/setup/roles/administrator/">Administrator</a></th><td class="num" data-label="People today">1<'
        in page
    )
    may = page[page.index("<dt>Review emergency openings</dt>") :]
    assert may[: may.index("</dd>")].endswith('<a href="/setup/roles/privacy/">Privacy</a>')


def test_a_role_that_ended_or_whose_holder_left_is_not_counted(administrator: Client, world: World) -> None:
    today = timezone.localdate()
    held = second_administrator(world)
    assert 'People today">2<' in text_of(administrator.get("/setup/roles/"))
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    row = text_of(administrator.get("/setup/roles/")).split('roles/administrator/">Administrator')[1]
    assert 'People today">1<' in row[:120]
    User.objects.filter(pk=world.agent.pk).update(is_active=True)
    Membership.objects.filter(pk=held.pk).update(
        valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1)
    )
    row = text_of(administrator.get("/setup/roles/")).split('roles/administrator/">Administrator')[1]
    assert 'People today">1<' in row[:120]


def test_a_role_says_what_it_may_and_who_holds_it(administrator: Client, world: World) -> None:
    page = text_of(administrator.get("/setup/roles/privacy/"))
    assert "<li>Read restricted tickets of privacy</li>" in page
    assert "<li>Keep accounts and give roles, never to themselves</li>" not in page
    assert f'<a href="/setup/people/{world.privacy.pk}/">' in page
    assert f'<a href="/setup/people/{world.agent.pk}/">' not in page
    assert administrator.get("/setup/roles/nobody/").status_code == 404


def test_what_an_account_may_do_names_the_role_and_the_pages(administrator: Client, world: World) -> None:
    page = text_of(administrator.get(f"/setup/people/{world.privacy.pk}/may/"))
    assert "<dt>Read restricted tickets of privacy</dt><dd>Privacy" in page
    assert "Emergency openings" in page
    assert "Change the set-up" not in page
    User.objects.filter(pk=world.privacy.pk).update(is_active=False)
    page = text_of(administrator.get(f"/setup/people/{world.privacy.pk}/may/"))
    assert "Nothing: the account is deactivated." in page
    assert "Read restricted tickets of privacy" not in page


def test_a_person_is_looked_up_by_name(administrator: Client, world: World) -> None:
    page = text_of(administrator.get("/setup/roles/", {"q": world.privacy.full_name}))
    assert f'<a href="/setup/people/{world.privacy.pk}/may/">' in page
    assert "Nobody. Try a part of the name" in text_of(administrator.get("/setup/roles/", {"q": "zzz"}))


@pytest.mark.parametrize("address", ["/setup/roles/", "/setup/roles/agent/"])
def test_pages_of_roles_stand_under_the_set_up(administrator: Client, address: str) -> None:
    assert current_entry(administrator, address) == ["Set-up"]


def test_ending_the_role_of_a_person_stands_under_people(administrator: Client, world: World) -> None:
    held = world.agent.memberships.all()[0]
    assert current_entry(administrator, f"/setup/people/roles/{held.pk}/end/") == ["People"]


def test_a_role_is_given_and_ended_with_a_reason(administrator: Client, world: World) -> None:
    role = Role.objects.get(code="auditor")
    address = f"/setup/people/{world.agent.pk}/roles/"
    assert administrator.post(address, {"role": role.pk}).status_code == 422
    assert not Membership.objects.filter(user=world.agent, role=role).exists()
    administrator.post(address, {"role": role.pk, "reason": "Survey of the joint commission."})
    assert AuditEntry.objects.get(verb="membership.grant").reason == "Survey of the joint commission."
    held = Membership.objects.get(user=world.agent, role=role)
    page = text_of(administrator.get(f"/setup/people/roles/{held.pk}/end/"))
    assert f"End Auditor of {world.agent}" in page
    assert administrator.post(f"/setup/people/roles/{held.pk}/end/", {"reason": " "}).status_code == 422
    assert Membership.objects.filter(pk=held.pk).exists()
    response = administrator.post(f"/setup/people/roles/{held.pk}/end/", {"reason": "The survey is over."})
    assert response["Location"] == f"/setup/people/{world.agent.pk}/"
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert AuditEntry.objects.get(verb="membership.end").reason == "The survey is over."


def test_nobody_gives_or_ends_a_role_of_their_own(administrator: Client, world: World) -> None:
    own = Membership.objects.get(user=world.administrator, role__code="administrator")
    role = Role.objects.get(code="auditor")
    said = {"role": role.pk, "reason": "Because."}
    assert administrator.post(f"/setup/people/{world.administrator.pk}/roles/", said).status_code == 403
    assert administrator.post(f"/setup/people/roles/{own.pk}/end/", said).status_code == 403
    assert administrator.get(f"/setup/people/roles/{own.pk}/end/").status_code == 403
    assert Membership.objects.filter(user=world.administrator).count() == 1


@pytest.mark.parametrize("way", ["end", "deactivate"])
def test_the_last_who_manages_people_stays(world: World, way: str) -> None:
    """Both administrators act at once: who comes second was let in before the first one acted."""
    other = second_administrator(world)
    first = Membership.objects.get(user=world.administrator, role__code="administrator")
    assert world.agent.permissions >= {"people.manage"}
    end_membership(other, actor=world.administrator, reason="First.")

    def act() -> Any:
        if way == "end":
            return end_membership(first, actor=world.agent, reason="Second.")
        return deactivate_person(world.administrator, actor=world.agent, reason="Second.")

    with pytest.raises(Conflict, match="Nobody else manages people"):
        act()
    assert Membership.objects.filter(pk=first.pk, valid_until=None).exists()
    assert User.objects.get(pk=world.administrator.pk).is_active is True
    assert AuditEntry.objects.filter(reason="Second.").count() == 0


def test_one_of_two_may_go(world: World) -> None:
    other = second_administrator(world)
    end_membership(other, actor=world.administrator, reason="Enough with one.")
    assert not Membership.objects.filter(pk=other.pk).exists()
