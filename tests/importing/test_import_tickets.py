"""Bringing tickets in from another desk: what is stored, what is reported, and what is never done twice."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.importing.actions import import_tickets
from hospital_itsm.importing.management.commands import import_tickets as command
from hospital_itsm.outbox.models import OutboxMessage
from tests.world import World
from tickets.actions.conversation import note
from tickets.models import Clock, ExternalRef, Message, ProtectedReference, Ticket

COLUMNS = (
    *("number", "short_description", "description", "caller_id", "category", "location", "state", "priority"),
    *(
        "impact",
        "urgency",
        "assignment_group",
        "assigned_to",
        "made_sla",
        "reassignment_count",
        "reopen_count",
    ),
    *("opened_at", "resolved_at", "closed_at", "close_notes", "sys_updated_on", "u_ward_code"),
)
ROW = {
    "number": "INC0001",
    "short_description": "Label printer jams",
    "description": "The label printer jams on every second label.",
    "caller_id": "Alma Reyes",
    "category": "euc.cart",
    "location": "ICU",
    "state": "Closed",
    "priority": "3 - Moderate",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "assignment_group": "EUC",
    "assigned_to": "Leo Marsh",
    "made_sla": "false",
    "reassignment_count": "2",
    "reopen_count": "1",
    "opened_at": "2026-03-02 08:15:00",
    "resolved_at": "2026-03-02 10:00:00",
    "closed_at": "2026-03-07 10:00:00",
    "close_notes": "Rollers cleaned",
    "sys_updated_on": "2026-03-07 10:00:00",
    "u_ward_code": "W-7",
}


@pytest.fixture
def export(tmp_path: Path) -> Any:
    """Write rows (differences from ROW) as an export and return its path."""

    def write(*rows: dict[str, str], name: str = "export.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            sheet = csv.DictWriter(stream, COLUMNS)
            sheet.writeheader()
            sheet.writerows(ROW | row for row in rows)
        return path

    return write


def bring_in(path: Path, **options: Any) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("import_tickets", str(path), "--format=servicenow", stdout=said, **options)
    return said.getvalue().strip()


def reported(path: Path) -> list[dict[str, str]]:
    """The lines of a report."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def everything() -> dict[str, int]:
    """How many rows every table has, and where every sequence stands."""
    counts = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called::int FROM ticket_number_inc")
        (counts["ticket_number_inc"], counts["called"]) = cursor.fetchone()
    return counts


def test_a_known_row_becomes_an_external_ticket_with_its_own_times_and_people(
    world: World, export: Any
) -> None:
    assert bring_in(export({}), zone="America/Chicago").startswith("1 new, 0 updated, 0 unchanged")
    ticket = Ticket.objects.get()
    assert ticket.is_external and ticket.source == "import" and ticket.state == "closed"
    assert ticket.requester == world.requester and ticket.assignee == world.agent
    assert ticket.team == world.team("EUC") and ticket.care_area == world.icu
    assert ticket.opened_at.isoformat() == "2026-03-02T14:15:00+00:00"
    assert ticket.closed_at and ticket.closed_at.isoformat() == "2026-03-07T16:00:00+00:00"
    assert (ticket.priority, ticket.impact, ticket.urgency, ticket.reopened_count) == (3, 2, 2, 1)
    bodies = list(ticket.messages.order_by("pk").values_list("kind", "body"))
    assert bodies == [("report", ROW["description"]), ("internal", "Rollers cleaned")]
    assert ExternalRef.objects.get().external_id == "INC0001"


def test_the_outcome_of_the_other_desk_is_kept_and_never_recalculated(world: World, export: Any) -> None:
    bring_in(export({}))
    kept = Ticket.objects.get().imported_outcomes
    assert (kept["made_sla"], kept["reassignments"], kept["reopened"]) == (False, 2, 1)
    assert kept["fields"]["u_ward_code"] == "W-7"
    assert not Clock.objects.exists() and not OutboxMessage.objects.exists()


def test_names_nobody_here_has_stay_as_labels(world: World, export: Any) -> None:
    bring_in(
        export({"caller_id": "Caller 2471", "assignment_group": "Group 65", "assigned_to": "Resolver 180"})
    )
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.team, ticket.assignee) == (None, None, None)
    assert ticket.requester_label == "Caller 2471"
    assert ticket.imported_outcomes["fields"]["assignment_group"] == "Group 65"


def test_an_alias_table_says_what_their_names_mean_here(world: World, export: Any, tmp_path: Path) -> None:
    aliases = tmp_path / "aliases.csv"
    aliases.write_text(
        "kind,theirs,ours\nteam,Group 65,NET\nperson,Caller 2471,alma.reyes\n", encoding="utf-8"
    )
    bring_in(export({"caller_id": "Caller 2471", "assignment_group": "Group 65"}), aliases=aliases)
    ticket = Ticket.objects.get()
    assert ticket.team == world.team("NET") and ticket.requester == world.requester


