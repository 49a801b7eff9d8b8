"""The vocabulary of tickets: every edge starts at `visible_to` or `on_desk`."""

from typing import Any, Self

from django.db import models

from tickets import access
from tickets.choices import OPEN_STATES


class TicketQuerySet(models.QuerySet[Any]):
    """Vocabulary of tickets."""

    def visible_to(self, actor: Any) -> Self:
        """Tickets the actor may see in any way."""
        return self.filter(access.visible(actor))

    def in_portal(self, actor: Any) -> Self:
        """Tickets of the person and of their units, whatever they may see at the desk."""
        return self.filter(access.visible_in_portal(actor))

    def on_desk(self, actor: Any) -> Self:
        """Tickets the actor sees in the agent area."""
        return self.filter(access.visible_to_desk(actor))

    def open(self) -> Self:
        """Work is not finished."""
        return self.filter(state__in=OPEN_STATES)

    def knowing_survivor(self, seen: models.QuerySet[Any]) -> Self:
        """Add `sees_survivor`: is the ticket a duplicate went on as among those `seen`? See `Ticket.survivor_key`."""
        survivor = seen.filter(pk=models.OuterRef("merged_into")).order_by()
        return self.annotate(sees_survivor=models.Exists(survivor))

    def unassigned(self) -> Self:
        """Nobody's yet."""
        return self.filter(assignee__isnull=True)
