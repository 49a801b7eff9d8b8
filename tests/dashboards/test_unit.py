"""The card of a unit: exact numbers of one unit, for its lead and for those who read figures, and for nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from assets.models import Asset, RecallCase, RecallLine
from hospital_itsm.continuity.models import Outage
from hospital_itsm.dashboards.drawn import Drawn
from hospital_itsm.dashboards.unit import Card, card_of
from hospital_itsm.people.models import CareArea
from tests.kpi import small_world
from tests.kpi.small_world import NOW, ticket
from tests.kpi.test_behind import found_by
from tests.kpi.test_pages import signed_in
from tests.world import World, again
from tickets.models import Ticket
from tickets.queries.my import my_unit


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world of figures, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.build(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    """What a test changes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def card(world: World, code: str = "ICU", who: str = "charge_nurse") -> Card:
    """The card of a unit at noon of November 20."""
    return card_of(CareArea.objects.get(code=code), NOW, again(getattr(world, who)))


def facts(of: Card) -> dict[str, tuple[str, str]]:
    """Its numbers with what stands under them."""
    return {one.name: (one.value, one.note) for one in of.facts}


def shown(of: Card, code: str) -> Drawn:
    """One of its parts."""
    return next(one.shown for one in of.sections if one.code == code)


def rows(of: Card, code: str) -> list[list[str]]:
    """The words of one of its tables."""
    return [[cell.text for cell in row] for row in shown(of, code).table.rows]


def test_the_numbers_are_those_of_the_unit_alone(world: World) -> None:
    assert facts(card(world)) == {
        "Open now": ("1", "oldest for 2 days"),
        "Patient care affected": ("0", "0 of priority 1 or 2"),
        "Reported in 30 days": ("4", "4 more than before"),
        "Answered in time": ("50%", "1 of 2"),
        "P1, P2 restored in time": ("50%", "1 of 2"),
        "Others restored in time": ("0%", "0 of 1"),
    }


def test_each_number_opens_the_list_that_holds_exactly_that_many(world: World) -> None:
    counts = {"Open now": 1, "Patient care affected": 0, "Reported in 30 days": 4, "Answered in time": 2}
    counts |= {"P1, P2 restored in time": 2, "Others restored in time": 1}
    ticket(world, "11-19T08:00", "SD-L1", "ICU", priority=1, is_restricted=True, care_answer="unsafe")
    for who in ("lead", "security"):
        actor = again(getattr(world, who))
        found = {one.name: found_by(one.url, actor) for one in card(world, who=who).facts}
        assert found == counts


def test_who_may_open_no_such_list_gets_plain_numbers(world: World) -> None:
    assert {one.name: one.url for one in card(world).facts if one.url} == {"Open now": "/my/?tab=unit"}
    Ticket.objects.filter(merged_into__isnull=False).update(state="merged")
    assert len(my_unit(again(world.charge_nurse))) == 1
    assert [one.url for one in card(world, "OR").facts if one.url] == []


def test_restricted_tickets_never_count(world: World) -> None:
    before = facts(card(world))
    ticket(world, "11-19T08:00", "SD-L1", "ICU", priority=1, is_restricted=True, care_answer="unsafe")
    assert facts(card(world)) == before


def test_devices_that_are_down_stand_before_those_that_are_due(world: World) -> None:
    assert rows(card(world), "devices") == [
        ["Clinical device", "In service", "Nov 1"],
        ["Clinical device", "In service", "Dec 1"],
    ]
    Asset.objects.filter(tag="LR-3").update(status="in_repair")
    found = shown(card(world), "devices").table.rows
    assert [(row[0].note, row[1].mark, row[2].is_late) for row in found] == [
        ("LR-3", "bad", False),
        ("LR-1", "done", True),
    ]
    assert rows(card(world, "OR"), "devices") == []


def test_recalls_are_those_of_its_own_devices(world: World) -> None:
    case = RecallCase.objects.get(notice__number="Z-4")
    for tag in ("LR-1", "LR-2"):
        RecallLine.objects.create(
            case=case, asset=Asset.objects.get(tag=tag), certainty="confirmed", score=90, added_at=NOW
        )
    assert rows(card(world), "recalls") == [["Clinical device", case.key]]


def test_outages_of_the_unit_and_of_everywhere_stand_with_what_is_planned(world: World) -> None:
    Outage.objects.all().delete()

    def outage(title: str, units: list[str], **said: Any) -> None:
        made = Outage.objects.create(title=title, effect="down", recorded_at=NOW, **said)
        made.services.set([world.service("A001")])
        made.care_areas.set(CareArea.objects.filter(code__in=units))

    began = NOW - timedelta(days=3)
    over = {"began_at": began, "starts_at": began, "ended_at": began + timedelta(minutes=47)}
    outage("Here", ["ICU", "MS5"], **over)
    outage("Elsewhere", ["MS5"], **over)
    outage("Everywhere", [], **{**over, "ended_at": began + timedelta(minutes=5)})
    planned = NOW + timedelta(days=2)
    window = {"planned_from": planned, "planned_until": planned + timedelta(hours=2), "starts_at": planned}
    outage("Later", ["ICU"], is_planned=True, **window)
    name = world.service("A001").name
    assert rows(card(world), "outages") == [
        [name, "Nov 22, planned", "–"],
        [name, "Nov 17", "5m"],
        [name, "Nov 17", "47m"],
    ]


def test_an_outage_that_goes_on_says_so(world: World) -> None:
    Outage.objects.all().delete()
    began = NOW - timedelta(minutes=25)
    made = Outage.objects.create(title="Now", effect="down", recorded_at=NOW, began_at=began, starts_at=began)
    made.services.set([world.service("A001")])
    (row,) = shown(card(world), "outages").table.rows
    assert [(cell.text, cell.note, cell.is_late) for cell in row[1:]] == [
        ("Nov 20", "11:35", False),
        ("25m so far", "", True),
    ]


def test_the_page_is_for_its_lead_and_for_those_who_read_figures(world: World) -> None:
    assert signed_in(world.charge_nurse).get("/dash/unit/ICU/").status_code == 200
    assert signed_in(world.charge_nurse).get("/dash/unit/OR/").status_code == 404
    assert signed_in(world.requester).get("/dash/unit/ICU/").status_code in (403, 404)
    assert signed_in(world.cio).get("/dash/unit/OR/").status_code == 200


def test_nothing_that_anybody_wrote_stands_on_it(world: World) -> None:
    made = ticket(world, "11-19T08:00", "SD-L1", "ICU", title="The pump of bed 4 beeps")
    html = signed_in(world.charge_nurse).get("/dash/unit/ICU/").content.decode()
    assert made.title not in html
    assert made.key not in html
