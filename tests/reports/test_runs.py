"""Runs: exact counts of a small world, the same rows as the list, files with their facts, and who has them."""

import csv
import hashlib
import io
import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.models import Membership
from hospital_itsm.reports import writing
from hospital_itsm.reports.actions import runs
from hospital_itsm.reports.actions.runs import forget_results, run_question
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.models import ReportRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules import estimates
from tests.exporting.files import csv_of
from tests.reports import cast
from tests.world import World, again
from tickets.models import Clock, Ticket


def lines(who: Any, code: str, **given: Any) -> list[list[Any]]:
    """The lines of a question as this person gets them."""
    asked = Asked(BY_CODE[code], given, actor=again(who), now=timezone.now())
    assert asked.errors == {}
    return ReportReading(asked).first_lines(100)


def file_rows(run: ReportRun) -> tuple[list[list[str]], list[list[str]]]:
    """The facts at the head of a CSV file, and its rows with their headings."""
    rows = list(csv.reader(io.StringIO(cast.stored(run).decode("utf-8-sig"))))
    gap = rows.index([])
    return rows[:gap], rows[gap + 1 :]


def test_which_units_report_most(world: World) -> None:
    cast.of_units(world)
    assert lines(world.agent, "units-reporting") == [
        [world.area("ICU").name, 3, Decimal("50.0")],
        [world.area("MS5").name, 2, Decimal("33.3")],
        [world.area("ED").name, 1, Decimal("16.7")],
    ]
    assert [line[1] for line in lines(world.agent, "units-reporting", days="90")] == [3, 2, 2]
    assert [line[1] for line in lines(world.agent, "units-reporting", days="7", care_area="MS5")] == [1]


def test_a_trend_has_every_step_of_its_period(world: World) -> None:
    cast.of_units(world)
    found = lines(world.agent, "reports-over-time", days="7")
    today = timezone.localdate()
    assert [line[0] for line in found] == [today - timedelta(days=number) for number in range(6, -1, -1)]
    assert [line[1] for line in found] == [0, 0, 0, 1, 1, 3, 0]


def test_a_matrix_counts_by_two_things_with_their_sums(world: World) -> None:
    for number, one in enumerate(cast.of_units(world)):
        Ticket.objects.filter(pk=one.pk).update(priority=1 + number % 2, team=world.team("EUC"))
    asked = Asked(
        BY_CODE["care-affected"],
        {"show": "matrix", "by": "unit", "across": "priority"},
        actor=world.agent,
        now=timezone.now(),
    )
    table = ReportReading(asked).table
    assert table.headings == ["Unit", "Priority 1, critical", "Priority 2, high", "All"]
    assert table.lines == [
        [world.area("ICU").name, 2, 1, 3],
        [world.area("MS5").name, 1, 1, 2],
        [world.area("ED").name, 0, 1, 1],
        ["All", 3, 3, 6],
    ]


def test_missed_promises_are_those_of_clocks_that_were_missed(world: World) -> None:
    first, *_others = cast.of_units(world)
    Clock.objects.filter(ticket=first).update(breached_at=timezone.now())
    assert lines(world.agent, "promises-missed", show="count", by="unit") == [
        [world.area("ICU").name, 1, Decimal("100.0")]
    ]


def test_a_restricted_ticket_is_neither_listed_nor_counted(world: World) -> None:
    kept, *_others = cast.of_units(world)
    Ticket.objects.filter(pk=kept.pk).update(is_restricted=True, team=world.team("SEC"))
    assert lines(world.agent, "units-reporting")[0][1] == 2
    assert lines(world.security_member, "units-reporting")[0][1] == 3
    assert len(lines(world.agent, "open-longest")) == 6
    assert len(lines(world.security_member, "open-longest")) == 7


