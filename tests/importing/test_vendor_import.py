"""Vendors from a file: tried first, known by number, name or alias, never merged in silence, taken back."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.importing.actions.asking import ask_import, ask_storing
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.importing.wording import fault_lines
from tests.importing.lists import checked, codes, faults, stored, undone, verdicts
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.vendors import change_vendor
from vendors.models import Vendor, VendorAlias, VendorExternalRef

HEAD = "Supplier,Supplier ID,Type,AKA,Phone,E-mail,Account\n"
KESTWICK = "Kestwick Monitoring,4711,manufacturer; Service organization,Kestwyck,555-0161,help@kest.example,LRMC-88\n"
NORTHLIGHT = "NORTHLIGHT NETWORKS INC.,4712,telecom,NLN,555-0199,,\n"


@pytest.fixture
def run(world: World) -> SheetImport:
    """Two vendors, one of them known under another spelling."""
    return checked(world, "vendor", HEAD + KESTWICK + NORTHLIGHT)


def trail() -> list[str]:
    return list(
        AuditEntry.objects.filter(target_type="vendors.vendor").order_by("id").values_list("verb", flat=True)
    )


def test_a_check_says_what_would_happen_and_leaves_everything_as_it_is(
    world: World, run: SheetImport
) -> None:
    assert run.state == "checked"
    assert verdicts(run) == ["create", "update"]
    assert faults(run) == []
    assert list(Vendor.objects.values_list("name", "support_phone")) == [("Northlight Networks", "555-0152")]
    assert (VendorAlias.objects.count(), VendorExternalRef.objects.count()) == (0, 0)
    assert trail() == []


def test_what_was_checked_is_stored_and_a_second_import_changes_nothing(
    world: World, run: SheetImport
) -> None:
    stored(run)
    made = Vendor.objects.get(name="Kestwick Monitoring")
    assert made.kinds == ["manufacturer", "service"]
    assert (made.support_phone, made.support_email) == ("555-0161", "help@kest.example")
    assert made.account_number == "LRMC-88"
    assert list(made.aliases.values_list("name", flat=True)) == ["Kestwyck"]
    known = world.vendor
    assert (known.name, known.support_phone, known.kinds) == ("Northlight Networks", "555-0199", ["telecom"])
    assert list(known.aliases.values_list("name", flat=True)) == ["NLN"]
    assert list(VendorExternalRef.objects.order_by("pk").values_list("system", "external_id", "vendor")) == [
        ("ERP", "4711", made.pk),
        ("ERP", "4712", known.pk),
    ]
    assert trail() == ["vendor.create", "vendor.change"]
    again_checked = checked(world, "vendor", HEAD + KESTWICK + NORTHLIGHT)
    assert verdicts(again_checked) == ["same", "same"]


def test_a_batch_is_taken_back_except_what_somebody_touched_or_uses(world: World, run: SheetImport) -> None:
    stored(run)
    undone(run)
    assert list(Vendor.objects.values_list("name", "support_phone", "kinds")) == [
        ("Northlight Networks", "555-0152", [])
    ]
    assert (VendorAlias.objects.count(), VendorExternalRef.objects.count()) == (0, 0)
    assert trail() == ["vendor.create", "vendor.change", "vendor.change", "sheet_import.remove"]
    second = stored(checked(world, "vendor", HEAD + KESTWICK + NORTHLIGHT))
    cast.contract(world, vendor=Vendor.objects.get(name="Kestwick Monitoring"))
    known = world.vendor
    change_vendor(known.pk, actor=again(world.vendor_manager), fields={"support_hours": "24 x 7"})
    undone(second)
    assert codes(second) == [(2, "", "in-use"), (3, "", "changed-since")]
    assert Vendor.objects.count() == 2
    assert Vendor.objects.get(pk=known.pk).support_phone == "555-0199"


def test_number_and_name_of_two_vendors_are_never_made_one(world: World) -> None:
    kestwick = cast.vendor(world, aliases=["Kestwyck"])
    VendorExternalRef.objects.create(vendor=kestwick, system="ERP", external_id="4711")
    rows = "Northlight Networks,4711,,,1,,\nSonnerby,,,Kestwyck,2,,\nKESTWYCK,9,,,3,,\nKestwick Monitoring,8,,,4,,\n"
    run = checked(world, "vendor", HEAD + rows)
    assert verdicts(run) == ["fault", "fault", "update", "fault"]
    found = faults(run)
    assert found[0] == [2, "external_number", "two-vendors", "Kestwick Monitoring, Northlight Networks"]
    assert found[1][:3] == [3, "aliases", "said"]
    assert (
        found[1][3] == "Kestwyck is a name of Kestwick Monitoring already. Write another, or merge the two."
    )
    assert found[2] == [5, "name", "twice", "Kestwick Monitoring"]
    assert fault_lines(run.rows.get(number=3), run)[0]["message"] == found[1][3]
    stored(run)
    assert Vendor.objects.get(pk=kestwick.pk).name == "Kestwick Monitoring"
    assert Vendor.objects.get(pk=kestwick.pk).support_phone == "3"


def test_a_known_number_with_a_new_name_renames(world: World) -> None:
    kestwick = cast.vendor(world)
    VendorExternalRef.objects.create(vendor=kestwick, system="ERP", external_id="4711")
    run = stored(checked(world, "vendor", HEAD + "Kestwick Health,4711,,,,,\n"))
    assert run.rows.get().before == {"name": "Kestwick Monitoring"}
    undone(run)
    assert Vendor.objects.get(pk=kestwick.pk).name == "Kestwick Monitoring"


def test_rows_that_cannot_be_taken_say_why_and_leave_the_others_alone(world: World) -> None:
    rows = (
        "1.23E+13,1.23E+13,,,,,\n"
        "A,B\n"
        "???,,,,,,\n"
        "Sonnerby,,boutique,,,,\n"
        "Sonnerby,,,,,not an address,\n"
        ",77,,,,,\n"
        f"Long,{'9' * 81},,,,,\n"
        "=HYPERLINK(1),,,,'=2+2,,'=2+2\n"
    )
    run = checked(world, "vendor", HEAD + rows)
    assert codes(run) == [
        (2, "external_number", "damaged"),
        (3, "", "cells"),
        (4, "name", "said"),
        (5, "kinds", "not-a-choice"),
        (6, "support_email", "said"),
        (7, "name", "missing"),
        (8, "external_number", "said"),
    ]
    assert faults(run)[3][3].startswith("manufacturer, supplier, service")
    stored(run)
    made = Vendor.objects.get(name="=HYPERLINK(1)")
    assert (made.support_phone, made.account_number) == ("=2+2", "=2+2")
    assert Vendor.objects.count() == 2


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + (HEAD + KESTWICK).replace(";", "|").replace(",", ";").encode(),
        (HEAD + KESTWICK).replace(",", "\t").encode("utf-16"),
    ],
)
def test_marks_semicolons_and_tabs_are_read(world: World, data: bytes) -> None:
    run = stored(checked(world, "vendor", data))
    assert verdicts(run) == ["create"]
    assert Vendor.objects.get(name="Kestwick Monitoring").kinds == ["manufacturer", "service"]


def test_known_ones_are_left_alone_unless_asked_and_columns_are_kept_by_source(world: World) -> None:
    first = checked(world, "vendor", HEAD + NORTHLIGHT, update_existing=False)
    assert verdicts(first) == ["skip"]
    second = checked(world, "vendor", HEAD + NORTHLIGHT, source="", update_existing=None)
    assert (second.source, second.update_existing) == ("ERP", False)
    with pytest.raises(ValueRefused, match="Name the system"):
        checked(world, "vendor", "Colour,Size\nred,1\n", source="")


def test_who_may_not_manage_vendors_imports_none(world: World) -> None:
    with pytest.raises(Forbidden):
        checked(world, "vendor", HEAD + KESTWICK, who="finance")
    assert SheetImport.objects.count() == 0
    run = checked(world, "vendor", HEAD + KESTWICK)
    with pytest.raises(Forbidden):
        ask_storing(run.pk, actor=again(world.agent))
    assert Vendor.objects.count() == 1


def test_the_same_file_with_the_same_key_is_one_import(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    found = {
        ask_import(
            "vendor",
            actor=again(world.vendor_manager),
            upload=SimpleUploadedFile("a.csv", (HEAD + KESTWICK).encode()),
            source="ERP",
            idempotency_key="k1",
        ).pk
        for _time in range(2)
    }
    assert len(found) == 1
