"""Linking many tickets with one: what becomes of each, over REST too, and undoing it."""

from typing import Any

import pytest
from django.test import Client

from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.wording import STALE
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.jobs.models import Job
from hospital_itsm.links.actions.links import make_link, remove_link
from hospital_itsm.links.models import TicketLink
from tests.api.rest import Rest
from tests.bulk.cast import changed, chosen, outcomes, printers, undoings, undone
from tests.desk.cast import secret
from tests.tickets.desk_cast import fresh, trail
from tests.world import World, again

pytestmark = pytest.mark.django_db
DONE, SAME = ("done", ""), ("same", "")


def linked() -> set[tuple[str, str, str]]:
    """The links that hold: kind, source and target."""
    rows = TicketLink.objects.filter(removed_at__isnull=True)
    return set(rows.values_list("kind", "source__key", "target__key"))


def test_each_becomes_a_part_of_the_ticket_that_is_named(world: World) -> None:
    incident, first, second, third = printers(world, 4)
    make_link(first.key, actor=again(world.technician), relation="child_of", other=incident.key)
    change = changed(
        world.agent, [first, second, third, incident], "link", relation="child_of", other=incident.key.lower()
    )
    assert outcomes(change) == [SAME, DONE, DONE, ("refused", "Choose another ticket than this one.")]
    assert linked() == {("child_of", one.key, incident.key) for one in (first, second, third)}
    assert trail(second)[-1] == "ticket_link.make"
    assert change.given == {"relation": "child_of", "other": incident.key}


def test_a_circle_is_refused_for_its_ticket_alone(world: World) -> None:
    incident, above, beside = printers(world, 3)
    make_link(incident.key, actor=again(world.agent), relation="child_of", other=above.key)
    change = changed(world.agent, [above, beside], "link", relation="child_of", other=incident.key)
    (refused, words), done = outcomes(change)
    assert (refused, done) == ("refused", DONE)
    assert words.startswith("This would lead in a circle")
    assert linked() == {("child_of", incident.key, above.key), ("child_of", beside.key, incident.key)}


def test_undoing_removes_its_own_links_and_leaves_others(world: World) -> None:
    incident, known, ours, gone = printers(world, 4)
    make_link(known.key, actor=again(world.technician), relation="child_of", other=incident.key)
    change = changed(world.agent, [known, ours, gone], "link", relation="child_of", other=incident.key)
    link = TicketLink.objects.get(source=gone, removed_at__isnull=True)
    remove_link(gone.key, link.pk, actor=again(world.technician))
    assert undoings(undone(change)) == [("", ""), DONE, ("kept", str(STALE))]
    assert linked() == {("child_of", known.key, incident.key)}
    assert trail(ours)[-1] == "ticket_link.remove"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, {"relation", "other"}),
        ({"relation": "child_of"}, {"other"}),
        ({"relation": "friend_of", "other": "INC-20001"}, {"relation"}),
        ({"relation": "child_of", "other": "INC-999999"}, {"other"}),
        ({"relation": "child_of", "other": "all of them"}, {"other"}),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_begins(
    world: World, given: dict[str, Any], fields: set[str]
) -> None:
    change = chosen(world.agent, printers(world, 1), "link")
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given=given)
    assert set(refusal.value.errors) == fields
    assert (Job.objects.count(), linked()) == (0, set())


def test_a_ticket_one_does_not_see_is_not_named(world: World) -> None:
    hidden, seen = secret(world), printers(world, 1)
    change = chosen(world.agent, seen, "link")
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given={"relation": "child_of", "other": hidden.key})
    assert refusal.value.errors == {
        "other": "There is no ticket with this number that you see. Check the number."
    }
    assert linked() == set()


def test_the_bar_leads_to_the_form_which_links_and_offers_undo(world: World, client: Client) -> None:
    incident, first, second = printers(world, 3)
    client.force_login(world.agent)
    assert 'name="do" value="link"' in client.get("/queue/v/all/").content.decode()
    ticks = [f"{one.key}.{fresh(one).version}" for one in (first, second)]
    form = client.post("/queue/bulk/", {"do": "link", "t": ticks, "view": "all"})["Location"]
    page = client.get(form).content.decode()
    assert page.index('value="child_of"') < page.index('value="same_problem"')
    looked = client.post(form, {"relation": "child_of", "other": incident.key, "look": "1"})
    assert "2 tickets change." in looked.content.decode()
    assert linked() == set()
    told = client.post(form, {"relation": "child_of", "other": incident.key}, follow=True).content.decode()
    assert '<dt>Done</dt><dd class="num">2</dd>' in told
    assert linked() == {("child_of", one.key, incident.key) for one in (first, second)}
    client.post(f"/queue/bulk/{BulkChange.objects.get().pk}/undo/")
    assert linked() == set()


def test_many_are_linked_over_rest(world: World) -> None:
    incident, one = printers(world, 2)
    body = {"change": "link", "tickets": [{"key": one.key}], "relation": "caused_by", "other": incident.key}
    answer = Rest(world.agent).post("tickets/bulk/", body)
    assert answer.status_code == 201
    assert answer.json()["tally"]["done"] == 1
    assert linked() == {("caused_by", one.key, incident.key)}
    assert Rest(world.agent).post("tickets/bulk/", {**body, "relation": "friend_of"}).status_code == 422