def test_a_report_has_the_rows_of_its_list(world: World) -> None:
    cast.of_units(world)
    run = run_question(
        BY_CODE["open-longest"], {"state": ["open"], "sort": ["oldest"]}, "csv", actor=world.agent
    )
    _facts, (headings, *rows) = file_rows(run)
    listed = csv_of(world.agent, "/queue/v/every/export/?state=open", sort="oldest")
    assert [dict(zip(headings, row, strict=True)) for row in rows] == [
        {name: one[name] for name in headings} for one in listed
    ]
    assert len(rows) == 7


def test_a_csv_file_says_what_it_is_and_its_run_knows_its_checksum(world: World) -> None:
    cast.of_units(world)
    run = run_question(BY_CODE["units-reporting"], {}, "csv", actor=world.agent)
    facts, rows = file_rows(run)
    said = dict(facts[:1] + facts[1:])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d America/Chicago", said.pop("Run"))
    assert said.pop("Period").startswith("Opened: ")
    assert said == {
        "Report": "Which units report most?", "About": "Tickets", "Filter": "None", "Shown as": "Count by Unit",
        "By": "Leo Marsh (leo.marsh)", "Counted": "6", "Rows": "3",
        "Times": "Times are those of America/Chicago.",
    }  # fmt: skip
    assert rows[0] == ["Unit", "Number", "Percent"]
    assert rows[1] == [world.area("ICU").name, "3", "50.0"]
    data = cast.stored(run)
    assert (run.state, run.rows, run.size) == ("done", 3, len(data))
    assert run.sha256 == hashlib.sha256(data).hexdigest()
    assert run.expires_at is not None
    assert run.ended_at is not None
    assert run.expires_at - run.ended_at == timedelta(days=7)


def test_a_workbook_and_a_page_hold_the_same(world: World) -> None:
    cast.of_units(world)
    book = openpyxl.load_workbook(
        io.BytesIO(cast.stored(run_question(BY_CODE["units-reporting"], {}, "xlsx", actor=world.agent)))
    )
    sheet, about = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[:2] == [("Unit", "Number", "Percent"), (world.area("ICU").name, 3, 50)]
    assert ("Rows", "3") in set(about.iter_rows(values_only=True))
    page = json.loads(cast.stored(run_question(BY_CODE["units-reporting"], {}, "page", actor=world.agent)))
    assert page["headings"] == ["Unit", "Number", "Percent"]
    assert page["rows"][0] == [world.area("ICU").name, "3", "50.0"]


def test_no_cell_of_a_report_is_a_formula(world: World) -> None:
    (one, *_others) = cast.of_units(world)
    Ticket.objects.filter(pk=one.pk).update(title="=1+1")
    type(world.area("ICU")).objects.filter(code="ICU").update(name="@SUM(A1)")
    given = {"columns": ["title"], "state": ["open"], "care_area": ["ICU"]}
    _facts, rows = file_rows(run_question(BY_CODE["open-longest"], given, "csv", actor=world.agent))
    assert ["'=1+1"] in rows
    _facts, rows = file_rows(run_question(BY_CODE["units-reporting"], {}, "csv", actor=world.agent))
    assert rows[1][0] == "'@SUM(A1)"


def test_the_trail_says_who_took_what(world: World) -> None:
    kept, *_others = cast.of_units(world)
    Ticket.objects.filter(pk=kept.pk).update(is_restricted=True, team=world.team("SEC"))
    run = run_question(
        BY_CODE["open-longest"], {"state": ["open"], "q": ["scanner"]}, "csv", actor=world.security_member
    )
    entry = AuditEntry.objects.get(verb="report.run")
    assert (entry.actor_id, entry.target_id) == (world.security_member.pk, str(run.pk))
    assert entry.changes["rows"] == 7
    assert entry.changes["restricted"] == 1
    assert entry.changes["filters"]["state"] == ["open"]
    assert "scanner" not in json.dumps(entry.changes)
    client = cast.signed_in(world.security_member)
    answer = client.get(f"{run.get_absolute_url()}file/")
    assert b"".join(answer) == cast.stored(run)  # type: ignore[arg-type]
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert AuditEntry.objects.get(verb="report.download").changes == {
        "question": "open-longest", "format": "csv", "rows": 7,
    }  # fmt: skip


