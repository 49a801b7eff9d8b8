"""Walks over REST: started, scanned in bursts that count once, followed, finished."""

from typing import Any

import pytest

from assets.models import Asset, InventoryWalk, Location, WalkScan
from tests.api.rest import Rest, problem
from tests.assets import cast
from tests.world import World


@pytest.fixture
def places(world: World) -> dict[str, Location]:
    """Three pumps: in the bed, on the building's record, in the room."""
    found = cast.tower(world)
    cast.pump(world, "LR-1", location=found["bed"])
    cast.pump(world, "LR-2", location=found["building"])
    cast.pump(world, "LR-3", location=found["room"])
    return found


def outcomes(answer: Any) -> list[str]:
    """What became of each code."""
    return [
        line["scan"]["outcome"] if line["scan"] else line["refused"][:7] for line in answer.json()["results"]
    ]


def test_a_walk_from_start_to_report(world: World, places: dict[str, Location]) -> None:
    hands = Rest(world.biomed)
    made = hands.post("walks/", {"location": "N4-ICU"})
    assert (made.status_code, made.json()["counts"]["missing"]) == (201, 2)
    assert hands.post("walks/", {"location": "N4-ICU"}).status_code == 200
    at = f"walks/{made.json()['id']}/"
    burst = {"codes": ["LR-1", "lr-2", "LR-99", ""]}
    assert outcomes(hands.post(f"{at}scans/", burst)) == ["correct", "moved", "unknown", "Nothing"]
    assert [row["tag"] for row in hands.get(f"{at}missing/").json()["results"]] == ["LR-3"]
    moved = hands.get(f"{at}scans/?outcome=moved").json()["results"][0]
    assert (moved["tag"], moved["here"], moved["recorded"]) == ("LR-2", "N4-ICU", "N")
    done = hands.post(f"{at}actions/moves/", {"scans": [moved["id"]]}).json()
    assert done == {"moved": 1, "refused": []}
    assert Asset.objects.get(tag="LR-2").location == places["area"]
    report = hands.post(f"{at}actions/finish/").json()
    assert report["counts"] == {"correct": 1, "moved": 1, "unknown": 1, "missing": 1}
    problem(hands.post(f"{at}scans/", burst), 409, "conflict")
    problem(hands.post(f"{at}actions/finish/"), 409, "conflict")


def test_a_burst_that_is_sent_again_scans_nothing(world: World, places: dict[str, Location]) -> None:
    hands = Rest(world.biomed)
    at = f"walks/{hands.post('walks/', {'location': 'N4-ICU'}).json()['id']}/scans/"
    first = hands.post(at, {"codes": ["LR-1", "LR-99"]}, Idempotency_Key="burst-1")
    before = list(WalkScan.objects.order_by("pk").values_list("pk", "at"))
    again = hands.post(at, {"codes": ["LR-1", "LR-99"]}, Idempotency_Key="burst-1")
    assert again.json() == first.json()
    assert list(WalkScan.objects.order_by("pk").values_list("pk", "at")) == before
    other = hands.post(at, {"codes": ["LR-2"]}, Idempotency_Key="burst-1")
    problem(other, 409, "idempotency-key-reused")
    assert WalkScan.objects.count() == 2


def test_what_cannot_be_is_refused(world: World, places: dict[str, Location]) -> None:
    hands = Rest(world.biomed)
    number = hands.post("walks/", {"location": "N4-ICU"}).json()["id"]
    at = f"walks/{number}/scans/"
    problem(hands.post(at, {"codes": ["LR-1"], "here": "N"}), 422, "value-refused")
    assert hands.post(at, {"codes": ["LR-1"] * 201}).status_code == 422
    problem(hands.post(at, {"codes": ["LR-1"], "by": "x"}), 400, "unknown-input")
    problem(hands.get(f"{at}?outcome=lost"), 400, "unknown-input")
    problem(Rest(world.auditor).post(at, {"codes": ["LR-1"]}), 403, "forbidden")
    problem(Rest(world.charge_nurse).get(f"walks/{number}/"), 403, "forbidden")
    assert Rest(world.biomed, ["assets:read"]).post(at, {"codes": ["LR-1"]}).status_code == 403
    assert not WalkScan.objects.exists()
    assert InventoryWalk.objects.count() == 1
