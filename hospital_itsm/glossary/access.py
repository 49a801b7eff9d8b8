"""Who may read and keep the glossary."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("glossary.read")
def may_read_glossary(actor: Any, target: Any) -> bool:
    """Everybody who is signed in: a common language is no secret."""
    return True


@rule("glossary.manage")
def may_keep_glossary(actor: Any, target: Any) -> bool:
    """Administrators keep its words and its synonyms."""
    return "setup.manage" in actor.permissions
