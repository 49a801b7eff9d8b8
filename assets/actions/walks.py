"""Inventory walks: start, scan, let records follow, finish."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.actions.moving import move_asset, note_sighting
from assets.choices import WalkOutcome
from assets.models import Asset, InventoryWalk, Location, WalkScan
from assets.queries.scanning import found_by
from assets.queries.walks import counts_of, unseen
from assets.rules.scanning import Kind, Reading, read_scan
from assets.rules.walking import judge
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, Refused, ValueRefused
from hospital_itsm.core.phi_guard import phi_findings
from hospital_itsm.core.plain_text import one_line

LONGEST: Final = 80
NO_DEVICE: Final = {
    Kind.NOTHING: gettext_lazy("Nothing was read. Scan the label again."),
    Kind.TOO_LONG: gettext_lazy("This is longer than any label of a device. Scan one code at a time."),
    Kind.ADDRESS: gettext_lazy("This is a web address and not one of our labels. Scan another code."),
}


@action("walk.start", gettext_lazy("started an inventory walk"))
def start_walk(location: Location, *, actor: Any) -> InventoryWalk:
    """Start a walk through a place, or join the one that is open there. Raises Forbidden."""
    store.hold(f"walk of {location.pk}")
    require(actor, "asset.edit")
    walk = InventoryWalk.objects.open().filter(location=location).first()
    if walk is None:
        walk = InventoryWalk.objects.create(
            location=location, started_at=timezone.now(), started_by=person(actor)
        )
        record(actor, "walk.start", walk, {"location": [None, location.code]})
    return walk


@housekeeping("the scan keeps who and when; start, moves and end of the walk are recorded")
def note_scan(walk_key: int, *, actor: Any, code: str, here: Location) -> WalkScan:
    """Note what stands in `here`; a second scan of the same thing replaces the first.

    Raises InventoryWalk.DoesNotExist, Forbidden, Conflict once the walk is finished, ValueRefused for what is no label,
    for a number several things have, and for what looks like a patient's.
    """
    walk = _lock_open(walk_key, actor)
    if not here.path.startswith(walk.location.path):
        raise ValueRefused({"here": _("This place is outside the walk. Choose one inside.")})
    reading = read_scan(code, timezone.localdate())
    found = found_by(reading, Asset.objects.visible_to(actor).select_related("location"))
    if len(found) > 1:
        tags = ", ".join(asset.tag for asset in found[:5])
        raise ValueRefused(
            {"code": _("Several things have this number. Scan our label: %(tags)s.") % {"tags": tags}}
        )
    facts = {"here": here, "at": timezone.now(), "by": person(actor)}
    return _seen(walk, found[0], facts, actor) if found else _unknown(walk, reading, facts)


@housekeeping("a wrong scan is taken back before it tells anything")
def forget_scan(walk_key: int, scan_key: int, *, actor: Any) -> None:
    """Take a scan back. Raises Conflict once the record followed it or the walk is finished."""
    walk = _lock_open(walk_key, actor)
    scan = walk.scans.select_for_update().get(pk=scan_key)
    if scan.moved_at is not None:
        raise Conflict(_("The record has followed this scan already. Move the thing on its own page."))
    scan.delete()


@action("walk.apply_moves", gettext_lazy("moved the records of what a walk found elsewhere"))
def apply_moves(walk_key: int, *, actor: Any, scans: Sequence[int]) -> tuple[int, list[str]]:
    """Let the records of these scans follow; returns how many did, and the tags of those that were refused.

    Each move is an entry of its thing and a row of its custody log. Raises Forbidden, InventoryWalk.DoesNotExist.
    """
    walk = _lock(walk_key, actor)
    require(actor, "asset.edit")
    waiting = walk.scans.filter(pk__in=scans, outcome=WalkOutcome.MOVED, moved_at__isnull=True)
    rows = list(waiting.select_related("asset", "here").order_by("asset"))
    refused = [scan.code for scan in rows if not _follow(scan, actor)]
    moved = len(rows) - len(refused)
    record(actor, "walk.apply_moves", walk, {"moved": [0, moved], "refused": [0, len(refused)]})
    return moved, refused


@action("walk.finish", gettext_lazy("finished the inventory walk"))
def finish_walk(walk_key: int, *, actor: Any) -> InventoryWalk:
    """End the walk: what was expected and not seen is noted, and nothing of it changes. Raises Conflict, Forbidden."""
    walk = _lock_open(walk_key, actor)
    now = timezone.now()
    not_seen = unseen(walk).values_list("pk", "tag", "location")
    WalkScan.objects.bulk_create(
        (
            WalkScan(
                walk=walk, outcome=WalkOutcome.MISSING, asset_id=key, code=tag, recorded_id=place, at=now
            )
            for key, tag, place in not_seen.iterator()
        ),
        batch_size=2000,
    )
    walk.finished_at, walk.finished_by = now, person(actor)
    walk.save(update_fields=["finished_at", "finished_by"])
    counted = counts_of(walk)
    changes = {outcome: [0, counted[outcome]] for outcome in WalkOutcome.values if counted.get(outcome)}
    record(actor, "walk.finish", walk, changes)
    return walk


@step
def _lock(walk_key: int, actor: Any) -> InventoryWalk:
    rows = InventoryWalk.objects.visible_to(actor).select_related("location")
    walk: InventoryWalk = rows.select_for_update(of=("self",)).get(pk=walk_key)
    return walk


@step
def _lock_open(walk_key: int, actor: Any) -> InventoryWalk:
    walk = _lock(walk_key, actor)
    require(actor, "asset.edit")
    if not walk.is_open:
        raise Conflict(_("This walk is finished. Start a new one to go on scanning."))
    return walk


@step
def _seen(walk: InventoryWalk, asset: Asset, facts: dict[str, Any], actor: Any) -> WalkScan:
    recorded = asset.location.path if asset.location else ""
    outcome = judge(recorded, facts["here"].path)
    note_sighting(asset.tag, actor=actor, place=facts["here"].code, at=facts["at"])
    known = {**facts, "outcome": outcome, "code": asset.tag, "recorded": asset.location, "moved_at": None}
    scan, _is_new = WalkScan.objects.update_or_create(walk=walk, asset=asset, defaults=known)
    return scan


@step
def _unknown(walk: InventoryWalk, reading: Reading, facts: dict[str, Any]) -> WalkScan:
    if reading.kind in NO_DEVICE:
        raise ValueRefused({"code": str(NO_DEVICE[reading.kind])})
    code = one_line(reading.tag or reading.text)[:LONGEST]
    if phi_findings(code):
        raise ValueRefused(
            {"code": _("This looks like a patient's number and was not kept. Scan the label of the device.")}
        )
    known = {**facts, "outcome": WalkOutcome.UNKNOWN}
    scan, _is_new = WalkScan.objects.update_or_create(walk=walk, asset=None, code=code, defaults=known)
    return scan


@step
def _follow(scan: WalkScan, actor: Any) -> bool:
    reason = _("Inventory walk of %(day)s") % {"day": scan.at.date().isoformat()}
    if scan.asset is None:
        return False
    try:
        move_asset(scan.asset.tag, actor=actor, to={"location": scan.here}, reason=reason)
    except Refused:
        return False
    scan.moved_at = timezone.now()
    scan.save(update_fields=["moved_at"])
    return True
