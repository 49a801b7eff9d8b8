"""Following a ticket: by oneself, by others, and what those who follow hear."""

from typing import Any

import pytest
from django.db.models import Q

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.following.access import sees
from hospital_itsm.following.actions.follows import add_follower, follow, unfollow
from hospital_itsm.following.models import Follow
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import Membership, User
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.merging import merge
from tickets.actions.priority import set_priority
from tickets.actions.unmerging import unmerge
from tickets.actions.working import start_work
from tickets.models import Ticket


def heard(ticket: Ticket, kind: str) -> list[str]:
    """Who has a message of this kind in the bell."""
    return told(ticket, f"follow.{kind}")


def follows(ticket: Ticket, *people: Any) -> None:
    """They follow it by their own choice."""
    for person in people:
        follow(ticket.key, actor=again(person))


def test_one_follows_by_a_press_and_lets_go_by_another(world: World) -> None:
    ticket = report(world)
    page = opened(world.agent, f"/t/{ticket.key}/").page
    assert f'hx-get="/t/{ticket.key}/follow/"' in page
    fragment = opened(world.agent, f"/t/{ticket.key}/follow/", **{"HX-Request": "true"})
    assert "Nobody follows it" in fragment.words
    assert 'data-key="w"' in fragment.page
    assert sent(world.agent, f"/t/{ticket.key}/follow/", follow="yes").location == f"/t/{ticket.key}/"
    assert list(Follow.objects.values_list("user__username", "added_by")) == [(world.agent.username, None)]
    fragment = opened(world.agent, f"/t/{ticket.key}/follow/", **{"HX-Request": "true"})
    assert "1 person follows it" in fragment.words
    assert "Do not follow" in fragment.words
    assert sent(world.agent, f"/t/{ticket.key}/follow/", follow="yes").status == 302
    assert sent(world.agent, f"/t/{ticket.key}/follow/", follow="no").status == 302
    assert (Follow.objects.count(), trail(ticket), fresh(ticket).version) == (0, [], ticket.version)


def test_the_view_of_what_one_follows_holds_nothing_else_and_is_counted(world: World) -> None:
    mine, other = report(world), report(world, text="Another printer")
    follows(mine, world.agent)
    follows(other, world.technician)
    page = opened(world.agent, "/queue/v/followed/")
    assert (mine.key in page.main, other.key in page.main) == (True, False)
    assert "Tickets I follow 1" in page.words


def test_followers_hear_of_notes_replies_states_and_priorities_but_not_of_their_own(world: World) -> None:
    ticket = report(world)
    follows(ticket, world.agent, world.network_engineer)
    agent, requester = again(world.agent), again(world.requester)
    note(ticket.key, actor=agent, text="The spare printer is in use.")
    reply(ticket.key, actor=agent, text="Somebody comes.")
    reply_as_requester(ticket.key, actor=requester, text="Thank you.")
    start_work(ticket.key, actor=agent)
    set_priority(ticket.key, actor=agent, priority=2, reason="More units call.")
    name = world.network_engineer.username
    assert heard(ticket, "noted") == [name]
    assert heard(ticket, "replied") == sorted([world.agent.username, name, name])
    assert heard(ticket, "state") == [name]
    assert heard(ticket, "priority") == [name]
    words = str(
        list(OutboxMessage.objects.filter(kind__startswith="follow.").values_list("payload", flat=True))
    )
    assert "spare" not in words
    unfollow(ticket.key, actor=again(world.network_engineer))
    note(ticket.key, actor=agent, text="Nothing new.")
    assert heard(ticket, "noted") == [name]


def test_who_is_told_otherwise_is_not_told_twice(world: World) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=world.technician)
    follows(ticket, world.technician)
    note(ticket.key, actor=again(world.agent), text="See the log.")
    assert told(ticket, "ticket.noted") == [world.technician.username]
    assert heard(ticket, "noted") == []


def test_an_agent_lets_follow_who_sees_it_and_nobody_else(world: World) -> None:
    ticket = report(world)
    path = f"/t/{ticket.key}/followers/"
    assert sent(world.agent, path, person=world.colleague.username.upper()).location == path
    assert heard(ticket, "added_reader") == [world.colleague.username]
    assert trail(ticket) == ["follow.add"]
    assert (
        "Follower: " + world.colleague.full_name
        in opened(world.agent, f"/t/{ticket.key}/?show=changes").words
    )
    for name, words in (
        (world.elsewhere.username, f"{world.elsewhere.full_name} does not see {ticket.key}"),
        ("nobody.here", "Nobody here has this user name."),
        ("", "Fill in: User name."),
        ("<script>", "Nobody here has this user name."),
    ):
        answer = sent(world.agent, path, person=name)
        assert (answer.status, words in answer.words) == (422, True)
    assert [row.user_id for row in Follow.objects.all()] == [world.colleague.pk]
    page = opened(world.agent, path).words
    assert world.colleague.full_name in page
    assert f"Added by {world.agent.full_name}" in page
    sent(world.agent, path, remove=world.colleague.username)
    assert (Follow.objects.count(), trail(ticket)) == (0, ["follow.add", "follow.remove"])
    fed = Change.objects.filter(kind="ticket", subject=ticket.pk, verb__startswith="follow.")
    assert list(fed.order_by("id").values_list("verb", flat=True)) == ["follow.add", "follow.remove"]


