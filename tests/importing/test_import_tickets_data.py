"""The shared exports of another desk come in whole, with the aggregates that were counted beforehand."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from hospital_itsm.outbox.models import OutboxMessage
from tickets.models import Clock, ExternalRef, Page, Ticket

pytestmark = pytest.mark.data
NOTHING_DONE_TWICE = "0 new, 0 updated, {} unchanged, 0 kept because they were worked on here, 0 not imported"


def bring_in(path: Path, **options: Any) -> str:
    """Run the command and return what it says."""
    said = StringIO()
    call_command("import_tickets", str(path), "--format=servicenow", stdout=said, **options)
    return said.getvalue()


def outcomes() -> list[dict[str, Any]]:
    """What the tickets keep of the other desk."""
    return list(Ticket.objects.order_by("pk").values_list("imported_outcomes", flat=True))


def test_the_event_log_gives_the_counted_aggregates(db: None, shared_data: Path) -> None:
    folder = shared_data / "uci_incident_event_log"
    expected = json.loads((folder / "expected_aggregates.json").read_text(encoding="utf-8"))
    said = bring_in(folder / "incident_event_log.csv", zone="America/Chicago")
    assert said.startswith("597 new, 0 updated")
    kept = outcomes()
    fields = [one["fields"] for one in kept]
    assert len(kept) == expected["incidents"]
    assert Counter(one["priority"] for one in fields) == expected["by_priority"]
    assert Counter(one["contact_type"] for one in fields) == expected["by_contact_type"]
    assert sum(one["made_sla"] for one in kept) == expected["made_sla_true"]
    for priority, counted in expected["made_sla_by_priority"].items():
        same = [one for one in kept if one["fields"]["priority"] == priority]
        assert (len(same), sum(one["made_sla"] for one in same)) == (counted["n"], counted["met"]), priority
    assert sum(one["reopened"] > 0 for one in kept) == expected["reopened_incidents"]
    assert sum(one["reassignments"] == 0 for one in kept) == expected["zero_reassignment"]
    assert sum(one["reassignments"] for one in kept) == expected["reassignment_sum"]
    assert Ticket.objects.exclude(resolved_at=None).count() == expected["resolved_known"]
    assert Counter(one.get("assignment_group", "?") for one in fields).most_common(1) == [("Group 70", 181)]
    assert set(Ticket.objects.values_list("state", flat=True)) == {"closed"}


def test_the_event_log_keeps_its_opening_times(db: None, shared_data: Path) -> None:
    folder = shared_data / "uci_incident_event_log"
    expected = json.loads((folder / "expected_aggregates.json").read_text(encoding="utf-8"))
    bring_in(folder / "incident_event_log.csv", zone="UTC")
    opened = list(Ticket.objects.values_list("opened_at", flat=True))
    assert Counter(f"{at:%Y-%m}" for at in opened) == expected["opened_by_month"]
    assert Counter(str(at.weekday()) for at in opened) == expected["opened_by_weekday_mon0"]
    assert Counter(str(at.hour) for at in opened) == expected["opened_by_hour"]
    times = Ticket.objects.exclude(resolved_at=None).values_list("opened_at", "resolved_at")
    minutes = sum((resolved - at).total_seconds() for at, resolved in times) / 60
    assert minutes == expected["resolve_minutes_sum"]


def test_nothing_is_promised_told_or_paged_for_what_came_in(db: None, shared_data: Path) -> None:
    bring_in(shared_data / "migration_samples" / "servicenow_incident_export.csv")
    assert Ticket.objects.filter(is_external=True).count() == Ticket.objects.count() == 200
    assert not Clock.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not Page.objects.exists()


def test_the_csv_then_its_page_then_both_again_double_nothing(db: None, shared_data: Path) -> None:
    folder = shared_data / "migration_samples"
    assert bring_in(folder / "servicenow_incident_export.csv").startswith("200 new, 0 updated")
    again = bring_in(folder / "servicenow_incident_export.csv")
    assert again.startswith(NOTHING_DONE_TWICE.format(200))
    page = bring_in(folder / "servicenow_table_api_page.json")
    assert page.startswith(NOTHING_DONE_TWICE.format(100))
    assert ExternalRef.objects.count() == Ticket.objects.count() == 200
    assert sum(one["made_sla"] for one in outcomes()) == 107


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), (",", "cp1252"), (",", "utf-8-sig")])
def test_other_separators_and_encodings_say_the_same(
    db: None, shared_data: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    source = shared_data / "migration_samples" / "servicenow_incident_export.csv"
    with source.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    other = tmp_path / "export.csv"
    with other.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(rows)
    bring_in(source)
    assert bring_in(other).startswith(NOTHING_DONE_TWICE.format(200))
