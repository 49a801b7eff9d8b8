"""Where a ticket stands: its neighbors in the list one came from, the requester's other tickets, its duplicates."""

from typing import Any

from django.test import Client

from tests.tickets.desk_cast import report
from tests.tickets.desk_pages import opened, said
from tests.world import World, again
from tickets.actions.merging import merge
from tickets.actions.working import take
from tickets.choices import Kind
from tickets.models import Ticket


def desk(world: World) -> Client:
    """The agent's browser, which keeps the list last looked at."""
    client = Client()
    client.force_login(again(world.agent))
    return client


def page(client: Client, path: str) -> str:
    """What it shows."""
    return client.get(path).content.decode()


def three(world: World) -> list[Ticket]:
    """Three tickets of one unit, oldest first."""
    return [report(world, text=f"Label printer {number} prints blank labels") for number in (1, 2, 3)]


def step(ticket: Any, key: str) -> str:
    """The link a key presses."""
    return f'href="/t/{ticket.key}/" data-key="{key}"'


def test_previous_and_next_are_those_of_the_list_last_looked_at(world: World) -> None:
    first, middle, last = three(world)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest")
    shown = page(browser, f"/t/{middle.key}/")
    assert step(first, "k") in shown
    assert step(last, "j") in shown
    page(browser, "/queue/v/all/?sort=newest")
    turned = page(browser, f"/t/{middle.key}/")
    assert step(last, "k") in turned
    assert step(first, "j") in turned


def test_the_page_says_which_of_how_many_it_is(world: World) -> None:
    first, middle, last = three(world)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest")
    assert "2 of 3" in page(browser, f"/t/{middle.key}/")
    page(browser, "/queue/v/all/?sort=newest")
    assert "1 of 3" in page(browser, f"/t/{last.key}/")
    assert "3 of 3" in page(browser, f"/t/{first.key}/")


def test_a_ticket_outside_the_list_has_no_place_in_it(world: World) -> None:
    middle = three(world)[1]
    browser = desk(world)
    page(browser, "/queue/v/unassigned/?sort=oldest")
    take(middle.key, actor=again(world.agent))
    assert " of 2" not in page(browser, f"/t/{middle.key}/")


def test_tickets_the_person_does_not_see_are_not_counted(world: World) -> None:
    first = report(world)
    words = "Three mailboxes show foreign sign-ins."
    report(world, team="SEC", actor=world.security, kind=Kind.SECURITY, text=words)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest")
    assert "1 of 1" in page(browser, f"/t/{first.key}/")


def test_the_ends_of_the_list_lead_one_way(world: World) -> None:
    first, middle, last = three(world)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest")
    at_first, at_last = page(browser, f"/t/{first.key}/"), page(browser, f"/t/{last.key}/")
    assert ('data-key="k"' in at_first, step(middle, "j") in at_first) == (False, True)
    assert (step(middle, "k") in at_last, 'data-key="j"' in at_last) == (True, False)


def test_filters_of_the_list_leave_out_the_others(world: World) -> None:
    first, middle, last = three(world)
    Ticket.objects.filter(pk=middle.pk).update(room="12", priority=1)
    Ticket.objects.filter(pk__in=(first.pk, last.pk)).update(priority=3)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest&priority=3")
    assert step(last, "j") in page(browser, f"/t/{first.key}/")


def test_a_ticket_that_left_the_list_still_leads_on(world: World) -> None:
    first, middle, last = three(world)
    browser = desk(world)
    page(browser, "/queue/v/unassigned/?sort=oldest")
    take(middle.key, actor=again(world.agent))
    shown = page(browser, f"/t/{middle.key}/")
    assert (step(first, "k") in shown, step(last, "j") in shown) == (True, True)


def test_neighbors_the_person_does_not_see_are_passed_over(world: World) -> None:
    first = report(world)
    hidden = {
        "actor": world.security,
        "kind": Kind.SECURITY,
        "text": "Three mailboxes show foreign sign-ins.",
    }
    report(world, team="SEC", **hidden)
    last = report(world)
    browser = desk(world)
    page(browser, "/queue/v/all/?sort=oldest")
    assert step(last, "j") in page(browser, f"/t/{first.key}/")


def test_other_tickets_of_the_requester_are_one_press_away(world: World) -> None:
    first = three(world)[0]
    browser = desk(world)
    shown = page(browser, f"/t/{first.key}/")
    assert '<a href="/queue/v/all/?requester=alma.reyes">2 other open tickets</a>' in shown
    listed = page(browser, "/queue/v/all/?requester=alma.reyes")
    assert [f'id="row-{ticket.key}"' in listed for ticket in Ticket.objects.all()] == [True, True, True]
    assert "Requester Alma Reyes" in said(listed).replace("Requester:", "Requester")
    assert '<input type="hidden" name="requester" value="alma.reyes">' in listed
    assert 'id="row-' not in page(browser, "/queue/v/all/?requester=leo.marsh")


def test_tickets_merged_into_it_are_listed(world: World) -> None:
    first, middle, last = three(world)
    merge(middle.key, actor=again(world.agent), into=first.key)
    merge(last.key, actor=again(world.agent), into=first.key)
    shown = opened(world.agent, f"/t/{first.key}/")
    assert f"Merged here {middle.key} {last.key}" in shown.words
    assert f'href="/t/{middle.key}/"' in shown.page
