"""Who may see and do what with messages."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("mail_choice.change")
def may_choose_mails(actor: Any, target: Any) -> bool:
    """Every person chooses for themselves; a service account has no e-mails."""
    return bool(actor.kind == "person") and (target is None or target.pk == actor.pk)


@rule("bell.read")
def may_read_bell(actor: Any, item: Any) -> bool:
    """Everybody has a bell, and reads no other."""
    return item is None or item.user_id == actor.pk
