"""Who uses macros, and who keeps their own."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("macro.use")
def may_use(actor: Any, macro: Any) -> bool:
    """Who works tickets: macros for everyone, those of their teams, and their own."""
    if "ticket.work" not in actor.permissions:
        return False
    if macro is None or (macro.owner_id is None and macro.team_id is None):
        return True
    return macro.owner_id == actor.pk or macro.team_id in actor.team_ids


@rule("macro.keep_own")
def may_keep_own(actor: Any, macro: Any) -> bool:
    """Who works tickets keeps macros that nobody else sees."""
    return "ticket.work" in actor.permissions and (macro is None or macro.owner_id == actor.pk)
