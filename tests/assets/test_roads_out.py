"""Every road out of the house, attacked: what was refused has changed nothing."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assets.actions.external import upsert_external
from assets.actions.media import add_medium, remove_medium
from assets.actions.recalls.lines import settle
from assets.actions.transitions import transition
from assets.actions.walks import finish_walk, start_walk
from assets.models import Asset, RecallLine, StatusChange
from assets.rules.custody import Certificate, Medium, Obstacle, is_current, may_leave
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict
from tests.api.rest import Rest
from tests.assets import cast
from tests.assets.imports import asked, committed
from tests.assets.recall_cast import pumps, receive
from tests.assets.test_certificates import CLEARED, FAILED, SHREDDED, sign
from tests.procedures.cast import finish
from tests.world import World, again

pytestmark = pytest.mark.django_db
DISK = Medium(1, "D1")
NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("said", "may"),
    [
        ([Certificate(1, "purge")], True),
        ([Certificate(1, "purge"), Certificate(1, "purge", has_passed=False)], False),
        ([Certificate(1, "purge"), Certificate(1, "clear")], False),
        ([Certificate(1, "purge", has_passed=False), Certificate(1, "destroy")], True),
        ([Certificate(1, "purge", is_current=False)], False),
        ([Certificate(1, "destroy", is_current=False)], True),
    ],
)
def test_the_last_certificate_of_a_medium_counts(said: list[Certificate], may: bool) -> None:
    verdict = may_leave([DISK], said, "unknown")
    assert (verdict.may_leave, verdict.obstacle) == (may, None if may else Obstacle.NO_CERTIFICATE)


@pytest.mark.parametrize(
    ("signed", "performed", "put", "out", "current"),
    [
        (NOON, date(2026, 3, 2), None, None, True),
        (NOON, date(2026, 3, 2), NOON - timedelta(days=9), None, True),
        (NOON, date(2026, 3, 2), NOON, None, False),
        (NOON, date(2026, 3, 2), NOON + timedelta(days=1), None, False),
        (NOON, date(2026, 3, 2), None, date(2026, 3, 2), True),
        (NOON, date(2026, 3, 2), None, date(2026, 3, 3), False),
    ],
)
def test_what_was_wiped_and_used_again_is_wiped_again(
    signed: datetime, performed: date, put: datetime | None, out: date | None, current: bool
) -> None:
    assert is_current(signed, performed, put, out) == current


def with_disk(world: World, **values: Any) -> Asset:
    """A pump with a disk."""
    asset = cast.pump(world, **values)
    add_medium(asset.tag, actor=again(world.biomed), kind="ssd", serial="D1")
    return asset


def step(world: World, verb: str, **needs: Any) -> Asset:
    """A step of the pump's life by the biomed technician."""
    return transition("LR-20417", actor=again(world.biomed), verb=verb, **{"reason": "Replaced", **needs})


def left() -> tuple[str, int, int]:
    """What a refused step leaves as it is: the status, the rows of its life, the entries of the trail."""
    asset = Asset.objects.get(tag="LR-20417")
    return asset.status, StatusChange.objects.filter(asset=asset).count(), AuditEntry.objects.count()


def refused(world: World, verb: str = "dispose", **needs: Any) -> None:
    """The gate holds, names the disk and has changed nothing."""
    before = left()
    with pytest.raises(Conflict, match="D1"), transaction.atomic():
        step(world, verb, **needs)
    assert left() == before


def test_a_device_that_was_used_after_its_purge_needs_another_certificate(world: World) -> None:
    asset = with_disk(world)
    step(world, "retire")
    sign(world, asset.media.get())
    transition(asset.tag, actor=again(world.htm_manager), verb="reinstate", reason="Needed")
    step(world, "put_in_service", checked_on=timezone.localdate(), checked_by="R. Sandoval")
    step(world, "retire")
    refused(world)
    sign(world, asset.media.get())
    finish(world, asset.tag, "decommission")
    assert step(world, "dispose").status == "disposed"


def test_a_failed_verification_takes_back_what_an_earlier_certificate_opened(world: World) -> None:
    asset = with_disk(world)
    step(world, "retire")
    sign(world, asset.media.get())
    sign(world, asset.media.get(), **FAILED)
    refused(world)