def test_a_reader_of_the_unit_hears_what_its_requester_reads_and_no_note(world: World) -> None:
    ticket = report(world)
    add_follower(ticket.key, actor=again(world.agent), username=world.colleague.username)
    agent = again(world.agent)
    note(ticket.key, actor=agent, text="Inside only.")
    reply(ticket.key, actor=agent, text="Somebody comes.")
    start_work(ticket.key, actor=agent)
    set_priority(ticket.key, actor=agent, priority=2, reason="More units call.")
    name = [world.colleague.username]
    assert (heard(ticket, "noted"), heard(ticket, "priority"), heard(ticket, "state")) == ([], [], [])
    assert (heard(ticket, "wrote"), heard(ticket, "moved")) == (name, name)
    moved = OutboxMessage.objects.filter(kind="follow.moved", channel="in_app").get()
    assert moved.payload["state"] == "Being worked on"


def test_who_loses_sight_of_it_hears_nothing_more(world: World) -> None:
    ticket = report(world)
    follows(ticket, world.network_engineer)
    add_follower(ticket.key, actor=again(world.agent), username=world.colleague.username)
    Membership.objects.filter(user=world.colleague).delete()
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    reply(ticket.key, actor=again(world.technician), text="Only for its team now.")
    note(ticket.key, actor=again(world.technician), text="And this.")
    assert (heard(ticket, "replied"), heard(ticket, "noted"), heard(ticket, "wrote")) == ([], [], [])
    assert "Sees it no more" in opened(world.technician, f"/t/{ticket.key}/followers/").words


def test_who_reads_a_ticket_follows_it_and_lets_nobody_else(world: World) -> None:
    ticket = report(world)
    with pytest.raises(Forbidden):
        add_follower(ticket.key, actor=again(world.network_engineer), username=world.agent.username)
    with pytest.raises(Forbidden):
        follow(ticket.key, actor=again(world.requester))
    assert (
        sent(world.network_engineer, f"/t/{ticket.key}/followers/", person=world.agent.username).status == 403
    )
    assert "Let somebody follow" not in opened(world.network_engineer, f"/t/{ticket.key}/followers/").words
    assert (Follow.objects.count(), trail(ticket)) == (0, [])


def test_a_restricted_ticket_gets_no_follower_who_would_learn_of_it(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    with pytest.raises(ValueRefused):
        add_follower(ticket.key, actor=again(world.security), username=world.agent.username)
    assert (Follow.objects.count(), OutboxMessage.objects.filter(kind__startswith="follow.").count()) == (
        0,
        0,
    )


def test_followers_of_a_duplicate_go_on_with_the_survivor_until_it_is_undone(world: World) -> None:
    duplicate, survivor = report(world), report(world, text="The same printer")
    follows(duplicate, world.network_engineer, world.technician)
    follows(survivor, world.technician)
    agent = again(world.agent)
    merge(duplicate.key, actor=agent, into=survivor.key)
    rows = Follow.objects.filter(ticket=survivor).order_by("pk")
    assert [(row.user_id, row.carried_from_id) for row in rows] == [
        (world.technician.pk, None),
        (world.network_engineer.pk, duplicate.pk),
    ]
    note(survivor.key, actor=agent, text="Both are one.")
    assert world.network_engineer.username in heard(survivor, "noted")
    unmerge(duplicate.key, actor=agent)
    assert [row.user_id for row in Follow.objects.filter(ticket=survivor)] == [world.technician.pk]
    assert Follow.objects.filter(ticket=duplicate).count() == 2


def test_seeing_one_ticket_is_the_same_rule_as_seeing_many(world: World) -> None:
    tickets = [
        report(world),
        report(world, area=world.area("MS5"), actor=world.elsewhere),
        report(world, team="SEC", kind="security_incident", actor=world.security),
    ]
    for user in User.objects.filter(Q(is_active=True) | Q(is_active=False)):
        seen = set(Ticket.objects.visible_to(user).values_list("pk", flat=True))
        assert {ticket.pk for ticket in tickets if sees(user, ticket)} == seen & {one.pk for one in tickets}


def test_rest_lists_adds_and_takes_away(world: World) -> None:
    ticket = report(world)
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/followers/"
    own = rest.send("POST", path, {})
    assert (own.status_code, own.json()["person"], own.json()["added_by"]) == (
        201,
        world.agent.username,
        None,
    )
    added = rest.send("POST", path, {"person": world.colleague.username})
    assert (added.status_code, added.json()["added_by"]) == (201, world.agent.username)
    problem(rest.send("POST", path, {"person": world.elsewhere.username}), 422, "value-refused")
    problem(rest.send("POST", path, {"people": []}), 400, "unknown-input")
    names = [one["person"] for one in rest.get(path).json()["results"]]
    assert names == [world.agent.username, world.colleague.username]
    assert rest.send("DELETE", f"{path}{world.colleague.username}/").status_code == 204
    assert rest.send("DELETE", f"{path}{world.agent.username}/").status_code == 204
    assert (Follow.objects.count(), AuditEntry.objects.filter(verb__startswith="follow.").count()) == (0, 2)
    problem(Rest(world.requester).get(path), 403, "forbidden")
