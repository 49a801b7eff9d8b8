"""The vocabulary of delegations."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from hospital_itsm.core.actors import is_system


class DelegationQuerySet(models.QuerySet[Any]):
    """Vocabulary of delegations."""

    def visible_to(self, actor: Any) -> Self:
        """One's own, given and taken; all of them for administrators of people."""
        if is_system(actor) or (actor.is_active and "people.manage" in actor.permissions):
            return self
        return self.filter(Q(giver=actor) | Q(taker=actor)) if actor.is_active else self.none()

    def in_force(self, today: date) -> Self:
        """Those that hold on a day, given by and to people who are still there."""
        held = self.filter(revoked_at__isnull=True, first_on__lte=today, last_on__gte=today)
        return held.filter(giver__is_active=True, taker__is_active=True)

    def about(self, kind: str) -> Self:
        """Those that cover a kind of subject."""
        return self.filter(Q(kinds=[]) | Q(kinds__contains=[kind]))
