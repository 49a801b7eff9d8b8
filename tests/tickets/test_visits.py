"""On my way, here, leaving: what a technician presses on the phone, and what the on-site clock makes of it."""

from typing import Any

import pytest

from hospital_itsm.core.errors import Conflict, Forbidden
from tests.assets.cast import computer, pump
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions import visits
from tickets.choices import Metric
from tickets.models import Clock, Ticket, Visit

pytestmark = pytest.mark.django_db


def broken(world: World, care: str = "slower") -> Ticket:
    """A pump of the ICU that fails, with clinical engineering."""
    pump(world)
    return cast.report(world, care, team="HTM-GEN", device_text="LR-20417")


def states(ticket: Ticket) -> list[str]:
    """Where everybody is who set out to the ticket."""
    return [visit.state for visit in Visit.objects.filter(ticket=ticket).order_by("pk")]


def test_setting_out_starts_the_on_site_clock_and_tells_the_unit(world: World) -> None:
    ticket = cast.report(world, "slower", team="EUC")
    assert not Clock.objects.filter(ticket=ticket, metric=Metric.ONSITE).exists()
    visits.set_out(ticket.key, actor=again(world.technician))
    assert cast.clock(ticket, Metric.ONSITE).stopped_at is None
    assert states(ticket) == ["on_the_way"]
    assert cast.told(ticket, "ticket.on_the_way") == ["alma.reyes"]


def test_an_urgent_device_has_its_on_site_clock_from_the_start(world: World) -> None:
    ticket = broken(world, "unsafe")
    begun = cast.clock(ticket, Metric.ONSITE)
    visits.set_out(ticket.key, actor=again(world.biomed))
    assert cast.clock(ticket, Metric.ONSITE).started_at == begun.started_at


def test_being_there_keeps_the_promise_and_begins_the_work(world: World) -> None:
    ticket = broken(world, "unsafe")
    visits.set_out(ticket.key, actor=again(world.biomed))
    visits.arrive(ticket.key, actor=again(world.biomed))
    ticket = cast.fresh(ticket)
    assert (ticket.state, ticket.assignee) == ("in_progress", world.biomed)
    assert cast.clock(ticket, Metric.ONSITE).outcome == "met"
    assert cast.clock(ticket, Metric.RESPONSE).outcome == "met"
    assert states(ticket) == ["here"]


def test_who_is_there_without_having_said_so_is_there_from_now(world: World) -> None:
    ticket = broken(world)
    visits.arrive(ticket.key, actor=again(world.biomed))
    visit = Visit.objects.get(ticket=ticket)
    assert visit.set_out_at == visit.arrived_at


def test_being_there_leaves_the_work_of_somebody_else_alone(world: World) -> None:
    ticket = broken(world)
    Ticket.objects.filter(pk=ticket.pk).update(state="in_progress", assignee=world.htm_manager)
    visits.arrive(ticket.key, actor=again(world.biomed))
    assert cast.fresh(ticket).assignee == world.htm_manager


def test_leaving_ends_the_visit_and_a_second_one_may_follow(world: World) -> None:
    ticket = broken(world)
    for press in (visits.set_out, visits.arrive, visits.leave, visits.set_out):
        press(ticket.key, actor=again(world.biomed))
    assert states(ticket) == ["left", "on_the_way"]
    assert cast.trail(ticket) == [
        "ticket.set_out",
        "ticket.start",
        "ticket.arrive",
        "ticket.leave",
        "ticket.set_out",
    ]


def test_two_people_may_be_on_the_way(world: World) -> None:
    ticket = broken(world)
    for who in (world.biomed, world.htm_manager):
        visits.set_out(ticket.key, actor=again(who))
    assert states(ticket) == ["on_the_way", "on_the_way"]


@pytest.mark.parametrize(
    ("before", "press"),
    [
        ([visits.set_out], visits.set_out),
        ([visits.arrive], visits.arrive),
        ([], visits.leave),
        ([visits.arrive, visits.leave], visits.leave),
    ],
)
def test_a_press_that_does_not_fit_changes_nothing(world: World, before: list[Any], press: Any) -> None:
    ticket = broken(world)
    for earlier in before:
        earlier(ticket.key, actor=again(world.biomed))
    held = (states(ticket), cast.fresh(ticket).version)
    with pytest.raises(Conflict):
        press(ticket.key, actor=again(world.biomed))
    assert (states(ticket), cast.fresh(ticket).version) == held


@pytest.mark.parametrize("press", [visits.set_out, visits.arrive])
def test_nobody_goes_to_a_ticket_that_is_over(world: World, press: Any) -> None:
    ticket = broken(world)
    Ticket.objects.filter(pk=ticket.pk).update(state="closed")
    with pytest.raises(Conflict):
        press(ticket.key, actor=again(world.biomed))
    assert not Visit.objects.exists()


def test_who_does_not_work_the_ticket_does_not_go(world: World) -> None:
    ticket = broken(world)
    with pytest.raises(Forbidden):
        visits.set_out(ticket.key, actor=again(world.network_engineer))
    assert not Visit.objects.exists()


def test_the_page_offers_the_next_press_only(world: World) -> None:
    ticket = broken(world)
    path, words = f"/t/{ticket.key}/", ("On my way", "Here", "Leaving")

    def offered() -> list[str]:
        page = opened(world.biomed, path).page
        return [verb for verb in ("set_out", "arrive", "leave") if f"{path}visit/{verb}/" in page]

    assert offered() == ["set_out"]
    assert words[0] in opened(world.biomed, path).words
    for verb, following in (("set_out", "arrive"), ("arrive", "leave"), ("leave", "set_out")):
        answer = sent(world.biomed, f"{path}visit/{verb}/")
        assert (answer.status, answer.location) == (302, path)
        assert offered() == [following]


def test_a_problem_with_no_thing_to_go_to_offers_no_visit(world: World) -> None:
    ticket = cast.report(world)
    assert "/visit/" not in opened(world.agent, f"/t/{ticket.key}/").page


def test_a_press_that_came_too_late_says_how_it_stands(world: World) -> None:
    ticket = broken(world)
    visits.set_out(ticket.key, actor=again(world.biomed))
    computer(world)
    answer = sent(world.biomed, f"/t/{ticket.key}/visit/set_out/")
    assert answer.status == 302
    assert states(ticket) == ["on_the_way"]
