"""Inventory walks: scanned, judged, resumed, shared, finished; records follow through the move action."""

from typing import Any

import pytest
from django.test import Client

from assets.actions import walks
from assets.actions.moving import move_asset
from assets.models import Asset, InventoryWalk, Location, Movement, WalkScan
from assets.rules.walking import judge
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from tests.assets import cast
from tests.world import World


@pytest.mark.parametrize(
    ("recorded", "here", "outcome"),
    [
        ("/1/2/", "/1/2/", "correct"),
        ("/1/2/3/", "/1/2/", "correct"),
        ("/1/2/", "/1/2/3/", "moved"),
        ("/1/21/", "/1/2/", "moved"),
        ("/1/4/", "/1/2/", "moved"),
        ("", "/1/2/", "moved"),
    ],
)
def test_a_record_is_right_where_it_names_the_place_or_one_inside(
    recorded: str, here: str, outcome: str
) -> None:
    assert judge(recorded, here) == outcome


@pytest.fixture
def places(world: World) -> dict[str, Location]:
    return cast.tower(world)


@pytest.fixture
def walk(world: World, places: dict[str, Location]) -> InventoryWalk:
    """A walk through the ICU: one pump in the bed's place, one on the floor's record, one expected in the room."""
    cast.pump(world, "LR-1", location=places["bed"])
    cast.pump(world, "LR-2", location=places["building"])
    cast.pump(world, "LR-3", location=places["room"])
    return walks.start_walk(places["area"], actor=world.biomed)


def scan(walk: InventoryWalk, actor: Any, code: str, here: Location | None = None) -> WalkScan:
    return walks.note_scan(walk.pk, actor=actor, code=code, here=here or walk.location)


def outcomes(walk: InventoryWalk) -> dict[str, str]:
    return dict(walk.scans.order_by("code").values_list("code", "outcome"))


def test_scans_tell_what_is_right_elsewhere_and_unknown(world: World, walk: InventoryWalk) -> None:
    for code in ("LR-1", "https://desk.example/report/device/LR-2/", "lr-99"):
        scan(walk, world.biomed, code)
    assert outcomes(walk) == {"LR-1": "correct", "LR-2": "moved", "LR-99": "unknown"}
    assert Asset.objects.get(tag="LR-2").location == Location.objects.get(code="N")
    assert Asset.objects.get(tag="LR-2").last_seen_place == "N4-ICU"


def test_in_a_room_a_thing_of_the_next_room_has_moved(
    world: World, walk: InventoryWalk, places: dict[str, Location]
) -> None:
    other = cast.place(world, "N4-13", "room", places["area"])
    assert scan(walk, world.biomed, "LR-1", places["room"]).outcome == "correct"
    assert scan(walk, world.biomed, "LR-1", other).outcome == "moved"
    assert outcomes(walk) == {"LR-1": "moved"}


def test_two_people_share_one_walk_and_each_thing_counts_once(world: World, walk: InventoryWalk) -> None:
    assert walks.start_walk(walk.location, actor=world.technician) == walk
    scan(walk, world.biomed, "LR-1")
    scan(walk, world.technician, "lr-1")
    scan(walk, world.technician, "LR-99")
    scan(walk, world.biomed, "LR-99")
    assert outcomes(walk) == {"LR-1": "correct", "LR-99": "unknown"}
    assert WalkScan.objects.get(code="LR-1").by == world.technician


@pytest.mark.parametrize(
    ("code", "words"),
    [("", "Nothing was read"), ("x" * 501, "longer than any label"), ("https://x.example/", "web address")],
)
def test_what_is_no_label_is_refused_and_kept_nowhere(
    world: World, walk: InventoryWalk, code: str, words: str
) -> None:
    with pytest.raises(ValueRefused, match=words):
        scan(walk, world.biomed, code)
    assert outcomes(walk) == {}


def test_a_wristband_is_refused_and_kept_nowhere(world: World, walk: InventoryWalk) -> None:
    with pytest.raises(ValueRefused, match="looks like a patient's number"):
        scan(walk, world.biomed, "MRN 00123456")
    assert outcomes(walk) == {}


def test_a_number_of_several_things_asks_for_our_label(world: World, walk: InventoryWalk) -> None:
    Asset.objects.filter(tag__in=["LR-1", "LR-2"]).update(serial="4711")
    with pytest.raises(ValueRefused, match="LR-1, LR-2"):
        scan(walk, world.biomed, "4711")


def test_a_place_outside_the_walk_is_refused(
    world: World, walk: InventoryWalk, places: dict[str, Location]
) -> None:
    with pytest.raises(ValueRefused, match="outside the walk"):
        scan(walk, world.biomed, "LR-1", places["building"])


def test_records_follow_with_an_entry_in_the_custody_log(world: World, walk: InventoryWalk) -> None:
    moved = scan(walk, world.biomed, "LR-2")
    right = scan(walk, world.biomed, "LR-1")
    assert walks.apply_moves(walk.pk, actor=world.technician, scans=[moved.pk, right.pk]) == (1, [])
    assert Asset.objects.get(tag="LR-2").location == walk.location
    log = Movement.objects.filter(asset__tag="LR-2").latest("pk")
    assert (log.by, log.to_location, log.reason[:14]) == (world.technician, walk.location, "Inventory walk")
    assert walks.apply_moves(walk.pk, actor=world.technician, scans=[moved.pk]) == (0, [])
    assert AuditEntry.objects.filter(verb="asset.move", target_label="LR-2").count() == 1


