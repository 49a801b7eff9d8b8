"""Assets: added with what their label says, changed, found, and refused with the mend."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assets.actions.assets import change_asset, create_asset
from assets.actions.catalogue import change_model
from assets.actions.custom_fields import add_custom_field, change_custom_field
from assets.actions.external import upsert_external
from assets.actions.network import change_circuit, change_network
from assets.models import Asset, AssetExternalRef, Movement, StatusChange
from assets.queries.assets import same_serial
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from tests.assets import cast
from tests.world import World, again

UDI = "(01)09520000010010(11)250131(17)300200(10)23K07(21)IX4-230117"


def change(world: World, asset: Asset, **fields: Any) -> Asset:
    """The biomed technician changes fields."""
    return change_asset(asset.tag, actor=again(world.biomed), fields=fields)


def tags(words: str) -> list[str]:
    """Tags found by words."""
    return list(Asset.objects.matching(words).order_by("tag").values_list("tag", flat=True))


def test_an_asset_is_stored_with_what_its_label_and_its_model_say(world: World) -> None:
    made = cast.pump(world, " lr-20417 ", udi=UDI, serial="")
    stored = Asset.objects.get(pk=made.pk)
    assert stored.tag == "LR-20417"
    assert (stored.udi_di, stored.lot, stored.serial) == ("09520000010010", "23K07", "IX4-230117")
    assert (stored.manufactured_on, stored.expires_on) == (date(2025, 1, 31), date(2030, 2, 28))
    assert (stored.high_risk, stored.life_support) == (True, False)
    assert stored.status == "in_service"
    assert stored.in_service_on is not None
    assert str(StatusChange.objects.get(asset=stored).verb) == "create"
    entry = AuditEntry.objects.get(verb="asset.create")
    assert (entry.target_label, entry.changes["serial"]) == ("LR-20417", ["", "IX4-230117"])


def test_what_somebody_typed_counts_more_than_the_label(world: World) -> None:
    made = cast.pump(world, udi=UDI, serial="TYPED-1", lot="L9")
    assert (made.serial, made.lot) == ("TYPED-1", "L9")


def test_a_thing_without_a_tag_takes_the_next_free_number(world: World) -> None:
    first, second = cast.computer(world, ""), cast.computer(world, "")
    assert first.tag[0] == "A"
    assert int(second.tag[1:]) == int(first.tag[1:]) + 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"tag": "a b"}, "tag", "Use letters, digits"),
        ({"tag": "lr-20417"}, "tag", "There is an asset LR-20417 already."),
        ({"asset_class": "toaster"}, "asset_class", "Choose what kind of thing it is."),
        ({"status": "missing"}, "status", "A new asset is one of"),
        ({"stores_phi": "no"}, "stores_phi_source", "Say where you know it from"),
        ({"system_of_record": "theirs"}, "record_system", "Name the system"),
        ({"serial": "x" * 81}, "serial", "at most 80 characters"),
        ({"cost": Decimal("12345678901.00")}, "cost", "12 digits"),
        ({"version": 7}, "version", "cannot be set here"),
        ({"life_support": True}, "risk_reason", "Say why its risk differs"),
        ({"custom": {"height": "1"}}, "custom.height", "no such field"),
    ],
)
def test_an_asset_that_cannot_be_is_refused_and_nothing_is_stored(
    world: World, values: dict[str, Any], field: str, words: str
) -> None:
    cast.pump(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        cast.pump(world, values.pop("tag", "LR-2"), **values)
    assert words in refusal.value.errors[field]
    assert Asset.objects.count() == 1
    assert AuditEntry.objects.filter(verb="asset.create").count() == 1


@pytest.mark.parametrize("who", ["requester", "charge_nurse", "auditor", "cio", "finance", "vendor_manager"])
def test_only_hands_and_their_leads_add_assets(world: World, who: str) -> None:
    with pytest.raises(Forbidden), transaction.atomic():
        create_asset(actor=getattr(world, who), asset_class="printer", tag="P-1")
    assert not Asset.objects.exists()


def test_a_duplicate_serial_is_taken_and_said(world: World) -> None:
    first = cast.pump(world, "LR-1", serial="IX4-230117")
    second = cast.pump(world, "LR-2", serial="ix4-230117")
    assert same_serial(second) == ["LR-1"]
    assert same_serial(first) == ["LR-2"]
    assert same_serial(cast.pump(world, "LR-3", serial="")) == []


def test_a_change_is_recorded_with_both_values_and_raises_the_version(world: World) -> None:
    asset = cast.pump(world)
    changed = change(world, asset, software_version="4.1.2", failure_procedure="Use the spare.\nCall 4357.")
    assert changed.version == 2
    entry = AuditEntry.objects.get(verb="asset.change")
    assert entry.changes["software_version"] == ["", "4.1.2"]
    assert set(entry.changes["failure_procedure"][1]) == {"hmac", "length"}
    assert "spare" not in str(entry.changes)
    assert changed.failure_procedure == "Use the spare.\nCall 4357."


def test_a_change_of_nothing_records_nothing(world: World) -> None:
    asset = cast.pump(world)
    assert change(world, asset, serial=asset.serial).version == 1
    assert not AuditEntry.objects.filter(verb="asset.change").exists()


def test_who_read_an_older_version_is_refused(world: World) -> None:
    asset = cast.pump(world)
    change(world, asset, lot="A1")
    with pytest.raises(StaleVersion) as refusal, transaction.atomic():
        change_asset(asset.tag, actor=world.biomed, fields={"lot": "B2"}, version=1)
    assert (refusal.value.current, Asset.objects.get().lot) == (2, "A1")


def test_the_place_is_not_changed_in_passing(world: World) -> None:
    asset = cast.pump(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        change(world, asset, care_area=world.area("MS5"))
    assert set(refusal.value.errors) == {"care_area"}


def test_only_the_other_system_changes_what_it_is_the_record_of(world: World) -> None:
    asset = cast.pump(world, system_of_record="theirs", record_system="cmms")
    with pytest.raises(Conflict, match="cmms is the system of record"), transaction.atomic():
        change(world, asset, serial="OTHER")
    changed = change_asset(asset.tag, actor=world.biomed, fields={"serial": "OTHER"}, by_system="cmms")
    assert changed.serial == "OTHER"
    assert change(world, changed, backup="Two in the store room").backup == "Two in the store room"


def test_risk_follows_the_model_unless_a_reason_is_given(world: World) -> None:
    follower = cast.pump(world, "LR-1")
    own = cast.pump(world, "LR-2", high_risk=False, risk_reason="Used for training only")
    model = follower.model
    assert model is not None
    change_model(model.pk, actor=world.htm_manager, fields={"life_support": True})
    follower.refresh_from_db()
    own.refresh_from_db()
    assert (follower.life_support, own.life_support, own.high_risk) == (True, False, False)


def test_an_asset_is_found_by_any_part_of_what_is_known_about_it(world: World) -> None:
    place = cast.tower(world)["room"]
    cast.pump(world, udi=UDI, serial="IX4-230117", location=place)
    change_network(
        "LR-20417",
        actor=world.technician,
        fields={"mac": "00:1a:2b:3c:4d:5e", "hostname": "pump-0417", "ip": "10.4.0.17"},
    )
    cast.computer(world)
    for words in (
        *("20417", "lr-204", "230117", "0952000001", "ix-4", "ashgrove pump-0417", "00-1a-2b-3c-4d-5e"),
        *("10.4.0.17", "N4-12", "ix4-100", "ICU infusion"),
    ):
        assert tags(words) == ["LR-20417"], words
    assert tags("nurse") == ["WS-1001"]
    assert tags("20417 nurse") == []
    assert tags("%") == []


def test_a_network_profile_says_what_is_wrong(world: World) -> None:
    cast.pump(world)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        change_network(
            "LR-20417",
            actor=world.biomed,
            fields={"mac": "12", "ip": "10.4.0", "support_state": "unsupported_mitigated"},
        )
    assert set(refusal.value.errors) == {"mac", "ip", "compensating_control"}


def test_only_a_circuit_is_a_line(world: World) -> None:
    cast.pump(world)
    with pytest.raises(ValueRefused), transaction.atomic():
        change_circuit("LR-20417", actor=world.technician, fields={"circuit_id": "X"})
    create_asset(actor=world.technician, tag="C-1", asset_class="circuit", name="WAN to Ashby")
    change_circuit("C-1", actor=world.technician, fields={"circuit_id": "CR/123/A", "carrier": world.vendor})
    assert tags("cr/123") == ["C-1"]


def test_a_class_gets_fields_of_its_own_without_code(world: World) -> None:
    field = add_custom_field(
        actor=world.htm_manager, asset_class="clinical_device", label="Radiation badge no.", kind="number"
    )
    assert field.key == "radiation_badge_no"
    asset = cast.pump(world, custom={"radiation_badge_no": "12"})
    assert asset.custom == {"radiation_badge_no": "12"}
    change_custom_field(field, actor=world.htm_manager, fields={"is_active": False})
    assert change(world, asset, lot="Z").custom == {"radiation_badge_no": "12"}
    with pytest.raises(Forbidden), transaction.atomic():
        add_custom_field(actor=world.technician, asset_class="printer", label="Trays", kind="number")


def test_a_number_of_another_system_means_one_asset(world: World) -> None:
    fields = {"asset_class": "workstation", "tag": "WS-7", "serial": "S7", "care_area": world.icu}
    made, is_new = upsert_external("mdm", "4711", actor=world.technician, fields=fields)
    again_made, again_new = upsert_external(
        "mdm",
        "4711",
        actor=world.technician,
        fields={**fields, "serial": "S8", "care_area": world.area("MS5")},
    )
    assert (is_new, again_new, again_made.pk) == (True, False, made.pk)
    assert (again_made.serial, again_made.care_area) == ("S8", world.area("MS5"))
    assert Movement.objects.get().reason == "mdm"
    assert AssetExternalRef.objects.count() == 1


def test_the_database_refuses_what_no_action_would_store(world: World) -> None:
    cast.pump(world)
    for values in ({"tag": "lower"}, {"status": "lost"}, {"stores_phi": "no"}, {"asset_class": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Asset.objects.update(**values)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("agent", 2), ("biomed", 2), ("auditor", 2), ("cio", 2), ("finance", 2), ("charge_nurse", 1),
        ("requester", 0), ("administrator", 0), ("vendor_guest", 0), ("integration", 2),
    ],
)  # fmt: skip
def test_everybody_sees_the_assets_of_their_part_of_the_house(world: World, who: str, seen: int) -> None:
    cast.pump(world)
    cast.computer(world)
    assert Asset.objects.visible_to(getattr(world, who)).count() == seen


def test_a_units_lead_sees_what_stands_on_the_unit_too(world: World) -> None:
    icu = cast.tower(world)["bed"]
    cast.computer(world, location=icu)
    assert Asset.objects.visible_to(world.charge_nurse).count() == 0
    icu.care_area = world.icu
    icu.save()
    assert Asset.objects.visible_to(world.charge_nurse).count() == 1
