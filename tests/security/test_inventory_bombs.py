"""Small inputs about the inventory that would grow without end, or that no database and no reader can hold."""

import pytest

from assets.models import Asset, CustomField
from assets.rules.custom_values import Fault, Field, read
from tests.api.rest import Rest, problem
from tests.assets import cast
from tests.world import World

FAR = ("1E+999999999", "1E-999999999", "0E+999999999", "-1e31")


@pytest.mark.parametrize("typed", FAR)
def test_a_number_of_twelve_characters_is_never_written_out_as_a_gigabyte(typed: str) -> None:
    found = read([Field("weight", "number")], {"weight": typed}, {})
    assert (found.values, found.faults) == ({}, {"weight": Fault.NOT_A_NUMBER})


def test_a_number_with_a_small_exponent_is_taken() -> None:
    assert read([Field("weight", "number")], {"weight": "1.5E+3"}, {}).values == {"weight": "1500"}


def test_a_field_named_by_half_a_character_is_refused_with_an_answer(world: World) -> None:
    pump = cast.pump(world)
    CustomField.objects.create(asset_class=pump.asset_class, key="note", label="Note", kind="text")
    rest = Rest(world.integration)
    version = rest.get(f"assets/{pump.tag}/")["ETag"]
    for body in ('{"custom": {"\\ud800": 1}}', '{"custom": {"\\u0000": {}}}'):
        problem(rest.send("PATCH", f"assets/{pump.tag}/", body, If_Match=version), 422, "value-refused")
    assert Asset.objects.get(pk=pump.pk).custom == {}