def test_a_medium_found_after_the_procedure_was_finished_closes_the_gate_again(world: World) -> None:
    asset = with_disk(world)
    step(world, "retire")
    sign(world, asset.media.get())
    finish(world, asset.tag, "decommission")
    add_medium(asset.tag, actor=again(world.biomed), kind="flash", serial="C1")
    before = left()
    with pytest.raises(Conflict, match="C1"), transaction.atomic():
        step(world, "dispose")
    assert left() == before


def test_a_missing_device_is_not_written_off_past_the_gate(world: World) -> None:
    with_disk(world)
    step(world, "report_missing")
    step(world, "retire")
    refused(world)


def test_a_walk_that_finds_nothing_lets_nothing_leave(world: World) -> None:
    places = cast.tower(world)
    asset = with_disk(world, location=places["bed"])
    walk = start_walk(places["bed"], actor=again(world.biomed))
    finish_walk(walk.pk, actor=again(world.biomed))
    asset.refresh_from_db()
    assert asset.status == "in_service"
    step(world, "retire")
    refused(world)


@pytest.mark.parametrize("disposition", ["removed_returned", "replaced", "destroyed"])
def test_a_recall_lets_no_disk_leave_without_its_certificate(world: World, disposition: str) -> None:
    asset = pumps(world)["LR-1"]
    case = receive(world)
    disk = add_medium(asset.tag, actor=again(world.biomed), kind="ssd", serial="D1")
    said = {"disposition": disposition, "evidence": "Crate picked up by the maker"}
    trail = AuditEntry.objects.count()
    with pytest.raises(Conflict, match="D1"), transaction.atomic():
        settle(case.key, asset.tag, actor=again(world.biomed), **said)
    line = RecallLine.objects.get(asset=asset)
    assert (line.disposition, line.evidence, line.done_at) == ("open", "", None)
    assert AuditEntry.objects.count() == trail
    sign(world, disk)
    assert settle(case.key, asset.tag, actor=again(world.biomed), **said).disposition == disposition


def test_the_page_of_a_step_refuses_and_keeps_what_was_typed(world: World, client: Client) -> None:
    with_disk(world)
    step(world, "retire")
    before = left()
    client.force_login(world.biomed)
    answer = client.post("/a/LR-20417/step/dispose/", {"reason": "Recycled", "destination": "Greenloop"})
    assert (answer.status_code, "Greenloop" in answer.content.decode()) == (409, True)
    assert left() == before


def test_rest_refuses_and_says_which_medium(world: World) -> None:
    with_disk(world)
    step(world, "retire")
    before = left()
    hands = Rest(world.technician)
    answer = hands.post("assets/LR-20417/actions/dispose/", {"reason": "Recycled"}, If_Match="*")
    assert (answer.status_code, "D1" in answer.content.decode()) == (409, True)
    patched = hands.patch("assets/LR-20417/", {"status": "disposed"}, If_Match="*")
    assert patched.status_code == 400
    assert left() == before


def test_another_system_moves_no_device_out(world: World) -> None:
    asset = with_disk(world)
    upsert_external("mdm", "9", actor=world.integration, fields={"asset_class": "printer"})
    upsert_external(
        "mdm", "9", actor=world.integration, fields={"asset_class": "printer", "status": "disposed"}
    )
    assert set(Asset.objects.values_list("status", flat=True)) == {"in_service"}
    asset.refresh_from_db()
    assert asset.status == "in_service"


def test_an_import_takes_no_device_past_the_gate(world: World) -> None:
    asset = with_disk(world)
    step(world, "retire")
    before = left()[:2]
    head = "Asset Tag,Class,Manufacturer,Model,Serial Number,Status\n"
    rows = f"{asset.tag},Clinical Device,Ashgrove Infusion,IX-4,S-9,disposed\nLR-9,Printer,,,S-8,disposed\n"
    run = asked(world, head + rows)
    with pytest.raises(Conflict), transaction.atomic():
        committed(world, run)
    assert left()[:2] == before
    assert set(run.rows.values_list("verdict", flat=True)) == {"fault"}
    assert not Asset.objects.filter(tag="LR-9").exists()


def test_a_medium_taken_out_without_a_place_still_counts(world: World) -> None:
    asset = with_disk(world)
    step(world, "retire")
    remove_medium(asset.media.get(), actor=again(world.biomed), kept_at="  ")
    refused(world)
    sign(world, asset.media.get(), **CLEARED)
    refused(world)
    sign(world, asset.media.get(), **SHREDDED)
    finish(world, asset.tag, "decommission")
    assert step(world, "dispose").status == "disposed"
