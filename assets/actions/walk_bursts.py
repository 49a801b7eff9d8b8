"""Many scans of a walk in one sending, as a hand scanner hands over what it kept while it was offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assets.actions.walks import note_scan
from assets.models import Asset, InventoryWalk, Location, WalkScan
from assets.queries.scanning import found_by
from assets.rules.scanning import read_scan
from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.jobs import idempotency

SCOPE: Final = "walk-scans"


@dataclass(frozen=True)
class BurstLine:
    """What came of one code, in the order they were sent: a scan, or the words of why none was kept."""

    scan: WalkScan | None = None
    refused: str = ""


@housekeeping("each scan keeps who and when; start, moves and end of the walk are recorded")
def note_burst(
    walk_key: int, *, actor: Any, codes: Sequence[str], here: Location, idempotency_key: str = ""
) -> list[BurstLine]:
    """Note each code; one that is no label stops no other. The same key with the same codes changes nothing more.

    Raises as `note_scan` where it concerns the whole: InventoryWalk.DoesNotExist, Forbidden, Conflict, and
    ValueRefused for a place outside the walk; KeyReused for a key that came with other codes.
    """
    walk = InventoryWalk.objects.visible_to(actor).select_related("location").get(pk=walk_key)
    if not here.path.startswith(walk.location.path):
        raise ValueRefused({"here": _("This place is outside the walk. Choose one inside.")})
    body = "\n".join((str(walk_key), here.code, *codes))
    if not idempotency_key or person(actor) is None:
        return [_note(walk_key, code, here, actor) for code in codes]
    claim = idempotency.claim(person(actor), SCOPE, idempotency_key, body)
    if claim.target_id is not None:
        return [_kept(walk, code, actor) for code in codes]
    lines = [_note(walk_key, code, here, actor) for code in codes]
    idempotency.settle(claim, walk_key)
    return lines


def _note(walk_key: int, code: str, here: Location, actor: Any) -> BurstLine:
    try:
        with transaction.atomic():
            return BurstLine(note_scan(walk_key, actor=actor, code=code, here=here))
    except ValueRefused as refusal:
        return BurstLine(refused=" ".join(refusal.errors.values()))


def _kept(walk: InventoryWalk, code: str, actor: Any) -> BurstLine:
    """What the walk knows of a code that came before."""
    reading = read_scan(code, timezone.localdate())
    found = found_by(reading, Asset.objects.visible_to(actor))
    scans = WalkScan.objects.filter(walk=walk).select_related("asset", "here", "recorded", "by")
    named = {"asset": found[0]} if len(found) == 1 else {"asset": None, "code": reading.tag or reading.text}
    scan = scans.filter(**named).first()
    return BurstLine(scan) if scan else BurstLine(refused=_("Not kept: it was refused, or taken back since."))
