"""Schedules over REST: added, read, paused and let go on by their owner alone."""

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
