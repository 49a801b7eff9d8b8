"""Two records of one company become one: names, contracts and tickets move, the trail says how many."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from tests.tickets import desk_cast
from tests.vendors import cast
from tests.world import World, again
from tickets.models import Ticket
from vendors.actions.merging import merge_vendors
from vendors.actions.vendors import change_vendor, create_vendor, restore_vendor
from vendors.models import Vendor, VendorAlias, VendorExternalRef
from vendors.queries.vendors import find_by_name


@pytest.fixture
def twice(world: World) -> tuple[Vendor, Vendor]:
    """A company that was added twice; the second record is the poor one."""
    kept = cast.vendor(
        world, "Kestwick Monitoring", kinds=["manufacturer"], support_email="help@kestwick.example"
    )
    gone = cast.vendor(
        world,
        "Kestwyck",
        kinds=["service"],
        aliases=["KMS"],
        support_phone="555-0143",
        support_email="old@kestwick.example",
    )
    return kept, gone


def merge(world: World, gone: Vendor, kept: Vendor, **more: Any) -> Vendor:
    """The vendor manager merges."""
    return merge_vendors(gone.pk, actor=again(world.vendor_manager), into=kept.pk, **more)


def test_everything_that_named_the_one_names_the_other(world: World, twice: tuple[Vendor, Vendor]) -> None:
    kept, gone = twice
    contract = cast.contract(world, vendor=gone)
    ticket = desk_cast.report(world)
    Ticket.objects.filter(pk=ticket.pk).update(vendor=gone)
    VendorExternalRef.objects.create(vendor=gone, system="erp", external_id="4711")
    merge(world, gone, kept)
    contract.refresh_from_db()
    assert contract.vendor == kept
    assert Ticket.objects.get(pk=ticket.pk).vendor == kept
    assert VendorExternalRef.objects.get().vendor == kept
    for name in ("Kestwick Monitoring", "Kestwyck Inc", "K.M.S."):
        assert find_by_name(name) == kept
    entry = AuditEntry.objects.get(verb="vendor.merge", target_id=str(gone.pk))
    assert entry.changes["merged_into"] == [None, "Kestwick Monitoring"]
    assert entry.changes["moved"] == {
        "tickets.ticket": 1,
        "vendors.contract": 1,
        "vendors.vendoralias": 1,
        "vendors.vendorexternalref": 1,
    }


def test_the_kept_record_takes_what_it_lacks_and_keeps_what_it_has(
    world: World, twice: tuple[Vendor, Vendor]
) -> None:
    kept, gone = twice
    result = merge(world, gone, kept)
    assert (result.support_phone, result.support_email) == ("555-0143", "help@kestwick.example")
    assert result.kinds == ["manufacturer", "service"]
    assert sorted(result.aliases.values_list("name", flat=True)) == ["KMS", "Kestwyck"]
    gone.refresh_from_db()
    assert (gone.is_active, gone.merged_into, gone.version) == (False, kept, 2)
    assert gone.name == f"Kestwyck (merged {gone.pk})"


def test_a_merged_record_leads_on_and_stays_shut(world: World, twice: tuple[Vendor, Vendor]) -> None:
    kept, gone = twice
    merge(world, gone, kept)
    actor = again(world.vendor_manager)
    with pytest.raises(Conflict, match="was merged into Kestwick Monitoring"):
        change_vendor(gone.pk, actor=actor, fields={"support_phone": "1"})
    with pytest.raises(Conflict):
        restore_vendor(gone.pk, actor=actor)
    with pytest.raises(Conflict):
        merge(world, gone, kept)


def test_merging_on_and_on_leads_to_the_last(world: World, twice: tuple[Vendor, Vendor]) -> None:
    kept, gone = twice
    merge(world, gone, kept)
    merge(world, kept, world.vendor)
    gone.refresh_from_db()
    assert gone.merged_into == world.vendor
    assert find_by_name("Kestwyck") == find_by_name("Kestwick Monitoring") == world.vendor


def test_the_kept_record_may_take_the_old_name_and_nobody_else(
    world: World, twice: tuple[Vendor, Vendor]
) -> None:
    kept, gone = twice
    merge(world, gone, kept)
    with pytest.raises(ValueRefused):
        create_vendor(actor=again(world.vendor_manager), name="Kestwyck")
    assert (
        change_vendor(kept.pk, actor=again(world.vendor_manager), fields={"name": "Kestwyck"}).name
        == "Kestwyck"
    )


def test_a_refused_merge_moves_nothing(world: World, twice: tuple[Vendor, Vendor]) -> None:
    kept, gone = twice
    contract = cast.contract(world, vendor=gone)
    with pytest.raises(Forbidden):
        merge_vendors(gone.pk, actor=world.agent, into=kept.pk)
    with pytest.raises(StaleVersion):
        merge(world, gone, kept, version=7)
    with pytest.raises(ValueRefused):
        merge(world, gone, gone)
    with pytest.raises(Vendor.DoesNotExist):
        merge_vendors(gone.pk, actor=again(world.vendor_manager), into=gone.pk + 1000)
    contract.refresh_from_db()
    assert contract.vendor == gone
    assert not AuditEntry.objects.filter(verb="vendor.merge").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_add_one_name_at_once_get_one_vendor(world: World) -> None:
    start, refusals = Barrier(2), []

    def add(name: str, aliases: list[str]) -> None:
        start.wait()
        try:
            create_vendor(actor=again(world.vendor_manager), name=name, aliases=aliases)
        except ValueRefused as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [
        Thread(target=add, args=given) for given in (("Kestwyck", []), ("Kestwick Monitoring", ["KESTWYCK"]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert Vendor.objects.exclude(pk=world.vendor.pk).count() == 1
    assert VendorAlias.objects.count() <= 1
