"""Who reads hand-overs, who speaks for a team, who keeps the shifts."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system


@rule("shift.read")
def may_read_handovers(actor: Any, target: Any) -> bool:
    """Everybody of the desk; of each line only what they may see."""
    return is_system(actor) or {"queue.view", "ticket.read_all"} <= actor.permissions


@rule("shift.speak")
def may_speak(actor: Any, team: Any) -> bool:
    """Who works tickets, for a team of theirs; who works any ticket, for every team that is not restricted."""
    if "ticket.work" not in actor.permissions:
        return False
    if team is None or team.pk in actor.team_ids:
        return True
    return "ticket.work_any" in actor.permissions and not team.is_restricted


def heard_teams(actor: Any) -> Q:
    """The condition that what a team says may be read: that of a restricted team by its members alone.

    Such a team speaks of tickets whose existence is hidden from others.
    """
    return Q(team__is_restricted=False) | Q(team__in=actor.team_ids)


@rule("shift.write")
def may_write(actor: Any, target: Any) -> bool:
    """The product alone writes hand-overs."""
    return is_system(actor)
