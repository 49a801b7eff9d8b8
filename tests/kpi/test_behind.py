"""The records behind every figure: the list of the house holds exactly what was counted, to the unit."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from assets.models import Asset, RecallCase, Service
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.kpi.behind import LISTS, Part, ways_of
from hospital_itsm.kpi.filters import question_of
from hospital_itsm.kpi.rules.definitions import ALL, DIFFERENCE
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.people.models import Site
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.vendor_work.models import VendorCase
from tests.kpi import small_world
from tests.kpi.small_world import NOW, PERIOD, TODAY, figure
from tests.world import World, again
from tickets.models import Ticket
from tickets.queries.queue_views import EVERY, tickets_in
from vendors.models import Contract, Vendor

WITHOUT_LIST = {
    "drilled",
    "rto_met",
    "rpo_met",
    "feeds_on_time",
    "license_use",
    "availability_first",
    "availability_other",
    "downtime_first",
    "downtime_other",
}
PAGES = [one.code for one in ALL if one.kind != DIFFERENCE and one.code not in WITHOUT_LIST]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.astray(made, small_world.build(made))
        small_world.count()
        yield made
        transaction.set_rollback(True)


def found_by(address: str, actor: Any) -> int:
    """How many rows the list at an address has for somebody, by the filters that page, REST and files share."""
    path, query = address.split("?")
    kept = next(one for one in LISTS.values() if path == reverse(one.url_name, args=one.args))
    given = QueryDict(query, mutable=True)
    given.pop("sort", None)
    asked = kept.filters(given, actor=actor, now=NOW)
    assert not asked.errors
    return int(asked.apply(seen_at(path, actor)).distinct().count())


def seen_at(path: str, actor: Any) -> Any:
    """What somebody sees in a list without a filter."""
    if path.startswith("/queue/"):
        return tickets_in(EVERY, actor, NOW)
    models: dict[str, Any] = {
        "/assets/": Asset,
        "/safety/recalls/": RecallCase,
        "/services/": Service,
        "/outages/": Outage,
        "/contracts/": Contract,
        "/vendors/": Vendor,
        "/budget/lines/": BudgetLine,
        "/mi/": MajorIncident,
        "/vendors/clocks/": VendorClock,
        "/vendors/tasks/": VendorTask,
        "/vendors/cases/": VendorCase,
    }
    return models[path].objects.visible_to(actor)


@pytest.mark.parametrize("code", PAGES)
def test_the_list_behind_a_figure_has_as_many_rows_as_the_figure_says(code: str, world: World) -> None:
    reader = again(world.it_manager)
    shown = figure(code)
    assert shown is not None
    ways = ways_of(shown, PERIOD, "", "", reader, TODAY)
    assert ways
    for way in ways:
        assert found_by(way.url, reader) == way.number, way
    if len(ways) > 1:
        assert ways[0].number + ways[1].number == ways[2].number == shown.sums.n
        assert ways[0].number == int(shown.sums.numerator)


@pytest.mark.parametrize("code", ["opened", "restore_on_target_urgent", "seen", "backlog"])
@pytest.mark.parametrize("domain", ["", "infrastructure", "htm"])
def test_it_does_so_at_a_site_and_in_a_domain(code: str, domain: str, world: World) -> None:
    reader = again(world.it_manager)
    site = Site.objects.get(code="MAIN")
    shown = figure(code, Scope(site.pk, domain))
    if shown is None:
        assert (code, domain) in {("restore_on_target_urgent", "htm"), ("backlog", "htm")}
        return
    for way in ways_of(shown, PERIOD, "MAIN", domain, reader, TODAY):
        assert found_by(way.url, reader) == way.number


def test_the_page_of_the_list_shows_them_and_no_others(world: World, client: Client) -> None:
    client.force_login(world.it_manager)
    part = Part("restore_on_target_urgent", "out", PERIOD)
    page = client.get(f"/queue/v/every/?kpi={part}")
    shown = {line.ticket.pk for _group, _mark, lines in page.context["groups"] for line in lines}
    network_down_and_came_back = Ticket.objects.filter(impact__in=[1, 3])
    assert shown == set(network_down_and_came_back.values_list("pk", flat=True))
    assert page.context["count"] == "2"
    words = page.content.decode()
    assert "Restored on target, priorities 1 and 2, the others" in words


@pytest.mark.parametrize(
    "value",
    [
        "", "nonsense", "opened:all:2026-11-01", "opened:all:2026-11-20:2026-11-01",
        "opened:some:2026-11-01:2026-11-20",
        "opened:all:1000-01-01:2026-11-20", "seen:all:2026-11-20:2026-11-20", "opened:all:x:y",
        "opened:all:2026-11-01:2026-11-20:NOWHERE", "opened:all:2026-11-01:2026-11-20:MAIN:nothing",
        "opened:all:2026-11-01:2026-11-20:MAIN:htm:more", "net_flow:all:2026-11-01:2026-11-20",
    ],
)  # fmt: skip
def test_what_names_no_records_of_this_list_is_refused_in_words(value: str, world: World) -> None:
    asked = LISTS["ticket"].filters({"kpi": [value]}, actor=again(world.it_manager), now=NOW)
    assert (bool(asked.errors), value == "") in {(True, False), (False, True)}
    assert all("figure" in words for words in asked.errors.values())


def test_who_may_not_read_the_figure_may_not_ask_by_it(world: World) -> None:
    part = str(Part("opened", "all", PERIOD))
    for person in (world.agent, world.house_supervisor):
        asked = LISTS["ticket"].filters({"kpi": [part]}, actor=again(person), now=NOW)
        assert asked.errors == {"kpi": "Open the list from the page of a figure."}
    money = str(Part("renewal_traps", "in", PERIOD))
    assert LISTS["contract"].filters({"kpi": [money]}, actor=again(world.lead), now=NOW).errors
    assert not LISTS["contract"].filters({"kpi": [money]}, actor=again(world.finance), now=NOW).errors


def test_executives_have_the_figure_and_no_way_to_tickets(world: World) -> None:
    shown = figure("restore_p1")
    assert shown is not None
    assert ways_of(shown, PERIOD, "", "", again(world.cio), TODAY) == []
    assets = figure("seen")
    assert assets is not None
    assert len(ways_of(assets, PERIOD, "", "", again(world.cio), TODAY)) == 3


def test_a_state_of_a_day_that_is_over_leads_nowhere_unless_it_is_remembered(world: World) -> None:
    tomorrow = TODAY + timedelta(days=1)
    seen, backlog = figure("seen"), figure("backlog")
    assert seen is not None
    assert backlog is not None
    reader = again(world.it_manager)
    assert ways_of(seen, PERIOD, "", "", reader, tomorrow) == []
    assert ways_of(backlog, PERIOD, "", "", reader, tomorrow)
    given = {"kpi": [str(Part("seen", "in", PERIOD))]}
    asked = LISTS["asset"].filters(given, actor=reader, now=NOW + timedelta(days=1))
    assert "a day that is over" in asked.errors["kpi"]


def test_the_question_is_read_from_the_address(world: World) -> None:
    given = QueryDict("from=2026-11-01&until=2026-11-10&site=MAIN&domain=htm&against=year")
    question, errors = question_of(given, actor=world.cio, now=NOW)
    assert errors == {}
    assert (question.period.days, question.against.last.isoformat()) == (10, "2025-11-11")
    assert (question.site_code, question.scope.domain) == ("MAIN", "htm")
