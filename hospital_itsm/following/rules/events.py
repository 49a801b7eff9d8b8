"""What of a ticket's trail its followers are told."""

from collections.abc import Mapping
from typing import Any, Final

NOTED, REPLIED, STATE, PRIORITY = "noted", "replied", "state", "priority"
REPLIES: Final = ("ticket.reply", "ticket.reply_as_requester")
OWNER_HEARS: Final = ("ticket.reply_as_requester", "ticket.confirm", "ticket.still_broken", "ticket.unmerge")
"""What who works the ticket is told of as such."""


def event_of(verb: str, changes: Mapping[str, Any]) -> str:
    """What an entry is to those who follow the ticket, empty where it is nothing: one entry tells once.

    Words say more than the state they lead to, and a state more than the priority that came with it.
    """
    if verb == "ticket.note":
        return NOTED
    if verb in REPLIES:
        return REPLIED
    if verb == "ticket.report":
        return ""
    return next((field for field in (STATE, PRIORITY) if has_changed(changes, field)), "")


def has_changed(changes: Mapping[str, Any], field: str) -> bool:
    """Does the entry say that the field has another value now?"""
    pair = changes.get(field)
    return isinstance(pair, list) and len(pair) == 2 and pair[0] != pair[1]


def owner_is_told(event: str, verb: str) -> bool:
    """Does who works the ticket get a message of their own about this?"""
    return event in (NOTED, PRIORITY) or verb in OWNER_HEARS


def reporters_are_told(event: str, verb: str) -> bool:
    """Do those who reported it get a message of their own about this?"""
    return event == STATE or verb == "ticket.reply"
