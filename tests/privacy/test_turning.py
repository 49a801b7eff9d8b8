"""A ticket becomes a matter of privacy or security: kind, readers, team, dates change together, and back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.choices import Domain, RoleCode
from hospital_itsm.people.models import Membership, Role, Team
from hospital_itsm.privacy.actions.turning import turn, turn_back
from hospital_itsm.privacy.models import Discovery, Turning
from hospital_itsm.privacy.tasks import remind_of_limits
from tests.api.rest import bearer
from tests.tickets.desk_cast import fresh, report, told
from tests.world import World, again
from tickets.actions.conversation import reply
from tickets.models import Ticket

WORDS = "The flamingo printer prints lists of patients in the hall"
WHY = "Lists lay open in the hall."


@pytest.fixture
def ticket(world: World) -> Ticket:
    """An ordinary report of a nurse."""
    return report(world, text=WORDS)


def turned(world: World, ticket: Ticket, who: str = "technician", **given: Any) -> Ticket:
    """The ticket, made a privacy event."""
    says = {"kind": "privacy_event", "reason": WHY, **given}
    turn(ticket.key, actor=again(getattr(world, who)), **says)
    return fresh(ticket)


def browser(person: Any) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(person)
    return client


def test_kind_readers_team_and_dates_change_together(world: World, ticket: Ticket) -> None:
    day = timezone.localdate() - timedelta(days=3)
    after = turned(world, ticket, day=day)
    assert (after.kind, after.is_restricted, after.team, after.key) == (
        "privacy_event",
        True,
        world.team("PRIVACY"),
        ticket.key,
    )
    assert Discovery.objects.get(ticket=after).discovered_on == day
    entry = AuditEntry.objects.get(verb="ticket.restrict")
    assert (entry.reason, entry.changes["kind"]) == (WHY, ["incident", "privacy_event"])
    assert told(after, "privacy.turned") == [world.privacy.username]
    assert "flamingo" not in str(list(OutboxMessage.objects.values_list("payload", flat=True)))


def test_a_day_that_is_left_out_is_today_and_starts_the_reminders(world: World, ticket: Ticket) -> None:
    after = turned(world, ticket)
    assert Discovery.objects.get(ticket=after).discovered_on == timezone.localdate()
    Discovery.objects.update(discovered_on=timezone.localdate() - timedelta(days=30))
    assert remind_of_limits() == 1


def test_former_readers_are_told_that_there_is_none(world: World, ticket: Ticket) -> None:
    worker, colleague = browser(world.technician), browser(world.colleague)
    assert worker.get(f"/t/{ticket.key}/").status_code == 200
    before = worker.get("/queue/v/all/").content.decode()
    assert ticket.key in before
    turned(world, ticket)
    for client in (worker, colleague, browser(world.administrator), browser(world.duty_manager)):
        assert client.get(f"/t/{ticket.key}/").status_code == 404
        for address in ("/queue/v/all/", "/search/?q=flamingo", "/queue/v/all/?q=flamingo"):
            page = client.get(address, follow=True)
            assert ticket.key not in page.content.decode()
    rest = Client().get(
        f"/api/v1/tickets/{ticket.key}/", headers={"Authorization": bearer(again(world.technician))}
    )
    assert rest.status_code == 404
    assert browser(world.privacy).get(f"/t/{ticket.key}/").status_code == 200


def test_the_reporter_keeps_words_state_and_answers(world: World, ticket: Ticket) -> None:
    reply(ticket.key, actor=again(world.technician), text="Please take the lists off the printer.")
    turned(world, ticket)
    page = browser(world.requester).get(f"/my/{ticket.key}/").content.decode()
    assert WORDS in page
    assert "Please take the lists off the printer." in page
    assert browser(world.colleague).get(f"/my/{ticket.key}/").status_code == 404


@pytest.mark.parametrize(
    "who", ["requester", "network_engineer", "auditor", "house_supervisor", "administrator"]
)
def test_nobody_else_restricts_it(world: World, ticket: Ticket, who: str) -> None:
    with pytest.raises((Forbidden, Ticket.DoesNotExist)):
        turned(world, ticket, who)
    assert fresh(ticket).kind == "incident"
    assert not Turning.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "incident"}, "kind"),
        ({"reason": " "}, "reason"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "day"),
    ],
)
def test_what_cannot_be_is_refused(world: World, ticket: Ticket, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        turned(world, ticket, **given)
    assert list(refused.value.errors) == [field]
    assert (fresh(ticket).is_restricted, Turning.objects.count()) == (False, 0)


def test_privacy_restricts_what_no_team_of_theirs_works(world: World, ticket: Ticket) -> None:
    turn(ticket.key, actor=again(world.privacy), kind="privacy_event", reason="Lists lay in the hall.")
    assert Ticket.objects.get(pk=ticket.pk).kind == "privacy_event"


def test_an_older_page_and_a_second_time_are_refused(world: World, ticket: Ticket) -> None:
    with pytest.raises(StaleVersion):
        turned(world, ticket, version=ticket.version - 1)
    turned(world, ticket)
    with pytest.raises(Conflict):
        turned(world, ticket, "privacy")
    assert Turning.objects.count() == 1


def test_privacy_alone_turns_it_back_and_its_readers_see_it_again(world: World, ticket: Ticket) -> None:
    turned(world, ticket)
    for who in ("technician", "security", "auditor", "requester"):
        with pytest.raises((Forbidden, Ticket.DoesNotExist)):
            turn_back(ticket.key, actor=again(getattr(world, who)), reason="It is none.")
    turn_back(ticket.key, actor=again(world.privacy), reason="The lists were of test patients.")
    after = fresh(ticket)
    assert (after.kind, after.is_restricted, after.team) == ("incident", False, world.team("EUC"))
    assert browser(world.technician).get(f"/t/{ticket.key}/").status_code == 200
    assert remind_of_limits() == 0
    with pytest.raises(Forbidden):
        turn_back(ticket.key, actor=again(world.privacy), reason="Again.")


def test_security_gets_its_incidents_without_a_day(world: World, ticket: Ticket) -> None:
    after = turned(world, ticket, kind="security_incident")
    assert (after.kind, after.team, Discovery.objects.count()) == ("security_incident", world.team("SEC"), 0)
    assert world.security.username in told(after, "privacy.turned")


def test_a_report_that_goes_to_privacy_is_a_privacy_event_from_the_first_moment(world: World) -> None:
    made = report(
        world, text="I saw snooping: a colleague looked up a neighbor without need.", team="PRIVACY"
    )
    assert (made.kind, made.is_restricted, made.key[:4]) == ("privacy_event", True, "PRV-")


def test_the_page_restricts_and_leads_back_to_the_queue(world: World, ticket: Ticket) -> None:
    client, address = browser(world.technician), f"/t/{ticket.key}/restrict/"
    assert f'href="{address}"' in client.get(f"/t/{ticket.key}/").content.decode()
    sent = {"kind": "privacy_event", "reason": WHY, "version": ticket.version}
    assert client.post(address, {**sent, "reason": ""}).status_code == 422
    assert client.post(address, {**sent, "version": 0}).status_code == 409
    assert client.post(address, sent)["Location"] == "/queue/"
    assert client.get(address).status_code == 404
    privacy = browser(world.privacy)
    back = f"/t/{ticket.key}/open-again/"
    assert f'href="{back}"' in privacy.get(f"/t/{ticket.key}/").content.decode()
    assert privacy.post(back, {"reason": "It is none.", "version": fresh(ticket).version}).status_code == 302
    assert fresh(ticket).kind == "incident"


def test_rest_restricts_and_answers_though_its_writer_sees_it_no_more(world: World, ticket: Ticket) -> None:
    headers = {"Authorization": bearer(again(world.technician)), "If-Match": f'"{ticket.version}"'}
    answer = Client().post(
        f"/api/v1/tickets/{ticket.key}/actions/restrict/",
        {"kind": "privacy_event", "reason": WHY},
        content_type="application/json",
        headers=headers,
    )
    assert (answer.status_code, answer.json()) == (
        200,
        {"key": ticket.key, "kind": "privacy_event", "is_restricted": True},
    )
    reader = {"Authorization": bearer(again(world.privacy)), "If-Match": "*"}
    opened = Client().post(
        f"/api/v1/tickets/{ticket.key}/actions/open_again/",
        {"reason": "It is none."},
        content_type="application/json",
        headers=reader,
    )
    assert (opened.status_code, opened.json()["kind"]) == (200, "incident")


@pytest.fixture
def matters(world: World) -> Team:
    """A restricted team of the hospital's own, with one member who works tickets."""
    team = Team.objects.create(code="HRM", name="People and HR", domain=Domain.SECURITY, is_restricted=True)
    role = Role.objects.get(code=RoleCode.AGENT)
    Membership.objects.create(
        user=world.network_engineer, role=role, team=team, valid_from=timezone.localdate()
    )
    return team


