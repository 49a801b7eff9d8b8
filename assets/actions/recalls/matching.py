"""Putting the devices of a notice on its case, one line each."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from assets.actions.recalls.store import lock_case, save_case
from assets.choices import Disposition
from assets.models import RecallCase, RecallLine
from assets.queries.recall_inventory import Inventory, scope_of
from assets.rules.matching import Match
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require

UPDATED: Final = ("certainty", "score", "reasons", "version")


@action("recall.match", gettext_lazy("matched the recall with the inventory again"))
def rematch(key: str, *, actor: Any) -> RecallCase:
    """Look again: new devices join, lines nobody worked get their new reasons, and none is ever taken away.

    Raises RecallCase.DoesNotExist, Forbidden.
    """
    case = lock_case(key, actor)
    require(actor, "recall.work", case)
    found = put_lines(case, Inventory.read(), at=timezone.now())
    save_case(case, found, actor=actor, verb="recall.match")
    return case


@step
def put_lines(case: RecallCase, inventory: Inventory, *, at: datetime) -> dict[str, Any]:
    """Match and store the lines; returns counts for the trail. The caller saves the case."""
    matched = inventory.match(scope_of(case.notice))
    known = {line.asset_id: line for line in RecallLine.objects.select_for_update().filter(case=case)}
    fresh = [_line(case, match, at) for match in matched.matches if match.unit not in known]
    RecallLine.objects.bulk_create(fresh, batch_size=500)
    changed = [
        line
        for match in matched.matches
        if (line := known.get(match.unit)) and line.disposition == Disposition.OPEN and _put(line, match)
    ]
    RecallLine.objects.bulk_update(changed, UPDATED, batch_size=500)
    if fresh:
        case.mitigated_at = None
    case.excluded, case.matched_at = matched.excluded, at
    return {"added": len(fresh), "changed": len(changed), "not_listed": matched.excluded}


def _line(case: RecallCase, match: Match, at: datetime) -> RecallLine:
    line = RecallLine(case=case, asset_id=match.unit, added_at=at, score=0)
    _put(line, match)
    line.version = 1
    return line


def _put(line: RecallLine, match: Match) -> bool:
    reasons = [[str(reason.why), reason.value] for reason in match.reasons]
    wanted = (str(match.certainty), match.score, reasons)
    if wanted == (line.certainty, line.score, line.reasons):
        return False
    line.certainty, line.score, line.reasons = wanted
    line.version += 1
    return True
