"""The joint board of today's work on devices: by unit, both teams, and only what the reader may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assets.actions.transitions import transition
from assets.models import Asset, Loan, RecallCase
from hospital_itsm.people.models import CareArea
from tests.assets import recall_cast
from tests.assets.cast import computer, pump
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.visits import set_out
from tickets.models import Ticket
from tickets.queries.devices_today import board_of

pytestmark = pytest.mark.django_db
BOARD = "/devices/today/"


def units(world: World, who: str = "technician") -> dict[CareArea | None, tuple[int, int, int]]:
    """For each unit on the board: how many tickets, recalled devices and loans."""
    now = timezone.now()
    board = board_of(again(getattr(world, who)), timezone.localdate(), now + timedelta(hours=12))
    return {work.unit: (len(work.tickets), len(work.recalls), len(work.loans)) for work in board.units}


def test_it_and_clinical_engineering_see_one_board(world: World) -> None:
    pump(world)
    computer(world)
    cast.report(world, device_text="LR-20417", team="HTM-GEN")
    cast.report(world, device_text="WS-1001", team="EUC")
    expected = {world.icu: (1, 0, 0), world.area("MS5"): (1, 0, 0)}
    assert units(world, "technician") == units(world, "biomed") == expected


def test_what_is_restricted_stays_with_its_readers(world: World) -> None:
    pump(world)
    ticket = cast.report(world, device_text="LR-20417")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    assert units(world) == {}
    assert units(world, "security_member") == {world.icu: (1, 0, 0)}


def test_tickets_without_a_device_and_those_that_are_over_are_not_on_it(world: World) -> None:
    pump(world)
    cast.report(world)
    over = cast.report(world, device_text="LR-20417")
    Ticket.objects.filter(pk=over.pk).update(state="closed")
    assert units(world) == {}


def test_recalls_are_on_it_on_the_day_they_are_due(world: World) -> None:
    recall_cast.pumps(world)
    case = recall_cast.receive(world)
    lines = case.lines.count()
    RecallCase.objects.update(next_due_at=timezone.now() + timedelta(hours=1))
    assert units(world) == {world.icu: (0, lines, 0)}
    RecallCase.objects.update(next_due_at=timezone.now() + timedelta(days=2))
    assert units(world) == {}


@pytest.mark.parametrize(("days", "shown"), [(-3, True), (0, True), (1, False)])
def test_loans_are_on_it_from_the_day_they_are_due_back(world: World, days: int, shown: bool) -> None:
    pump(world)
    today = timezone.localdate()
    needs = {"party": "St. Anne", "return_on": today + timedelta(days=5)}
    transition("LR-20417", actor=again(world.biomed), verb="lend", **needs)
    Loan.objects.update(since=today - timedelta(days=9), return_on=today + timedelta(days=days))
    assert units(world) == ({world.icu: (0, 0, 1)} if shown else {})


def test_the_page_names_ticket_device_place_team_and_who_is_on_the_way(world: World) -> None:
    pump(world, room="Bay 4")
    ticket = cast.report(world, device_text="LR-20417", team="HTM-GEN")
    set_out(ticket.key, actor=again(world.biomed))
    words = opened(world.technician, BOARD).words
    for said in (
        ticket.key,
        "LR-20417",
        "IX-4",
        "Bay 4",
        world.team("HTM-GEN").name,
        "Reid Sandoval: On the way",
    ):
        assert said in words, said


def test_a_press_on_the_board_comes_back_to_it(world: World) -> None:
    pump(world)
    ticket = cast.report(world, device_text="LR-20417", team="HTM-GEN")
    answer = sent(world.biomed, f"/t/{ticket.key}/visit/set_out/", **{"from": "devices"})
    assert (answer.status, answer.location) == (302, BOARD)
    assert f"/t/{ticket.key}/visit/arrive/" in opened(world.biomed, BOARD).page


def test_an_empty_board_says_so(world: World) -> None:
    assert "Nothing on devices today" in opened(world.technician, BOARD).words
    assert not Asset.objects.exists()