def test_what_cannot_be_asked_leaves_no_run(world: World) -> None:
    for code, given, output, field in (
        ("units-reporting", {"days": ["never"]}, "csv", "days"),
        ("units-reporting", {}, "doc", "output"),
        ("units-reporting", {"q": ["MRN 00482913"]}, "csv", "q"),
    ):
        with pytest.raises(ValueRefused) as refused:
            run_question(BY_CODE[code], given, output, actor=world.agent)
        assert list(refused.value.errors) == [field]
    with pytest.raises(Forbidden):
        run_question(BY_CODE["budget-standing"], {}, "csv", actor=world.agent)
    assert ReportRun.objects.count() == 0
    assert AuditEntry.objects.filter(verb="report.run").count() == 0


def test_too_many_rows_for_paper_are_refused_in_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.of_units(world)
    monkeypatch.setitem(estimates.MOST_CELLS, "pdf", 27)
    monkeypatch.setitem(estimates.MOST_ROWS, "csv", 6)
    wide = {"columns": ["number", "title", "unit", "queue"]}
    for given, output, words in (
        (
            wide,
            "pdf",
            (
                "7 rows are too many for PDF, which takes 6 with these columns. Narrow it, choose fewer columns, "
                "or take CSV."
            ),
        ),
        ({}, "csv", "7 rows are too many for CSV, which takes 6. Narrow it, or take CSV."),
    ):
        with pytest.raises(ValueRefused) as refused:
            run_question(BY_CODE["open-longest"], given, output, actor=world.agent)
        assert refused.value.errors == {"output": words}
    assert ReportRun.objects.count() == 0
    narrow = run_question(BY_CODE["open-longest"], {"columns": ["number"]}, "pdf", actor=again(world.agent))
    assert narrow.rows == 7


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> ReportRun:
    """A run of seven tickets that is a worker's to make."""
    cast.of_units(world)
    monkeypatch.setattr(runs, "is_at_once", lambda output, rows: False)
    return run_question(BY_CODE["open-longest"], {"state": ["open"]}, "csv", actor=again(world.agent))


def test_a_long_run_is_a_job_that_leads_to_it(world: World, waiting: ReportRun) -> None:
    client = cast.signed_in(world.agent)
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert f'href="/jobs/{waiting.job_id}/"' in page
    assert client.get(f"{waiting.get_absolute_url()}file/").status_code == 404
    running.carry_on_all()
    run, job = ReportRun.objects.get(), Job.objects.get()
    assert (run.state, run.rows, job.state, job.stored_name) == ("done", 7, "done", "")
    assert run.get_absolute_url() in client.get(job.get_absolute_url()).content.decode()
    _facts, rows = file_rows(run)
    assert len(rows) == 8


def test_who_lost_a_right_meanwhile_gets_nothing(world: World, waiting: ReportRun) -> None:
    Membership.objects.filter(user=world.agent, team__code="EUC").delete()
    running.carry_on_all()
    run = ReportRun.objects.get()
    assert (run.state, run.failure, run.stored_name) == ("failed", "rights-changed", "")
    assert (
        "Your rights have changed" in cast.signed_in(world.agent).get(run.get_absolute_url()).content.decode()
    )


def test_who_loses_a_right_later_downloads_nothing(world: World) -> None:
    cast.of_units(world)
    run = run_question(BY_CODE["open-longest"], {}, "csv", actor=again(world.agent))
    Membership.objects.filter(user=world.agent, team__code="EUC").delete()
    client = cast.signed_in(world.agent)
    assert client.get(f"{run.get_absolute_url()}file/").status_code == 404
    assert "can no longer be had" in client.get(run.get_absolute_url()).content.decode()
    assert AuditEntry.objects.filter(verb="report.download").count() == 0