def test_a_restricted_team_gets_what_only_its_members_see(
    world: World, ticket: Ticket, matters: Team
) -> None:
    before = set(told(ticket, "ticket.routed"))
    after = turned(world, ticket, kind="", team=matters)
    assert (after.kind, after.is_restricted, after.team, after.key) == ("incident", True, matters, ticket.key)
    assert Discovery.objects.count() == 0
    assert told(after, "privacy.turned") == []
    assert set(told(after, "ticket.routed")) - before == {world.network_engineer.username}
    for who in ("technician", "privacy", "security", "auditor", "administrator", "duty_manager", "colleague"):
        client = browser(again(getattr(world, who)))
        assert client.get(f"/t/{ticket.key}/").status_code == 404
        for address in ("/queue/v/all/", "/search/?q=flamingo", "/queue/v/all/?q=flamingo"):
            assert ticket.key not in client.get(address, follow=True).content.decode()
    assert browser(again(world.network_engineer)).get(f"/t/{ticket.key}/").status_code == 200
    assert WORDS in browser(world.requester).get(f"/my/{ticket.key}/").content.decode()


def test_its_members_alone_open_it_again(world: World, ticket: Ticket, matters: Team) -> None:
    turned(world, ticket, kind="", team=matters)
    for who in ("technician", "privacy", "security", "requester"):
        with pytest.raises((Forbidden, Ticket.DoesNotExist)):
            turn_back(ticket.key, actor=again(getattr(world, who)), reason="It is none.")
    keeper = browser(again(world.network_engineer))
    back = f"/t/{ticket.key}/open-again/"
    assert f'href="{back}"' in keeper.get(f"/t/{ticket.key}/").content.decode()
    assert keeper.post(back, {"reason": "It is none.", "version": fresh(ticket).version}).status_code == 302
    after = fresh(ticket)
    assert (after.is_restricted, after.team) == (False, world.team("EUC"))
    assert f'href="{back}"' not in browser(world.technician).get(f"/t/{ticket.key}/").content.decode()


