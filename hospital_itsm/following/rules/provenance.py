"""By which rule something happened to a ticket, as its trail says (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

RUNG, ROUTED, ANSWERS, PART, PERSON = "rung", "routed", "answers", "part", ""
DECIDED: Final = ("ticket.set_priority", "ticket.lower_priority", "ticket.raise_priority")
"""Where a person chose the number; in every other entry the answers decided it."""


@dataclass(frozen=True)
class Rule:
    """A kind of rule and its code; both empty where a person decided."""

    kind: str = PERSON
    code: str = ""


def rule_of(verb: str, changes: Mapping[str, Any], part: str) -> Rule:
    """The rule behind an entry; `part` is the part of the product that acted, empty for a person.

    A rung of a ladder says more than the part that climbed it, and that more than the rule the part went by.
    """
    for name in ("rung", "step"):
        if code := last(changes.get(name)):
            return Rule(RUNG, code)
    if code := last(changes.get("routed_by")):
        return Rule(ROUTED, code)
    if "priority" in changes and verb not in DECIDED:
        return Rule(ANSWERS)
    return Rule(PART, part) if part else Rule()


def last(value: Any) -> str:
    """What a fact, or the new value of a change, says as one word; empty for anything else."""
    given = value[-1] if isinstance(value, list) and value else value
    return given[:60] if isinstance(given, str) else ""
