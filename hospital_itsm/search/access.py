"""Who may search; what is found is decided by each group's own rule."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("search.use")
def may_search(actor: Any, target: Any) -> bool:
    """Everybody with a role that does anything here."""
    return bool(actor.permissions)
