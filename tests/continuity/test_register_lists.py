"""Registers as lists: narrowed and ordered alike on page, over REST and in files; feeds that are missing first."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Service
from hospital_itsm.continuity.models import DataFeed, RecoveryPlan
from hospital_itsm.continuity.registers import put_feeds
from hospital_itsm.continuity.rules.registers import MET, MISSED, PENDING, UNMEASURED, objective_standing
from tests.api.rest import Rest, problem
from tests.continuity import cast
from tests.world import World

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def listed(client: Client, address: str, name: str = "") -> list[str]:
    """What stands on a page, in its order: codes of services or units, or what `name` names."""
    page = client.get(address)
    assert page.status_code == 200, address
    return [getattr(row, name) if name else row.subject.code for row, *_rest in page.context["lines"]]


def filed(client: Client, address: str, **posted: str) -> list[str]:
    """The lines of the file of a list, without its heading."""
    sent = client.post(address, {"format": "csv", **posted})
    assert sent.status_code == 200, address
    return b"".join(sent.streaming_content).decode().splitlines()[1:]  # type: ignore[attr-defined]


@pytest.fixture
def reader(world: World, client: Client) -> Client:
    """A browser of an agent."""
    client.force_login(world.agent)
    return client


@pytest.fixture
def tests(world: World) -> None:
    """Tests that met their objectives, missed one, were not measured, or whose objectives are pending; and a drill."""
    for code, rto, rpo in (("A001", 60, 15), ("A002", 60, 15), ("A003", None, None), ("A004", 60, 15)):
        tier = "0" if code in ("A001", "A003") else "2"
        Service.objects.filter(code=code).update(rto_minutes=rto, rpo_minutes=rpo, tier=tier)
    measured: dict[str, dict[str, Any]] = {
        "A001": {"rto_minutes": 60, "rpo_minutes": 15},
        "A002": {"rto_minutes": 61, "rpo_minutes": 16, "result": "partly"},
        "A003": {"rto_minutes": 5},
        "A004": {},
    }
    today = timezone.localdate()
    for days, (code, said) in enumerate(measured.items()):
        due = today + timedelta(days=20 + 10 * days)
        cast.tested(world, service=world.service(code), next_due_on=due, **said)
    cast.tested(world, kind="drill", service=None, care_area=world.icu, next_due_on=today + timedelta(days=5))


@pytest.mark.parametrize(
    ("actual", "objective", "stands"),
    [(60, 60, MET), (61, 60, MISSED), (None, 60, UNMEASURED), (5, None, PENDING), (None, None, PENDING), (0, 0, MET)],
)  # fmt: skip
def test_an_objective_nobody_set_is_pending(actual: int | None, objective: int | None, stands: str) -> None:
    assert objective_standing(actual, objective) == stands


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["ICU", "A001", "A002", "A003", "A004"]),
        ("rto=met", ["A001"]),
        ("rto=missed", ["A002"]),
        ("rpo=missed", ["A002"]),
        ("rto=pending", ["A003"]),
        ("rpo=pending", ["A003"]),
        ("rto=unmeasured", ["A004"]),
        ("rto=missed&rto=pending", ["A002", "A003"]),
        ("result=partly", ["A002"]),
        ("kind=drill", ["ICU"]),
        ("unit=ICU", ["ICU"]),
        ("tier=0", ["A001", "A003"]),
        ("service=A002&service=A004", ["A002", "A004"]),
        ("standing=soon", ["ICU", "A001", "A002"]),
        ("standing=late", []),
    ],
)
def test_tests_are_narrowed_alike_on_the_page_over_rest_and_in_the_file(
    world: World, reader: Client, tests: None, query: str, codes: list[str]
) -> None:
    assert listed(reader, f"/continuity/tests/?{query}") == codes
    rest = Rest(world.agent).get(f"recovery_tests/?{query}").json()["results"]
    assert [one["service"] or one["care_area"] for one in rest] == codes
    assert len(filed(reader, f"/continuity/tests/export/?{query}")) == len(codes)


def test_an_objective_that_is_pending_is_said_and_leaves_with_the_file(
    world: World, reader: Client, tests: None
) -> None:
    page = reader.get("/continuity/tests/?service=A003").content.decode()
    assert "RTO pending BIA" in page and "RPO pending BIA" in page
    assert "RTO pending BIA" not in reader.get("/continuity/tests/?service=A001").content.decode()
    (line,) = filed(reader, "/continuity/tests/export/?service=A002")
    assert line.count("Not met") == 2
    (one,) = Rest(world.agent).get("recovery_tests/?service=A003").json()["results"]
    assert (one["rto"], one["rpo"]) == ("pending", "pending")


def feeds(world: World) -> None:
    """Feeds of every standing at noon, by names that would order them otherwise; each runs hourly."""
    for name, last, result, made in (
        ("a-current", 90, "ok", 900),
        ("b-young", None, "", 90),
        ("c-failed", 5, "failed", 900),
        ("d-never", None, "", 91),
        ("e-late", 91, "ok", 900),
        ("f-later", 300, "ok", 900),
    ):
        DataFeed.objects.create(
            code=name, name=name, source="Engine", service=world.service("A001"), team=world.team("EUC"),
            expected_minutes=60, created_at=NOON - made * MINUTE, last_result=result,
            last_run_at=None if last is None else NOON - last * MINUTE,
        )  # fmt: skip


def test_the_database_says_of_every_feed_what_the_rule_says(world: World) -> None:
    feeds(world)
    rows = list(DataFeed.objects.with_standing(NOON))
    put_feeds(rows, NOON)
    assert {row.code: row.stands for row in rows} == {row.code: row.standing for row in rows}
    assert {row.code: row.standing for row in rows} == {
        "a-current": "current",
        "b-young": "soon",
        "c-failed": "failed",
        "d-never": "never",
        "e-late": "late",
        "f-later": "late",
    }


def test_feeds_that_are_missing_stand_first_and_longest_missing_before(
    world: World, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds(world)
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    missing = ["f-later", "d-never", "e-late", "c-failed"]
    every = [*missing, "a-current", "b-young"]
    assert sorted(listed(reader, "/continuity/feeds/", "code")[:4]) == sorted(missing)
    assert listed(reader, "/continuity/feeds/", "code")[0] == "f-later"
    assert listed(reader, "/continuity/feeds/?sort=name", "code") == sorted(every)
    assert [line.split(",")[0] for line in filed(reader, "/continuity/feeds/export/")][0] == "f-later"
    for standing, codes in (("late", ["e-late", "f-later"]), ("never", ["d-never"]), ("failed", ["c-failed"]),
                            ("soon", ["b-young"]), ("current", ["a-current"])):  # fmt: skip
        assert sorted(listed(reader, f"/continuity/feeds/?standing={standing}", "code")) == codes
        rest = Rest(world.agent).get(f"data_feeds/?standing={standing}").json()["results"]
        assert [one["code"] for one in rest] == codes
        assert [one["standing"] for one in rest] == [standing] * len(codes)


def test_plans_are_narrowed_by_their_review_and_ordered_by_title(world: World, reader: Client) -> None:
    today = timezone.localdate()
    for code, title, days in (("A001", "Zebra", 400), ("A002", "Apple", 10), ("A003", "Mango", 20)):
        due = today + timedelta(days=days)
        made = cast.plan(world, title=title, review_due_on=due)
        RecoveryPlan.objects.filter(pk=made.pk).update(service=world.service(code))
    assert listed(reader, "/continuity/plans/", "title") == ["Apple", "Mango", "Zebra"]
    assert listed(reader, "/continuity/plans/?standing=current", "title") == ["Zebra"]
    assert listed(reader, "/continuity/plans/?q=mang", "title") == ["Mango"]
    assert listed(reader, "/continuity/plans/?owner=nobody", "title") == []
    rest = Rest(world.agent).get("recovery_plans/?sort=title").json()["results"]
    assert [one["title"] for one in rest] == ["Apple", "Mango", "Zebra"]
    assert len(filed(reader, "/continuity/plans/export/?standing=soon", sort="title")) == 2


@pytest.mark.parametrize("register", ["tests", "plans", "feeds"])
@pytest.mark.parametrize("query", ["colour=red", "standing=gone", "tier=9", "domain=kitchen"])
def test_what_is_no_filter_is_refused_in_words_and_shows_no_row(
    world: World, reader: Client, tests: None, register: str, query: str
) -> None:
    cast.plan(world)
    cast.feed(world)
    page = reader.get(f"/continuity/{register}/?{query}")
    assert (page.status_code, page.context["lines"]) == (400, [])
    assert "Show the whole list" in page.content.decode()
    name = {"tests": "recovery_tests", "plans": "recovery_plans", "feeds": "data_feeds"}[register]
    problem(Rest(world.agent).get(f"{name}/?{query}"), 400, "unknown-input")
    problem(Rest(world.agent).get(f"{name}/?sort=colour"), 400, "unknown-input")


def test_an_empty_register_and_one_that_is_narrowed_to_nothing_say_different_words(
    world: World, reader: Client
) -> None:
    assert "No data feed is on record" in reader.get("/continuity/feeds/").content.decode()
    cast.feed(world)
    assert "No feed matches" in reader.get("/continuity/feeds/?q=nothing").content.decode()
