"""Reports over REST: questions with what can be chosen, saved ones, runs and their files, and the feed."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.jobs import running
from hospital_itsm.reports.actions import runs
from hospital_itsm.reports.models import ReportRun, SavedReport
from tests.api.rest import Rest, pointers, problem
from tests.reports import cast
from tests.world import World

NEW = {
    "name": "Quarter",
    "question": "units-reporting",
    "parameters": {"days": ["90"], "priority": ["1", "2"]},
}


def test_questions_tell_what_can_be_chosen(world: World) -> None:
    rest = Rest(world.agent)
    listed = rest.get("reports/questions/").json()["results"]
    assert "units-reporting" in [row["code"] for row in listed]
    assert "budget-standing" not in [row["code"] for row in listed]
    assert len(Rest(world.auditor).get("reports/questions/").json()["results"]) == 24
    one = rest.get("reports/questions/open-longest/").json()
    assert one["shows"] == ["table", "count", "trend", "matrix"]
    assert one["usual"] == {"state": ["open"]}
    assert {"code": "unit", "name": "Unit"} in one["counted_by"]
    assert {"code": "number", "name": "Number"} in one["columns"]
    assert next(row for row in one["filters"] if row["code"] == "care")["codes"] == ["yes", "no"]
    problem(Rest(world.agent, ["kpis:read"]).get("reports/questions/"), 403, "forbidden")


def test_a_report_is_saved_changed_and_removed(world: World) -> None:
    rest = Rest(world.lead)
    made = rest.post("reports/saved/", {**NEW, "sharing": "everybody"})
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["parameters"] == {
        "days": ["90"], "priority": ["1", "2"], "show": ["count"], "by": ["unit"],
    }  # fmt: skip
    assert (row["owner"], row["is_mine"], row["sharing"], made["ETag"]) == (
        "jorge.pacheco", True, "everybody", '"1"',
    )  # fmt: skip
    path = f"reports/saved/{row['id']}/"
    assert Rest(world.agent).get(path).json()["is_mine"] is False
    problem(rest.patch(path, {"name": "Year"}), 428, "precondition-required")
    problem(rest.patch(path, {"name": "Year"}, If_Match='"7"'), 412, "stale-version")
    assert rest.patch(path, {"name": "Year"}, If_Match='"1"').json()["name"] == "Year"
    assert rest.send("DELETE", path, If_Match='"2"').status_code == 204
    assert SavedReport.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({**NEW, "question": "nothing"}, 422, "/question"),
        ({**NEW, "colour": "red"}, 400, "/colour"),
        ({**NEW, "parameters": {"days": ["never"]}}, 422, "/days"),
        ({**NEW, "parameters": {"days": "90"}}, 422, "/parameters/days"),
        ({**NEW, "parameters": ["days"]}, 422, "/parameters"),
        ({**NEW, "name": ""}, 422, "/name"),
        ({**NEW, "team": "NOBODY"}, 422, "/team"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    world: World, body: dict[str, Any], status: int, field: str
) -> None:
    answer = Rest(world.lead).post("reports/saved/", body)
    assert answer.status_code == status, answer.content
    assert field in pointers(answer.json())
    assert SavedReport.objects.count() == 0


def test_a_run_is_made_and_its_file_fetched_once_more_noted(world: World) -> None:
    cast.of_units(world)
    rest = Rest(world.agent)
    made = rest.post("reports/runs/", {"question": "units-reporting", "output": "csv"})
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["state"], row["rows"], row["failure"]) == ("done", 3, "")
    answer = rest.client.get(row["file"], headers=rest.headers)
    assert b"".join(answer) == cast.stored(ReportRun.objects.get())  # type: ignore[arg-type]
    assert AuditEntry.objects.get(verb="report.download").channel == "api"
    assert Rest(world.lead).get(f"reports/runs/{row['id']}/").status_code == 404
    assert Rest(world.lead).get("reports/runs/").json()["results"] == []


def test_a_long_run_is_read_until_it_has_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.of_units(world)
    monkeypatch.setattr(runs, "is_at_once", lambda output, rows: False)
    rest = Rest(world.lead)
    saved = rest.post("reports/saved/", NEW).json()["id"]
    row = rest.post("reports/runs/", {"saved": saved, "output": "xlsx"}).json()
    assert (row["state"], row["file"], row["saved"]) == ("waiting", None, saved)
    running.carry_on_all()
    after = rest.get(f"reports/runs/{row['id']}/").json()
    assert (after["state"], after["file"]) == ("done", f"/api/v1/reports/runs/{row['id']}/file/")
    assert len(after["sha256"]) == 64


@pytest.mark.parametrize(
    "body",
    [
        {"output": "csv"},
        {"output": "csv", "saved": 1, "question": "units-reporting"},
        {"output": "csv", "saved": 1, "parameters": {}},
        {"output": "doc", "question": "units-reporting"},
        {"output": "csv", "question": "units-reporting", "parameters": {"by": ["password"]}},
    ],
)
def test_what_cannot_be_run_leaves_no_run(world: World, body: dict[str, Any]) -> None:
    assert Rest(world.lead).post("reports/runs/", body).status_code == 422
    assert ReportRun.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_of_saved_reports_to_those_who_see_them(world: World) -> None:
    rest = Rest(world.lead)
    shared = rest.post("reports/saved/", {**NEW, "sharing": "everybody"}).json()["id"]
    mine = rest.post("reports/saved/", {**NEW, "name": "Mine"}).json()["id"]

    def told(who: Any) -> list[tuple[str, str]]:
        rows = Rest(who).get("changes?kind=saved_report").json()["changes"]
        return [(row["id"], row["verb"]) for row in rows]

    assert told(world.lead) == [(str(shared), "report.save"), (str(mine), "report.save")]
    assert told(world.agent) == [(str(shared), "report.save")]
    assert told(world.finance) == []
