"""Importing assets: tried first, stored as one batch, taken back, and nothing lost or doubled on the way."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assets.actions.assets import change_asset
from assets.actions.importing import storing, undoing
from assets.actions.importing.asking import ask_check, ask_commit, ask_import, ask_undo
from assets.models import Asset, AssetImport, AssetImportProfile, StatusChange
from assets.queries.import_state import standing_of
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.assets import cast
from tests.assets.imports import GOOD, HEAD, asked, committed, faults, undone, verdicts, worked
from tests.core.workbooks import workbook
from tests.world import World, again


def test_a_check_stores_no_asset_and_the_batch_stores_all_of_it(world: World) -> None:
    cast.model(world)
    run = asked(world, HEAD + GOOD)
    assert (verdicts(run), faults(run), Asset.objects.count()) == (["create"], [], 0)
    committed(world, run)
    asset = Asset.objects.get(tag="LR-1")
    assert (asset.serial, asset.warranty_until, asset.high_risk) == ("000771", date(2027, 3, 15), True)
    assert (asset.care_area, asset.network.mac) == (world.icu, "001A2B3C4D5E")
    assert AuditEntry.objects.filter(verb="asset.create", target_label="LR-1").count() == 1
    assert AuditEntry.objects.filter(verb="asset.import_commit").count() == 1


def test_the_same_file_again_finds_everything_as_it_is(world: World) -> None:
    cast.model(world)
    committed(world, asked(world, HEAD + GOOD))
    assert verdicts(asked(world, HEAD + GOOD)) == ["same"]
    assert verdicts(asked(world, HEAD + GOOD, update_existing=False)) == ["skip"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("LR-1,printer,,,,,15.03.2027,,", ["warranty_until", "not-a-date", "15.03.2027"]),
        ("LR-1,printer,,,1.23E+13,,,,", ["serial", "damaged", "1.23E+13"]),
        ("LR-1,printer,,,,Intensive,,,", ["care_area", "unknown", "Intensive"]),
        ("LR-1,printer,Nobody Inc,X,,,,,", ["maker", "unknown", "Nobody Inc"]),
        ("LR-1,printer,Ashgrove Infusion,IX-5,,,,,", ["model", "unknown", "IX-4"]),
        ("LR-1,printer,,,,,,perhaps,", ["high_risk", "not-yes-or-no", "perhaps"]),
        ("L R,printer,,,,,,,", ["tag", "not-a-tag", "L R"]),
        (",printer,,,,,,,", ["tag", "missing", ""]),
        ("LR-1,printer", ["", "cells", ""]),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_taken(world: World, cells: str, fault: list[str]) -> None:
    cast.model(world)
    run = asked(world, HEAD + cells + "\n" + GOOD.replace("LR-1", "LR-2"))
    assert faults(run) == [[2, *fault]]
    committed(world, run)
    assert list(Asset.objects.values_list("tag", flat=True)) == ["LR-2"]


def test_a_tag_that_stands_twice_is_named(world: World) -> None:
    run = asked(world, "tag,class\nLR-1,printer\nlr-1,printer\n")
    assert (verdicts(run), faults(run)) == (["create", "fault"], [[3, "tag", "twice", "LR-1"]])


def test_dates_are_read_as_chosen_and_never_guessed(world: World) -> None:
    text = "tag,class,warranty end\nLR-1,printer,03/04/2027\n"
    assert faults(asked(world, text)) == [[2, "warranty_until", "not-a-date", "03/04/2027"]]
    for order, day in (("mdy", "2027-03-04"), ("dmy", "2027-04-03")):
        (row,) = asked(world, text, date_format=order).rows.all()
        assert row.values["warranty_until"] == day


@pytest.mark.parametrize(
    "data",
    [
        "tag;class;name\nLR-1;printer;Gerät\n".encode("cp1252"),
        "tag\tclass\tname\nLR-1\tprinter\tGerät\n".encode("utf-8-sig"),
        "tag,class,name\nLR-1,printer,Gerät\n".encode("utf-16"),
    ],
)
def test_encodings_and_delimiters_are_found_out(world: World, data: bytes) -> None:
    committed(world, asked(world, data))
    assert Asset.objects.get().name == "Gerät"


@pytest.mark.parametrize(
    "data",
    [
        b" ",
        b"PK\x03\x04xx",
        workbook([["one"]]),
        workbook([["tag", "class"]])[:-300],
        b"a\x00b,c\n",
        b"justone\n1\n",
    ],
)
def test_a_broken_file_is_refused_and_leaves_nothing(world: World, data: bytes) -> None:
    with pytest.raises(ValueRefused):
        asked(world, data)
    assert not AssetImport.objects.exists()


def test_an_update_is_taken_back_to_what_was(world: World) -> None:
    cast.pump(world, "LR-1", po_number="old")
    run = committed(world, asked(world, "tag,po number\nLR-1,new\n"))
    assert Asset.objects.get().po_number == "new"
    undone(world, run)
    assert Asset.objects.get().po_number == "old"


def test_taking_back_removes_what_was_new_and_leaves_what_somebody_changed(world: World) -> None:
    run = committed(world, asked(world, "tag,class\nLR-1,printer\nLR-2,printer\n"))
    change_asset("LR-2", actor=again(world.technician), fields={"name": "Mine"})
    undone(world, run)
    assert list(Asset.objects.values_list("tag", flat=True)) == ["LR-2"]
    assert faults(run) == [[3, "", "changed-since", ""]]


def test_an_asset_that_changed_after_the_check_is_left_alone(world: World) -> None:
    cast.pump(world, "LR-1")
    run = asked(world, "tag,po number\nLR-1,new\n")
    change_asset("LR-1", actor=again(world.technician), fields={"po_number": "mine"})
    committed(world, run)
    assert (Asset.objects.get().po_number, faults(run)) == ("mine", [[2, "", "changed-since", ""]])


class Killed(BaseException):
    """The worker is gone."""


EIGHT = [["tag", "class"], *([f"LR-{n}", "printer"] for n in range(8))]


@pytest.mark.parametrize(
    "data", ["".join(f"{tag},{kind}\n" for tag, kind in EIGHT).encode(), workbook(EIGHT)], ids=["csv", "xlsx"]
)
def test_a_kill_in_the_middle_neither_skips_nor_doubles(
    world: World, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(storing, "BATCH", 3)
    run = asked(world, data)
    ask_commit(run.pk, actor=again(world.htm_manager))
    words = storing.refresh

    def killed(keys: Any) -> None:
        words(keys)
        if Asset.objects.count() > 3:
            raise Killed

    with monkeypatch.context() as once:
        once.setattr(storing, "refresh", killed)
        with pytest.raises(Killed):
            running.carry_on_all()
    assert Asset.objects.count() == 3
    worked(run)
    assert Asset.objects.count() == 8
    assert AuditEntry.objects.filter(verb="asset.create").count() == 8
    assert StatusChange.objects.count() == 8
    monkeypatch.setattr(undoing, "BATCH", 3)
    ask_undo(run.pk, actor=again(world.htm_manager))
    with monkeypatch.context() as once:
        once.setattr(undoing, "save_rows", lambda *_values: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            running.carry_on_all()
    assert Asset.objects.count() == 8
    worked(run)
    assert (Asset.objects.count(), AuditEntry.objects.filter(verb="asset.import_undo").count()) == (0, 9)


@pytest.mark.parametrize("data", [b"tag,class\nLR-1,printer\n", workbook(EIGHT[:2])], ids=["csv", "xlsx"])
def test_a_kill_in_the_check_begins_it_again(
    world: World, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    run = ask_import(actor=again(world.htm_manager), upload=SimpleUploadedFile("a", data), source="CMMS")
    ask_check(run.pk, ["tag", "asset_class"], actor=again(world.htm_manager))
    with monkeypatch.context() as once:
        once.setattr(
            "assets.asset_importing.end_check", lambda *_values, **_more: (_ for _ in ()).throw(Killed)
        )
        with pytest.raises(Killed):
            running.carry_on_all()
    assert verdicts(worked(run)) == ["create"]


def test_a_batch_that_was_canceled_is_stored_to_its_end_or_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "BATCH", 1)
    run = asked(world, "tag,class\nLR-1,printer\nLR-2,printer\n")
    job = ask_commit(run.pk, actor=again(world.htm_manager))
    monkeypatch.setattr(running, "SECONDS_BETWEEN_NOTES", 0)
    words = storing.refresh

    def canceled(keys: Any) -> None:
        words(keys)
        Job.objects.filter(pk=job.pk).update(cancel_requested=True)

    with monkeypatch.context() as once:
        once.setattr(storing, "refresh", canceled)
        running.carry_on_all()
    job.refresh_from_db()
    run.refresh_from_db()
    assert (job.state, Asset.objects.count(), standing_of(run).next_steps) == (
        "canceled",
        1,
        ("apply", "undo"),
    )
    committed(world, run)
    assert (Asset.objects.count(), standing_of(run).next_steps) == (2, ("undo",))


def test_the_columns_of_a_source_are_kept_for_its_next_file(world: World) -> None:
    who = again(world.htm_manager)
    upload = SimpleUploadedFile("a.csv", b"Inv,class\nLR-1,printer\n")
    given = {"source": "CMMS", "date_format": "iso", "update_existing": False}
    run = ask_import(actor=who, upload=upload, **given)
    assert run.mapping == [["Inv", ""], ["class", "asset_class"]]
    ask_check(run.pk, ["tag", "asset_class"], actor=who)
    assert verdicts(worked(run)) == ["create"]
    upload.seek(0)
    assert ask_import(actor=who, upload=upload, **given).mapping == [["Inv", "tag"], ["class", "asset_class"]]


def test_steps_out_of_turn_are_refused(world: World) -> None:
    run = asked(world, "tag,class\nLR-1,printer\n")
    with pytest.raises(Conflict):
        ask_undo(run.pk, actor=again(world.htm_manager))
    with pytest.raises(Forbidden):
        ask_commit(run.pk, actor=again(world.technician))
    committed(world, run)
    with pytest.raises(Conflict):
        ask_commit(run.pk, actor=again(world.htm_manager))


def test_the_pages_lead_from_the_file_to_the_batch(world: World, client: Client) -> None:
    client.force_login(world.htm_manager)
    data = {"file": SimpleUploadedFile("a.csv", b"tag,class\nLR-1,printer\n<b>,x\n"), "source": "CMMS"}
    page = client.post("/assets/import/", {**data, "date_format": "iso", "existing": "skip"}, follow=True)
    assert "Check without storing" in page.content.decode()
    run = AssetImport.objects.get()
    at = run.get_absolute_url()
    client.post(at, {"do": "check", "column_0": "tag", "column_1": "asset_class"})
    running.carry_on_all()
    shown = client.get(at).content.decode()
    assert "Store 1 row" in shown
    assert "&lt;b&gt;" in shown
    assert b"not-a-tag" in b"".join(client.get(f"{at}report/"))  # type: ignore[arg-type]
    assert client.post(at, {"do": "undo"}).status_code == 409
    client.post(at, {"do": "apply"})
    running.carry_on_all()
    assert "Take 1 row back" in client.get(at).content.decode()
    assert Asset.objects.get().tag == "LR-1"


def test_a_workbook_is_read_with_days_and_numbers_as_cells(world: World) -> None:
    cast.model(world)
    head = HEAD.strip().split(",") + ["Acquisition Cost"]
    good = [
        "LR-1",
        "Clinical Device",
        "Ashgrove Infusion",
        "IX-4",
        "000771",
        "ICU",
        date(2027, 3, 15),
        "Y",
        "",
        1250.5,
    ]
    run = asked(world, workbook([["Pumps of the house"], head, good, ["LR-2", "#N/A"]]), date_format="dmy")
    assert faults(run) == [[4, "asset_class", "formula-fault", "#N/A"]]
    committed(world, run)
    asset = Asset.objects.get()
    assert (asset.serial, asset.warranty_until, asset.cost) == (
        "000771",
        date(2027, 3, 15),
        Decimal("1250.50"),
    )
    assert asset.high_risk


def test_a_profile_is_offered_for_the_same_headings_by_itself(world: World) -> None:
    who = again(world.htm_manager)

    def sent(**values: Any) -> AssetImport:
        upload = SimpleUploadedFile("a.csv", b"Inv,class,Note\nLR-1,printer,x\n")
        return ask_import(actor=who, upload=upload, **values)

    with pytest.raises(ValueRefused) as refused:
        sent()
    assert list(refused.value.errors) == ["source"]
    run = sent(source="CMMS North", date_format="dmy", update_existing=True)
    ask_check(run.pk, ["tag", "asset_class", "name"], actor=who)
    worked(run)
    for again_sent in (sent(), sent(source="cmms north")):
        assert (again_sent.source, again_sent.date_format, again_sent.update_existing) == (
            "CMMS North",
            "dmy",
            True,
        )
        assert again_sent.mapping == [["Inv", "tag"], ["class", "asset_class"], ["Note", "name"]]
    assert (sent(update_existing=False).update_existing, sent(date_format="iso").date_format) == (
        False,
        "iso",
    )
    assert sent(source="Finance").mapping == [["Inv", ""], ["class", "asset_class"], ["Note", ""]]
    assert AssetImportProfile.objects.count() == 1


def test_a_mapping_that_names_no_asset_or_a_field_twice_is_refused(world: World) -> None:
    who = again(world.htm_manager)
    run = ask_import(actor=who, upload=SimpleUploadedFile("a.csv", b"tag,class\nA,printer\n"), source="CMMS")
    for chosen in (["", "asset_class"], ["name", "name"], ["tag"]):
        with pytest.raises(ValueRefused):
            ask_check(run.pk, chosen, actor=who)
    assert not Job.objects.exists()


def test_the_sheet_and_the_row_of_the_headings_are_chosen_on_the_page(world: World, client: Client) -> None:
    client.force_login(world.htm_manager)
    data = workbook(
        [["tag", "class"], ["OLD-1", "printer"]],
        "Archive",
        Now=[["Stock"], ["tag", "class"], ["LR-1", "server"]],
    )
    client.post("/assets/import/", {"file": SimpleUploadedFile("a.xlsx", data), "source": "CMMS"})
    run = AssetImport.objects.get()
    assert (run.sheet, run.sheets, run.header_row) == ("Archive", ["Archive", "Now"], 1)
    at = run.get_absolute_url()
    for sheet, row, status in (("Now", "1", 422), ("Other", "", 422), ("Now", "x", 422), ("Now", "", 302)):
        answer = client.post(at, {"do": "table", "sheet": sheet, "header_row": row})
        assert answer.status_code == status, (sheet, row)
    run.refresh_from_db()
    assert (run.sheet, run.header_row, run.mapping) == ("Now", 2, [["tag", "tag"], ["class", "asset_class"]])
    client.post(at, {"do": "check", "column_0": "tag", "column_1": "asset_class"})
    running.carry_on_all()
    client.post(at, {"do": "apply"})
    running.carry_on_all()
    assert list(Asset.objects.values_list("tag", "asset_class")) == [("LR-1", "server")]
    assert client.post(at, {"do": "table", "sheet": "Archive"}).status_code == 409