def test_a_dry_run_says_the_same_and_writes_nothing(world: World, export: Any, tmp_path: Path) -> None:
    path = export({}, {"number": "INC0002", "state": "-100"}, {"number": "", "opened_at": ""})
    before = everything()
    dry = bring_in(path, dry_run=True, report=tmp_path / "dry.csv")
    assert everything() == before
    wet = bring_in(path, report=tmp_path / "wet.csv")
    assert dry == f"Nothing written. It would be: {wet}"
    assert reported(tmp_path / "dry.csv") == reported(tmp_path / "wet.csv")
    assert everything() != before


def test_every_bad_row_is_named_with_line_field_reason_and_mend(
    world: World, export: Any, tmp_path: Path
) -> None:
    path = export(
        {"number": "INC0001", "state": "-100"},
        {"number": "INC0002", "resolved_at": "?"},
        {"number": "INC0003", "opened_at": "2026-03-09 08:00:00"},
        {"number": "INC0004", "priority": "urgent", "closed_at": "next week"},
        {"number": "INC0005", "opened_at": "?"},
        {"number": ""},
    )
    said = bring_in(path, report=tmp_path / "report.csv")
    assert said.startswith("4 new, 0 updated, 0 unchanged, 0 kept because they were worked on here, 2 not")
    rows = reported(tmp_path / "report.csv")
    found = [(row["line"], row["number"], row["field"]) for row in rows]
    assert found == [
        ("2", "INC0001", "state"),
        ("3", "INC0002", "resolved_at"),
        ("4", "INC0003", "resolved_at"),
        ("5", "INC0004", "closed_at"),
        ("5", "INC0004", "priority"),
        ("6", "INC0005", "opened_at"),
        ("7", "", "number"),
    ]
    assert all(row["why"] and row["mend"] for row in rows)
    assert json.loads(rows[-1]["row"])["short_description"] == ROW["short_description"]


def test_an_event_log_becomes_one_ticket_with_its_history(world: World, export: Any, tmp_path: Path) -> None:
    path = export(
        {"state": "New", "sys_updated_on": "2026-03-02 08:15:00", "assignment_group": "Group 1"},
        {"state": "Active", "sys_updated_on": "2026-03-02 09:30:00", "assignment_group": "Group 1"},
        {"state": "-100", "sys_updated_on": "2026-03-02 09:00:00", "assignment_group": "EUC"},
        {"state": "Closed", "sys_updated_on": "2026-03-07 10:00:00", "assignment_group": "EUC"},
    )
    bring_in(path, report=tmp_path / "report.csv")
    history = Ticket.objects.get().imported_outcomes["history"]
    assert [(row["state"], row["group"]) for row in history] == [
        ("New", "Group 1"),
        ("Active", "Group 1"),
        ("-100", "EUC"),
        ("Closed", "EUC"),
    ]
    assert [(row["line"], row["field"]) for row in reported(tmp_path / "report.csv")] == [
        ("4", "sys_updated_at"),
        ("4", "state"),
    ]


def test_a_second_run_doubles_nothing_and_takes_over_what_changed(world: World, export: Any) -> None:
    bring_in(export({"state": "In Progress", "resolved_at": "", "closed_at": ""}, {"number": "INC0002"}))
    later = {"sys_updated_on": "2026-03-08 10:00:00"}
    assert bring_in(export(later, {"number": "INC0002"})).startswith("0 new, 1 updated, 1 unchanged")
    assert Ticket.objects.count() == ExternalRef.objects.count() == 2
    ticket = Ticket.objects.get(external_refs__external_id="INC0001")
    assert (ticket.state, ticket.version) == ("closed", 2)
    assert Message.objects.filter(ticket=ticket, kind="report").count() == 1
    entries = (
        AuditEntry.objects.filter(target_id=str(ticket.pk)).order_by("id").values_list("verb", flat=True)
    )
    assert list(entries) == ["ticket.import", "ticket.import_again"]
    assert bring_in(export(later, {"number": "INC0002"})).startswith("0 new, 0 updated, 2 unchanged")


