"""The vocabulary of saved views."""

from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.desk import access


@dataclass(frozen=True)
class _Reader:
    """The actor with the number left open."""

    pk: int
    is_active: bool
    permissions: frozenset[str]
    team_ids: frozenset[int]


def listed_views(actor: Any) -> list[Any]:
    """What `as_listed_for` lists of what the actor sees, by a read that is compiled once: one statement."""
    shape = (actor.is_active, frozenset(actor.permissions), frozenset(actor.team_ids))
    return _LISTED.rows(*shape, shape=shape, values={"reader": actor.pk})


def _listed(
    is_active: bool, permissions: frozenset[str], team_ids: frozenset[int], *, reader: int
) -> models.QuerySet[Any]:
    from hospital_itsm.desk.models import SavedView

    actor = _Reader(reader, is_active, permissions, team_ids)
    return SavedView.objects.visible_to(actor).as_listed_for(actor)


_LISTED = Prepared(_listed)


class SavedViewQuerySet(models.QuerySet[Any]):
    """Saved views; sharing shows the question, never anybody's tickets."""

    def visible_to(self, actor: Any) -> Self:
        """The actor's own and those shared with them."""
        return self.filter(access.visible_views(actor))

    def as_listed_for(self, actor: Any) -> Self:
        """With owner, team and what the actor chose about each, starred ones first: no statement."""
        mine = FilteredRelation("choices", condition=Q(choices__user_id=actor.pk))
        names = ("is_starred", "is_default", "most", "oldest_minutes")
        chosen = {f"my_{name}": F(f"mine__{name}") for name in names}
        rows = self.select_related("owner", "team").annotate(mine=mine).annotate(**chosen)
        return rows.order_by(F("my_is_starred").desc(nulls_last=True), "name", "pk")
