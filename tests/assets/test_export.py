"""The export of assets: the rows of the page, safe in a spreadsheet, for whoever may see them."""

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from assets.actions.exporting import ask_export
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.core.exports import cell, csv_lines
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.assets import cast
from tests.world import World, again

HOSTILE = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "hostile_inputs" / "csv_injection.json"


def exported(world: World, who: Any, query: str = "", sort: str = "tag") -> list[dict[str, str]]:
    """The rows of the file this person gets."""
    job = ask_export(query, sort, actor=again(who))
    running.carry_on_all()
    job.refresh_from_db()
    assert (job.state, job.failure) == ("done", "")
    with default_storage.open(job.stored_name) as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def test_the_file_has_the_rows_of_the_page_in_its_order(world: World) -> None:
    cast.pump(world, "LR-2", serial="0007")
    cast.pump(world, "LR-1")
    cast.computer(world)
    rows = exported(world, world.technician, "lens=clinical")
    assert [row["asset_tag"] for row in rows] == ["LR-1", "LR-2"]
    assert rows[1] | {"serial": "0007", "manufacturer": "Ashgrove Infusion", "high_risk": "Y"} == rows[1]
    assert rows[1]["care_area"] == "ICU"


def test_the_lead_of_a_unit_exports_what_is_the_units(world: World) -> None:
    cast.pump(world)
    cast.computer(world)
    assert [row["asset_tag"] for row in exported(world, world.charge_nurse)] == ["LR-20417"]


def test_every_export_stands_in_the_trail_without_what_was_searched_for(world: World) -> None:
    exported(world, world.technician, "q=Miller")
    entry = AuditEntry.objects.get(verb="asset.export")
    assert entry.actor == world.technician
    assert "Miller" not in json.dumps(entry.changes)


def test_strangers_to_the_inventory_export_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        ask_export("", "tag", actor=again(world.requester))
    assert not Job.objects.exists()


def test_who_lost_the_right_meanwhile_gets_no_file(world: World) -> None:
    cast.pump(world)
    job = ask_export("", "tag", actor=again(world.technician))
    world.technician.is_active = False
    world.technician.save(update_fields=["is_active"])
    running.carry_on_all()
    job.refresh_from_db()
    assert (job.state, job.failure, job.stored_name) == ("failed", "not-allowed", "")


def test_the_button_leads_to_the_page_of_the_job(world: World, client: Client) -> None:
    client.force_login(world.technician)
    assert "/assets/export/?lens=it" in client.get("/assets/?lens=it").content.decode()
    answer = client.post("/assets/export/?lens=it", {"sort": "changed"})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert (job.payload, job.back) == ({"query": "lens=it", "sort": "changed"}, "/assets/?lens=it")
    assert client.post("/assets/export/", {"sort": "password"}).status_code == 400


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        (-5, "-5"),
        ("0007", "0007"),
        ("Müller", "Müller"),
        (True, "Y"),
        (None, ""),
    ],
)
def test_no_text_is_taken_for_a_formula(value: Any, written: str) -> None:
    assert cell(value) == written


def test_headings_are_as_safe_as_cells() -> None:
    assert b"".join(csv_lines(["=cmd"], [["a"]])) == b"\xef\xbb\xbf'=cmd\r\na\r\n"


def test_hostile_names_come_out_as_text(world: World) -> None:
    cast.pump(world, name='=HYPERLINK("https://a.example","x")')
    (row,) = exported(world, world.technician)
    assert row["name"] == '\'=HYPERLINK("https://a.example","x")'


@pytest.mark.data
@pytest.mark.skipif(
    not HOSTILE.exists(), reason="The shared data is not there. Set SHARED_DATA to its folder."
)
def test_no_hostile_cell_of_the_shared_data_is_a_formula() -> None:
    cells = [row["cell"] for row in json.loads(HOSTILE.read_text(encoding="utf-8"))]
    assert cells
    for text in cells:
        assert not cell(text).lstrip().startswith(("=", "+", "-", "@"))
        assert not cell(text).startswith(("\t", "\r", "\n"))
