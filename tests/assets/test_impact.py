"""What fails if this fails: the walk with cycles and depth, the picture, the page."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assets.actions.assets import change_asset
from assets.actions.relations import relate
from assets.impact_map import impact_of
from assets.models import Asset
from assets.rules.impact import Edge, Edges, Key, dependents_of, needs_of
from tests.assets import cast
from tests.world import World


def thing(number: int) -> Key:
    """The key of an asset."""
    return ("asset", number)


def among(*rows: tuple[str, int, int]) -> tuple[Edges, Edges]:
    """Edges to dependents and to needs, of relations (kind, first, second)."""
    edges = [Edge(kind, thing(first), thing(second)) for kind, first, second in rows]

    def to_dependents(keys: Collection[Key]) -> Iterable[Edge]:
        return [edge for edge in edges if edge.needed in keys]

    def to_needs(keys: Collection[Key]) -> Iterable[Edge]:
        return [edge for edge in edges if edge.dependent in keys]

    return to_dependents, to_needs


def depths(walk_edges: Edges, depth: int = 6) -> dict[int, int]:
    """How far each thing is from thing 1."""
    return {one.key[1]: one.depth for one in dependents_of(thing(1), walk_edges, depth).reached}


def test_each_kind_says_who_needs_whom() -> None:
    down, up = among(
        ("runs_on", 2, 1), ("depends_on", 3, 1), ("connects_to", 4, 1), ("part_of", 5, 1), ("powers", 1, 6)
    )
    assert depths(down) == {2: 1, 3: 1, 4: 1, 5: 1, 6: 1}
    assert [one.key[1] for one in needs_of(thing(6), up).reached] == [1]
    assert needs_of(thing(1), up).reached == ()


def test_a_cycle_ends_and_nothing_fails_twice() -> None:
    down, up = among(("depends_on", 2, 1), ("depends_on", 3, 2), ("depends_on", 1, 3), ("depends_on", 3, 1))
    walk = dependents_of(thing(1), down)
    assert {one.key[1]: one.depth for one in walk.reached} == {2: 1, 3: 1}
    assert walk.is_cut is False
    assert thing(1) not in needs_of(thing(1), up).found


def test_the_walk_stops_at_its_depth_and_says_so() -> None:
    down, _up = among(*(("depends_on", number + 1, number) for number in range(1, 10)))
    walk = dependents_of(thing(1), down, depth=3)
    assert {one.key[1]: one.depth for one in walk.reached} == {2: 1, 3: 2, 4: 3}
    assert walk.is_cut
    assert dependents_of(thing(1), down, depth=9).is_cut is False


def test_the_walk_stops_at_so_many_things_and_says_so() -> None:
    down, _up = among(*(("depends_on", number, 1) for number in range(2, 12)))
    walk = dependents_of(thing(1), down, most=4)
    assert (len(walk.reached), walk.is_cut) == (4, True)


RELATIONS = st.lists(
    st.tuples(
        st.sampled_from(["runs_on", "depends_on", "powers", "part_of"]), st.integers(1, 8), st.integers(1, 8)
    ),
    max_size=30,
)


@given(RELATIONS)
def test_what_fails_with_a_thing_needs_it(rows: list[tuple[str, int, int]]) -> None:
    down, up = among(*rows)
    walk = dependents_of(thing(1), down, depth=8)
    assert len(walk.reached) == len(walk.found)
    for one in walk.reached:
        assert thing(1) in needs_of(one.key, up, depth=8).found


def chain(world: World) -> Asset:
    """The wired network needs a switch, the device gateway the network, a pump the gateway; all in a cycle."""
    switch = cast.computer(world, "SW-1", asset_class="network_device", name="Core switch S-B")
    gateway, network = world.service("A028"), world.service("INF-LAN")
    relate("runs_on", network, switch, actor=world.technician)
    relate("depends_on", gateway, network, actor=world.it_manager)
    relate("depends_on", cast.pump(world), gateway, actor=world.biomed)
    relate("powers", cast.computer(world, "UPS-1", asset_class="power"), switch, actor=world.technician)
    relate("depends_on", switch, gateway, actor=world.technician)
    return switch


def test_a_switch_takes_services_units_and_devices_with_it(world: World) -> None:
    found = impact_of(chain(world), world.technician, timezone.now())
    assert (found.count, found.is_cut) == (3, False)
    assert [service.code for service in found.services] == ["INF-LAN", "A028"]
    assert [unit.code for unit in found.units] == ["ICU"]
    assert found.classes == [("Clinical device", 1)]
    assert [(branch.label, branch.after) for branch in found.needed_by.branches] == [
        ("INF-LAN", "runs on it")
    ]
    assert [branch.label for branch in found.needed_by.branches[0].tree.branches] == ["A028"]
    assert [(branch.before, branch.label) for branch in found.needs.branches][0] == ("is powered by", "UPS-1")
    columns = sorted({box.x for box in found.picture.boxes})
    assert len(columns) == 4
    assert sorted(box.label for box in found.picture.boxes) == ["A028", "INF-LAN", "SW-1", "UPS-1"]


def test_what_changed_in_24_hours_is_marked(world: World) -> None:
    switch = chain(world)
    found = impact_of(switch, world.technician, timezone.now() + timedelta(days=2))
    assert not any(box.is_changed for box in found.picture.boxes)
    change_asset("LR-20417", actor=world.biomed, fields={"lot": "X"})
    found = impact_of(switch, world.technician, timezone.now())
    assert found.needed_by.branches[0].tree.branches[0].tree.branches[0].is_changed


def test_the_page_draws_the_map_and_the_lists(world: World, client: Client) -> None:
    chain(world)
    client.force_login(world.technician)
    shown = client.get("/a/SW-1/impact/").content.decode()
    assert "<svg" in shown
    assert "3 things fail with it." in shown
    assert "PulseBridge device gateway" in shown
    fragment = client.get("/a/SW-1/impact/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "<svg" in fragment


def test_a_unit_lead_learns_no_name_of_a_foreign_device(world: World, client: Client) -> None:
    chain(world)
    other = cast.computer(world, "WS-SECRET")
    relate("depends_on", other, Asset.objects.get(tag="LR-20417"), actor=world.technician)
    client.force_login(world.charge_nurse)
    for path in ("/a/LR-20417/", "/a/LR-20417/impact/"):
        assert "WS-SECRET" not in client.get(path).content.decode()


def test_a_long_list_is_cut_and_says_how_much_is_left_out(world: World) -> None:
    switch = cast.computer(world, "SW-1", asset_class="network_device")
    for number in range(15):
        relate("connects_to", cast.computer(world, f"WS-{number:02}"), switch, actor=world.technician)
    found = impact_of(switch, world.technician, timezone.now())
    assert (found.count, len(found.needed_by.branches), found.needed_by.left_out) == (15, 12, 3)
    assert (len(found.picture.boxes), found.picture.left_out) == (9, 7)
