"""What followers are told: numbers, states and priorities, never words of the ticket."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.following.rules.events import NOTED, PRIORITY, REPLIED, STATE
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, NUMBER, Shape

ADDED: Final = "follow.added"
MENTIONED: Final = "follow.mentioned"
BACK: Final = "snooze.back"
ADDED_READER: Final = "follow.added_reader"
AT_DESK: Final = {
    NOTED: "follow.noted", REPLIED: "follow.replied", STATE: "follow.state", PRIORITY: "follow.priority",
}  # fmt: skip
IN_PORTAL: Final = {REPLIED: "follow.wrote", STATE: "follow.moved"}
"""Those who see a ticket as their unit's are told what its requester reads, on the page they have."""

DESK_PAGE, READERS_PAGE = "tickets:detail", "tickets:my_ticket"


def _kind(
    code: str, subject: Any, page: str, icon: str, fields: Mapping[str, Shape] | None = None, many: Any = ""
) -> None:
    given = {"ticket": KEY, **(fields or {})}
    register(Kind(code, given, subject, page, "ticket", icon=icon, many=many))


def register_kinds() -> None:
    """Called once when the app is ready."""
    notes, replies = (
        _("{n} notes on {ticket}, which you follow"),
        _("{n} replies on {ticket}, which you follow"),
    )
    state, priority = {"state": LABEL}, {"old": NUMBER, "priority": NUMBER}
    _kind(ADDED, _("{ticket}: you follow it now"), DESK_PAGE, "eye")
    _kind(ADDED_READER, _("{ticket}: you hear of it now"), READERS_PAGE, "eye")
    _kind(MENTIONED, _("{ticket}: a note names you"), DESK_PAGE, "user")
    _kind(BACK, _("{ticket} is back: it has rested long enough"), DESK_PAGE, "clock")
    _kind(AT_DESK[NOTED], _("{ticket}, which you follow: an internal note"), DESK_PAGE, "lock", many=notes)
    _kind(
        AT_DESK[REPLIED], _("{ticket}, which you follow: a reply"), DESK_PAGE, "message-reply", many=replies
    )
    _kind(AT_DESK[STATE], _("{ticket}, which you follow, is now: {state}"), DESK_PAGE, "info-circle", state)
    _kind(
        AT_DESK[PRIORITY],
        _("{ticket}, which you follow: priority {old} is now {priority}"),
        DESK_PAGE,
        "flag-3",
        priority,
    )
    _kind(
        IN_PORTAL[REPLIED],
        _("{ticket}, which you hear of: a reply"),
        READERS_PAGE,
        "message-reply",
        many=replies,
    )
    _kind(
        IN_PORTAL[STATE],
        _("{ticket}, which you hear of, is now: {state}"),
        READERS_PAGE,
        "info-circle",
        state,
    )
