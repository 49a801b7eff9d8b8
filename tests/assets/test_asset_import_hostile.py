"""Hostile values in every field of an import, in CSV and in XLSX: kept as words, or named as a fault, never obeyed."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from assets.models import Asset, AssetImport
from assets.rules.importing.columns import FIELDS
from hospital_itsm.jobs.models import Job
from tests.assets import cast
from tests.assets.imports import asked, committed, verdicts
from tests.core.workbooks import repacked, workbook
from tests.core.worktime_cases import DATA_FOLDER
from tests.world import World

FOLDER = DATA_FOLDER.parent / "hostile_inputs"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FOLDER.exists(), reason=f"The shared data is not at {FOLDER}. Set SHARED_DATA to its folder."
    ),
]
WORDS = ("name", "serial", "lot", "room", "custodian_text", "funding", "po_number", "hostname", "os_name")
CONTROLS = "".join(chr(code) for code in (*range(32), *range(127, 160)))


def strings() -> list[str]:
    naughty = json.loads((FOLDER / "blns" / "blns.json").read_text())
    cells = [one["cell"] for one in json.loads((FOLDER / "csv_injection.json").read_text())]
    cells += (FOLDER / "xss" / "xss_lines.txt").read_text().splitlines()
    own = [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "_x0000_x",
        "'; DROP TABLE",
    ]
    found = [one.encode("utf-8", "replace").decode().replace("\0", "") for one in (*naughty, *cells, *own)]
    return [one for one in found if one.strip()]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    return workbook([[cell.translate(dict.fromkeys(range(32))) for cell in row] for row in rows])


WAYS = pytest.mark.parametrize("written", [as_csv, as_workbook])


@WAYS
def test_a_hostile_value_in_every_field_is_a_fault_and_is_shown_as_words(
    world: World, client: Client, written: Any
) -> None:
    cast.pump(world, "LR-1")
    rows = [[text] * len(FIELDS) for text in strings()]
    run = asked(world, written([FIELDS, *rows]))
    assert set(verdicts(run)) == {"fault"}
    assert not Job.objects.exclude(state="done").exists()
    client.force_login(world.htm_manager)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    report = b"".join(client.get(f"{run.get_absolute_url()}report/")).decode("utf-8-sig")  # type: ignore[arg-type]
    lines = list(csv.reader(io.StringIO(report)))
    assert len(lines) > len(rows)
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert list(Asset.objects.values_list("tag", flat=True)) == ["LR-1"]


@WAYS
def test_hostile_words_are_kept_as_words_or_refused(world: World, written: Any) -> None:
    rows = [[f"H-{place}", "printer", *[text] * len(WORDS)] for place, text in enumerate(strings())]
    run = committed(world, asked(world, written([["tag", "asset_class", *WORDS], *rows])))
    found = verdicts(run)
    assert (len(found), set(found)) == (len(rows), {"create", "fault"})
    stored = Asset.objects.select_related("network")
    assert stored.count() == found.count("create") > 300
    for asset in stored:
        kept = [getattr(asset, name) for name in WORDS[:7]] + [asset.network.hostname, asset.network.os_name]
        assert not [text for text in kept if set(text) & set(CONTROLS)]
    shown = dict(stored.values_list("tag", "name"))
    script = next(row[0] for row in rows if row[2] == "<script>alert(1)</script>")
    formula = next(row[0] for row in rows if row[2] == "=1+1")
    assert (shown[script], shown[formula]) == ("<script>alert(1)</script>", "=1+1")


def test_a_cell_that_hides_a_null_byte_breaks_nothing(world: World) -> None:
    book = workbook([["tag", "asset_class", "name", "cost"], ["LR-1", "printer", "hidden", "hidden"]])
    parts = zipfile.ZipFile(io.BytesIO(book))
    strings = parts.read("xl/sharedStrings.xml").replace(b"hidden", b"a_x0000_b")
    run = asked(world, repacked(book, **{"xl/sharedStrings.xml": strings}))
    assert [fault[:2] for fault in run.rows.get().faults] == [["cost", "not-a-number"]]


def test_a_broken_file_leaves_earlier_imports_and_assets_as_they_are(world: World) -> None:
    first = committed(world, asked(world, b"tag,class\nLR-1,printer\n"))
    with pytest.raises(Exception, match="damaged"):
        asked(world, workbook([["tag", "class"], ["LR-2", "printer"]])[:-200])
    assert list(AssetImport.objects.all()) == [first]
    assert Asset.objects.get().tag == "LR-1"