def test_an_export_with_fewer_columns_takes_nothing_away(world: World, export: Any, tmp_path: Path) -> None:
    bring_in(export({}))
    log = tmp_path / "log.csv"
    log.write_text(
        "number,incident_state,priority,opened_at,resolved_at,closed_at,sys_updated_at\n"
        "INC0001,Closed,2 - High,2/3/2026 08:15,2/3/2026 10:00,7/3/2026 10:00,8/3/2026 10:00\n",
        encoding="utf-8",
    )
    assert bring_in(log).startswith("0 new, 1 updated")
    ticket = Ticket.objects.get()
    assert (ticket.title, ticket.priority) == (ROW["short_description"], 2)
    assert ticket.imported_outcomes["fields"]["u_ward_code"] == "W-7"
    assert ticket.messages.count() == 2


def test_a_ticket_that_was_worked_on_here_is_not_overwritten(
    world: World, export: Any, tmp_path: Path
) -> None:
    bring_in(export({"state": "In Progress"}))
    ticket = Ticket.objects.get()
    note(ticket.key, actor=world.agent, text="Rollers ordered")
    said = bring_in(export({"state": "Closed", "priority": "1 - Critical"}), report=tmp_path / "report.csv")
    assert said.startswith("0 new, 0 updated, 0 unchanged, 1 kept")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.priority) == ("in_progress", 3)
    assert ticket.key in reported(tmp_path / "report.csv")[0]["why"]


def test_an_import_that_breaks_off_is_completed_by_running_it_again(
    world: World, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export(*({"number": f"INC{number:04}"} for number in range(10)))
    monkeypatch.setattr(command, "BATCH", 4)
    stored, batches = import_tickets.refresh_many, iter(range(10))

    def fail_in_the_second_batch(pks: Any) -> None:
        if next(batches) == 1:
            raise ConnectionError("the server went away")
        stored(pks)

    monkeypatch.setattr(import_tickets, "refresh_many", fail_in_the_second_batch)
    with pytest.raises(ConnectionError):
        bring_in(path)
    assert Ticket.objects.count() == ExternalRef.objects.count() == 4
    monkeypatch.setattr(import_tickets, "refresh_many", stored)
    assert bring_in(path).startswith("6 new, 0 updated, 4 unchanged")
    assert (
        Ticket.objects.count()
        == ExternalRef.objects.count()
        == Message.objects.filter(kind="report").count()
        == 10
    )


def test_patient_data_in_an_imported_text_is_masked_and_reported_without_it(
    world: World, export: Any, tmp_path: Path
) -> None:
    text = "Chart of MRN 00099887 DOB 01/02/1950 does not open"
    bring_in(export({"description": text}), report=tmp_path / "report.csv")
    assert "00099887" not in Message.objects.get(kind="report").body
    assert ProtectedReference.objects.get().ticket == Ticket.objects.get()
    assert "00099887" not in (tmp_path / "report.csv").read_text(encoding="utf-8")


def test_patient_data_in_a_column_of_the_hospitals_own_is_masked_too(
    world: World, export: Any, tmp_path: Path
) -> None:
    bring_in(export({"u_ward_code": "W-7, chart of MRN 00099887"}), report=tmp_path / "report.csv")
    kept = Ticket.objects.get().imported_outcomes["fields"]["u_ward_code"]
    assert kept == "W-7, chart of [record number hidden]"
    assert Message.objects.count() == 2
    assert "00099887" not in (tmp_path / "report.csv").read_text(encoding="utf-8")


def test_a_cell_that_looks_like_a_formula_is_harmless_in_the_report(
    world: World, export: Any, tmp_path: Path
) -> None:
    bring_in(export({"number": "=1+1", "state": "odd"}), report=tmp_path / "report.csv")
    assert reported(tmp_path / "report.csv")[0]["number"] == "'=1+1"


def test_a_page_of_the_table_api_and_a_semicolon_file_in_cp1252_are_read(
    world: World, tmp_path: Path
) -> None:
    page = tmp_path / "page.json"
    record = {name: {"display_value": value, "value": value} for name, value in ROW.items()}
    page.write_text(json.dumps({"result": [record, "broken"]}), encoding="utf-8")
    assert bring_in(page).startswith("1 new")
    sheet = tmp_path / "export.csv"
    sheet.write_bytes(
        "number;short_description;opened_at;state;priority\n"
        "INC0009;Türschloss defekt;2/3/2026 08:15;New;4 - Low\n".encode("cp1252")
    )
    assert bring_in(sheet).startswith("1 new")
    assert Ticket.objects.get(external_refs__external_id="INC0009").title == "Türschloss defekt"


def test_a_file_that_is_none_is_refused_with_the_mend(world: World, export: Any, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name,age\nx,1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no column named number. Export the incident list"):
        bring_in(tmp_path / "other.csv")
    with pytest.raises(CommandError, match="Give the path of the export"):
        bring_in(tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="is no time zone"):
        bring_in(export({}), zone="Mars/Base")
    assert not Ticket.objects.exists()