@pytest.mark.parametrize(
    ("kind", "code", "field"),
    [("", "EUC", "team"), ("", "PRIVACY", "team"), ("privacy_event", "HRM", "kind"), ("", "", "kind")],
)
def test_a_team_that_everybody_reads_keeps_nothing(
    world: World, ticket: Ticket, matters: Team, kind: str, code: str, field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        turned(world, ticket, kind=kind, team=Team.objects.get(code=code) if code else None)
    assert list(refused.value.errors) == [field]
    assert (fresh(ticket).is_restricted, fresh(ticket).team) == (False, world.team("EUC"))
    assert Turning.objects.count() == 0


def test_a_team_without_anybody_is_given_nothing(world: World, ticket: Ticket, matters: Team) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(team=matters).update(valid_from=yesterday, valid_until=yesterday)
    with pytest.raises(ValueRefused) as refused:
        turned(world, ticket, kind="", team=matters)
    assert list(refused.value.errors) == ["team"]
    assert (fresh(ticket).is_restricted, Turning.objects.count()) == (False, 0)
    assert "team:HRM" not in browser(world.technician).get(f"/t/{ticket.key}/restrict/").content.decode()


def test_page_and_rest_give_it_to_the_team(world: World, ticket: Ticket, matters: Team) -> None:
    client, address = browser(world.technician), f"/t/{ticket.key}/restrict/"
    page = client.get(address).content.decode()
    assert '<option value="team:HRM">A matter of People and HR</option>' in page
    assert "team:PRIVACY" not in page
    sent = {"kind": "team:HRM", "reason": WHY, "version": ticket.version}
    assert client.post(address, {**sent, "kind": "team:EUC"}).status_code == 422
    assert client.post(address, sent)["Location"] == "/queue/"
    assert fresh(ticket).team == matters
    other = report(world, text=WORDS)
    answer = Client().post(
        f"/api/v1/tickets/{other.key}/actions/restrict/",
        {"team": "HRM", "reason": WHY},
        content_type="application/json",
        headers={"Authorization": bearer(again(world.technician)), "If-Match": f'"{other.version}"'},
    )
    assert (answer.status_code, answer.json()) == (
        200,
        {"key": other.key, "kind": "incident", "is_restricted": True},
    )
