"""Who may see and do what with messages."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("bell.read")
def may_read_bell(actor: Any, item: Any) -> bool:
    """Everybody has a bell, and reads no other."""
    return item is None or item.user_id == actor.pk
