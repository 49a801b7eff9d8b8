"""Certificates of sanitization, and every road out of the house that asks for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from assets.actions.assets import change_asset
from assets.actions.loans import note_rental
from assets.actions.media import add_medium, remove_medium, sign_certificate
from assets.actions.transitions import transition
from assets.models import Asset, SanitizationCertificate, StatusChange, StorageMedium
from assets.rules.custody import Certificate, Medium, Obstacle, is_enough, may_leave, method_for
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, ValueRefused
from tests.api.rest import Rest, pointers, problem
from tests.assets import cast
from tests.procedures.cast import finish
from tests.world import World

SSD = Medium(1, "D1")


def facts(**values: Any) -> dict[str, Any]:
    """What a good certificate says."""
    today = timezone.localdate()
    return {
        "data_class": "phi",
        "backup": "Event log kept on the biomed share",
        "method": "purge",
        "technique": "sanitize",
        "tool": "sg_sanitize",
        "tool_version": "1.23",
        "verification_method": "full",
        "verification": "All sectors read back, no data found",
        "verification_result": "passed",
        "data_class_after": "none",
        "destination_kind": "kept",
        "destination": "Safe of clinical engineering",
        "performed_by": "R. Sandoval",
        "performed_title": "Biomedical technician",
        "performed_organization": "Larkhaven Regional",
        "performed_place": "HTM workshop",
        "performed_on": today,
        "validated_by": "E. Fairweather",
        "validated_title": "HTM manager",
        "validated_organization": "Larkhaven Regional",
        "validated_on": today,
        **values,
    }


FAILED = {"verification_result": "failed", "data_class_after": "phi"}
CLEARED = {"method": "clear", "technique": "overwrite", "destination_kind": "internal_reuse"}
SHREDDED = {
    "method": "destroy",
    "technique": "shred",
    "verification_method": "none_left",
    "destination_kind": "recycler",
    "destination": "Greenloop",
}


def sign(world: World, medium: StorageMedium, **values: Any) -> SanitizationCertificate:
    """A certificate signed by the biomed technician."""
    return sign_certificate(medium, actor=world.biomed, **facts(**values))


@pytest.mark.parametrize(
    ("stores_phi", "leaves", "can_be_purged", "method"),
    [
        ("yes", False, True, "clear"),
        ("unknown", False, True, "clear"),
        ("yes", True, True, "purge"),
        ("unknown", True, True, "purge"),
        ("yes", True, False, "destroy"),
        ("unknown", False, False, "destroy"),
        ("no", True, False, ""),
    ],
)
def test_the_least_method_follows_from_data_road_and_drive(
    stores_phi: str, leaves: bool, can_be_purged: bool, method: str
) -> None:
    assert method_for(stores_phi, leaves=leaves, can_be_purged=can_be_purged) == method


def test_destroying_is_always_enough_and_clearing_only_for_reuse() -> None:
    assert [is_enough(one, "purge") for one in ("clear", "purge", "destroy")] == [False, True, True]


@pytest.mark.parametrize(
    ("media", "certificates", "obstacle"),
    [
        ([], [], Obstacle.MEDIA_UNKNOWN),
        ([SSD], [], Obstacle.NO_CERTIFICATE),
        ([SSD], [Certificate(1, "clear")], Obstacle.NO_CERTIFICATE),
        ([SSD], [Certificate(1, "purge", is_signed=False)], Obstacle.NO_CERTIFICATE),
        ([SSD], [Certificate(1, "destroy", has_passed=False)], Obstacle.NO_CERTIFICATE),
        ([SSD, Medium(2, "C1")], [Certificate(1, "purge")], Obstacle.NO_CERTIFICATE),
        ([SSD], [Certificate(1, "purge")], None),
        ([Medium(1, "D1", is_kept=True)], [], None),
    ],
)
def test_the_gate_asks_for_a_proof_for_each_medium(
    media: list[Medium], certificates: list[Certificate], obstacle: Obstacle | None
) -> None:
    for stores_phi in ("yes", "unknown"):
        assert may_leave(media, certificates, stores_phi).obstacle == obstacle
    assert may_leave(media, certificates, "no", "MDS2 of the maker").obstacle is None
    assert may_leave(media, certificates, "no").obstacle == Obstacle.NO_SOURCE


OURS = ("dispose", "trade_in")
"""The roads of what belongs to the hospital: a trade-in is a disposal with a destination."""


def on_the_way_out(world: World, road: str) -> Asset:
    """A pump that stands before the road."""
    asset = cast.pump(world)
    if road in OURS:
        transition(asset.tag, actor=world.biomed, verb="retire", reason="Replaced")
    if road in ("lease", "rental"):
        kind = {"lease": "loaner", "rental": "rental"}[road]
        back_on = timezone.localdate() + timedelta(days=7)
        note_rental(asset.tag, actor=world.biomed, kind=kind, vendor=world.vendor, return_on=back_on)
    return asset


def leave(world: World, asset: Asset, road: str) -> Asset:
    """Take the road."""
    if road == "vendor_repair":
        return transition(asset.tag, actor=world.biomed, verb="repair", reason="Board", sent_to=world.vendor)
    verb = "dispose" if road in OURS else "return_to_owner"
    return transition(asset.tag, actor=world.biomed, verb=verb, reason="It goes")


def finish_if_asked(world: World, asset: Asset, road: str) -> None:
    """Finish the procedure that disposal asks for besides."""
    if road in OURS:
        finish(world, asset.tag, "decommission")


ROADS = ["dispose", "trade_in", "lease", "rental", "vendor_repair"]


@pytest.mark.parametrize("road", ROADS)
def test_no_road_leads_out_without_a_certificate_for_each_medium(world: World, road: str) -> None:
    asset = on_the_way_out(world, road)
    disk = add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1")
    card = add_medium(asset.tag, actor=world.biomed, kind="flash", serial="C1")
    before = (Asset.objects.get(pk=asset.pk).status, StatusChange.objects.count())
    sign(world, disk)
    for attempt in ("none", "cleared", "failed", "taken out"):
        if attempt == "cleared":
            sign(world, card, **CLEARED)
        if attempt == "failed":
            sign(world, card, **FAILED)
        if attempt == "taken out":
            remove_medium(card, actor=world.biomed)
        with pytest.raises(Conflict, match="C1"), transaction.atomic():
            leave(world, asset, road)
        assert (Asset.objects.get(pk=asset.pk).status, StatusChange.objects.count()) == before
    sign(world, card, **SHREDDED)
    finish_if_asked(world, asset, road)
    assert leave(world, asset, road).status != before[0]


@pytest.mark.parametrize("road", ROADS)
def test_unknown_counts_as_patient_data_and_no_needs_its_source(world: World, road: str) -> None:
    asset = on_the_way_out(world, road)
    with pytest.raises(Conflict, match="lists no storage media"), transaction.atomic():
        leave(world, asset, road)
    with pytest.raises(ValueRefused), transaction.atomic():
        change_asset(asset.tag, actor=world.biomed, fields={"stores_phi": "no"})
    change_asset(
        asset.tag, actor=world.biomed, fields={"stores_phi": "no", "stores_phi_source": "MDS2 of the maker"}
    )
    finish_if_asked(world, asset, road)
    assert leave(world, asset, road).version > asset.version


def test_a_drive_that_stays_locked_up_lets_the_device_go(world: World) -> None:
    asset = on_the_way_out(world, "dispose")
    disk = add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1")
    remove_medium(disk, actor=world.biomed, kept_at="Safe of clinical engineering")
    finish_if_asked(world, asset, "dispose")
    assert leave(world, asset, "dispose").status == "disposed"
    assert "Safe" not in str(AuditEntry.objects.get(verb="asset.remove_medium").changes)


def test_the_status_is_changed_by_steps_alone(world: World) -> None:
    asset = on_the_way_out(world, "dispose")
    with pytest.raises(ValueRefused), transaction.atomic():
        change_asset(asset.tag, actor=world.biomed, fields={"status": "disposed"})


def test_a_certificate_keeps_what_device_and_medium_were_called(world: World) -> None:
    asset = cast.pump(world)
    medium = add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1", property_number="P-9")
    row = sign(world, medium)
    change_asset(asset.tag, actor=world.biomed, fields={"serial": "Other"})
    row.refresh_from_db()
    assert (row.asset_tag, row.asset_maker, row.asset_model, row.asset_serial) == (
        "LR-20417",
        "Ashgrove Infusion",
        "IX-4",
        "IX4-LR-20417",
    )
    assert (row.medium_kind, row.medium_serial, row.medium_property_number) == ("ssd", "D1", "P-9")
    assert (row.validated_on, row.keep_until.year) == (row.performed_on, row.signed_at.year + 6)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"validated_by": "R. Sandoval"}, "validated_by"),
        ({"method": "clear", "destination_kind": "manufacturer"}, "method"),
        ({"method": "wish"}, "method"),
        ({"validated_on": timezone.localdate() - timedelta(days=9)}, "validated_on"),
        ({"performed_on": timezone.localdate() + timedelta(days=9)}, "performed_on"),
        ({"signed_by": None}, "signed_by"),
    ],
)
def test_a_certificate_that_contradicts_itself_is_refused(
    world: World, values: dict[str, Any], field: str
) -> None:
    medium = add_medium(cast.pump(world).tag, actor=world.biomed, kind="ssd", serial="D1")
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        sign(world, medium, **values)
    assert field in refusal.value.errors
    assert not SanitizationCertificate.objects.exists()


def test_patient_data_in_its_sentences_is_masked(world: World) -> None:
    medium = add_medium(cast.pump(world).tag, actor=world.biomed, kind="ssd", serial="D1")
    row = sign(world, medium, exceptions="Screenshot of MRN 84719203 was on it")
    assert "84719203" not in row.exceptions


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assets_sanitizationcertificate SET method = 'purge'",
        "DELETE FROM assets_sanitizationcertificate",
        "TRUNCATE assets_sanitizationcertificate CASCADE",
    ],
)
def test_the_database_keeps_signed_certificates_as_they_are(world: World, statement: str) -> None:
    sign(world, add_medium(cast.pump(world).tag, actor=world.biomed, kind="ssd", serial="D1"))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
    assert SanitizationCertificate.objects.count() == 1


def test_media_are_listed_certified_and_taken_out_over_rest(world: World) -> None:
    cast.pump(world)
    hands, address = Rest(world.biomed), "assets/lr-20417/media/"
    problem(hands.post(address, {"kind": "hdd", "asset": "LR-1"}), 400, "unknown-input")
    problem(hands.post(address, {"kind": "floppy"}), 422, "value-refused")
    assert not StorageMedium.objects.exists()
    made = hands.post(address, {"kind": "hdd", "serial": "D-1", "is_encrypted": "yes"})
    number = made.json()["id"]
    assert (made.status_code, made.json()["serial"], made.json()["certificates"]) == (201, "D-1", [])
    signs, days = (
        f"{address}{number}/actions/certify/",
        {"performed_on": "2026-01-05", "validated_on": "2026-01-06"},
    )
    problem(hands.post(signs, {**facts(**days), "signed_by": "somebody"}), 400, "unknown-input")
    refused = problem(
        hands.post(signs, {**facts(**days), "tool": "", "validated_by": "R. Sandoval"}), 422, "value-refused"
    )
    assert pointers(refused) == ["/tool", "/validated_by"]
    assert not SanitizationCertificate.objects.exists()
    signed = hands.post(signs, facts(**days))
    assert (signed.status_code, signed.json()["asset_tag"], signed.json()["has_passed"]) == (
        201,
        "LR-20417",
        True,
    )
    removed = hands.post(f"{address}{number}/actions/remove/", {"kept_at": "Safe of HTM"})
    assert (removed.status_code, removed.json()["kept_at"]) == (200, "Safe of HTM")
    problem(hands.post(f"{address}{number}/actions/remove/", {}), 409, "conflict")
    [row] = hands.get(address).json()
    assert (row["certificates"], row["removed_at"]) == (
        [signed.json()["number"]],
        removed.json()["removed_at"],
    )
