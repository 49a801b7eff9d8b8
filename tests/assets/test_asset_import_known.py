"""Imports over known assets: steps of the lifecycle, moves in the log, network by its rules, and all of it undone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from assets.actions.custom_fields import add_custom_field
from assets.actions.importing import undoing
from assets.actions.importing.asking import ask_commit
from assets.actions.media import add_medium
from assets.actions.network import change_network
from assets.actions.transitions import transition
from assets.models import Asset, AssetImport, Movement, NetworkProfile, StatusChange
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.jobs import running
from tests.assets import cast
from tests.assets.imports import asked, committed, faults, undone, verdicts
from tests.vendors import cast as vendors_cast
from tests.world import World, again


def life(tag: str) -> list[tuple[str, str, str]]:
    rows = StatusChange.objects.filter(asset__tag=tag).order_by("pk")
    return [(row.verb, row.from_status, row.to_status) for row in rows]


def test_a_new_asset_has_its_first_step_and_is_gone_with_it_when_taken_back(world: World) -> None:
    run = committed(world, asked(world, "tag,class,status\nLR-1,printer,Standby Spare\n"))
    assert life("LR-1") == [("create", "", "standby_spare")]
    undone(world, run)
    assert (Asset.objects.count(), StatusChange.objects.count(), faults(run)) == (0, 0, [])
    assert list(
        AuditEntry.objects.filter(target_label="LR-1").order_by("pk").values_list("verb", flat=True)
    ) == [
        "asset.create",
        "asset.import_undo",
    ]


def test_the_log_of_custody_stays_append_only_for_everybody_else(world: World) -> None:
    committed(world, asked(world, "tag,class\nLR-1,printer\n"))
    for change in (StatusChange.objects.all().delete, lambda: StatusChange.objects.update(verb="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert life("LR-1") == [("create", "", "in_service")]


def test_a_status_of_a_known_asset_is_a_step_of_its_life_and_is_taken_back(world: World) -> None:
    cast.computer(world, "WS-1")
    run = committed(world, asked(world, "tag,status,po number\nWS-1,in repair,PO-7\n"))
    asset = Asset.objects.get()
    assert (asset.status, asset.po_number) == ("in_repair", "PO-7")
    assert life("WS-1")[1:] == [("repair", "in_service", "in_repair")]
    assert StatusChange.objects.latest("pk").reason == "CMMS"
    verbs = AuditEntry.objects.filter(target_label="WS-1").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["asset.create", "asset.repair", "asset.change"]
    undone(world, run)
    asset.refresh_from_db()
    assert (asset.status, asset.po_number, faults(run)) == ("in_service", "", [])
    assert life("WS-1")[2:] == [("import_undo", "in_repair", "in_service")]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("disposed", "no-such-step"),
        ("returned", "step-refused"),
        ("loaned out", "needs-more"),
        ("lost in space", "unknown"),
    ],
)
def test_a_status_that_the_rules_forbid_is_a_fault_of_its_row(world: World, status: str, code: str) -> None:
    cast.pump(world, "LR-1", stores_phi="yes")
    run = asked(world, f"tag,status,po number\nLR-1,{status},PO-7\n")
    assert [fault[1:3] for fault in faults(run)] == [["status", code]]
    committed_rows = Asset.objects.filter(po_number="PO-7").count()
    assert (verdicts(run), committed_rows, len(life("LR-1"))) == (["fault"], 0, 1)


def test_a_stopped_device_comes_back_only_with_a_passed_check(world: World) -> None:
    cast.pump(world, "LR-1")
    transition("LR-1", actor=again(world.biomed), verb="tag_out", reason="Alarm")
    run = asked(world, "tag,status\nLR-1,in_service\n")
    assert [fault[1:3] for fault in faults(run)] == [["status", "needs-more"]]


def test_what_is_lent_out_is_taken_back_at_its_loan(world: World) -> None:
    cast.computer(world, "WS-1")
    until = timezone.localdate() + timedelta(days=3)
    transition("WS-1", actor=again(world.technician), verb="lend", party="Clinic", return_on=until)
    assert [
        fault[1:3] for fault in faults(asked(world, "tag,status\nWS-1,retired_pending_sanitization\n"))
    ] == [["status", "lent-out"]]


def test_the_custody_gate_holds_at_the_check_and_when_it_is_stored(world: World) -> None:
    cast.computer(world, "WS-1", status="received", stores_phi="no", stores_phi_source="MDS2")
    run = asked(world, "tag,status\nWS-1,returned\n")
    assert (verdicts(run), faults(run)) == (["update"], [])
    Asset.objects.update(stores_phi="yes")
    committed(world, run)
    assert (Asset.objects.get().status, [fault[1:3] for fault in faults(run)]) == (
        "received",
        [["status", "no-longer"]],
    )
    (late,) = faults(asked(world, "tag,status\nWS-1,returned\n"))
    assert late[1:3] == ["status", "step-refused"]
    assert "lists no storage media" in late[3]


def test_an_import_cannot_say_that_there_is_no_patient_data_and_send_it_off_at_once(world: World) -> None:
    cast.computer(world, "WS-1", stores_phi="yes")
    add_medium("WS-1", actor=again(world.technician), kind="ssd", serial="S1")
    transition("WS-1", actor=again(world.technician), verb="retire", reason="Old")
    text = "tag,status,stores phi,stores phi source\nWS-1,disposed,N,Vendor\n"
    assert [fault[1:3] for fault in faults(asked(world, text))] == [["status", "step-refused"]]
    unsourced = asked(world, "tag,stores phi\nWS-1,no\n")
    assert [fault[1:3] for fault in faults(unsourced)] == [["stores_phi_source", "no-source"]]


def test_taking_back_puts_no_stopped_device_in_use_without_clinical_engineering(world: World) -> None:
    cast.pump(world, "LR-1")
    run = committed(world, asked(world, "tag,status\nLR-1,out_of_service_safety\n"))
    batch = AssetImport.objects.get(pk=run.pk)
    assert undoing.undo_rows(batch, actor=again(world.it_manager)) == 1
    assert (Asset.objects.get().status, faults(run)) == (
        "out_of_service_safety",
        [[2, "", "needs-release", ""]],
    )


def test_a_place_is_a_move_in_the_log_and_forgets_the_room(world: World) -> None:
    places = cast.tower(world)
    cast.pump(world, "LR-1", location=places["floor"], room="14", po_number="PO-1")
    run = committed(world, asked(world, "tag,location,po number\nLR-1,N4-12,\n"))
    asset = Asset.objects.get()
    assert (asset.location, asset.room, asset.care_area, asset.po_number) == (
        places["room"],
        "",
        world.icu,
        "PO-1",
    )
    move = Movement.objects.get()
    assert (move.from_location, move.to_location, move.from_room, move.to_room, move.reason) == (
        places["floor"], places["room"], "14", "", "CMMS",
    )  # fmt: skip
    assert (move.from_care_area, move.to_care_area, move.by) == (world.icu, world.icu, world.htm_manager)
    assert AuditEntry.objects.filter(verb="asset.move", target_label="LR-1").count() == 1
    undone(world, run)
    asset.refresh_from_db()
    back = Movement.objects.latest("pk")
    assert (asset.location, asset.room, back.from_location, back.to_location, back.to_room) == (
        places["floor"], "14", places["room"], places["floor"], "14",
    )  # fmt: skip


def test_the_network_of_a_known_asset_changes_by_its_rules_and_is_taken_back(world: World) -> None:
    for tag in ("LR-1", "LR-2"):
        cast.pump(world, tag)
    change_network("LR-1", actor=again(world.technician), fields={"hostname": "old", "vlan": "7"})
    head = "tag,hostname,mac address,ip,wifi,os\n"
    text = f"{head}LR-1,new,00:1a:2b:3c:4d:5e,10.0.0.5,Y,\nLR-2,second,,,,Windows 11\n"
    run = committed(world, asked(world, text))
    first, second = (NetworkProfile.objects.get(asset__tag=tag) for tag in ("LR-1", "LR-2"))
    assert (first.hostname, first.mac, first.ip, first.is_wireless, first.vlan) == (
        "new", "001A2B3C4D5E", "10.0.0.5", True, "7",
    )  # fmt: skip
    assert (second.hostname, second.os_name, second.mac) == ("second", "Windows 11", "")
    (entry,) = AuditEntry.objects.filter(
        verb="asset.network", target_label="LR-1", reason__startswith="import"
    )
    assert entry.changes["network.hostname"] == ["old", "new"]
    undone(world, run)
    first.refresh_from_db()
    assert (first.hostname, first.mac, first.ip, first.is_wireless, first.vlan) == (
        "old",
        "",
        None,
        False,
        "7",
    )
    assert not NetworkProfile.objects.filter(asset__tag="LR-2").exists()


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("LR-1,300.1.2.3,", ["ip", "refused"]),
        ("LR-1,,00:1A:2B:3C:4D:99", ["mac", "elsewhere"]),
        ("LR-9,not an address,", ["ip", "refused"]),
    ],
)
def test_a_bad_or_foreign_network_address_is_a_fault(world: World, cells: str, fault: list[str]) -> None:
    cast.pump(world, "LR-1")
    cast.pump(world, "LR-2")
    change_network("LR-2", actor=again(world.technician), fields={"mac": "001A2B3C4D99"})
    run = asked(world, f"tag,ip,mac,class\n{cells},clinical_device\n")
    assert [one[1:3] for one in faults(run)] == [fault]


def test_what_another_system_owns_is_changed_only_by_its_own_file(world: World) -> None:
    cast.pump(world, "LR-1", system_of_record="theirs", record_system="CMMS")
    text = "tag,po number,room\nLR-1,PO-1,14\n"
    assert faults(asked(world, text, source="Finance")) == [[2, "", "theirs", "CMMS"]]
    assert verdicts(asked(world, "tag,room\nLR-1,14\n", source="Finance")) == ["update"]
    committed(world, asked(world, text, source="CMMS"))
    assert Asset.objects.get().po_number == "PO-1"


def test_a_risk_that_differs_from_the_model_names_the_source_as_its_reason(world: World) -> None:
    cast.model(world)
    text = "tag,class,manufacturer,model,high risk\nLR-1,clinical_device,Ashgrove Infusion,IX-4,N\n"
    committed(world, asked(world, text))
    asset = Asset.objects.get()
    assert (asset.high_risk, asset.risk_reason) == (False, "CMMS")


def test_two_rows_that_mean_one_asset_are_named(world: World) -> None:
    cast.pump(world, "LR-1", serial="S1")
    text = "tag,manufacturer,model,serial\nLR-1,,,\n,Ashgrove Infusion,IX-4,S1\n"
    assert faults(asked(world, text)) == [[3, "tag", "twice", "LR-1"]]


def test_values_a_file_does_not_carry_are_left_alone(world: World) -> None:
    cast.pump(world, "LR-1", po_number="PO-1", warranty_until=date(2027, 1, 1), room="14")
    before = Asset.objects.values().get()
    committed(world, asked(world, "tag,po number,warranty end,room,funding\nLR-1,,,,Grant\n"))
    after = Asset.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"funding", "version", "changed_at"}


class Killed(BaseException):
    """The worker is gone."""


def test_a_kill_between_step_and_values_keeps_neither(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.computer(world, "WS-1")
    run = asked(world, "tag,status,room\nWS-1,standby_spare,14\n")
    ask_commit(run.pk, actor=again(world.htm_manager))

    def killed(*_values: Any) -> None:
        raise Killed

    with monkeypatch.context() as once:
        once.setattr("assets.actions.importing.storing.log_moves", killed)
        with pytest.raises(Killed):
            running.carry_on_all()
    assert (Asset.objects.get().status, Asset.objects.get().room, len(life("WS-1"))) == ("in_service", "", 1)
    running.carry_on_all()
    assert (Asset.objects.get().status, Asset.objects.get().room) == ("standby_spare", "14")
    assert life("WS-1")[1:] == [("make_spare", "in_service", "standby_spare")]


def test_fields_of_a_class_are_read_stored_and_taken_back(world: World) -> None:
    boss = again(world.htm_manager)
    for label, kind, more in (
        ("Paper trays", "number", {"is_required": True}),
        ("Checked on", "date", {}),
        ("Color", "choice", {"choices": ["Yes, laser", "No"]}),
    ):
        add_custom_field(actor=boss, asset_class="printer", label=label, kind=kind, **more)
    cast.computer(world)
    head = "Tag,Class,Paper trays,checked_on,Color\n"
    good = 'P-1,printer,2,15.03.2027,"Yes, laser"\n'
    bad = (
        "P-2,printer,many,15.03.2027,No\nP-3,printer,1,2027,Red\nP-4,printer,,,Red\nWS-1001,workstation,3,,\n"
    )
    run = asked(world, head + good + bad, date_format="dmy")
    assert [field for _column, field in run.mapping] == [
        "tag", "asset_class", "custom.paper_trays", "custom.checked_on", "custom.color",
    ]  # fmt: skip
    assert faults(run) == [
        [3, "custom.paper_trays", "not-a-plain-number", "many"],
        [4, "custom.checked_on", "not-a-date", "2027"],
        [5, "custom.color", "not-a-choice", "Red"],
        [5, "custom.paper_trays", "missing", ""],
        [6, "custom.paper_trays", "not-of-class", "3"],
    ]
    committed(world, run)
    printer = Asset.objects.get(tag="P-1")
    assert printer.custom == {"paper_trays": "2", "checked_on": "2027-03-15", "color": "Yes, laser"}
    entry = AuditEntry.objects.get(verb="asset.create", target_label="P-1")
    assert entry.changes["custom_fields"] == [[], ["checked_on", "color", "paper_trays"]]
    assert "laser" not in str(entry.changes)
    changed = asked(world, "Tag,Paper trays\nP-1,4\n")
    assert verdicts(changed) == ["update"]
    committed(world, changed)
    assert Asset.objects.get(tag="P-1").custom["paper_trays"] == "4"
    undone(world, changed)
    assert Asset.objects.get(tag="P-1").custom == printer.custom
    assert verdicts(asked(world, "Tag,Paper trays\nP-1,2\n")) == ["same"]


def test_contract_queue_and_who_services_it_are_read(world: World) -> None:
    vendors_cast.contract(world, "C-1")
    head = "Tag,Class,Service contract,Serviced by,Queue,Critical workstation\n"
    run = asked(
        world, head + "W-1,workstation,c-1,Northlight Networks,euc,Y\nW-2,workstation,C-9,Nobody Inc,XX,\n"
    )
    assert faults(run) == [
        [3, "service_provider", "unknown", "Nobody Inc"],
        [3, "contract", "unknown", "C-1"],
        [3, "team", "unknown", "XX"],
    ]
    committed(world, run)
    made = Asset.objects.get(tag="W-1")
    assert (made.contract.number, made.service_provider, made.team.code) == ("C-1", world.vendor, "EUC")
    assert made.critical_workstation is True