def test_a_record_that_cannot_follow_stops_no_other(
    world: World, walk: InventoryWalk, places: dict[str, Location]
) -> None:
    closed = cast.place(world, "N4-14", "room", places["area"])
    held = [scan(walk, world.biomed, "LR-2", closed).pk, scan(walk, world.biomed, "LR-3", places["bed"]).pk]
    Location.objects.filter(pk=closed.pk).update(is_active=False)
    assert walks.apply_moves(walk.pk, actor=world.biomed, scans=held) == (1, ["LR-2"])
    assert Asset.objects.get(tag="LR-2").location == places["building"]
    assert Asset.objects.get(tag="LR-3").location == places["bed"]


def test_the_end_notes_what_was_not_seen_and_sets_nothing_missing(world: World, walk: InventoryWalk) -> None:
    cast.pump(world, "LR-4", location=walk.location)
    Asset.objects.filter(tag="LR-4").update(status="in_repair")
    scan(walk, world.biomed, "LR-1")
    walks.finish_walk(walk.pk, actor=world.biomed)
    assert outcomes(walk) == {"LR-1": "correct", "LR-3": "missing"}
    assert Asset.objects.get(tag="LR-3").status == "in_service"
    entry = AuditEntry.objects.get(verb="walk.finish")
    assert entry.changes == {"correct": [0, 1], "missing": [0, 1]}
    move_asset("LR-3", actor=world.biomed, to={"room": "9"})
    assert outcomes(walk) == {"LR-1": "correct", "LR-3": "missing"}


def test_a_finished_walk_takes_no_scan_and_a_new_one_begins(world: World, walk: InventoryWalk) -> None:
    walks.finish_walk(walk.pk, actor=world.biomed)
    with pytest.raises(Conflict, match="finished"):
        scan(walk, world.biomed, "LR-1")
    with pytest.raises(Conflict, match="finished"):
        walks.finish_walk(walk.pk, actor=world.biomed)
    assert walks.start_walk(walk.location, actor=world.biomed) != walk


def test_a_wrong_scan_is_taken_back_until_its_record_followed(world: World, walk: InventoryWalk) -> None:
    unknown, moved = scan(walk, world.biomed, "LR-99"), scan(walk, world.biomed, "LR-2")
    walks.forget_scan(walk.pk, unknown.pk, actor=world.biomed)
    walks.apply_moves(walk.pk, actor=world.biomed, scans=[moved.pk])
    with pytest.raises(Conflict, match="followed"):
        walks.forget_scan(walk.pk, moved.pk, actor=world.biomed)
    assert outcomes(walk) == {"LR-2": "moved"}


def test_who_may_only_read_scans_nothing(world: World, walk: InventoryWalk) -> None:
    for act in (
        lambda: scan(walk, world.auditor, "LR-1"),
        lambda: walks.start_walk(walk.location, actor=world.auditor),
        lambda: walks.finish_walk(walk.pk, actor=world.auditor),
        lambda: walks.apply_moves(walk.pk, actor=world.auditor, scans=[]),
    ):
        with pytest.raises(Forbidden):
            act()
    assert outcomes(walk) == {}
    with pytest.raises(InventoryWalk.DoesNotExist):
        scan(walk, world.charge_nurse, "LR-1")


def shown(client: Client, path: str, data: dict[str, Any] | None = None, status: int = 200) -> str:
    """What the page says."""
    answer = client.get(path) if data is None else client.post(path, data, follow=True)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_walk_from_start_to_report_without_script(
    world: World, client: Client, walk: InventoryWalk
) -> None:
    client.force_login(world.biomed)
    path = walk.get_absolute_url()
    assert "N4-ICU" in shown(client, "/assets/walks/", {"location": "n4-icu"})
    assert "<b>Correct</b>" in shown(client, path, {"code": "LR-1", "here": "N4-ICU"})
    assert "Its record says N." in shown(client, path, {"code": "LR-2", "here": "N4-ICU"})
    assert "The inventory does not know it" in shown(client, path, {"code": "LR-99", "here": ""})
    assert "You are in N4-12" in shown(client, path, {"code": "n4-12"})
    assert "Nothing was read" in shown(client, path, {"code": ""}, 422)
    moved = WalkScan.objects.get(outcome="moved")
    assert "1 record moved." in shown(client, f"{path}moves/", {"scan": moved.pk})
    report = shown(client, f"{path}finish/", {})
    assert "This is its report." in report
    assert "/a/LR-3/step/report_missing/" in report
    assert 'name="code" type="text"' not in report
    assert "finished" in shown(client, path, {"code": "LR-1"}, 409)


def test_the_script_gets_the_changing_part_alone(world: World, client: Client, walk: InventoryWalk) -> None:
    client.force_login(world.biomed)
    headers = {"X-Requested-With": "fetch"}
    answer = client.post(walk.get_absolute_url(), {"code": "LR-1", "here": "N4-12"}, headers=headers)
    part = answer.content.decode()
    assert "<html" not in part
    assert 'data-here="N4-12" data-outcome="correct"' in part


def test_hostile_codes_are_text_on_the_list(world: World, client: Client, walk: InventoryWalk) -> None:
    client.force_login(world.biomed)
    page = shown(client, walk.get_absolute_url(), {"code": "<script>alert(1)</script>"})
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_unknown_place_starts_no_walk(world: World, client: Client) -> None:
    client.force_login(world.biomed)
    assert "There is no place nowhere in use" in shown(client, "/assets/walks/", {"location": "nowhere"}, 422)
    assert not InventoryWalk.objects.exists()
