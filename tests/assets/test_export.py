"""The export of assets: the rows of the page, safe in a spreadsheet, for whoever may see them."""

import json
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.exports import cell, csv_lines
from tests.assets import cast
from tests.exporting.files import csv_of, posted
from tests.world import World

HOSTILE = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "hostile_inputs" / "csv_injection.json"
HERE = "/assets/export/"


def test_the_file_has_the_rows_of_the_page_in_its_order(world: World) -> None:
    cast.pump(world, "LR-2", serial="0007")
    cast.pump(world, "LR-1")
    cast.computer(world)
    rows = csv_of(world.technician, f"{HERE}?lens=clinical", sort="tag")
    assert [row["asset_tag"] for row in rows] == ["LR-1", "LR-2"]
    assert rows[1] | {"serial": "0007", "manufacturer": "Ashgrove Infusion", "high_risk": "Y"} == rows[1]
    assert rows[1]["care_area"] == "ICU"
    rows = csv_of(world.technician, HERE, sort="changed")
    assert [row["asset_tag"] for row in rows] == ["WS-1001", "LR-1", "LR-2"]


def test_the_lead_of_a_unit_exports_what_is_the_units(world: World) -> None:
    cast.pump(world)
    cast.computer(world)
    assert [row["asset_tag"] for row in csv_of(world.charge_nurse, HERE)] == ["LR-20417"]


def test_what_left_the_house_is_in_no_file_that_does_not_ask_for_it(world: World, client: Client) -> None:
    pump = cast.pump(world)
    type(pump).objects.filter(pk=pump.pk).update(status="disposed")
    client.force_login(world.technician)
    assert pump.tag not in client.get("/assets/?status=&class=").content.decode()
    assert csv_of(world.technician, HERE) == []
    assert [row["asset_tag"] for row in csv_of(world.technician, f"{HERE}?ended=yes")] == [pump.tag]


def test_every_export_stands_in_the_trail_without_what_was_searched_for(world: World) -> None:
    csv_of(world.technician, f"{HERE}?q=Miller&lens=clinical")
    entry = AuditEntry.objects.get(verb="list.export")
    assert (entry.actor, entry.target_label) == (world.technician, "omar.quillan")
    assert "Miller" not in json.dumps(entry.changes)
    kept = dict(entry.changes)
    assert kept["filters"].pop("q")[0]["length"] == 6
    assert kept == {"list": "asset", "key": "", "format": "csv", "filters": {"lens": ["clinical"]}, "rows": 0}


def test_strangers_to_the_inventory_export_nothing(world: World) -> None:
    for who in (world.requester, world.elsewhere):
        assert posted(who, HERE).status_code == 404
    assert not AuditEntry.objects.filter(verb="list.export").exists()


def test_unknown_orders_formats_and_filters_are_refused(world: World) -> None:
    for path, form, sort in (
        (HERE, "csv", "password"),
        (HERE, "xls", "tag"),
        (f"{HERE}?owner=me", "csv", "tag"),
        (f"{HERE}?class=ship", "xlsx", "tag"),
    ):
        assert posted(world.technician, path, form, sort=sort).status_code == 400, path
    assert not AuditEntry.objects.filter(verb="list.export").exists()


def test_the_page_offers_both_formats_with_its_filters(world: World, client: Client) -> None:
    client.force_login(world.technician)
    page = client.get("/assets/?lens=it").content.decode()
    assert 'action="/assets/export/?lens=it"' in page
    assert ("Export to Excel" in page, "Export to CSV" in page) == (True, True)


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
        (Decimal("-5.50"), "-5.50"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-01 21:04:05"),
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
    (row,) = csv_of(world.technician, HERE)
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
