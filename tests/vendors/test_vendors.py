"""Vendors: added with every name they go by, found by any spelling, changed, retired and brought back."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.vendors import change_vendor, create_vendor, restore_vendor, retire_vendor
from vendors.models import Vendor, VendorAlias
from vendors.queries.vendors import find_by_name, vendors_by_name


def change(world: World, vendor: Vendor, **given: Any) -> Vendor:
    """The vendor manager changes a vendor."""
    return change_vendor(
        vendor.pk, actor=again(world.vendor_manager), fields=given.pop("fields", {}), **given
    )


def last_entry(verb: str) -> AuditEntry:
    """The newest entry of a verb."""
    return AuditEntry.objects.filter(verb=verb).latest("pk")


def test_a_vendor_is_stored_with_its_kinds_and_other_names(world: World) -> None:
    made = cast.vendor(
        world,
        "  Kestwick\u202e   Monitoring ",
        kinds=["service", "manufacturer", "service"],
        aliases=["Kestwyck", "kestwyck", "KESTWICK MONITORING INC.", ""],
        support_phone="555-0143",
    )
    stored = Vendor.objects.get(pk=made.pk)
    assert stored.name == "Kestwick Monitoring"
    assert stored.compared_name == "kestwick monitoring"
    assert stored.kinds == ["manufacturer", "service"]
    assert stored.kind_words == ["Manufacturer", "Service organization"]
    assert [alias.name for alias in stored.aliases.all()] == ["Kestwyck"]
    entry = last_entry("vendor.create")
    assert entry.target_label == "Kestwick Monitoring"
    assert entry.changes["aliases"] == [[], ["Kestwyck"]]


def test_a_vendor_is_found_by_every_spelling_of_its_names(world: World) -> None:
    made = cast.vendor(world, aliases=["Kestwyck", "KMS"])
    for name in ("Kestwick Monitoring", "KESTWICK MONITORING, INC. (fictional)", "kestwyck ltd", "K.M.S."):
        assert find_by_name(name) == made
    assert find_by_name("Kestrel") is None
    assert find_by_name("!!!") is None


def test_many_names_take_two_statements(world: World, django_assert_num_queries: Any) -> None:
    made = cast.vendor(world, aliases=["Kestwyck"])
    names = ["Kestwyck Inc", "Northlight Networks, LLC", "Nobody", *(f"Company {n}" for n in range(50))]
    with django_assert_num_queries(2):
        found = vendors_by_name(names)
    assert found == {"Kestwyck Inc": made, "Northlight Networks, LLC": world.vendor}


def test_a_row_stored_in_bulk_or_in_tests_is_found_too(world: World) -> None:
    Vendor.objects.bulk_create([Vendor(name="Sonnerby Ultrasound GmbH")])
    assert find_by_name("SONNERBY ULTRASOUND").name == "Sonnerby Ultrasound GmbH"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": " "}, "name", "Type the company's name."),
        ({"name": "!!!"}, "name", "Use letters or digits in a name."),
        ({"name": "x" * 121}, "name", "at most 120 characters"),
        (
            {"name": "NORTHLIGHT NETWORKS, INC."},
            "name",
            "NORTHLIGHT NETWORKS, INC. is a name of Northlight Networks already.",
        ),
        ({"aliases": ["Northlight  Networks"]}, "aliases", "is a name of Northlight Networks already."),
        ({"aliases": ["..."]}, "aliases", "Use letters or digits in a name."),
        ({"aliases": [f"Name {n}" for n in range(51)]}, "aliases", "Keep at most 50 other names."),
        ({"kinds": ["bakery"]}, "kinds", "bakery is not one of: manufacturer"),
        ({"support_email": "nobody"}, "support_email", "valid email"),
        ({"website": "javascript:alert(1)"}, "website", "valid URL"),
        ({"support_phone": "5" * 41}, "support_phone", "at most 40 characters"),
        ({"is_active": False}, "is_active", "This field cannot be set here."),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(
    world: World, values: dict[str, Any], field: str, words: str
) -> None:
    before = (Vendor.objects.count(), VendorAlias.objects.count(), AuditEntry.objects.count())
    with pytest.raises(ValueRefused) as refused:
        cast.vendor(world, **{"name": "Kestwick Monitoring", **values})
    assert words in refused.value.errors[field]
    assert (Vendor.objects.count(), VendorAlias.objects.count(), AuditEntry.objects.count()) == before


def test_two_vendors_cannot_share_another_name(world: World) -> None:
    cast.vendor(world, aliases=["Kestwyck"])
    with pytest.raises(ValueRefused) as refused:
        change(world, world.vendor, aliases=["KESTWYCK, INC."])
    assert refused.value.errors == {
        "aliases": "KESTWYCK, INC. is a name of Kestwick Monitoring already. Write another, or merge the two."
    }
    assert find_by_name("Kestwyck").name == "Kestwick Monitoring"


def test_changed_names_are_found_and_old_ones_no_longer(world: World) -> None:
    made = cast.vendor(world, aliases=["Kestwyck", "KMS"])
    changed = change(world, made, fields={"name": "Kestwick Health"}, aliases=["KMS", "Kestwick Monitoring"])
    assert changed.version == 2
    assert find_by_name("KESTWICK HEALTH") == made
    assert find_by_name("kestwick monitoring inc") == made
    assert find_by_name("Kestwyck") is None
    assert last_entry("vendor.change").changes == {
        "name": ["Kestwick Monitoring", "Kestwick Health"],
        "aliases": [["KMS", "Kestwyck"], ["KMS", "Kestwick Monitoring"]],
    }


def test_saving_the_same_again_records_nothing(world: World) -> None:
    made = cast.vendor(world, aliases=["Kestwyck"], kinds=["software"])
    changed = change(
        world, made, fields={"name": "Kestwick Monitoring", "kinds": ["software"]}, aliases=["Kestwyck"]
    )
    assert changed.version == 1
    assert not AuditEntry.objects.filter(verb="vendor.change").exists()


def test_an_older_version_is_refused_and_changes_nothing(world: World) -> None:
    made = cast.vendor(world)
    change(world, made, fields={"support_phone": "555-0143"}, version=1)
    with pytest.raises(StaleVersion) as stale:
        change(world, made, fields={"support_phone": "555-0199"}, version=1)
    assert (stale.value.current, stale.value.given) == (2, 1)
    assert Vendor.objects.get(pk=made.pk).support_phone == "555-0143"


@pytest.mark.parametrize(
    "who", ["agent", "technician", "finance", "cio", "auditor", "administrator", "integration"]
)
def test_only_those_who_manage_vendors_change_them(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        create_vendor(actor=getattr(world, who), name="Kestwick Monitoring")
    denied = Vendor.DoesNotExist if who == "administrator" else Forbidden
    with pytest.raises(denied):
        change_vendor(world.vendor.pk, actor=getattr(world, who), fields={"support_phone": "1"})
    assert Vendor.objects.get().support_phone == "555-0152"


def test_a_vendor_with_a_contract_in_force_is_not_retired(world: World) -> None:
    cast.contract(world, "C-1005")
    with pytest.raises(Conflict, match="C-1005"):
        retire_vendor(world.vendor.pk, actor=again(world.vendor_manager))
    assert world.vendor.is_active


def test_a_retired_vendor_comes_back(world: World) -> None:
    actor = again(world.vendor_manager)
    retire_vendor(world.vendor.pk, actor=actor, reason="Bought by\nanother")
    assert not world.vendor.is_active
    assert last_entry("vendor.retire").reason == "Bought by another"
    restore_vendor(world.vendor.pk, actor=actor, version=2)
    assert (world.vendor.is_active, world.vendor.version) == (True, 3)
