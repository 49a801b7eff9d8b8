"""Moves, loans, every step of a thing's life, and the gate of every road out of the house."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from assets.actions.loans import extend_loan, note_rental
from assets.actions.media import add_medium, remove_medium, sign_certificate
from assets.actions.moving import move_asset, note_sighting
from assets.actions.transitions import SENTENCES, transition
from assets.models import Asset, Loan, Movement, StatusChange
from assets.queries.next_steps import next_verbs
from assets.rules.certificates import ALWAYS
from assets.rules.lifecycle import LIFECYCLE
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from tests.assets import cast
from tests.assets.test_certificates import CLEARED, SHREDDED, sign
from tests.procedures.cast import finish
from tests.world import World, again

SOON = timedelta(days=7)


def take(world: World, asset: Asset, verb: str, who: str = "biomed", **needs: Any) -> Asset:
    """One step by one of the cast."""
    return transition(asset.tag, actor=again(getattr(world, who)), verb=verb, **needs)


def passed() -> dict[str, Any]:
    """The facts of a passed check."""
    return {"checked_on": timezone.localdate(), "checked_by": "R. Sandoval"}


def test_a_move_changes_the_place_and_logs_where_it_was(world: World) -> None:
    asset, tower = cast.pump(world, room="12"), cast.tower(world)
    moved = move_asset(
        asset.tag, actor=world.technician, to={"location": tower["room"], "custodian": world.requester}
    )
    assert (moved.location, moved.room, moved.version) == (tower["room"], "", 2)
    row = Movement.objects.get()
    assert (row.from_location, row.to_location, row.from_room) == (None, tower["room"], "12")
    assert (row.to_custodian, row.by) == ("Alma Reyes, RN", world.technician)
    assert AuditEntry.objects.get(verb="asset.move").changes["location"] == [None, "N4-12"]


def test_a_move_to_where_it_is_logs_nothing(world: World) -> None:
    asset = cast.pump(world)
    assert move_asset(asset.tag, actor=world.biomed, to={"care_area": world.icu}).version == 1
    assert not Movement.objects.exists()


def test_the_reason_of_a_move_stays_out_of_the_trail(world: World) -> None:
    asset = cast.pump(world)
    move_asset(asset.tag, actor=world.biomed, to={"room": "14"}, reason="Mr. Smith needs it")
    assert "Smith" not in str(AuditEntry.objects.get(verb="asset.move").changes)


@pytest.mark.parametrize("who", ["requester", "charge_nurse", "auditor"])
def test_readers_move_nothing(world: World, who: str) -> None:
    asset = cast.pump(world)
    with pytest.raises((Forbidden, Asset.DoesNotExist)), transaction.atomic():
        move_asset(asset.tag, actor=getattr(world, who), to={"room": "14"})
    assert not Movement.objects.exists()


def test_the_logs_are_never_changed(world: World) -> None:
    asset = cast.pump(world)
    move_asset(asset.tag, actor=world.biomed, to={"room": "14"})
    for rows in (Movement.objects.all(), StatusChange.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(by=None)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.delete()


def test_an_older_sighting_changes_nothing(world: World) -> None:
    asset, now = cast.pump(world), timezone.now()
    note_sighting(asset.tag, actor=world.integration, place="AP 4W-06", at=now)
    note_sighting(asset.tag, actor=world.integration, place="AP 1E-01", at=now - timedelta(hours=1))
    asset.refresh_from_db()
    assert (asset.last_seen_place, asset.last_seen_at) == ("AP 4W-06", now)


def test_every_verb_of_the_table_has_its_sentence() -> None:
    assert set(SENTENCES) == set(LIFECYCLE.verbs())


def test_a_new_device_is_received_inspected_and_put_in_service(world: World) -> None:
    asset = cast.pump(world, status="on_order")
    for verb in ("receive", "inspect"):
        take(world, asset, verb)
    finish(world, asset.tag, "install")
    done = take(world, asset, "put_in_service", **passed(), reference="WO-77")
    assert (done.status, done.checked_on, done.in_service_on) == (
        "in_service",
        timezone.localdate(),
        timezone.localdate(),
    )
    rows = StatusChange.objects.filter(asset=asset).order_by("id")
    assert [row.to_status for row in rows] == ["on_order", "received", "incoming_inspection", "in_service"]
    last = rows.last()
    assert last is not None
    assert last.facts == {
        "checked_on": timezone.localdate().isoformat(),
        "checked_by": "R. Sandoval",
        "reference": "WO-77",
    }


@pytest.mark.parametrize(
    ("needs", "fields"),
    [
        ({}, {"checked_on", "checked_by"}),
        ({"checked_on": date(2999, 1, 1), "checked_by": "X"}, {"checked_on"}),
        ({"checked_on": "yesterday", "checked_by": "X"}, {"checked_on"}),
        ({"checked_on": date(2026, 1, 1), "checked_by": "X" * 121}, {"checked_by"}),
        ({"checked_on": date(2026, 1, 1), "checked_by": "X", "party": "Y"}, {"party"}),
    ],
)
def test_no_device_goes_back_into_service_without_a_passed_check(
    world: World, needs: dict[str, Any], fields: set[str]
) -> None:
    asset = take(world, cast.pump(world), "repair", reason="Door latch")
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        take(world, asset, "put_in_service", **needs)
    assert set(refusal.value.errors) == fields
    asset.refresh_from_db()
    assert asset.status == "in_repair"


def test_a_technician_of_it_does_not_release_devices_but_puts_computers_back(world: World) -> None:
    device = take(world, cast.pump(world), "tag_out", "technician", reason="Sparks")
    with pytest.raises(Forbidden), transaction.atomic():
        take(world, device, "put_in_service", "technician", **passed())
    computer = take(world, cast.computer(world), "repair", "technician", reason="Fan")
    assert take(world, computer, "put_in_service", "technician").status == "in_service"


def test_what_is_not_possible_now_says_what_is(world: World) -> None:
    asset = cast.pump(world)
    with pytest.raises(IllegalTransition) as refusal, transaction.atomic():
        take(world, asset, "dispose", reason="Old")
    assert refusal.value.allowed == next_verbs(asset, world.biomed)
    assert "make_spare" in refusal.value.allowed
    assert "dispose" not in refusal.value.allowed


def test_a_stale_step_is_refused(world: World) -> None:
    asset = take(world, cast.pump(world), "make_spare")
    with pytest.raises(StaleVersion), transaction.atomic():
        take(world, asset, "put_in_service", version=1)


def test_a_thing_lent_out_comes_back_as_a_spare(world: World) -> None:
    asset = cast.pump(world)
    back_on = timezone.localdate() + SOON
    lent = take(
        world, asset, "lend", party="Clinic Ashby", return_on=back_on, charge_per_day="12.50", reason="Flood"
    )
    loan = Loan.objects.get()
    assert (lent.status, loan.party, loan.return_on, loan.charge_per_day) == (
        "loaned_out",
        "Clinic Ashby",
        back_on,
        Decimal("12.50"),
    )
    extend_loan(loan, actor=world.biomed, return_on=back_on + SOON)
    assert take(world, asset, "take_back").status == "standby_spare"
    loan.refresh_from_db()
    assert (loan.return_on, loan.returned_at is None) == (back_on + SOON, False)


def test_a_rental_is_noted_once_and_ends_with_its_return(world: World) -> None:
    asset = cast.pump(world, stores_phi="no", stores_phi_source="MDS2 of the maker")
    back_on = timezone.localdate() + SOON
    note_rental(asset.tag, actor=world.biomed, kind="rental", vendor=world.vendor, return_on=back_on)
    with pytest.raises(Conflict), transaction.atomic():
        note_rental(asset.tag, actor=world.biomed, kind="loaner", vendor=world.vendor, return_on=back_on)
    take(world, asset, "return_to_owner", reason="Season over")
    assert Loan.objects.get().returned_at is not None


def test_a_device_in_quarantine_is_there_again_when_it_is_found(world: World) -> None:
    asset = take(world, cast.pump(world), "quarantine", reason="Class I recall")
    take(world, asset, "report_missing", reason="Not on the shelf")
    assert take(world, asset, "find").status == "quarantined"
    released = take(world, asset, "release", reason="Corrected", **passed())
    assert released.status == "in_service"


def retired(world: World, **values: Any) -> Asset:
    """A retired pump."""
    return take(world, cast.pump(world, **values), "retire", reason="Replaced")


def test_nothing_that_may_hold_data_leaves_without_its_certificates(world: World) -> None:
    asset = retired(world)
    with pytest.raises(Conflict, match="lists no storage media"), transaction.atomic():
        take(world, asset, "dispose", reason="Scrap")
    disk = add_medium(asset.tag, actor=world.biomed, kind="ssd", serial="D1")
    card = add_medium(asset.tag, actor=world.biomed, kind="flash", serial="C1")
    sign(world, disk)
    with pytest.raises(Conflict, match="C1"), transaction.atomic():
        take(world, asset, "dispose", reason="Scrap")
    remove_medium(card, actor=world.biomed)
    with pytest.raises(Conflict, match="C1"), transaction.atomic():
        take(world, asset, "dispose", reason="Scrap")
    sign(world, card, **SHREDDED)
    finish(world, asset.tag, "decommission")
    assert take(world, asset, "dispose", reason="Scrap", destination="Greenloop").status == "disposed"


def test_clearing_is_not_enough_to_leave(world: World) -> None:
    asset = retired(world)
    sign(world, add_medium(asset.tag, actor=world.biomed, kind="hdd", serial="D1"), **CLEARED)
    with pytest.raises(Conflict, match="D1"), transaction.atomic():
        take(world, asset, "dispose", reason="Trade-in")


@pytest.mark.parametrize("status", ["in_service", "standby_spare", "retired_pending_sanitization"])
def test_what_the_hospital_owns_has_no_owner_to_go_back_to(world: World, client: Client, status: str) -> None:
    asset = cast.pump(world, stores_phi="no", stores_phi_source="MDS2 of the maker")
    Asset.objects.filter(pk=asset.pk).update(status=status)
    asset.refresh_from_db()
    assert "return_to_owner" not in next_verbs(asset, world.biomed)
    with pytest.raises(IllegalTransition, match="not noted as a loaner or a rental"):
        take(world, asset, "return_to_owner", reason="Trade-in")
    client.force_login(world.biomed)
    path = f"/a/{asset.tag}/step/return_to_owner/"
    assert path not in client.get(asset.get_absolute_url()).content.decode()
    assert client.get(path).status_code == 302
    client.post(path, {"reason": "Trade-in", "version": asset.version})
    assert Asset.objects.get(pk=asset.pk).status == status
    assert not StatusChange.objects.filter(verb="return_to_owner").exists()


def test_what_a_vendor_owns_is_offered_to_go_back(world: World, client: Client) -> None:
    asset = cast.pump(world)
    back_on = timezone.localdate() + SOON
    note_rental(asset.tag, actor=world.biomed, kind="loaner", vendor=world.vendor, return_on=back_on)
    assert "return_to_owner" in next_verbs(asset, world.biomed)
    client.force_login(world.biomed)
    path = f"/a/{asset.tag}/step/return_to_owner/"
    assert path in client.get(asset.get_absolute_url()).content.decode()
    assert client.get(path).status_code == 200


def test_a_repair_at_the_vendor_passes_the_gate_too(world: World) -> None:
    asset = cast.pump(world)
    with pytest.raises(Conflict), transaction.atomic():
        take(world, asset, "repair", reason="Board", sent_to=world.vendor)
    assert take(world, asset, "repair", reason="Board").status == "in_repair"


def test_an_order_that_never_came_has_nothing_to_wipe(world: World) -> None:
    asset = cast.pump(world, status="on_order")
    assert take(world, asset, "return_to_owner", reason="Order cancelled").status == "returned"


def test_a_certificate_names_every_missing_fact_and_never_changes(world: World) -> None:
    medium = add_medium(cast.pump(world).tag, actor=world.biomed, kind="ssd", serial="D1")
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        sign_certificate(medium, actor=world.biomed, method="purge")
    assert set(refusal.value.errors) == {*ALWAYS, "tool", "tool_version"} - {"method"}
    sign(world, medium, **SHREDDED)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        medium.certificates.update(method="purge")
