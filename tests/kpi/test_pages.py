"""The pages of figures: value, target in words, trend, how it is counted, and who sets a target."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.kpi.models import CountedKpi, KpiTarget, Snapshot
from hospital_itsm.kpi.rules.definitions import ALL, BY_CODE, Definition
from hospital_itsm.kpi.rules.figures import FEW, MET, MISSED, NEAR, UNJUDGED, judged
from hospital_itsm.kpi.wordings import WORDS
from hospital_itsm.kpi.words import GROUPS, amount_words, change_words, target_words
from tests.kpi import small_world
from tests.vendors.test_vendor_pages import text_of
from tests.world import World

OF_THE_SMALL_WORLD = "from=2026-10-22&until=2026-11-20"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.astray(made, small_world.build(made))
        small_world.count()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def undone(world: World) -> Iterator[None]:
    """What a test changes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(person: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager(world: World, undone: None) -> Client:
    """A browser of the IT manager."""
    return signed_in(world.it_manager)


def test_every_figure_has_words_and_every_group_too() -> None:
    assert set(WORDS) == set(BY_CODE)
    assert {one.group for one in ALL} == set(GROUPS)
    assert all(str(one.formula).endswith(".") for one in WORDS.values())


def test_the_list_says_value_target_change_and_what_has_no_data(manager: Client) -> None:
    page = manager.get(f"/kpi/?{OF_THE_SMALL_WORLD}")
    words = text_of(page)
    assert "All sites. Oct 22 to Nov 20, compared with Sep 22 to Oct 21" in words
    groups = {group.code: group for group in page.context["groups"]}
    found = {one.code: one for group in groups.values() for one in group.figures}
    assert found["first_level"].verdict == "Misses 60% or more"
    assert found["first_level"].value == "33.3%"
    assert found["opened"].change == "7 more"
    assert found["restore_p1"].verdict == "Too few to judge, fewer than 5"
    assert (found["restore_p1"].value, found["restore_p1"].p90) == ("3h 00m", "4h 36m")
    assert found["renewal_traps"].verdict == "Misses 0 or less"
    assert found["opened"].picture is not None
    assert found["first_level"].counted == "2 of 6"
    assert "clinical_impact" in found


def test_what_has_no_data_is_named_and_never_zero(manager: Client) -> None:
    page = manager.get("/kpi/?from=2019-01-01&until=2019-01-31")
    assert all(not group.figures for group in page.context["groups"])
    assert "Staff satisfaction" in text_of(page)
    one = text_of(manager.get("/kpi/satisfaction/?from=2019-01-01&until=2019-01-31"))
    assert "Nothing was counted for this in the period." in one


def test_a_figure_says_how_it_is_counted_and_shows_its_history_twice(manager: Client) -> None:
    page = manager.get(f"/kpi/resolve_all/?{OF_THE_SMALL_WORLD}")
    words = text_of(page)
    assert "How is this counted?" in words
    assert "From the opening until resolved, around the clock, for all incidents." in words
    assert "Restricted tickets and duplicates never count." in words
    rows = page.context["rows"]
    assert sum(row.n for row in rows) == 6
    assert [row.value for row in rows if row.n == 0] == [""] * len([row for row in rows if row.n == 0])
    assert len(page.context["figure"].picture.dots) == len([row for row in rows if row.n])
    assert [(way.number, way.words) for way in page.context["ways"]] == [(6, "all that were counted")]
    assert "Restricted tickets" not in text_of(manager.get("/kpi/renewal_traps/"))


def test_no_name_of_a_person_and_no_ticket_stands_on_the_pages_of_executives(
    world: World, undone: None
) -> None:
    cio = signed_in(world.cio)
    for path in ("/kpi/", "/kpi/resolve_all/", "/kpi/satisfaction/", "/kpi/net_flow/"):
        words = cio.get(f"{path}?{OF_THE_SMALL_WORLD}").content.decode()
        assert "INC-" not in words
        assert "/queue/" not in words
        for person in (world.requester, world.agent, world.lead):
            assert person.full_name not in words


def test_a_scope_that_does_not_divide_a_figure_says_so(manager: Client) -> None:
    page = manager.get(f"/kpi/recall_closure_one/?site=MAIN&{OF_THE_SMALL_WORLD}")
    assert "told for the whole hospital" in text_of(page)
    divided = manager.get(f"/kpi/?site=MAIN&domain=htm&{OF_THE_SMALL_WORLD}")
    found = {one.code: one.value for group in divided.context["groups"] for one in group.figures}
    assert found["opened"] == "3"
    assert "recall_closure_one" not in found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2026-11-20&until=2026-11-01", "The period ends before it begins."),
        ("from=2001-01-01", "The period is too long."),
        ("from=yesterday", "Write the day like 2026-11-30."),
        ("period=8", "8 is not one of: 7, 30, 90, 365, quarter, year."),
        ("site=NOWHERE", "There is no such site."),
        ("domain=all", "all is not one of"),
        ("color=red", "There is no such filter."),
        ("group=nothing", "nothing is not one of"),
        ("period=7&period=30", "Give it once."),
    ],
)
def test_what_can_not_be_read_is_refused_in_words(manager: Client, query: str, words: str) -> None:
    for path in ("/kpi/", "/kpi/backlog/"):
        page = manager.get(f"{path}?{query}")
        assert (page.status_code, words in text_of(page)) == (400, True), path


