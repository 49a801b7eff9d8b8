"""The nearest working spare: distances in the tree of places, and which devices can stand in for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.actions.transitions import transition
from assets.models import Asset
from assets.queries.spares import nearest_spares
from assets.rules.spares import UNKNOWN, Candidate, distance, nearest
from tests.assets import cast, recall_cast
from tests.world import World, again

NOBODY = Asset.objects.none().values("pk")
PATHS = st.lists(st.integers(1, 4), min_size=1, max_size=6).map(lambda keys: f"/{'/'.join(map(str, keys))}/")


@pytest.mark.parametrize(
    ("one", "other", "doors"),
    [
        ("/1/2/3/", "/1/2/3/", 0),
        ("/1/2/3/", "/1/2/", 1),
        ("/1/2/3/", "/1/2/4/", 2),
        ("/1/2/3/9/", "/1/5/", 4),
        ("/1/2/", "/2/2/", UNKNOWN),
        ("", "/1/", UNKNOWN),
        ("", "", UNKNOWN),
    ],
)
def test_distance_counts_the_doors_between_two_places(one: str, other: str, doors: int) -> None:
    assert distance(one, other) == doors


@given(PATHS, PATHS, PATHS)
def test_distance_is_a_distance(one: str, other: str, third: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, third) <= distance(one, other) + distance(other, third)


def candidate(tag: str, path: str = "", *, spare: bool = True, same: bool = True) -> Candidate:
    return Candidate(hash(tag), tag, path, spare, same)


def test_spares_come_first_then_the_nearest_then_the_same_model() -> None:
    offered = [
        candidate("in-use-here", "/1/2/", spare=False),
        candidate("unknown-place"),
        candidate("far", "/1/7/8/"),
        candidate("other-model", "/1/3/", same=False),
        candidate("near", "/1/3/"),
    ]
    assert [one.tag for one in nearest("/1/2/", offered, 4)] == [
        "near",
        "other-model",
        "far",
        "unknown-place",
    ]


def spares_of(world: World, tag: str = "LR-20417", **options: object) -> list[str]:
    """Tags of what is offered to a nurse in the place of a device."""
    asset = Asset.objects.select_related("model", "location").get(tag=tag)
    rows = nearest_spares(asset, again(world.requester), busy=options.get("busy", NOBODY))  # type: ignore[arg-type]
    return [row.tag for row in rows]


def test_the_spare_on_the_same_floor_comes_before_the_one_in_another_building(world: World) -> None:
    places = cast.tower(world)
    store = cast.place(world, "N4-STORE", "room", places["floor"])
    depot = cast.place(world, "B", "building", places["site"])
    cast.pump(world, location=places["room"])
    cast.pump(world, "LR-1", location=depot, status="standby_spare")
    cast.pump(world, "LR-2", location=store, status="standby_spare")
    cast.pump(world, "LR-3", location=places["room"])
    assert spares_of(world) == ["LR-2", "LR-1", "LR-3"]


def test_a_spare_of_another_model_counts_when_it_is_of_the_same_type(world: World) -> None:
    mine = cast.model(world, device_type="Infusion pump")
    other = cast.model(world, "P9", identifiers=[], catalog_number="P9", device_type="Infusion pump")
    monitor = cast.model(world, "M8", identifiers=[], catalog_number="M8", device_type="Monitor")
    cast.pump(world, model=mine)
    cast.pump(world, "LR-1", model=other, status="standby_spare")
    cast.pump(world, "LR-2", model=monitor, status="standby_spare")
    assert spares_of(world) == ["LR-1"]


def test_nothing_that_is_broken_busy_or_in_hands_is_offered(world: World) -> None:
    cast.pump(world)
    cast.pump(world, "LR-1")
    transition("LR-1", actor=again(world.biomed), verb="tag_out", reason="It gives no alarm.")
    cast.pump(world, "LR-2", custodian_text="Dr. Hale")
    busy = cast.pump(world, "LR-3", status="standby_spare")
    assert spares_of(world, busy=Asset.objects.filter(pk=busy.pk).values("pk")) == []


def test_a_device_on_an_open_recall_is_not_offered(world: World) -> None:
    recall_cast.pumps(world)
    Asset.objects.filter(tag="LR-1").update(status="standby_spare")
    assert spares_of(world, "LR-4")[0] == "LR-1"
    recall_cast.receive(world)
    assert "LR-1" not in spares_of(world, "LR-4")


def test_a_thing_without_a_model_has_no_spare(world: World) -> None:
    cast.computer(world)
    cast.computer(world, "WS-2", status="standby_spare")
    assert spares_of(world, "WS-1001") == []