def test_a_canceled_run_says_so_and_can_be_run_again(world: World, waiting: ReportRun) -> None:
    client = cast.signed_in(world.agent)
    client.post(f"/jobs/{waiting.job_id}/cancel/")
    assert ReportRun.objects.select_related("job").get().standing == "canceled"
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert "No file was kept" in page
    answer = client.post(f"{waiting.get_absolute_url()}again/")
    latest = ReportRun.objects.latest("pk")
    assert (answer.status_code, latest.parameters) == (302, waiting.parameters)
    assert answer["Location"] == f"/jobs/{latest.job_id}/"


def test_a_worker_that_dies_leaves_no_file_and_the_run_is_carried_on(
    world: World, waiting: ReportRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Killed(BaseException):
        """What a worker feels of SIGKILL here."""

    def dies(*given: Any) -> None:
        file = given[0]
        file.write(b"half a file")
        raise Killed

    monkeypatch.setattr(writing, "default_storage", FileSystemStorage(tmp_path))
    with monkeypatch.context() as patch:
        patch.setitem(writing.WRITERS, "csv", dies)
        with pytest.raises(Killed):
            running.carry_on_all()
    run = ReportRun.objects.select_related("job").get()
    assert (run.standing, run.stored_name, list(tmp_path.iterdir())) == ("running", "", [])
    running.carry_on_all()
    run = ReportRun.objects.get()
    assert (run.state, [one.name for one in tmp_path.iterdir()]) == ("done", [run.stored_name])


def test_what_a_killed_worker_left_is_thrown_away_a_day_later(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(writing, "default_storage", FileSystemStorage(tmp_path))
    left, other = tmp_path / "report-7-aa.part", tmp_path / "attachment"
    left.write_bytes(b"half a file")
    other.write_bytes(b"a file")
    forget_results(timezone.now(), actor=System("reports"))
    assert left.exists()
    forget_results(timezone.now() + timedelta(days=2), actor=System("reports"))
    assert [one.name for one in tmp_path.iterdir()] == ["attachment"]


def test_results_expire_and_lost_runs_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.of_units(world)
    run = run_question(BY_CODE["units-reporting"], {}, "csv", actor=again(world.agent))
    name, now = run.stored_name, timezone.now()
    assert forget_results(now, actor=System("reports")) == 0
    assert default_storage.exists(name)
    assert forget_results(now + timedelta(days=8), actor=System("reports")) == 1
    assert not default_storage.exists(name)
    page = cast.signed_in(world.agent).get(run.get_absolute_url()).content.decode()
    assert "can no longer be had" in page
    monkeypatch.setattr(runs, "is_at_once", lambda output, rows: False)
    lost = run_question(BY_CODE["units-reporting"], {}, "csv", actor=again(world.agent))
    Job.objects.update(state="failed", failure="worker-died", ended_at=now)
    assert ReportRun.objects.select_related("job").get(pk=lost.pk).standing == "failed"
    forget_results(now, actor=System("reports"))
    lost.refresh_from_db()
    assert (lost.state, lost.failure) == ("failed", "worker-died")
    assert "begun three times" in cast.signed_in(world.agent).get(lost.get_absolute_url()).content.decode()


def test_a_file_is_for_who_ran_it_alone(world: World) -> None:
    cast.of_units(world)
    run = run_question(BY_CODE["units-reporting"], {}, "csv", actor=again(world.agent))
    for who in (world.lead, world.it_manager, world.auditor):
        client = cast.signed_in(who)
        assert client.get(run.get_absolute_url()).status_code == 404
        assert client.get(f"{run.get_absolute_url()}file/").status_code == 404
        assert client.post(f"{run.get_absolute_url()}again/").status_code == 404


def test_a_page_of_runs_that_cannot_be_read_is_said(client: Client, world: World) -> None:
    client.force_login(world.agent)
    assert client.get("/reports/runs/?cursor=garbage").status_code == 400
    assert client.get("/reports/runs/").status_code == 200