def test_a_target_is_set_in_minutes_judged_at_once_and_recorded(manager: Client) -> None:
    form = manager.get("/kpi/restore_p1/target/")
    assert form.context["form"]["target"].value() == "240"
    assert "The product comes with 4h 00m or less." in text_of(form)
    assert manager.post("/kpi/restore_p1/target/", {"target": "90", "version": "0"}).status_code == 302
    assert KpiTarget.objects.get().target == Decimal(5400)
    assert AuditEntry.objects.get(verb="kpi.set_target").changes == {"target": ["14400", "5400"]}
    assert "1h 30m or less" in manager.get(f"/kpi/restore_p1/?{OF_THE_SMALL_WORLD}").context["figure"].target
    stale = manager.post("/kpi/restore_p1/target/", {"target": "60", "version": "0"})
    assert (stale.status_code, "Somebody set another target" in text_of(stale)) == (409, True)
    assert manager.post("/kpi/restore_p1/target/", {"target": "", "version": "1"}).status_code == 302
    assert KpiTarget.objects.get().target is None


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("first_level", "101", "Give a number from 0 to 100."),
        ("backlog", "-1", "Give a number from 0 up."),
        ("backlog", "many", "Write a number such as"),
        ("opened", "5", "Neither way of this figure is better"),
    ],
)
def test_a_target_that_can_not_be_is_refused_and_kept_typed(
    manager: Client, code: str, typed: str, words: str
) -> None:
    page = manager.post(f"/kpi/{code}/target/", {"target": typed, "version": "0"})
    assert (page.status_code, words in text_of(page)) == (422, True)
    assert f'value="{typed}"' in page.content.decode()
    assert (KpiTarget.objects.count(), AuditEntry.objects.filter(verb="kpi.set_target").count()) == (0, 0)


def test_figures_and_snapshots_leave_as_files(manager: Client) -> None:
    sent = manager.post(f"/kpi/export/?{OF_THE_SMALL_WORLD}", {"format": "csv"})
    rows = {row["Code"]: row for row in read(sent)}
    assert set(rows) == set(BY_CODE)
    assert (rows["restore_p1"]["Value"], rows["restore_p1"]["90th percentile"]) == ("10800", "16560")
    assert rows["net_flow"]["Value"] == "1"
    history = read(manager.post("/kpi/first_level/export/", {"format": "csv"}))
    assert sum(int(row["Counted"]) for row in history) == 6
    assert {row["Code"] for row in read(manager.post("/kpi/net_flow/export/", {"format": "csv"}))} == {
        "opened", "resolved",
    }  # fmt: skip


