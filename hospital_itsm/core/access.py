"""The register of access rules: every verb has one function that answers `(actor, object) -> bool`.

Apps register their verbs in `access.py`; edges and actions ask here, so that the page, REST and jobs agree.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.core.actors import is_system
from hospital_itsm.core.errors import Forbidden

Rule = Callable[[Any, Any], bool]
_rules: dict[str, Rule] = {}


def rule(verb: str) -> Callable[[Rule], Rule]:
    """Register the decorated function as the rule for `verb` (`noun.verb`); a verb has exactly one rule."""

    def register(function: Rule) -> Rule:
        if verb in _rules and _rules[verb] is not function:
            raise ValueError(f"Access verb {verb} is registered twice.")
        _rules[verb] = function
        return function

    return register


def verbs() -> frozenset[str]:
    """All registered verbs."""
    return frozenset(_rules)


def can(actor: Any, verb: str, target: Any = None) -> bool:
    """May the actor do this to the target? The product itself may; inactive people may nothing.

    Raises KeyError for a verb nobody registered: a typing mistake must not become a permission.
    """
    allowed = _rules[verb]
    if is_system(actor):
        return True
    return bool(actor is not None and actor.is_active and allowed(actor, target))


def require(actor: Any, verb: str, target: Any = None) -> None:
    """Raise Forbidden unless the actor may do this to the target."""
    if not can(actor, verb, target):
        raise Forbidden(
            _("Your role does not allow this. Ask the service desk lead, or call the desk."), verb
        )
