"""What of the trail followers hear."""

from typing import Any

import pytest

from hospital_itsm.following.rules.events import event_of, owner_is_told, reporters_are_told


@pytest.mark.parametrize(
    ("verb", "changes", "event"),
    [
        ("ticket.note", {"message": 1}, "noted"),
        ("ticket.reply", {"message": 1, "state": ["new", "assigned"]}, "replied"),
        ("ticket.reply_as_requester", {}, "replied"),
        ("ticket.hold_reply", {"message": 1}, ""),
        ("ticket.transition", {"state": ["new", "assigned"], "priority": [3, 2]}, "state"),
        ("ticket.set_priority", {"priority": [3, 2]}, "priority"),
        ("ticket.set_priority", {"priority": [3, 3]}, ""),
        ("ticket.report", {"state": [None, "new"], "priority": [None, 3]}, ""),
        ("ticket.set_fields", {"room": ["", "4"]}, ""),
        ("ticket.attach", {"state": "new"}, ""),
    ],
)
def test_what_an_entry_is_to_followers(verb: str, changes: dict[str, Any], event: str) -> None:
    assert event_of(verb, changes) == event


@pytest.mark.parametrize(
    ("event", "verb", "owner", "reporters"),
    [
        ("noted", "ticket.note", True, False),
        ("replied", "ticket.reply", False, True),
        ("replied", "ticket.reply_as_requester", True, False),
        ("state", "ticket.transition", False, True),
        ("state", "ticket.still_broken", True, True),
        ("priority", "ticket.set_priority", True, False),
    ],
)
def test_who_hears_of_it_otherwise(event: str, verb: str, owner: bool, reporters: bool) -> None:
    assert (owner_is_told(event, verb), reporters_are_told(event, verb)) == (owner, reporters)
