"""The vocabulary of saved views."""

from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q

from hospital_itsm.desk import access


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
