"""Written hand-overs as a reader may see them: lines of tickets that are out of their sight are not there."""

from datetime import datetime
from typing import Any

from hospital_itsm.shifts.access import heard_teams
from hospital_itsm.shifts.models import HandoverLine, ShiftHandover, TeamWord
from hospital_itsm.shifts.queries.standing import Line
from tickets.models import Ticket


def latest(count: int) -> list[ShiftHandover]:
    """The latest hand-overs; one statement."""
    return list(ShiftHandover.objects.select_related("shift").order_by("-at")[:count])


def lines_of(handover: ShiftHandover, actor: Any) -> list[Line]:
    """Its lines about tickets the actor sees in the agent area; one statement."""
    seen = Ticket.objects.on_desk(actor).values("pk")
    rows = (
        HandoverLine.objects.filter(handover=handover, ticket__in=seen)
        .select_related("ticket", "ticket__assignee", "team", "care_area")
        .order_by("section", "priority", "due_at", "id")
    )
    return [
        Line(row.section, row.ticket, row.priority, row.state, row.due_at, row.team, row.care_area)
        for row in rows
    ]


def words_of(handover: ShiftHandover, actor: Any) -> dict[int, TeamWord]:
    """What teams said, as far as the actor may hear it, by team; one statement."""
    rows = TeamWord.objects.filter(heard_teams(actor), handover=handover).select_related(
        "said_by", "taken_by", "team"
    )
    return {row.team_id: row for row in rows}


def is_written(shift: int, at: datetime) -> bool:
    """Is the hand-over of this change there?"""
    return ShiftHandover.objects.filter(shift=shift, at=at).exists()
