"""The scorecard: every figure is as long as the list it leads to, and absent where there is nothing to say."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.underpinning.actions.watching import notice_misses
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.underpinning.scorecard import Card, card_of, cards_of
from tests.core.worktime_cases import at
from tests.tickets.clock_cases import chicago
from tests.tickets.desk_pages import opened
from tests.underpinning import cast
from tests.vendors.cast import vendor
from tests.world import World, again
from tickets.models import Ticket

NOW = chicago("11-27T18:00")


def card(world: World, who: str = "vendor_manager", at: Any = NOW) -> Card:
    return card_of(world.vendor, again(getattr(world, who)), at)


def handed_at(world: World, reading: str, answered: str = "", back: str = "") -> VendorTask:
    """A ticket given to the vendor at one instant, answered and taken back at others."""
    with cast.on(reading) as story:
        task = cast.handed(world)
        if answered:
            story.reach(chicago(answered))
            cast.answer(world, task)
        if back:
            story.reach(chicago(back))
            cast.step(world, task.ticket, "resume")
    return task


@pytest.fixture
def year(world: World) -> World:
    """Five tasks: three answered in time, one late, one with the vendor and late; one of them repaired late."""
    cast.promising(world, repair=(8, "hours"), credit=Decimal("250.00"))
    handed_at(world, "02-10T10:00", "02-10T10:10", "02-10T12:00")
    handed_at(world, "02-11T10:00", "02-11T11:00", "02-11T20:00")
    handed_at(world, "05-05T10:00", "05-05T10:30", "05-05T11:00")
    handed_at(world, "11-02T10:00", "11-02T16:00", "11-02T17:00")
    handed_at(world, "11-27T13:00")
    notice_misses(actor=System("vendor-watch"), now=NOW)
    return world


def test_the_figures_by_hand(year: World) -> None:
    found = card(year)
    kept = {name: (one.met, one.missed, str(one.percent)) for name, one in found.kept.items()}
    assert kept == {"response": (3, 2, "60.0"), "repair": (3, 1, "75.0")}
    assert found.answers is not None
    assert (found.answers.count, found.answers.median, found.answers.slowest) == (
        4, timedelta(minutes=45), timedelta(hours=6),
    )  # fmt: skip
    assert found.open_tasks == 1
    assert [(one.currency, one.amount) for one in found.credits or ()] == [("USD", Decimal("750.00"))]
    quarters = {
        quarter.label: {name: (one.met, one.missed) for name, one in quarter.kept.items()}
        for quarter in found.quarters
    }
    assert quarters == {
        "Nov 28 to Dec 31, 2025": {},
        "Jan to Mar 2026": {"response": (2, 0), "repair": (1, 1)},
        "Apr to Jun 2026": {"response": (1, 0), "repair": (1, 0)},
        "Jul to Sep 2026": {},
        "Oct 1 to Nov 27, 2026": {"response": (0, 2), "repair": (1, 0)},
    }


def counted(world: World, url: str, who: str = "vendor_manager") -> int:
    client = Client()
    client.force_login(again(getattr(world, who)))
    return len(client.get(url).context["page"].rows)


def test_every_figure_leads_to_a_list_as_long_as_it_says(year: World) -> None:
    found = card(year)
    for kept in found.kept.values():
        assert counted(year, kept.url) == kept.whole
        assert counted(year, kept.missed_url) == kept.missed
    for quarter in found.quarters:
        for kept in quarter.kept.values():
            assert counted(year, kept.url) == kept.whole
    assert found.answers is not None
    assert counted(year, found.answers.url) == found.answers.count
    assert counted(year, found.open_url) == found.open_tasks
    (credit,) = found.credits or ()
    assert counted(year, credit.url) * Decimal("250.00") == credit.amount


def test_the_quarters_add_up_to_the_year(year: World) -> None:
    found = card(year)
    for name, whole in found.kept.items():
        parts = [quarter.kept[name] for quarter in found.quarters if name in quarter.kept]
        assert (sum(one.met for one in parts), sum(one.missed for one in parts)) == (whole.met, whole.missed)


def test_the_last_twelve_months_begin_and_end_at_midnight_of_the_hospital(world: World) -> None:
    cast.promising(world)
    handed_at(world, "03-10T23:00", "03-10T23:59")
    handed_at(world, "03-10T23:30", "03-11T00:00")
    found = {day: card(world, at=at("America/Chicago", f"2027-03-{day}T00:01")) for day in (10, 11)}
    assert {day: one.kept["response"].met for day, one in found.items() if one.kept} == {10: 1}
    assert found[11].answers is None


def test_a_vendor_without_data_has_no_figures_and_no_zeros(world: World) -> None:
    cast.promising(world)
    found = card(world)
    assert (found.kept, found.answers, found.credits, found.open_tasks) == ({}, None, [], 0)
    words = opened(world.vendor_manager, f"/vendors/{world.vendor.pk}/scorecard/").main
    assert "there is nothing to judge by" in words
    assert "0 of" not in words
    assert "%" not in words


def test_a_promise_that_names_no_credit_owes_none(world: World) -> None:
    cast.promising(world)
    handed_at(world, "11-02T10:00", "11-02T16:00")
    found = card(world)
    assert (found.kept["response"].missed, found.credits) == (1, [])


def test_money_is_for_those_who_read_contracts(year: World) -> None:
    assert card(year, "agent").credits is None
    (credit,) = card(year).credits or ()
    assert opened(year.vendor_manager, credit.url).status == 200
    refused = opened(year.agent, credit.url)
    assert (refused.status, "shown to those who read contracts" in refused.words) == (400, True)
    clocks = f"/vendors/clocks/?vendor={year.vendor.name.replace(' ', '+')}"
    assert "250.00" in opened(year.vendor_manager, clocks).words
    assert "250.00" not in opened(year.agent, clocks).words


def test_what_a_reader_may_not_see_is_in_no_figure(year: World) -> None:
    late = VendorClock.objects.filter(metric="response", state="missed").first()
    assert late is not None
    hidden = {"is_restricted": True, "kind": "security_incident", "team": year.team("SEC")}
    Ticket.objects.filter(pk=late.task.ticket_id).update(**hidden)
    assert (card(year).kept["response"].missed, card(year, "security").kept["response"].missed) == (1, 2)
    for who in ("vendor_manager", "security"):
        kept = card(year, who).kept["response"]
        assert counted(year, kept.missed_url, who) == kept.missed


def test_many_cards_cost_what_one_costs(year: World, django_assert_num_queries: Any) -> None:
    rows = [year.vendor, *(vendor(year, f"Vendor number {number}") for number in range(5))]
    actor = again(year.vendor_manager)
    assert actor.permissions
    assert actor.team_ids
    with django_assert_num_queries(3):
        found = cards_of(rows, actor, NOW)
    assert [one.has_data for one in found.values()] == [True, *[False] * 5]
    assert found[rows[0].pk].kept["response"].whole == 5


def test_the_scorecard_of_the_vendors_page_says_it_in_words(year: World) -> None:
    assert timezone.now() > NOW
    address = f"/vendors/{year.vendor.pk}/scorecard/"
    page = opened(year.vendor_manager, f"/vendors/{year.vendor.pk}/").page
    assert f'hx-get="{address}"' in page
    part = opened(year.vendor_manager, address, **{"HX-Request": "true"})
    assert "<html" not in part.page
    with cast.on("11-27T18:00"):
        words = opened(year.vendor_manager, address).main
    assert "3 of 5 (60.0%)" in words
    assert "45m, the middle of 4 answers" in words
    assert "Nine of ten within 6h 00m" in words
    assert "USD 750.00" in words
    assert "should have answered by 17:00 (contract C-1005), 1h 00m ago." in words
    assert "Oct 1 to Nov 27, 2026" in words
