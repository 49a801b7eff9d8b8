"""Every figure equals its drill-through: each link with a number, on every dashboard, as each reader (bar 26)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.urls import resolve
from django.utils import timezone

from assets.choices import RelationKind
from assets.models import Asset, Relation, Service
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.continuity.models import DataFeed, Outage, RecoveryPlan
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.behind import COUNTED
from hospital_itsm.dashboards.counted import NAME, Part
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.read import Read, decisions_of, read
from hospital_itsm.exporting.lists import registered
from hospital_itsm.exporting.reading import Reading
from hospital_itsm.people.choices import Domain
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from tests.kpi import small_world
from tests.kpi.small_world import NOW, ticket
from tests.kpi.test_pages import signed_in
from tests.tickets.clock_cases import chicago
from tests.world import World, again
from tickets.models import Ticket
from vendors.models import Contract

PERIOD = {"from": "2026-10-22", "until": "2026-11-20"}
READERS = [
    ("desk", "lead"),
    ("desk", "it_manager"),
    ("desk", "agent"),
    ("infrastructure", "vp_infrastructure"),
    ("infrastructure", "it_manager"),
    ("infrastructure", "cio"),
    ("infrastructure", "auditor"),
    ("applications", "vp_applications"),
    ("applications", "it_manager"),
    ("applications", "cmio"),
    ("cio", "cio"),
    ("cio", "vp_infrastructure"),
    ("informatics", "cmio"),
    ("informatics", "cio"),
    ("informatics", "patient_safety"),
    ("htm", "htm_manager"),
    ("htm", "cio"),
]
WITHOUT_NUMBER = {
    "/continuity/tests/", "/contracts/renewals/", "/safety/recalls/", "/vendors/clocks/", "/queue/v/waiting/",
    "/services/licenses/", "/kpi/",
}  # fmt: skip
"""Lists a panel leads on to with words that say no number."""


@dataclass(frozen=True)
class Link:
    """A link of a dashboard, the words it stands in, and how many rows its list is said to hold."""

    url: str
    words: str
    holds: int | None


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world with rows of each kind, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.astray(made, small_world.build(made))
        rows_of_each_kind(made)
        small_world.count()
        yield made
        transaction.set_rollback(True)


def rows_of_each_kind(world: World) -> None:
    """What every function of a dashboard has something to say about, and beside each a row that must not count."""
    services(world)
    contracts(world)
    devices(world)
    reported(world)
    with_vendors(world)


def services(world: World) -> None:
    """Live services of each domain without owner, plan or test; outages that repeat; feeds of two domains."""
    first, second = Service.objects.get(code="A001"), Service.objects.get(code="A002")
    for code, domain in (("A001", "applications"), ("A002", "infrastructure"), ("A003", "applications"),
                         ("A004", "infrastructure"), ("INF-WLAN", "infrastructure")):  # fmt: skip
        tier = {"tier": "1"} if code == "INF-WLAN" else {}
        Service.objects.filter(code=code).update(domain=domain, lifecycle="live", **tier)
    for code in ("A003", "A004"):
        Service.objects.filter(code=code).update(owner=None)
    for service in (first, second, Service.objects.get(code="INF-WLAN")):
        for day, cause in (("11-02", "change"), ("11-06", ""), ("11-14", "capacity"), ("11-15", "")):
            at = chicago(f"{day}T08:00")
            one = Outage.objects.create(
                title="Down", effect="down", began_at=at, starts_at=at, ended_at=at + timedelta(minutes=20),
                recorded_at=at, cause=cause, withdrawn_at=NOW if day == "11-14" else None,
            )  # fmt: skip
            one.services.set([service])
    for code, of, result in (("ADT", first, "failed"), ("LAB", second, "ok"), ("NONE", None, "failed")):
        DataFeed.objects.create(
            code=code, name=code, source="Engine", expected_minutes=60, created_at=NOW - timedelta(days=9),
            last_run_at=NOW - timedelta(minutes=5), last_result=result, service=of,
        )  # fmt: skip
    RecoveryPlan.objects.create(
        service=Service.objects.get(code="A003"), title="Out of use", kept_at="Safe", owner=world.it_manager,
        reviewed_on=date(2026, 1, 1), review_due_on=date(2027, 1, 1), is_active=False,
    )  # fmt: skip


def contracts(world: World) -> None:
    """Contracts to decide about soon in two currencies and two ways, one decided, one far away."""
    for number, (domain, renews, currency, notice, decision) in enumerate(
        (
            ("infrastructure", True, "USD", 20, ""), ("infrastructure", True, "USD", 30, ""),
            ("infrastructure", True, "EUR", 25, ""), ("infrastructure", False, "USD", 15, ""),
            ("infrastructure", True, "USD", 20, "renew"), ("applications", True, "USD", 20, ""),
            ("applications", True, "USD", 22, ""), (Domain.CLINICAL_ENGINEERING, True, "USD", 20, ""),
            (Domain.CLINICAL_ENGINEERING, True, "USD", 21, ""), ("infrastructure", True, "USD", 120, ""),
        )
    ):  # fmt: skip
        on = NOW.date() + timedelta(days=notice)
        Contract.objects.create(
            number=f"D-{number}", title=f"Maintenance {number}", vendor=world.vendor, status="active",
            domain=domain, auto_renew=renews, currency=currency, annual_value=Decimal(1000), notice_value=30,
            notice_unit="days", ends_on=on + timedelta(days=30), starts_on=date(2020, 1, 1), decision=decision,
        )  # fmt: skip
    Contract.objects.filter(auto_renew=True).update(renewal_term_months=12)


def devices(world: World) -> None:
    """Devices down at two sites, some grave, two missing, and an old system under services of tier 0."""
    for tag, unit, status, more in (
        ("DT-1", "ICU", "out_of_service_safety", {"high_risk": True}),
        ("DT-2", "MS5", "out_of_service_safety", {"life_support": True}),
        ("DT-3", "ICU", "quarantined", {}),
        ("DT-4", "ICU", "missing", {}),
        ("DT-5", "MS5", "missing", {}),
    ):
        Asset.objects.create(
            tag=tag, asset_class="clinical_device", status=status, care_area=world.area(unit), status_since=NOW,
            created_at=NOW, changed_at=NOW, **more,
        )  # fmt: skip
    for tag in ("LR-1", "WS-1"):
        Relation.objects.create(
            from_service=Service.objects.get(code="A001"), to_asset=Asset.objects.get(tag=tag),
            kind=RelationKind.DEPENDS_ON,
            created_at=NOW,
        )  # fmt: skip
    PmStatus.objects.create(
        asset=Asset.objects.get(tag="LR-3"), system="cmms", external_id="9", said_at=NOW,
        next_due_on=date(2026, 11, 24),
    )  # fmt: skip


def reported(world: World) -> None:
    """Problems with applications of two units and of none, a unit that rises, safety flags, restricted ones beside."""
    service = Service.objects.get(code="A001")
    for number in range(9):
        ticket(world, f"11-0{number + 1}T12:00", "SD-L1", "ED", service=service)
    for number in range(2):
        ticket(world, f"10-1{number}T12:00", "SD-L1", "ED")
    no_unit = ticket(world, "11-10T12:00", "SD-L1", "ICU", service=service)
    Ticket.objects.filter(pk=no_unit.pk).update(care_area=None)
    ticket(world, "11-10T12:00", "SD-L1", "ED", service=service, is_restricted=True, is_patient_safety=True)
    ticket(world, "11-10T12:00", "SD-L1", "ICU", is_patient_safety=True, care_answer="unsafe")
    ticket(world, "11-12T12:00", "SD-L1", "MS5", is_patient_safety=True, care_answer="unsafe")
    ticket(world, "11-13T23:00", "SD-L1", "MS5", priority=2, impact=3, care_answer="unsafe")
    for team, hours in (("EUC", 1), ("EUC", 1), ("NET", 1), ("EUC", 5), (None, 1)):
        made = ticket(world, "11-20T09:00", "SD-L1", "ICU", assignee=world.agent)
        Ticket.objects.filter(pk=made.pk).update(
            team=team and world.team(team), next_due_at=NOW + timedelta(hours=hours)
        )
    shared = ticket(world, "11-20T09:00", "NET", "ICU", assignee=world.agent)
    Ticket.objects.filter(pk=shared.pk).update(
        joint_team=world.team("EUC"), next_due_at=NOW + timedelta(hours=1)
    )


def with_vendors(world: World) -> None:
    """Promises of one vendor that passed, on tickets of two domains."""
    teams = {"SD-L1": "applications", "NET": "infrastructure"}
    for code, domain in teams.items():
        type(world.team(code)).objects.filter(pk=world.team(code).pk).update(domain=domain)
        of = ticket(world, "11-10T08:00", code, "ICU")
        at = chicago("11-10T09:00")
        task = VendorTask.objects.create(ticket=of, vendor=world.vendor, handed_at=at)
        for metric in ("response", "repair"):
            VendorClock.objects.create(
                task=task, vendor=world.vendor, metric=metric, amount=4, unit="hours",
                calendar=world.calendars["HOSP24"], target_time=timedelta(hours=4), started_at=at,
                due_at=at + timedelta(hours=4),
            )  # fmt: skip


def read_by(world: World, code: str, who: str, **given: str) -> Read:
    """A dashboard with all its sentences, as somebody reads it at noon of November 20."""
    dashboard = dashboard_called(code)
    assert dashboard is not None
    asked = {} if dashboard.is_live else {**PERIOD, **given}
    reader, errors = reader_of(dashboard, asked, actor=again(getattr(world, who)), now=NOW)
    assert errors == {}
    found = read(dashboard, reader)
    return replace(found, decisions=decisions_of(replace(dashboard, most=99), reader))


def links_of(found: Read) -> Iterator[Link]:
    """Every link of a dashboard."""
    for tile in found.tiles:
        yield Link(tile.url, f"{tile.name}: {tile.value}", tile.holds)
    for one in found.decisions:
        yield Link(one.url, f"{one.lead} {one.text} {one.go}", one.holds)
    for panel, shown in found.panels:
        yield Link(shown.more_url, f"{panel.title}: {shown.more}", shown.more_holds)
        if shown.big_url:
            yield Link(shown.big_url, f"{panel.title}: {shown.big}", int(shown.big))
        for row in shown.table.rows:
            for cell in row:
                yield Link(cell.url, f"{panel.title}: {cell.text}", cell.holds)


LISTS = {one.page_name: one for one in registered()}


def rows_behind(world: World, who: str, url: str) -> int:
    """How many rows the list at an address holds, read as its page and its file read it at that instant."""
    path, _, query = url.partition("?")
    listed = LISTS[resolve(path).view_name]
    given = QueryDict(query)
    key = str(next(iter(resolve(path).kwargs.values()), ""))
    reading = Reading(listed, actor=again(getattr(world, who)), given=given, sort="", key=key, now=NOW)
    return len({line_key(one) for source in reading.sources for one in source})


def line_key(row: Any) -> int:
    """The key of a row, so that one which a join repeats is seen."""
    return int(row.pk)


def is_list(url: str) -> bool:
    """Does an address lead to a list? A page of one thing, which has a list on it, is none; views of the queue are."""
    found = resolve(url.partition("?")[0])
    return found.view_name in LISTS and (not found.kwargs or found.view_name == "tickets:queue_view")


@pytest.mark.parametrize("site", ["", "MAIN"])
@pytest.mark.parametrize(("code", "who"), READERS)
def test_every_figure_equals_its_drill_through(world: World, code: str, who: str, site: str) -> None:
    given = {"site": site} if site else {}
    counted = 0
    for link in links_of(read_by(world, code, who, **given)):
        if not link.url or not is_list(link.url):
            continue
        if link.holds is None:
            assert link.url.partition("?")[0] in WITHOUT_NUMBER, link
            continue
        assert rows_behind(world, who, link.url) == link.holds, link
        counted += 1
    assert counted >= 3


@pytest.mark.parametrize(("code", "who"), READERS)
def test_every_link_opens_for_who_reads_it(
    world: World, code: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client = signed_in(getattr(world, who))
    for url in {link.url for link in links_of(read_by(world, code, who)) if link.url}:
        assert client.get(url).status_code == 200, url


def test_a_sentence_that_leads_to_a_list_says_how_many_rows_it_has(world: World) -> None:
    said = 0
    for code, who in READERS:
        for one in read_by(world, code, who).decisions:
            if one.url and one.holds is not None:
                assert one.holds == 1 or re.search(rf"\b{one.holds}\b", f"{one.lead} {one.text} {one.go}"), (
                    one
                )
                said += 1
    assert said >= 30


def test_the_world_has_rows_behind_everything_a_dashboard_counts(world: World) -> None:
    met = set()
    for code, who in READERS:
        for link in links_of(read_by(world, code, who)):
            found = QueryDict(link.url.partition("?")[2]).get(NAME)
            if found and link.holds:
                met.add(Part.read(found).code)
    assert met == {one.code for one in COUNTED}


def test_sentences_of_one_dashboard_lead_to_fewer_than_the_whole_list(world: World) -> None:
    found = {
        one.lead.split()[0]: one for one in read_by(world, "infrastructure", "vp_infrastructure").decisions
    }
    assert found["Not"].text.startswith(f"{found['Not'].holds} service")
    notices = [
        one for one in read_by(world, "infrastructure", "vp_infrastructure").decisions if one.icon == "flag-3"
    ]
    assert sorted(one.holds or 0 for one in notices) == [1, 1, 1, 2]
    assert rows_behind(world, "vp_infrastructure", "/contracts/renewals/?decided=no") > 4


@pytest.mark.parametrize(
    "value",
    [
        "unproven", "nothing:2026-10-22:2026-11-20", "unproven:2026-11-20:2026-10-22", "unproven:x:y",
        "unproven:2020-01-01:2026-11-20", "unproven:2026-10-22:2026-11-20:NOWHERE",
        "unproven:2026-10-22:2026-11-20::kitchen", "devices_down:2026-10-22:2026-11-20", "",
    ],
)  # fmt: skip
def test_what_is_no_count_of_this_list_is_refused_in_words(world: World, value: str) -> None:
    page = signed_in(world.vp_infrastructure).get("/services/", {NAME: value})
    assert page.status_code == (400 if value else 200)
    assert ("Open the list from a dashboard." in page.content.decode()) is bool(value)


def test_who_may_not_read_what_was_counted_is_refused(world: World) -> None:
    value = f"safety:{PERIOD['from']}:{PERIOD['until']}"
    assert signed_in(world.cmio).get("/queue/v/every/", {NAME: value}).status_code == 200
    assert signed_in(world.agent).get("/queue/v/every/", {NAME: value}).status_code == 400
    assert signed_in(world.cio).get("/queue/v/every/", {NAME: value}).status_code == 404


def test_what_was_counted_stands_as_a_chip_in_words(world: World) -> None:
    value = f"unproven:{PERIOD['from']}:{PERIOD['until']}::infrastructure"
    page = signed_in(world.vp_infrastructure).get("/services/", {NAME: value})
    (chip,) = page.context["chips"]
    assert chip.label == "Counted on a dashboard"
    assert chip.words.startswith("Recovery not proven, Oct 22")
    assert chip.words.endswith("Infrastructure")
