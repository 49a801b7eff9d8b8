"""Bulk changes of the matrix: one the agent has chosen tickets for, and one that is over."""

from django.utils import timezone

from hospital_itsm.bulk.models import BulkChange, BulkRow
from tests.world import World
from tickets.models import Ticket

CHOSEN, OVER = "chosen", "over"


def bulk_changes(world: World, ticket: Ticket) -> dict[str, BulkChange]:
    """Store them."""
    at = timezone.now()
    said = {"owner": world.agent, "kind": "assign", "count": 1, "chosen_at": at}
    made = {
        CHOSEN: BulkChange.objects.create(**said),
        OVER: BulkChange.objects.create(**said, given={"assignee": ""}, stage=OVER, asked_at=at, ended_at=at),
    }
    row = {"ticket": ticket, "position": 0}
    BulkRow.objects.create(change=made[CHOSEN], **row)
    BulkRow.objects.create(change=made[OVER], **row, outcome="done", before={}, after_version=999)
    return made
