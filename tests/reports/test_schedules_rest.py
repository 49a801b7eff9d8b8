"""Schedules over REST: added, read, changed, paused, let go on and removed by their owner alone."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportSchedule
from hospital_itsm.reports.questions import BY_CODE
from tests.api.rest import Rest, pointers, problem
from tests.world import World, again


def test_a_schedule_is_added_read_paused_and_let_go_on(world: World) -> None:
    saved = save_report(BY_CODE["open-longest"], {}, actor=again(world.lead), name="Mine")
    lead = Rest(world.lead)
    says = {
        "saved": saved.pk, "cadence": "weekly", "weekday": 4, "at": "06:45", "zone": "America/Chicago",
        "output": "pdf", "only_over": 0, "people": [world.lead.username], "teams": ["EUC"], "roles": ["cio"],
    }  # fmt: skip
    for wrong, pointer in (
        ({"at": "6:45"}, "/at"),
        ({"weekday": 7}, "/weekday"),
        ({"people": ["nobody"]}, "/people"),
    ):
        assert lead.post("reports/schedules/", {**says, **wrong}).status_code in (400, 422), pointer
    assert pointers(
        problem(lead.post("reports/schedules/", {**says, "zone": "Mars"}), 422, "value-refused")
    ) == ["/zone"]
    assert not ReportSchedule.objects.exists()
    made = lead.post("reports/schedules/", says)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    row = made.json()
    path = f"reports/schedules/{row['id']}/"
    assert {name: row[name] for name in says} == says
    assert (row["paused"], row["month_day"]) == ("", 1)
    assert [one["id"] for one in lead.get("reports/schedules/").json()["results"]] == [row["id"]]
    assert Rest(world.it_manager).get(path).status_code == 404
    paused = lead.post(f"{path}pause/", {}).json()
    assert (paused["paused"], paused["next_at"]) == ("owner", None)
    resumed = lead.post(f"{path}resume/", {}).json()
    assert (resumed["paused"], resumed["next_at"], resumed["version"]) == ("", row["next_at"], 3)


def test_somebody_elses_report_is_not_scheduled(world: World) -> None:
    saved = save_report(
        BY_CODE["open-longest"], {}, actor=again(world.lead), name="Shared", sharing="everybody"
    )
    says = {"saved": saved.pk, "cadence": "daily", "at": "07:00", "zone": "UTC", "output": "csv"}
    assert Rest(world.agent).post("reports/schedules/", {**says, "teams": ["EUC"]}).status_code == 404
    assert not ReportSchedule.objects.exists()


def made(world: World, **more: Any) -> dict[str, Any]:
    """A schedule of the lead's, as REST answers it."""
    saved = save_report(BY_CODE["open-longest"], {}, actor=again(world.lead), name="Mine")
    says = {
        "saved": saved.pk, "cadence": "weekly", "weekday": 4, "at": "06:45", "zone": "America/Chicago",
        "output": "pdf", "only_over": 3, "people": [world.lead.username], "teams": ["EUC"], "roles": ["cio"], **more,
    }  # fmt: skip
    answer = Rest(world.lead).post("reports/schedules/", says)
    assert answer.status_code == 201
    row: dict[str, Any] = answer.json()
    return row


def test_a_change_keeps_what_is_not_sent_and_needs_the_version_that_was_read(world: World) -> None:
    row, lead = made(world), Rest(world.lead)
    path = f"reports/schedules/{row['id']}/"
    problem(lead.patch(path, {"at": "07:15"}), 428, "precondition-required")
    problem(lead.patch(path, {"at": "07:15"}, If_Match='"9"'), 412, "stale-version")
    for wrong in (
        {"at": "25:00"},
        {"saved": 1},
        {"only_over": -1},
        {"people": ["nobody"]},
        {"people": [], "teams": [], "roles": []},
    ):
        assert lead.patch(path, wrong, If_Match='"1"').status_code in (400, 422), wrong
    assert Rest(world.agent).patch(path, {"at": "07:15"}, If_Match="*").status_code == 404
    assert lead.get(path).json() == row
    changed = lead.patch(path, {"at": "07:15", "weekday": 2, "only_over": None}, If_Match='"1"')
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    after = changed.json()
    said = {"at": "07:15", "weekday": 2, "only_over": None, "version": 2, "next_at": after["next_at"]}
    assert after == {**row, **said}
    assert after["next_at"] != row["next_at"]
    assert lead.patch(path, {"people": []}, If_Match='"2"').json() == {**after, "people": [], "version": 3}


def test_a_removed_schedule_is_gone_and_its_report_stays(world: World) -> None:
    row, lead = made(world), Rest(world.lead)
    path = f"reports/schedules/{row['id']}/"
    problem(lead.send("DELETE", path), 428, "precondition-required")
    problem(lead.send("DELETE", path, If_Match='"2"'), 412, "stale-version")
    assert Rest(world.agent).send("DELETE", path, If_Match="*").status_code == 404
    assert ReportSchedule.objects.count() == 1
    assert lead.send("DELETE", path, If_Match='"1"').status_code == 204
    assert not ReportSchedule.objects.exists()
    assert lead.get(path).status_code == 404
    assert lead.get(f"reports/saved/{row['saved']}/").status_code == 200
    assert AuditEntry.objects.get(verb="report_schedule.remove").changes == {"question": "open-longest"}


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_schedules_and_runs_to_their_own_people_alone(world: World) -> None:
    row, lead = made(world), Rest(world.lead)
    run = lead.post("reports/runs/", {"question": "units-reporting", "output": "csv"}).json()

    def told(who: Any) -> list[tuple[str, str, str]]:
        rows = Rest(who).get("changes?kind=report_schedule,report_run").json()["changes"]
        return [(one["kind"], one["verb"], one["url"]) for one in rows]

    path = f"/api/v1/reports/schedules/{row['id']}/"
    assert told(world.lead) == [
        ("report_schedule", "report_schedule.add", path),
        ("report_run", "report.run", f"/api/v1/reports/runs/{run['id']}/"),
    ]
    assert told(world.agent) == []
    lead.send("DELETE", f"reports/schedules/{row['id']}/", If_Match="*")
    assert told(world.agent) == []
