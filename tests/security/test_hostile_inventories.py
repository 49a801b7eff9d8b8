"""Files of assets that attack: too wide, too large, no text, formulas, and a worker who goes on for somebody gone."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assets.actions.importing.asking import ask_commit, ask_import
from assets.models import Asset, AssetImport
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.exports import csv_lines
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.assets import cast
from tests.assets.imports import asked, committed, faults, verdicts
from tests.world import World, again

HEAD = b"tag,class,name\n"
REFUSED = {
    "a million columns": b",".join(b"c%d" % at for at in range(1_000_000)) + b"\n",
    "a nul": HEAD + b"LR-1,printer,a\0b\n",
    "no text": b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
    "half of utf-16": "tag,class\nLR-1,printer\n".encode("utf-16")[:-1],
    "nothing": b"\xef\xbb\xbf \n\n",
    "one heading": b"tag\nLR-1\n",
    "a page": b"<html><script>alert(1)</script></html>",
    "an empty archive": b"PK\x05\x06" + b"\0" * 18,
    "a cut archive": b"PK\x03\x04" + b"\0" * 50,
    "a quote that swallows the rest": HEAD + b'LR-1,printer,"never closed\nLR-2,printer,x\n',
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_is_no_table_is_refused_and_nothing_kept(world: World, name: str) -> None:
    upload = SimpleUploadedFile("assets.csv", REFUSED[name])
    with pytest.raises(ValueRefused):
        ask_import(
            actor=world.htm_manager, upload=upload, source="CMMS", date_format="iso", update_existing=False
        )
    assert not AssetImport.objects.exists()


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
        ("'=1+1", "=1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("\uff1d1+1", "\uff1d1+1"),
    ],
)
def test_a_formula_is_words_to_us_and_guarded_to_the_next_spreadsheet(
    world: World, cell: str, stored: str
) -> None:
    committed(world, asked(world, HEAD.decode() + f'LR-1,printer,"{cell}"\n'))
    name = Asset.objects.get(tag="LR-1").name
    assert name == stored
    written = b"".join(csv_lines(["name"], [[name]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written)))[1] == [f"'{stored}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tag,class,name\nLR-1,printer," + "x" * 100_000 + "\n", ("name", "too-long")),
        ("tag,class,name\n../../etc,printer,x\n", ("tag", "not-a-tag")),
        ("tag,class,name\nLR-1,__class__,x\n", ("asset_class", "refused")),
        ("tag,class,name\n" + "9" * 5000 + ",printer,x\n", ("tag", "not-a-tag")),
        ("tag,class,warranty_end\nLR-1,printer,9999-99-99\n", ("warranty_until", "not-a-date")),
        ("tag,class,acquisition_cost\nLR-1,printer,1E+999999999\n", ("cost", "not-a-number")),
        ("tag,class,mac\nLR-1,printer,<script>\n", ("mac", "not-a-mac")),
        (
            "tag,class,status\nLR-1,printer,disposed'; DROP TABLE assets_asset; --\n",
            ("status", "not-an-arrival"),
        ),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_row_that_says_what_it_may_not_is_named_and_stores_nothing(
    world: World, text: str, fault: tuple[str, str]
) -> None:
    run = asked(world, text)
    assert [(column, code) for _row, column, code, *_hint in faults(run)] == [fault]
    assert verdicts(run) == ["fault"]
    assert not Asset.objects.exists()


@pytest.mark.parametrize("loses", ["role", "account"])
def test_no_worker_goes_on_for_who_may_no_longer(world: World, loses: str) -> None:
    run = asked(world, "tag,class\nLR-1,printer\n")
    ask_commit(run.pk, actor=again(world.htm_manager))
    if loses == "role":
        world.htm_manager.memberships.all().delete()
    else:
        type(world.htm_manager).objects.filter(pk=world.htm_manager.pk).update(is_active=False)
    running.carry_on_all()
    job = Job.objects.get(kind="asset.import-commit")
    assert (job.state, job.failure, Asset.objects.count()) == ("failed", "not-allowed", 0)


def test_a_row_changes_no_fact_that_only_a_step_may_change(world: World) -> None:
    pump = cast.pump(world)
    given = "id,version,tag,class,created_at,in_service_date\n"
    run = asked(world, given + f"999,77,{pump.tag},clinical_device,2001-01-01,\n")
    assert verdicts(run) == ["same"]
    kept = Asset.objects.get()
    assert (kept.pk, kept.created_at, kept.status) == (pump.pk, pump.created_at, pump.status)
