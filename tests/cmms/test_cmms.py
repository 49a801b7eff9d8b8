"""The CMMS: rows by its own numbers, whose record counts, what is fetched in time, and what is said on the page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from assets.actions.assets import change_asset
from assets.actions.importing.asking import ask_check, ask_import
from assets.models import Asset, AssetExternalRef
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.cmms import running
from hospital_itsm.cmms.actions.rows import store_rows
from hospital_itsm.cmms.actions.runs import begin_run, end_run
from hospital_itsm.cmms.actions.sources import add_source, change_source, set_classes
from hospital_itsm.cmms.models import ClassRecord, PmStatus, Run, Source, WorkOrder
from hospital_itsm.cmms.rules.rows import fields_of
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.core.outbound import Answer, OutboundRefused
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.jobs import running as jobs
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import cancel
from tests.api.rest import bearer
from tests.assets import cast as assets
from tests.assets.test_asset_import import worked
from tests.cmms import cast
from tests.cmms.cast import INVENTORY_HEAD, ORDER_HEAD, PM_HEAD
from tests.world import World, again

PM_ROW = "PM-1,LR-20417,Annual check,2026-01-10,2027-01-10,Passed\n"


def faults(run: Run) -> list[tuple[int, str, str]]:
    return list(run.faults.values_list("row", "column", "code"))


def test_pm_status_is_kept_by_the_number_of_the_cmms_and_twice_is_the_same(world: World) -> None:
    pump, row = assets.pump(world), cast.source(world)
    run = cast.sent(world, row, PM_HEAD + PM_ROW)
    assert (run.state, run.counts, run.stored_name) == ("done", {"created": 1}, "")
    pm = PmStatus.objects.get()
    assert (pm.asset, pm.system, pm.external_id, pm.name) == (pump, "nuvolo", "PM-1", "Annual check")
    assert (pm.last_done_on, pm.next_due_on, pm.result) == (date(2026, 1, 10), date(2027, 1, 10), "Passed")
    assert cast.sent(world, row, PM_HEAD + PM_ROW).counts == {"same": 1}
    assert cast.sent(world, row, PM_HEAD + PM_ROW.replace("Passed", "Failed")).counts == {"changed": 1}
    assert PmStatus.objects.get().result == "Failed"
    row.refresh_from_db()
    assert row.last_done_at is not None and not row.is_stale(timezone.now())


def test_a_work_order_that_was_opened_again_is_open_again(world: World) -> None:
    assets.pump(world)
    row = cast.source(world, "work_order")
    line = "WO-7,LR-20417,{},2026-02-01,{},Alarm does not sound\n"
    cast.sent(world, row, ORDER_HEAD + line.format("Closed", "2026-02-03"))
    assert WorkOrder.objects.get().closed_on == date(2026, 2, 3)
    assert cast.sent(world, row, ORDER_HEAD + line.format("Open", "")).counts == {"changed": 1}
    order = WorkOrder.objects.get()
    assert (order.closed_on, order.status, order.opened_on) == (None, "Open", date(2026, 2, 1))


def test_patient_data_in_a_work_order_is_masked(world: World) -> None:
    assets.pump(world)
    text = "Pump of patient John Miller MRN 12345678 leaks"
    cast.sent(
        world, cast.source(world, "work_order"), ORDER_HEAD + f"WO-7,LR-20417,Open,2026-02-01,,{text}\n"
    )
    stored = WorkOrder.objects.get().text
    assert "12345678" not in stored and stored.startswith("Pump of patient")
    assert not AuditEntry.objects.filter(changes__icontains="leaks").exists()


def test_each_bad_row_is_named_and_leaves_the_others(world: World) -> None:
    assets.pump(world)
    rows = [
        ",LR-20417,Annual,2026-01-10,2027-01-10,Passed\n",
        "PM-2,LR-404,Annual,2026-01-10,2027-01-10,Passed\n",
        "PM-3,LR-20417,Annual,01/10/2026,2027-01-10,Passed\n",
        "PM-4,LR-20417,Annual\n",
        PM_ROW,
    ]
    run = cast.sent(world, cast.source(world), PM_HEAD + "".join(rows))
    assert run.counts == {"fault": 4, "created": 1}
    assert faults(run) == [
        (2, "external_id", "no-number"),
        (3, "", "no-asset"),
        (4, "last_done_on", "not-a-date"),
        (5, "", "cells"),
    ]
    assert list(PmStatus.objects.values_list("external_id", flat=True)) == ["PM-1"]


def test_devices_are_known_by_the_number_of_the_cmms_before_their_tag(world: World) -> None:
    pump, other = assets.pump(world), assets.pump(world, "LR-2")
    AssetExternalRef.objects.create(asset=other, system="nuvolo", external_id="LR-20417")
    cast.sent(world, cast.source(world), PM_HEAD + PM_ROW)
    assert PmStatus.objects.get().asset == other != pump


def test_the_inventory_of_the_cmms_adds_and_changes_what_it_keeps(world: World) -> None:
    model, pump = assets.model(world), assets.pump(world)
    row = cast.source(world, "inventory")
    cast.theirs(world)
    text = (
        INVENTORY_HEAD
        + "E-1,LR-20417,Clinical Device,Ashgrove Infusion,IX-4,SN-NEW,2028-01-31\n"
        + "E-2,LR-555,Clinical Device,Ashgrove Infusion,IX-4,SN-555,\n"
        + "E-3,LR-556,Printer,,,P-1,\n"
        + "E-4,LR-557,Clinical Device,Nobody,IX-4,SN-557,\n"
    )
    run = cast.sent(world, row, text)
    assert run.counts == {"changed": 1, "created": 1, "fault": 2}
    assert faults(run) == [(4, "", "ours"), (5, "", "unknown")]
    pump.refresh_from_db()
    assert (pump.serial, pump.warranty_until) == ("SN-NEW", date(2028, 1, 31))
    made = Asset.objects.get(tag="LR-555")
    assert (made.model, made.serial) == (model, "SN-555")
    assert sorted(AssetExternalRef.objects.values_list("external_id", "asset__tag")) == [
        ("E-1", "LR-20417"), ("E-2", "LR-555"),
    ]  # fmt: skip
    entries = AuditEntry.objects.filter(target_type="assets.asset").count()
    assert cast.sent(world, row, text).counts == {"same": 2, "fault": 2}
    assert AuditEntry.objects.filter(target_type="assets.asset").count() == entries


def test_where_our_record_counts_the_cmms_changes_nothing(world: World) -> None:
    pump = assets.pump(world)
    text = INVENTORY_HEAD + "E-1,LR-20417,Clinical Device,Ashgrove Infusion,IX-4,SN-NEW,\n"
    assert cast.sent(world, cast.source(world, "inventory"), text).counts == {"left": 1}
    pump.refresh_from_db()
    assert pump.serial == "IX4-LR-20417"


def test_fields_the_cmms_keeps_are_closed_to_people_and_to_other_imports(world: World) -> None:
    pump = assets.pump(world)
    cast.source(world)
    cast.theirs(world)
    with pytest.raises(Conflict) as refused:
        change_asset(pump.tag, actor=again(world.biomed), fields={"serial": "X"})
    assert refused.value.message == "nuvolo is the system of record of LR-20417. Change this there: serial."
    with pytest.raises(Conflict):
        change_asset(pump.tag, actor=again(world.biomed), fields={"asset_class": "printer"})
    with pytest.raises(Conflict):
        change_asset(pump.tag, actor=again(world.biomed), fields={"serial": "X"}, by_system="other")
    change_asset(pump.tag, actor=again(world.biomed), fields={"backup": "Pump 2"})
    pump.refresh_from_db()
    assert (pump.serial, pump.asset_class, pump.backup) == ("IX4-LR-20417", "clinical_device", "Pump 2")


def test_our_own_import_leaves_what_the_cmms_keeps(world: World) -> None:
    pump = assets.pump(world)
    cast.source(world)
    cast.theirs(world)
    from django.core.files.uploadedfile import SimpleUploadedFile

    who = again(world.htm_manager)
    upload = SimpleUploadedFile("a.csv", b"Asset Tag,Serial Number\nLR-20417,X-1\n")
    batch = ask_import(actor=who, upload=upload, source="S", date_format="iso", update_existing=True)
    ask_check(batch.pk, [field for _column, field in batch.mapping], actor=who)
    row = worked(batch).rows.get()
    assert (row.verdict, row.faults) == ("fault", [["", "theirs", "nuvolo"]])
    pump.refresh_from_db()
    assert pump.serial == "IX4-LR-20417"


def test_the_form_of_a_closed_asset_says_so_and_saves_what_is_ours(world: World, client: Client) -> None:
    pump = assets.pump(world)
    cast.source(world)
    cast.theirs(world)
    page = cast.page(client, world, "biomed", "/a/LR-20417/edit/")
    assert "nuvolo is the system of record. Change the closed fields there." in page
    assert page.count(" disabled") == 21
    sent = {
        "tag": "LR-20417", "team": pump.team_id, "backup": "Pump 2", "stores_phi": "unknown", "high_risk": "on",
        "system_of_record": "ours", "version": pump.version,
    }  # fmt: skip
    answer = client.post("/a/LR-20417/edit/", sent)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    pump.refresh_from_db()
    assert (pump.backup, pump.serial, pump.model.name) == ("Pump 2", "IX4-LR-20417", "IX-4")
    answer = client.post("/a/LR-20417/edit/", {**sent, "serial": "FORGED", "version": pump.version})
    assert answer.status_code == 409
    pump.refresh_from_db()
    assert pump.serial == "IX4-LR-20417"


def test_rest_refuses_a_closed_field_in_words(world: World, client: Client) -> None:
    assets.pump(world)
    cast.source(world)
    cast.theirs(world)
    headers = {"Authorization": bearer(world.biomed), "If-Match": "*"}
    answer = client.patch(
        "/api/v1/assets/LR-20417/", '{"serial": "X"}', content_type="application/json", headers=headers
    )
    assert answer.status_code == 409
    assert "nuvolo is the system of record" in answer.content.decode()
    assert Asset.objects.get().serial == "IX4-LR-20417"


def test_the_section_of_the_page_says_what_is_due_and_when_the_cmms_spoke(
    world: World, client: Client
) -> None:
    assets.pump(world)
    row = cast.source(world)
    cast.theirs(world)
    page = cast.page(client, world, "agent", "/a/LR-20417/")
    assert 'hx-get="/a/LR-20417/maintenance/"' in page
    assert "has not run yet" in cast.page(client, world, "agent", "/a/LR-20417/maintenance/")
    cast.sent(world, row, PM_HEAD + PM_ROW.replace("2027-01-10", "2026-02-10"))
    page = cast.page(client, world, "agent", "/a/LR-20417/maintenance/")
    for words in ("Annual check", "Overdue", "Passed", "The record is kept in nuvolo.", "last run"):
        assert words in page
    assert "Silent longer than promised" not in page
    Source.objects.update(last_done_at=timezone.now() - timedelta(hours=26))
    assert "Silent longer than promised" in cast.page(client, world, "agent", "/a/LR-20417/maintenance/")


def test_a_source_is_fetched_when_it_is_due_and_a_pause_is_caught_up_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets.pump(world)
    asked: list[tuple[str, Any]] = []

    def get(url: str, headers: Any, **_bounds: Any) -> Answer:
        asked.append((url, headers.get("Authorization")))
        return Answer(200, (PM_HEAD + PM_ROW).encode())

    monkeypatch.setattr(running.outbound, "get", get)
    monkeypatch.setenv("CMMS_TOKEN", "sesame")
    address = "https://cmms.example.org/pm.csv"
    row = cast.source(world, address=address, credential="CMMS_TOKEN")
    Source.objects.update(next_run_at=timezone.now() - timedelta(days=9))
    assert (running.run_due(), running.run_due()) == (1, 0)
    jobs.carry_on_all()
    assert asked == [(address, "Bearer sesame")]
    assert Run.objects.get().counts == {"created": 1}
    row.refresh_from_db()
    assert row.next_run_at is not None and row.next_run_at > timezone.now() + timedelta(hours=23)
    assert "sesame" not in str(list(Source.objects.values())) + str(
        list(AuditEntry.objects.values("changes"))
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(503, b""), "http-503"),
        (Answer(200, b"<html>"), "not-readable"),
        (Answer(200, b"a,b\n1,2\n"), "not-readable"),
        (OutboundRefused("inside"), "refused"),
    ],
)
def test_a_source_that_fails_is_noted_and_tried_in_its_time(
    world: World, monkeypatch: pytest.MonkeyPatch, answer: Any, code: str
) -> None:
    def get(url: str, headers: Any, **_bounds: Any) -> Answer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(running.outbound, "get", get)
    row = cast.source(world, address="https://cmms.example.org/pm.csv")
    assert (running.run_due(), running.run_due()) == (0, 0)
    run = Run.objects.get()
    assert (run.state, run.failure) == ("failed", code)
    row.refresh_from_db()
    assert row.last_done_at is None
    assert not PmStatus.objects.exists()


def test_a_missing_credential_calls_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(running.outbound, "get", lambda url, *_a, **_k: called.append(url))
    monkeypatch.delenv("CMMS_ABSENT", raising=False)
    cast.source(world, address="https://cmms.example.org/pm.csv", credential="CMMS_ABSENT")
    assert running.run_due() == 0
    assert (Run.objects.get().failure, called) == ("no-credential", [])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"credential": "SECRET_KEY"}, "credential"),
        ({"address": "https://me:word@cmms.example.org/"}, "address"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"system": "two words"}, "system"),
        ({"every_hours": 0}, "every_hours"),
        ({"mapping": [["A", "serial"]]}, "mapping"),
    ],
)
def test_a_source_that_cannot_be_is_refused(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        cast.source(world, **values)
    assert field in refused.value.errors
    assert not Source.objects.exists()


def test_a_file_without_the_numbers_is_refused_before_anything_is_kept(world: World) -> None:
    row = cast.source(world)
    with pytest.raises(ValueRefused, match="external_id"):
        begin_run(row.pk, b"Asset Tag,Procedure\nLR-1,x\n", "a.csv", actor=again(world.htm_manager))
    assert not Run.objects.exists()
    change_source(row.pk, actor=again(world.htm_manager), fields={"mapping": [["Ref", "external_id"]]})
    assert fields_of("pm", ["Ref", "Asset Tag"], [["ref", "external_id"]]) == ["external_id", "asset"]
    run = cast.sent(world, row, "Ref,Asset Tag,Procedure\nLR-1,x,y\n")
    assert run.counts == {"fault": 1}


def test_a_run_that_was_interrupted_is_counted_whole(world: World) -> None:
    assets.pump(world)
    row = cast.source(world)
    run = begin_run(row.pk, (PM_HEAD + PM_ROW).encode(), "a.csv", actor=again(world.htm_manager))
    Run.objects.filter(pk=run.pk).update(counts={"fault": 3})
    run.faults.create(row=9, code="no-asset")
    with pytest.raises(Conflict):
        begin_run(row.pk, (PM_HEAD + PM_ROW).encode(), "b.csv", actor=again(world.htm_manager))
    jobs.carry_on_all()
    run.refresh_from_db()
    assert (run.state, run.counts, run.faults.count()) == ("done", {"created": 1}, 0)


def test_a_run_whose_job_is_over_without_it_gives_its_source_free(world: World) -> None:
    assets.pump(world)
    row, who = cast.source(world), again(world.htm_manager)
    run = begin_run(row.pk, (PM_HEAD + PM_ROW).encode(), "a.csv", actor=who)
    kept = run.stored_name
    assert running.run_due() == 0
    run.refresh_from_db()
    assert run.state == "running"
    cancel(Job.objects.get())
    running.run_due()
    run.refresh_from_db()
    assert (run.state, run.failure, run.stored_name) == ("failed", "stopped", "")
    assert default_storage.exists(kept)  # a transaction that is undone keeps it
    assert cast.sent(world, row, PM_HEAD + PM_ROW).counts == {"created": 1}


def test_the_file_of_a_run_that_failed_goes(
    world: World, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]
) -> None:
    run = begin_run(cast.source(world).pk, PM_HEAD.encode(), "a.csv", actor=again(world.htm_manager))
    cancel(Job.objects.get())
    kept = run.stored_name
    with django_capture_on_commit_callbacks(execute=True):
        running.run_due()
    assert not default_storage.exists(kept)


def test_rows_of_devices_cost_as_many_statements_for_30_as_for_3(
    world: World, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    assets.pump(world)
    row = cast.source(world)
    for count in (3, 30):
        lines = "".join(PM_ROW.replace("PM-1", f"PM-{count}-{number}") for number in range(count))
        for verdict in ("created", "same"):
            run = begin_run(row.pk, (PM_HEAD + lines).encode(), "a.csv", actor=again(world.htm_manager))
            sheet = open_sheet(default_storage.open(run.stored_name))
            fields = fields_of("pm", sheet.columns, [])
            with django_assert_num_queries(8):
                store_rows(run, fields, list(sheet.rows()), actor=running.FETCHER)
            end_run(run, actor=running.FETCHER)
            run.refresh_from_db()
            assert run.counts == {verdict: count}


def test_only_managers_keep_sources_and_say_whose_record_counts(world: World) -> None:
    row = cast.source(world)
    with pytest.raises(Forbidden):
        add_source(actor=again(world.biomed), fields={"name": "x", "system": "x", "kind": "pm"})
    with pytest.raises(Forbidden):
        begin_run(row.pk, PM_HEAD.encode(), "a.csv", actor=again(world.biomed))
    with pytest.raises(Forbidden):
        set_classes({"printer": "nuvolo"}, actor=again(world.biomed))
    with pytest.raises(ValueRefused):
        set_classes({"printer": "unheard"}, actor=again(world.htm_manager))
    assert (Source.objects.count(), Run.objects.count(), ClassRecord.objects.count()) == (1, 0, 0)
    assert [
        one.asset_class for one in set_classes({"printer": "nuvolo"}, actor=again(world.administrator))
    ] == ["printer"]
    assert set_classes({"printer": "nuvolo"}, actor=again(world.administrator)) == []


def test_a_manager_keeps_a_source_on_its_pages(world: World, client: Client) -> None:
    assets.pump(world)
    client.force_login(world.htm_manager)
    values = {
        "name": "PM", "system": "nuvolo", "kind": "pm", "every_hours": "24", "date_format": "iso",
        "mapping": "Equip No = asset", "is_active": "on",
    }  # fmt: skip
    answer = client.post("/assets/cmms/new/", values)
    row = Source.objects.get()
    assert (answer.status_code, answer["Location"], row.mapping) == (
        302,
        row.get_absolute_url(),
        [["Equip No", "asset"]],
    )
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(
        "pm.csv", b"ID,Equip No,Next Due\nPM-1,LR-20417,2027-01-10\nPM-2,LR-4,2027-01-10\n"
    )
    answer = client.post(row.get_absolute_url(), {"file": file})
    run = Run.objects.get()
    assert answer["Location"] == run.get_absolute_url()
    jobs.carry_on_all()
    page = cast.page(client, world, "htm_manager", run.get_absolute_url())
    assert "No asset has this tag or number." in page and "PM-2" in page
    assert 'data-label="Number"' in page
    assert client.post("/assets/cmms/classes/", {"clinical_device": "nuvolo"}).status_code == 302
    assert ClassRecord.objects.get(asset_class="clinical_device").system == "nuvolo"
    stale = {**values, "version": "7"}
    assert client.post(f"{row.get_absolute_url()}edit/", stale).status_code == 409
    assert (
        client.post(f"{row.get_absolute_url()}edit/", {**stale, "version": "1", "mapping": "x"}).status_code
        == 422
    )
    assert (
        client.post(f"{row.get_absolute_url()}edit/", {**stale, "version": "1", "name": "PMs"}).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.name, row.version) == ("PMs", 2)


def test_rest_answers_what_the_cmms_says_of_devices_one_sees(world: World, client: Client) -> None:
    assets.pump(world)
    assets.pump(world, "LR-9", care_area=world.area("MS5"))
    text = PM_HEAD + PM_ROW + PM_ROW.replace("PM-1", "PM-9").replace("LR-20417", "LR-9")
    cast.sent(world, cast.source(world), text)
    headers = {"Authorization": bearer(world.biomed)}
    found = client.get("/api/v1/cmms/pm_status/?asset=lr-9", headers=headers).json()["results"]
    assert [(one["external_id"], one["asset"], one["next_due_on"]) for one in found] == [
        ("PM-9", "LR-9", "2027-01-10")
    ]
    assert client.get("/api/v1/cmms/work_orders/", headers=headers).json()["results"] == []
    (run,) = client.get("/api/v1/cmms/runs/", headers=headers).json()["results"]
    assert (run["source_name"], run["counts"], run["state"]) == ("Nuvolo pm", {"created": 2}, "done")
    lead = {"Authorization": bearer(world.charge_nurse)}
    found = client.get("/api/v1/cmms/pm_status/", headers=lead).json()["results"]
    assert [one["asset"] for one in found] == ["LR-20417"]
    assert client.get("/api/v1/cmms/runs/", headers=lead).status_code == 403
