"""Outages over REST: instants exact, versions compared, refusals in words."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from hospital_itsm.continuity.models import Outage
from tests.api.rest import Rest, problem
from tests.world import World


@pytest.fixture
def monitoring(world: World) -> Rest:
    """The token of the monitoring."""
    return Rest(world.integration)


def test_the_monitoring_records_an_outage_to_the_second_and_ends_it(world: World, monitoring: Rest) -> None:
    began = timezone.now().replace(microsecond=250) - timedelta(hours=2)
    says = {"title": "Harbor EHR is down", "effect": "down", "services": ["A001"]}
    problem(monitoring.post("outages/", {**says, "began_at": "2026-01-05T08:00:00"}), 422, "value-refused")
    problem(monitoring.post("outages/", {**says, "services": ["NONE"]}), 422, "value-refused")
    problem(
        monitoring.post("outages/", {**says, "began_at": began.isoformat(), "state": "over"}),
        400,
        "unknown-input",
    )
    assert not Outage.objects.exists()
    made = monitoring.post("outages/", {**says, "began_at": began.isoformat()})
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    data = made.json()
    assert datetime.fromisoformat(data["began_at"]) == began
    assert (data["state"], data["services"], data["by_service"][0]["calendar"]) == ("running", ["A001"], None)
    path = f"outages/{data['id']}/"
    ended = (began + timedelta(seconds=90)).isoformat()
    problem(monitoring.post(f"{path}end/", {"ended_at": ended}), 428, "precondition-required")
    problem(monitoring.post(f"{path}end/", {"ended_at": ended}, If_Match='"7"'), 412, "stale-version")
    over = monitoring.post(f"{path}end/", {"ended_at": ended, "cause": "network"}, If_Match='"1"').json()
    assert (over["state"], over["minutes_out"], over["cause"], over["version"]) == ("over", 2, "network", 2)
    assert over["by_service"] == [
        {"service": "A001", "calendar": None, "minutes_in_agreed_time": 2, "minutes_lost": 2}
    ]
    partly = monitoring.patch(path, {"users_percent": 50}, If_Match='"2"').json()
    assert partly["by_service"][0]["minutes_lost"] == 1
    assert [one["id"] for one in monitoring.get("outages/?state=over&service=A001").json()["results"]] == [
        data["id"]
    ]
    problem(monitoring.get("outages/?state=gone"), 400, "unknown-input")


def test_reading_needs_its_scope(world: World) -> None:
    problem(Rest(world.agent, ["assets:read"]).get("outages/"), 403, "forbidden")
    assert Rest(world.agent, ["continuity:read"]).get("outages/").status_code == 200


def test_agreed_time_is_set_by_its_calendar(world: World) -> None:
    manager = Rest(world.it_manager)
    path = "portfolio/A001/agreed_time/"
    problem(manager.put(path, {"calendar": "NEVER"}), 422, "value-refused")
    assert manager.put(path, {"calendar": "BUS"}).json() == {"service": "A001", "calendar": "BUS"}
    assert manager.put(path, {"calendar": None}).json() == {"service": "A001", "calendar": None}
