"""A new hospital comes from files: all rows or none, each fault with file, line and mend, twice without doubling."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from assets.models import Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.people.actions.accounts import create_person
from hospital_itsm.people.actions.memberships import grant_membership
from hospital_itsm.people.models import CareArea, Role, Site, Team
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Category

pytestmark = pytest.mark.django_db


def load(folder: Path, *options: str) -> tuple[str, str]:
    """Run the command; return what it wrote to both streams."""
    out, err = StringIO(), StringIO()
    call_command("load_hospital", str(folder), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def write(folder: Path, file: str, *lines: str) -> None:
    """Write one file."""
    (folder / file).write_text("\n".join(lines), encoding="utf-8")


def test_the_examples_make_a_hospital_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    out, _err = load(tmp_path, "--examples")
    assert out == "Wrote sites.csv, teams.csv, units.csv, services.csv, categories.csv.\n"
    out, err = load(tmp_path)
    assert "units.csv: 2 added, 0 changed, 0 same, 0 to mend" in out
    assert err == ""
    him = CareArea.objects.get(code="HIM")
    assert (him.site.code, him.is_open_always, him.opening.lineage) == ("MAIN", False, "BUS")  # type: ignore[union-attr]
    assert Team.objects.get(code="SEC").is_restricted
    assert not Team.objects.get(code="SD-L1").is_restricted
    assert Service.objects.get().team == Team.objects.get(code="SD-L1")
    entries, rows = AuditEntry.objects.count(), Category.objects.count()
    assert "units.csv: 0 added, 0 changed, 2 same, 0 to mend" in load(tmp_path)[0]
    assert (AuditEntry.objects.count(), Category.objects.count()) == (entries, rows)


def test_a_nurse_reports_in_a_hospital_that_only_files_made(tmp_path: Path) -> None:
    load(tmp_path, "--examples")
    load(tmp_path)
    installer = System("command line")
    nurse = create_person(actor=installer, username="new.nurse", full_name="New Nurse")
    grant_membership(nurse, actor=installer, role=Role.objects.get(code="requester"))
    text = "The label printer at the desk prints blank labels."
    place = Place(care_area=CareArea.objects.get(code="ICU"))
    ticket = report_problem(actor=again(nurse), text=text, care_answer="slower", place=place)
    assert (ticket.team.code, ticket.category.code) == ("SD-L1", "euc.label")  # type: ignore[union-attr]
    assert set(ticket.clocks.values_list("metric", flat=True)) == {"response", "update", "restore"}


def test_a_dry_run_says_what_would_happen_and_stores_nothing(tmp_path: Path) -> None:
    write(tmp_path, "sites.csv", "code,name,time_zone", "MAIN,Main campus,America/Chicago")
    out, _err = load(tmp_path, "--dry-run")
    assert out == (
        "sites.csv: 1 added, 0 changed, 0 same, 0 to mend\nThis was a dry run; nothing is stored.\n"
    )
    assert not Site.objects.exists()


def test_one_faulty_row_loads_nothing_and_every_fault_is_named(tmp_path: Path) -> None:
    write(tmp_path, "sites.csv", "code,name,time_zone", "MAIN,Main campus,America/Chicago")
    write(
        tmp_path,
        "units.csv",
        "code,name,site,care_class,downtime_tolerance_minutes,lead",
        "ICU,Intensive care,MAIN,A,15,",
        "ED,,NOWHERE,Q,soon,nobody.here",
    )
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="Nothing is loaded: mend 1 rows"):
        call_command("load_hospital", str(tmp_path), stdout=out, stderr=err)
    faults = err.getvalue()
    assert "units.csv:3 ED site: nothing in use is called NOWHERE." in faults
    assert "units.csv:3 ED lead: nothing in use is called nobody.here." in faults
    assert "units.csv:3 ED name: Fill in: Name." in faults
    assert "units.csv:3 ED downtime_tolerance_minutes: Write a whole number." in faults
    assert "care_class" in faults
    assert not Site.objects.exists()


def test_a_column_that_is_absent_leaves_what_is_stored(tmp_path: Path, world: World) -> None:
    write(tmp_path, "units.csv", "code;phone", "icu;4999", "MS5;" + world.area("MS5").phone)
    out, _err = load(tmp_path)
    assert "units.csv: 0 added, 1 changed, 1 same, 0 to mend" in out
    icu = CareArea.objects.get(code="ICU")
    assert (icu.phone, icu.name, icu.lead) == ("4999", world.icu.name, world.charge_nurse)
    assert icu.care_class == world.icu.care_class


def test_restriction_and_lead_of_a_queue_are_read_by_name(tmp_path: Path, world: World) -> None:
    write(tmp_path, "teams.csv", "code,name,domain,lead,is_restricted", "VIP,Board,security,Leo.Marsh,yes")
    load(tmp_path)
    added = Team.objects.get(code="VIP")
    assert (added.lead, added.is_restricted) == (world.agent, True)
    write(tmp_path, "teams.csv", "code,name", "VIP,Board and guests")
    load(tmp_path)
    assert Team.objects.get(code="VIP").is_restricted


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"code,color\nX,red", "sites.csv:1 color The columns are code, name, time_zone; code is needed."),
        (b"name\nMain", "sites.csv:1  The columns are code, name, time_zone; code is needed."),
        (b"code,name,time_zone\nMAIN,Main,America/Chicago,more", "There are more values than columns."),
        (b"code,name\nMAIN,M\xfcller", "Save the file as UTF-8."),
        (b"code,name\nMA\x00IN,Main", "Save the file as UTF-8."),
    ],
)
def test_a_file_of_another_form_says_which_one_it_wants(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "sites.csv").write_bytes(content)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("load_hospital", str(tmp_path), stdout=out, stderr=err)
    assert fault in err.getvalue()


def test_an_empty_folder_says_what_it_wants(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none of sites.csv, teams.csv.*--examples writes them"):
        load(tmp_path)


def test_what_was_loaded_is_on_the_pages(tmp_path: Path, world: World, client: Client) -> None:
    write(tmp_path, "categories.csv", "code,name,team", "net.robot,Delivery robot,NET")
    load(tmp_path)
    client.force_login(world.administrator)
    assert "Delivery robot" in client.get("/setup/categories/?q=robot").content.decode()
