"""Figures over REST: what each is, what it was, its history, its snapshots."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from hospital_itsm.kpi.rules.definitions import ALL
from tests.api.rest import Rest, pointers, problem
from tests.kpi import small_world
from tests.world import World

OF_THE_SMALL_WORLD = "from=2026-10-22&until=2026-11-20"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.build(made)
        small_world.count()
        yield made
        transaction.set_rollback(True)


def test_every_figure_is_listed_with_its_meaning_and_those_without_data_are_null(world: World) -> None:
    rows = Rest(world.cio).get(f"kpis/?{OF_THE_SMALL_WORLD}&site=MAIN").json()["results"]
    assert [row["code"] for row in rows] == [one.code for one in ALL]
    found = {row["code"]: row for row in rows}
    assert found["recall_closure_one"]["figure"] is None
    assert found["restore_p1"]["figure"] == {
        "first_day": "2026-10-22", "last_day": "2026-11-20", "value": "10800", "median": "10800", "p90": "16560",
        "n": 2, "numerator": "21600", "denominator": "2", "target": "14400", "verdict": "few", "before": None,
        "counted_at": "2026-11-20T18:00:00.000000Z",
    }  # fmt: skip
    assert (found["restore_p1"]["unit"], found["restore_p1"]["better"]) == ("seconds", "lower")
    assert found["restore_p1"]["formula"].startswith("From the opening until it worked again")


def test_one_figure_has_its_history(world: World) -> None:
    row = Rest(world.lead).get(f"kpis/opened/?{OF_THE_SMALL_WORLD}").json()
    assert row["figure"]["value"] == "8"
    assert sum(step["n"] for step in row["history"]) == 8
    assert row["history"][-1]["last_day"] == "2026-11-20"
    assert Rest(world.lead).get("kpis/nothing/").status_code == 404


def test_snapshots_are_those_of_figures_the_caller_reads(world: World) -> None:
    lead = Rest(world.lead)
    rows = lead.get("kpi_snapshots/?kpi=restore_p1&sort=oldest").json()["results"]
    assert [(row["day"], row["site"], row["domain"], row["n"], row["numerator"]) for row in rows] == [
        ("2026-11-10", "MAIN", "infrastructure", 1, "3600"),
        ("2026-11-11", "MAIN", "infrastructure", 1, "18000"),
    ]
    assert lead.get("kpi_snapshots/?kpi=renewal_traps").json()["results"] == []
    assert len(Rest(world.finance).get("kpi_snapshots/?kpi=renewal_traps").json()["results"]) == 2


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("kpis/?from=2026-11-20&until=2026-11-01", "/until"),
        ("kpis/?color=red", "/color"),
        ("kpis/opened/?site=NOWHERE", "/site"),
        ("kpi_snapshots/?kpi=nothing", "/kpi"),
        ("kpi_snapshots/?from=never", "/from"),
        ("services/A001/availability/?from=2026-11-20&until=2026-11-01", "/until"),
        ("services/A001/availability/?from=2020-01-01&until=2026-11-01", "/until"),
        ("services/A001/availability/?site=MAIN", "/site"),
    ],
)
def test_what_can_not_be_read_is_refused_by_name(world: World, path: str, pointer: str) -> None:
    assert pointers(problem(Rest(world.cio).get(path), 400, "unknown-input")) == [pointer]


def test_the_availability_of_the_only_service_of_its_tiers_is_the_figure_to_the_second(world: World) -> None:
    cio = Rest(world.cio)
    days = "from=2026-10-22&until=2026-11-19"
    row = cio.get(f"services/A001/availability/?{days}").json()
    assert row.pop("counted_at").startswith(str(timezone.now().year))
    assert row == {
        "service": "A001", "calendar": None, "first_day": "2026-10-22", "last_day": "2026-11-19",
        "counted_from": "2026-11-11", "agreed_seconds": 9 * 86_400, "down_seconds": 36 * 60,
        "planned_seconds": 67 * 60, "outages": 1, "percent": "99.722", "percent_with_planned": "99.205",
    }  # fmt: skip
    figure = cio.get(f"kpis/availability_first/?{days}").json()["figure"]
    assert (figure["denominator"], figure["value"]) == (str(row["agreed_seconds"]), "99.7222")
    assert int(figure["denominator"]) - int(figure["numerator"]) == row["down_seconds"]


def test_before_the_first_recorded_outage_and_where_nothing_is_agreed_no_availability_is_told(
    world: World,
) -> None:
    cio = Rest(world.cio)
    row = cio.get("services/A001/availability/?from=2026-10-01&until=2026-11-10").json()
    assert (row["counted_from"], row["agreed_seconds"], row["percent"]) == (None, 0, None)
    Rest(world.it_manager).put("portfolio/A001/agreed_time/", {"calendar": "BUS"})
    sunday = cio.get("services/A001/availability/?from=2026-11-15&until=2026-11-15").json()
    assert (sunday["calendar"], sunday["counted_from"]) == ("BUS", "2026-11-15")
    assert (sunday["agreed_seconds"], sunday["percent"]) == (0, None)
    Rest(world.it_manager).put("portfolio/A001/agreed_time/", {"calendar": None})


def test_a_token_needs_the_scope(world: World) -> None:
    problem(Rest(world.cio, ["changes:read"]).get("kpis/"), 403, "forbidden")
    problem(Rest(world.agent).get("kpis/"), 403, "forbidden")
