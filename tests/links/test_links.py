"""Links between tickets: made, seen from both ends by who sees both, removed, carried along, never in a circle."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.links.actions.links import make_link, remove_link
from hospital_itsm.links.models import TicketLink
from tests.api.rest import Rest, problem
from tests.joint.cast import step
from tests.tickets.desk_cast import fresh, report, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.models import Ticket


def link(world: World, ticket: Ticket, relation: str, other: Ticket) -> TicketLink:
    """The agent links two tickets."""
    return make_link(ticket.key, actor=again(world.agent), relation=relation, other=other.key)


def held(ticket: Ticket) -> list[tuple[str, str, str]]:
    """The links that hold at a ticket: kind, source, target."""
    rows = TicketLink.objects.filter(removed_at=None).order_by("pk")
    found = [(row.kind, row.source.key, row.target.key) for row in rows.select_related("source", "target")]
    return [row for row in found if ticket.key in row]


def test_a_link_is_made_and_read_from_both_ends(world: World) -> None:
    ticket, other = report(world), report(world, text="The switch restarts")
    path = f"/t/{ticket.key}/links/"
    assert "Linked with no other ticket." in opened(world.agent, path).words
    assert sent(world.agent, path, relation="caused_by", other=f" {other.key.lower()} ").location == path
    assert f"Caused by {other.key}" in opened(world.agent, path).words
    assert f"Causes {ticket.key}" in opened(world.network_engineer, f"/t/{other.key}/links/").words
    assert (trail(ticket), trail(other)) == (["ticket_link.make"], ["ticket_link.make"])
    assert sent(world.agent, path, relation="caused_by", other=other.key).status == 302
    assert TicketLink.objects.count() == 1
    assert f'hx-get="{path}part/"' in opened(world.agent, f"/t/{ticket.key}/").page
    row = TicketLink.objects.get()
    assert sent(world.agent, f"{path}{row.pk}/remove/").location == path
    assert held(ticket) == []
    assert sent(world.agent, f"{path}{row.pk}/remove/").status == 404


@pytest.mark.parametrize("relation", ["blocks", "child_of"])
def test_one_way_links_close_no_circle(world: World, relation: str) -> None:
    first, second, third = (report(world, text=f"Printer part {number} jams") for number in range(3))
    link(world, first, relation, second)
    link(world, second, relation, third)
    before = AuditEntry.objects.count()
    with pytest.raises(ValueRefused, match="lead in a circle"):
        link(world, third, relation, first)
    assert (TicketLink.objects.count(), AuditEntry.objects.count()) == (2, before)
    link(world, first, relation, third)
    assert TicketLink.objects.count() == 3


@pytest.mark.parametrize(
    ("relation", "other", "words"),
    [
        ("blocks", "", "Fill in: Number of the other ticket."),
        ("blocks", "INC-1", "There is no such ticket that you see."),
        ("blocks", "self", "Choose another ticket than this one."),
        ("likes", "INC-1", "Choose: What is it?."),
        ("", "INC-1", "Choose: What is it?."),
    ],
)
def test_what_is_no_link_is_refused(world: World, relation: str, other: str, words: str) -> None:
    ticket = report(world)
    given = {"relation": relation, "other": ticket.key if other == "self" else other}
    answer = sent(world.agent, f"/t/{ticket.key}/links/", **given)
    assert (answer.status, TicketLink.objects.count(), trail(ticket)) == (422, 0, [])
    if relation != "likes":
        assert words in answer.words


def test_a_ticket_one_does_not_see_is_never_named(world: World) -> None:
    ticket = report(world)
    hidden = report(world, actor=world.security, kind="security_incident", team="SEC", text="Ransom note")
    with pytest.raises(ValueRefused, match="no such ticket that you see"):
        link(world, ticket, "blocks", hidden)
    make_link(hidden.key, actor=again(world.security), relation="blocks", other=ticket.key)
    row = TicketLink.objects.get()
    for path in (f"/t/{ticket.key}/links/", f"/t/{ticket.key}/?show=changes", f"/t/{ticket.key}/history/"):
        page = opened(world.agent, path)
        assert (page.status, hidden.key in page.page, "Ransom" in page.page) == (200, False, False)
    assert Rest(world.agent).get(f"tickets/{ticket.key}/links/").json()["results"] == []
    assert sent(world.agent, f"/t/{ticket.key}/links/{row.pk}/remove/").status == 404
    assert f"Blocked by {hidden.key}" in opened(world.security, f"/t/{ticket.key}/links/").words
    kept = str(list(AuditEntry.objects.filter(target_id=str(ticket.pk)).values_list("changes", flat=True)))
    assert (hidden.key in kept, held(ticket)) == (False, [("blocks", hidden.key, ticket.key)])


def test_links_go_along_with_a_merge_and_come_back(world: World) -> None:
    ticket, survivor, other, third = (
        report(world, text=f"Printer part {number} jams") for number in range(4)
    )
    link(world, ticket, "blocks", other)
    link(world, ticket, "same_problem", survivor)
    link(world, third, "caused_by", ticket)
    link(world, survivor, "causes", third)
    link(world, other, "child_of", survivor)
    link(world, ticket, "child_of", other)
    step(world, ticket, "merge", into=survivor.key)
    assert held(survivor) == [
        ("same_problem", ticket.key, survivor.key),
        ("caused_by", third.key, survivor.key),
        ("child_of", other.key, survivor.key),
        ("blocks", survivor.key, other.key),
    ]
    step(world, ticket, "unmerge")
    assert ("blocks", survivor.key, other.key) not in held(survivor)
    assert ("blocks", ticket.key, other.key) in held(ticket)


def test_who_does_not_work_the_ticket_links_nothing(world: World) -> None:
    ticket, other = report(world), report(world)
    row = link(world, ticket, "blocks", other)
    with pytest.raises(Forbidden):
        make_link(ticket.key, actor=again(world.network_engineer), relation="causes", other=other.key)
    with pytest.raises(Forbidden):
        remove_link(ticket.key, row.pk, actor=again(world.auditor))
    with pytest.raises(Ticket.DoesNotExist):
        make_link(fresh(ticket).key, actor=again(world.elsewhere), relation="causes", other=other.key)
    assert held(ticket) == [("blocks", ticket.key, other.key)]


def test_rest_links_lists_and_removes(world: World) -> None:
    ticket, other = report(world), report(world)
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/links/"
    made = rest.send("POST", path, {"relation": "blocked_by", "other": other.key})
    assert (made.status_code, made.json()["relation"], made.json()["other"]) == (201, "blocked_by", other.key)
    problem(rest.send("POST", path, {"relation": "blocks", "other": other.key}), 422, "value-refused")
    problem(rest.send("POST", path, {"relation": "likes", "other": other.key}), 422, "value-refused")
    seen = rest.get(f"tickets/{other.key}/links/").json()["results"]
    assert [(row["relation"], row["other"]) for row in seen] == [("blocks", ticket.key)]
    assert rest.send("DELETE", f"{path}{made.json()['id']}/").status_code == 204
    problem(rest.send("DELETE", f"{path}{made.json()['id']}/"), 404, "not-found")
    problem(Rest(world.requester).get(path), 403, "forbidden")


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_of_both_ends(world: World) -> None:
    ticket, other = report(world), report(world)
    row = link(world, ticket, "blocks", other)
    remove_link(other.key, row.pk, actor=again(world.agent))
    rows = Change.objects.filter(verb__startswith="ticket_link.").order_by("pk")
    assert sorted((one.kind, one.label, one.verb) for one in rows) == sorted(
        ("ticket", key, verb)
        for key in (ticket.key, other.key)
        for verb in ("ticket_link.make", "ticket_link.remove")
    )