def read(sent: Any) -> list[dict[str, str]]:
    """The rows of a CSV file that was sent."""
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(("Code", '"Code')))
    return list(csv.DictReader(io.StringIO("\n".join(lines[first:]))))


def test_a_file_holds_no_figure_its_reader_may_not_have(world: World, undone: None) -> None:
    lead = signed_in(world.lead)
    sent = lead.post(f"/kpi/export/?{OF_THE_SMALL_WORLD}", {"format": "csv"})
    codes = {row["Code"] for row in read(sent)}
    assert codes == {one.code for one in ALL if one.needs not in ("contract.read", "budget.read")}
    assert lead.post("/kpi/renewal_traps/export/", {"format": "csv"}).status_code == 404


@pytest.mark.parametrize(
    ("code", "value", "target", "n", "verdict"),
    [
        ("first_level", "60", "60", 5, MET),
        ("first_level", "55", "60", 5, NEAR),
        ("first_level", "54.9", "60", 5, MISSED),
        ("first_level", "10", "60", 4, FEW),
        ("first_level", "10", None, 9, UNJUDGED),
        ("backlog_aged", "10", "10", 5, MET),
        ("backlog_aged", "15.1", "10", 5, MISSED),
        ("response_p1", "990", "900", 5, NEAR),
        ("response_p1", "991", "900", 5, MISSED),
        ("renewal_traps", "1", "0", 1, MISSED),
        ("renewal_traps", "0", "0", 1, MET),
        ("opened", "9", "1", 9, UNJUDGED),
    ],
)
def test_a_figure_is_judged_by_its_target(
    code: str, value: str, target: str | None, n: int, verdict: str
) -> None:
    asked = None if target is None else Decimal(target)
    assert judged(BY_CODE[code], Decimal(value), asked, n) == verdict


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("first_level", "33.333", "33.3%"),
        ("first_level", "100", "100%"),
        ("first_level", "0", "0%"),
        ("availability_first", "99.99999", "99.999%"),
        ("availability_first", "100", "100.000%"),
        ("restore_p1", "10800", "3h 00m"),
        ("restore_p1", "0", "0m"),
        ("backlog_age", "1", "1 day"),
        ("backlog_age", "45.25", "45.3 days"),
        ("hops", "0.333", "0.3"),
        ("opened", "12345", "12,345"),
        ("clinical_impact", "1000000", "1,000,000"),
    ],
)
def test_a_value_is_said_in_its_unit(code: str, value: str, words: str) -> None:
    assert amount_words(BY_CODE[code], Decimal(value)) == words


def test_a_change_is_said_in_words() -> None:
    def said(code: str, now: str, before: str) -> str:
        return change_words(BY_CODE[code], Decimal(now), Decimal(before))

    assert said("first_level", "63.1", "60") == "3.1 points better"
    assert said("restore_p1", "3600", "4440") == "14m better"
    assert said("backlog", "12", "10") == "2 worse"
    assert said("opened", "12", "10") == "2 more"
    assert said("opened", "12", "12") == "no change"
    assert said("first_level", "60.01", "60") == "no change"
    assert change_words(BY_CODE["opened"], Decimal(1), None) == ""
    assert target_words(Definition("x", "desk", "count", "pieces"), Decimal(1)) == ""


def test_data_to_is_the_oldest_count(world: World, undone: None) -> None:
    earlier = small_world.NOW - timedelta(hours=3)
    CountedKpi.objects.filter(kpi="opened").update(counted_at=earlier)
    page = signed_in(world.cio).get(f"/kpi/?{OF_THE_SMALL_WORLD}")
    assert page.context["counted_at"] == earlier
    assert Snapshot.objects.filter(day__gt=timezone.localdate(small_world.NOW)).count() == 0
