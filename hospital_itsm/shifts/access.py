"""Who reads hand-overs, who speaks for a team, who keeps the shifts."""

from typing import Any

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system


@rule("shift.read")
def may_read_handovers(actor: Any, target: Any) -> bool:
    """Everybody of the desk; of each line only what they may see."""
    return is_system(actor) or {"queue.view", "ticket.read_all"} <= actor.permissions


@rule("shift.speak")
def may_speak(actor: Any, team: Any) -> bool:
    """Who works tickets, for a team of theirs; who works any ticket, for every team."""
    if "ticket.work" not in actor.permissions:
        return False
    return team is None or "ticket.work_any" in actor.permissions or team.pk in actor.team_ids


@rule("shift.write")
def may_write(actor: Any, target: Any) -> bool:
    """The product alone writes hand-overs."""
    return is_system(actor)
