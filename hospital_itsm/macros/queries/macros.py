"""The macros somebody may use, those they use most first."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hospital_itsm.core.access import can


def usable(actor: Any) -> QuerySet[Any]:
    """Macros in use that the actor may run, each with the `times` they ran it; none for who may use none."""
    from hospital_itsm.macros.models import Macro, MacroUse

    if not can(actor, "macro.use"):
        return Macro.objects.none()
    for_all = Q(owner=None, team=None)
    seen = for_all | Q(owner_id=actor.pk) | Q(team_id__in=actor.team_ids)
    times = MacroUse.objects.filter(macro=OuterRef("pk"), user_id=actor.pk).values("times")
    rows = Macro.objects.filter(seen, is_active=True).annotate(times=Coalesce(Subquery(times), 0))
    return rows.select_related("team", "category", "to_team").order_by(F("times").desc(), "name", "id")


def own(actor: Any) -> QuerySet[Any]:
    """The actor's own macros, those in use and those retired."""
    from hospital_itsm.macros.models import Macro

    return Macro.objects.filter(owner_id=actor.pk)
