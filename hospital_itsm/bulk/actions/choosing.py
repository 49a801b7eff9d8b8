"""Choosing the tickets of a bulk change. Nothing is done to them yet."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.bulk.choices import ChangeKind, Stage
from hospital_itsm.bulk.models import BulkChange, BulkRow
from hospital_itsm.bulk.queries.choosing import Chosen
from hospital_itsm.bulk.rules.size import MOST
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused

MOST_CHOSEN: Final = 5
"""So many choices of one person wait to be asked for; an older one is forgotten."""
KEPT: Final = timedelta(days=30)
CHOICE_KEPT: Final = timedelta(days=1)
LONGEST_BACK: Final = 2000


@housekeeping("a list of tickets somebody ticked; what is done to them is recorded")
def choose(kind: str, chosen: Chosen, *, actor: Any, back: str = "") -> BulkChange:
    """Keep these tickets for a change of this kind, as they are now. Raises Forbidden, ValueRefused."""
    require(actor, "bulk.change")
    if kind not in ChangeKind.values:
        raise ValueRefused({"change": _("Choose one of the listed changes.")})
    if not chosen:
        raise ValueRefused({"tickets": _("Tick at least one ticket.")})
    if len(chosen) > MOST:
        words = _("Choose at most %(most)d tickets at once: add a filter.") % {"most": MOST}
        raise ValueRefused({"tickets": words})
    waiting = BulkChange.objects.visible_to(actor).filter(stage=Stage.CHOSEN).order_by("-pk")
    BulkChange.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[MOST_CHOSEN - 1 :])).delete()
    change = BulkChange.objects.create(
        owner=actor, kind=kind, count=len(chosen), back=back[:LONGEST_BACK], chosen_at=timezone.now()
    )
    rows = (
        BulkRow(change=change, ticket_id=pk, version=version, position=position)
        for position, (pk, version) in enumerate(chosen)
    )
    BulkRow.objects.bulk_create(rows, batch_size=1000)
    return change


@housekeeping("what became of the tickets stays in the trail")
def forget_old_changes(now: datetime, *, actor: Any) -> int:
    """Delete choices nobody asked for within a day, and results after thirty days; how many there were."""
    choices = BulkChange.objects.older_than(now - CHOICE_KEPT).filter(stage=Stage.CHOSEN)
    results = BulkChange.objects.older_than(now - KEPT).exclude(job__ended_at=None, job__isnull=False)
    deleted, by_model = (choices | results).delete()
    return by_model.get(BulkChange._meta.label, 0) if deleted else 0
