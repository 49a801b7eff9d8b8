"""Inventories of agents: read whole or in parts, held against what is stored, taken over and taken back."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from assets.actions.assets import change_asset
from assets.actions.custom_fields import add_custom_field
from assets.models import Asset, AssetExternalRef, NetworkProfile, StatusChange, StorageMedium
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.discovery.actions.receiving import receive
from hospital_itsm.discovery.actions.taking import take, undo
from hospital_itsm.discovery.models import MachineReport, TakenBatch
from hospital_itsm.discovery.queries.matching import matches
from hospital_itsm.discovery.reading import machine_of
from hospital_itsm.discovery.rules.differences import is_difference
from hospital_itsm.discovery.rules.glpi import Unreadable, read
from tests.api.rest import bearer
from tests.assets import cast
from tests.discovery import machines
from tests.world import World, again

PAGE = "/assets/inventories/"
SAMPLES = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "asset_imports" / "glpi_inventory"
HERE = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="The shared data is not there. Set SHARED_DATA to its folder."
)


def sent(world: World, document: Any) -> MachineReport:
    """The report of one inventory."""
    (report,) = receive([("file.json", read(document))], actor=again(world.it_manager))
    return report


def asks(report: MachineReport) -> dict[str, tuple[Any, Any]]:
    """What differs and asks a person: old and new by code."""
    (match,) = matches([report.machine])
    return {line.code: (line.old, line.new) for line in match.lines if is_difference(line)}


def listed(report: MachineReport) -> list[str]:
    """What cannot be stored here."""
    (match,) = matches([report.machine])
    return [line.code for line in match.lines if not is_difference(line)]


def taken(world: World, report: MachineReport, *without: str) -> TakenBatch:
    """Everything of a report taken over, but for some lines."""
    codes = [code for code in asks(report) if code not in without]
    return take({report.pk: (report.version, codes)}, actor=again(world.it_manager))


def station(world: World) -> Asset:
    """The asset of the computer, known by its serial number."""
    return cast.computer(world, serial="OD5-7781")


def test_a_new_machine_becomes_an_asset_with_all_that_has_a_field(world: World) -> None:
    report = sent(world, machines.before())
    assert report.verdict == "create"
    assert sorted(asks(report)) == [
        "asset.serial", "medium.DISK-1", "network.hostname", "network.ip", "network.mac", "network.os_name",
        "network.os_version",
    ]  # fmt: skip
    batch = taken(world, report)
    made = batch.machines.get()
    assert {group: sorted(names) for group, names in made.after.items()} == {
        "asset": ["serial"],
        "network": ["hostname", "ip", "mac", "os_name", "os_version"],
    }
    asset = made.asset
    assert asset is not None
    assert (asset.asset_class, asset.name, asset.serial) == ("workstation", "ms5-ns1", "OD5-7781")
    network = asset.network
    assert (network.hostname, network.mac, network.ip) == ("ms5-ns1", "001A2B000001", "10.4.0.9")
    assert (network.os_name, network.os_version, network.is_wireless) == ("Windows 10", "22H2", False)
    assert list(asset.media.values_list("kind", "serial")) == [("ssd", "DISK-1")]
    assert list(asset.external_refs.values_list("system", "external_id")) == [
        ("glpi", "ms5-ns1-2026-01-10-08-00-00")
    ]


def test_what_no_field_takes_is_listed_by_name_and_never_kept(world: World) -> None:
    report = sent(world, machines.before())
    assert report.machine["unplaced"] == [
        ["hardware.lastloggeduser", 1],
        ["operatingsystem.ssh_key", 1],
        ["softwares", 400],
        ["users", 1],
        ["networks", 1],
    ]
    assert listed(report) == [
        "model.model", "own.bios_version", "own.chassis", "own.architecture", "own.cpu", "own.memory_mb", "own.disk_mb",
    ]  # fmt: skip
    stored = str(report.machine)
    assert "jdoe" not in stored and "ssh-rsa" not in stored and "Program" not in stored


def test_before_and_after_differ_in_exactly_what_was_repaired(world: World) -> None:
    asset = station(world)
    for key in ("memory_mb", "cpu"):
        who = again(world.it_manager)
        add_custom_field(actor=who, asset_class="workstation", label=key, kind="text")
    first = sent(world, machines.before())
    assert (first.verdict, first.asset) == ("update", asset)
    assert len(asks(first)) == 8
    taken(world, first)
    report = sent(world, machines.after())
    assert (report.pk, report.version) == (first.pk, 2)
    assert asks(report) == {
        "network.ip": ("10.4.0.9", "10.4.0.77"),
        "network.os_name": ("Windows 10", "Windows 11"),
        "network.os_version": ("22H2", "24H2"),
        "own.memory_mb": ("8192", "16384"),
        "medium.DISK-2": ("", "DISK-2"),
        "gone.DISK-1": ("DISK-1", ""),
    }
    taken(world, report)
    asset.refresh_from_db()
    assert asset.custom == {"memory_mb": "16384", "cpu": "Core i5-8500"}
    assert asset.network.os_name == "Windows 11"
    assert sorted(asset.media.values_list("serial", flat=True)) == ["DISK-1", "DISK-2"]
    assert asks(report) == {"gone.DISK-1": ("DISK-1", "")}
    StorageMedium.objects.filter(serial="DISK-1").update(removed_at="2026-01-11T08:00:00Z")
    assert sent(world, machines.after()).verdict == "same"


def test_the_same_file_twice_is_no_difference(world: World) -> None:
    taken(world, sent(world, machines.before()))
    entries = AuditEntry.objects.count()
    report = sent(world, machines.before())
    assert report.verdict == "same"
    assert asks(report) == {}
    assert (Asset.objects.count(), MachineReport.objects.count()) == (1, 1)
    assert AuditEntry.objects.count() == entries


def test_a_part_of_an_inventory_changes_what_it_says_and_misses_nothing(world: World) -> None:
    station(world)
    taken(world, sent(world, machines.before()))
    part = {**machines.before(), "partial": True}
    part["content"] = {"operatingsystem": {"name": "Windows 11", "version": "24H2"}}
    report = sent(world, part)
    assert asks(report) == {
        "network.os_name": ("Windows 10", "Windows 11"),
        "network.os_version": ("22H2", "24H2"),
    }


def test_what_is_not_ticked_stays_as_it_is(world: World) -> None:
    asset = station(world)
    taken(world, sent(world, machines.before()), "network.ip", "medium.DISK-1")
    asset.refresh_from_db()
    assert (asset.network.ip, asset.network.hostname) == (None, "ms5-ns1")
    assert asset.media.count() == 0


def test_the_agents_own_number_counts_before_the_serial_number(world: World) -> None:
    first, other = station(world), cast.computer(world, "WS-1002", serial="OTHER-1")
    taken(world, sent(world, machines.before()))
    document = machines.before()
    document["content"]["bios"]["ssn"] = "OTHER-1"
    report = sent(world, document)
    assert report.asset == first
    assert asks(report) == {"asset.serial": ("OD5-7781", "OTHER-1")}
    other.refresh_from_db()
    assert not other.external_refs.exists()


def test_a_serial_number_of_several_assets_is_refused_in_words(world: World) -> None:
    station(world)
    cast.computer(world, "WS-1002", serial="od5-7781")
    report = sent(world, machines.before())
    assert (report.verdict, report.fault, report.asset) == ("fault", "ambiguous", None)
    batch = taken(world, report)
    assert batch.machines.get().fault == "Several assets have this serial number. Correct one of them first."
    assert not AssetExternalRef.objects.exists()


def test_taking_back_leaves_no_trace_in_the_inventory(world: World) -> None:
    asset = station(world)
    (new, known) = (sent(world, machines.printer()), sent(world, machines.before()))
    ticked = {row.pk: (row.version, list(asks(row))) for row in (new, known)}
    batch = take(ticked, actor=again(world.it_manager))
    assert (Asset.objects.count(), AssetExternalRef.objects.count()) == (2, 2)
    assert StatusChange.objects.count() == 1
    undo(batch.pk, actor=again(world.it_manager))
    assert list(Asset.objects.all()) == [asset]
    assert not AssetExternalRef.objects.exists()
    assert not StorageMedium.objects.exists()
    network = NetworkProfile.objects.get(asset=asset)
    assert (network.hostname, network.mac, network.ip, network.os_name) == ("", "", None, "")
    assert set(batch.machines.values_list("is_undone", "fault")) == {(True, "")}
    assert set(MachineReport.objects.values_list("verdict", flat=True)) == {"create", "update"}
    with pytest.raises(Conflict):
        undo(batch.pk, actor=again(world.it_manager))


def test_taking_back_leaves_what_somebody_changed_since(world: World) -> None:
    asset = station(world)
    batch = taken(world, sent(world, machines.before()))
    change_asset(asset.tag, actor=again(world.technician), fields={"name": "Station 2"})
    undo(batch.pk, actor=again(world.it_manager))
    made = batch.machines.get()
    assert (made.is_undone, made.fault) == (False, "Somebody changed this asset since. It was left as it is.")
    asset.refresh_from_db()
    assert (asset.name, asset.network.hostname) == ("Station 2", "ms5-ns1")


def test_a_newer_inventory_since_the_page_was_opened_is_looked_at_first(world: World) -> None:
    asset = station(world)
    seen = sent(world, machines.before())
    sent(world, machines.after())
    batch = take({seen.pk: (1, ["network.ip"])}, actor=again(world.it_manager))
    assert batch.machines.get().fault == "A newer inventory of this machine came since. Look at it again."
    assert not NetworkProfile.objects.filter(asset=asset).exists()


def test_fields_of_another_system_of_record_are_shown_and_not_taken(world: World) -> None:
    asset = cast.computer(world, serial="OD5-7781", system_of_record="theirs", record_system="SCCM")
    document = machines.printer()
    document["content"]["network_device"] |= {"serial": "OD5-7781"}
    report = sent(world, document)
    assert "asset.software_version" in listed(report)
    take({report.pk: (1, ["asset.software_version", "network.ip"])}, actor=again(world.it_manager))
    asset.refresh_from_db()
    assert (asset.software_version, asset.network.ip) == ("", "10.59.29.175")


def test_only_those_who_import_take_over(world: World) -> None:
    report = sent(world, machines.before())
    with pytest.raises(Forbidden):
        take({report.pk: (1, [])}, actor=again(world.agent))
    with pytest.raises(Forbidden):
        receive([("x", read(machines.printer()))], actor=again(world.agent))
    with pytest.raises(ValueRefused):
        take({}, actor=again(world.it_manager))
    assert (MachineReport.objects.count(), Asset.objects.count(), TakenBatch.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([], "not-an-inventory"),
        ({"deviceid": "x"}, "not-an-inventory"),
        ({"content": {}}, "no-device-id"),
        ({"deviceid": "x" * 81, "content": {}}, "device-id-too-long"),
        ({"deviceid": "x", "content": {"softwares": [1] * 20_001}}, "too-many-parts"),
    ],
)
def test_what_is_no_inventory_is_named(document: Any, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "not-json"),
        (b'{"a": NaN}', "not-json"),
        (b"[" * 100_000, "not-json"),
        (b" " * (5 * 2**20 + 1), "too-large"),
    ],
)
def test_files_are_bounded(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        machine_of(data)


def test_values_of_a_wrong_type_are_passed_over() -> None:
    odd = {
        "deviceid": "x",
        "content": {"bios": [], "hardware": {"name": {}, "memory": True}, "networks": [1, {"mac": 7}]},
    }
    found = read(odd)
    assert (found.facts, found.network, found.own, found.media) == ({}, {}, {}, [])


@pytest.mark.data
@HERE
@pytest.mark.parametrize(
    ("name", "asset_class", "serial", "mac", "media", "unplaced"),
    [
        ("computer_1", "workstation", "640HP72", "00E04C6801DB", ["S29NNXAH146409"], 33),
        ("computer_2", "workstation", "2FAGP34", None, [], 14),
        ("phone_1", "mobile", "af8d8fcfa6fa4794", "E0DCFFED0959", [], 20),
        ("printer_1", "printer", "PHCVN191TG", "0068EBF2BE10", [], 6),
        ("networkequipment_3", "network_device", "CN5BFP62CP", "B05ADA101080", [], 2),
    ],
)
def test_public_samples_are_read(
    name: str, asset_class: str, serial: str, mac: str | None, media: list[str], unplaced: int
) -> None:
    found = machine_of((SAMPLES / f"{name}.json").read_bytes())
    assert (found.asset_class, found.facts["serial"], found.network.get("mac")) == (asset_class, serial, mac)
    assert ([one["serial"] for one in found.media], len(found.unplaced)) == (media, unplaced)


@pytest.mark.data
@HERE
def test_a_public_machine_and_its_part_are_one_asset(world: World) -> None:
    whole = machine_of((SAMPLES / "computer_1.json").read_bytes())
    part = machine_of((SAMPLES / "computer_1_partial_cpu.json").read_bytes())
    (report,) = receive([("whole", whole)], actor=again(world.it_manager))
    taken(world, report)
    (report,) = receive([("part", part)], actor=again(world.it_manager))
    assert (report.verdict, report.version, asks(report)) == ("same", 2, {})
    assert Asset.objects.count() == 1


def test_the_page_reads_files_and_takes_over_what_is_ticked(world: World, client: Client) -> None:
    client.force_login(world.it_manager)
    files = [
        SimpleUploadedFile("a.json", machines.as_file(machines.before())),
        SimpleUploadedFile("bad.json", b"no"),
    ]
    answer = client.post(PAGE, {"inventories": files})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This is no JSON. Export the inventory again." in page
    assert 'name="line" value="' in page and "Windows 10" in page and "softwares" in page
    report = MachineReport.objects.get()
    ticked = {
        "do": "take",
        "take": report.pk,
        f"version_{report.pk}": 1,
        "line": [f"{report.pk}:asset.serial"],
    }
    answer = client.post(PAGE, ticked, follow=True)
    assert answer.status_code == 200
    asset = Asset.objects.get()
    assert (asset.serial, NetworkProfile.objects.count()) == ("OD5-7781", 0)
    assert asset.tag in answer.content.decode()
    assert client.post(TakenBatch.objects.get().get_absolute_url()).status_code == 302
    assert not Asset.objects.exists()
    assert client.post(TakenBatch.objects.get().get_absolute_url()).status_code == 409


def test_rest_keeps_an_inventory_for_a_person_and_says_what_differs(world: World, client: Client) -> None:
    station(world)
    headers = {"Authorization": bearer(world.it_manager)}
    kind = "application/json"
    answer = client.post(
        "/api/v1/inventories/", machines.as_file(machines.before()), content_type=kind, headers=headers
    )
    assert answer.status_code == 201, answer.content
    data = answer.json()
    assert (data["asset"], data["verdict"], data["fault"]) == ("WS-1001", "update", "")
    assert {"field": "network.ip", "old": "", "new": "10.4.0.9", "why": ""} in data["differences"]
    assert {"part": "softwares", "count": 400} in data["unplaced"]
    assert not NetworkProfile.objects.exists()
    assert [
        one["device"] for one in client.get("/api/v1/inventories/", headers=headers).json()["results"]
    ] == [data["device"]]
    refused = client.post("/api/v1/inventories/", b'{"deviceid": "x"}', content_type=kind, headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/content")
    assert MachineReport.objects.count() == 1


def test_the_command_reads_folders_and_names_what_it_could_not(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_bytes(machines.as_file(machines.before()))
    (tmp_path / "b.json").write_bytes(b"[]")
    with pytest.raises(CommandError, match="1 files were not read"):
        call_command("receive_inventories", str(tmp_path))
    said = capsys.readouterr()
    assert said.out == "a.json: New\n"
    assert said.err.startswith("b.json: This is no inventory")
    assert MachineReport.objects.get().sent_by is None
