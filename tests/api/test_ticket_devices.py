"""The device of a ticket over REST."""

from typing import Any

import pytest

from tests.api.rest import REPORT, Rest, pointers, problem
from tests.assets.cast import pump
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
PUMP = {"tag": "LR-20417", "name": "IX-4"}


def without_place(**more: Any) -> dict[str, Any]:
    """A report that names no unit."""
    return {name: value for name, value in REPORT.items() if name != "care_area"} | more


def test_a_report_names_its_device_by_tag_and_takes_its_place(world: World) -> None:
    pump(world)
    made = Rest(world.elsewhere).post("tickets/", without_place(asset="LR-20417"))
    assert made.status_code == 201, made.content
    assert made.json()["asset"] == PUMP
    assert made.json()["care_area"]["code"] == "ICU"


def test_a_unit_that_is_sent_counts(world: World) -> None:
    pump(world)
    made = Rest(world.elsewhere).post("tickets/", {**REPORT, "care_area": "MS5", "asset": "LR-20417"})
    assert made.json()["care_area"]["code"] == "MS5"


def test_a_report_without_unit_and_device_is_refused(world: World) -> None:
    response = Rest(world.requester).post("tickets/", without_place())
    assert pointers(problem(response, 422, "value-refused")) == ["/care_area"]
    assert not Ticket.objects.exists()


def test_a_device_nobody_knows_is_refused_by_name(world: World) -> None:
    response = Rest(world.requester).post("tickets/", {**REPORT, "asset": "LR-1"})
    assert pointers(problem(response, 422, "value-refused")) == ["/asset"]
    assert not Ticket.objects.exists()


def test_the_device_is_set_and_taken_off(world: World) -> None:
    ticket = cast.report(world)
    pump(world)
    rest = Rest(world.agent)
    set_it = rest.patch(f"tickets/{ticket.key}/", {"asset": "LR-20417"}, If_Match="*")
    assert set_it.json()["asset"] == PUMP
    taken = rest.patch(f"tickets/{ticket.key}/", {"asset": None}, If_Match="*")
    assert taken.json()["asset"] is None


def test_a_list_is_narrowed_to_a_device(world: World) -> None:
    pump(world)
    about = cast.report(world, device_text="LR-20417")
    cast.report(world)
    found = Rest(world.agent).get("tickets/?asset=LR-20417").json()["results"]
    assert [row["key"] for row in found] == [about.key]
