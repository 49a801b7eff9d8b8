"""The steps of a ticket's life as buttons: drawn from the lifecycle table, worded as orders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tickets.choices import State
from tickets.models import Ticket
from tickets.queries.next_steps import needs_of, next_steps

WORDS: dict[str, Promise] = {
    "triage": gettext_lazy("Triage"),
    "release": gettext_lazy("Give back to the team"),
    "start": gettext_lazy("Start work"),
    "resume": gettext_lazy("Go on with the work"),
    "wait_requester": gettext_lazy("Ask the requester"),
    "wait_vendor": gettext_lazy("Wait for a vendor"),
    "wait_parts": gettext_lazy("Wait for a part"),
    "wait_change": gettext_lazy("Wait for a change"),
    "schedule": gettext_lazy("Plan for later"),
    "restore": gettext_lazy("Working again"),
    "confirm": gettext_lazy("Confirm that it works"),
    "still_broken": gettext_lazy("Still broken"),
    "resolve": gettext_lazy("Resolve"),
    "reopen": gettext_lazy("Open again"),
    "withdraw": gettext_lazy("Withdraw the report"),
    "cancel": gettext_lazy("Cancel the ticket"),
    "merge": gettext_lazy("Merge"),
    "unmerge": gettext_lazy("Undo the merge"),
}
"""Steps with a button. Assigning is a form of its own, answering belongs to the portal."""

ICONS = {
    "unmerge": "arrow-back-up",
    "resolve": "circle-check",
    "start": "player-track-next",
    "resume": "player-track-next",
}
AT_ONCE = ("start", "resume", "resolve", "confirm", "reopen", "unmerge")
"""Steps that stand beside the menu; the others are in it."""

THEN_STATES = (State.IN_PROGRESS, State.PENDING_REQUESTER, State.RESTORED)
MESSAGE_IS_ENOUGH = ((), ("message",))


@dataclass(frozen=True)
class StepButton:
    """One step that is possible now; `asks` tells whether a form stands before it."""

    verb: str
    words: "str | Promise"
    icon: str
    asks: bool


@dataclass(frozen=True)
class Steps:
    """The steps beside the menu and those in it."""

    near: list[StepButton]
    further: list[StepButton]


def steps_of(ticket: Ticket, actor: Any, now: datetime) -> Steps:
    """What this person may do with the ticket now."""
    rows = [row for row in next_steps(ticket, actor, now) if row.verb in WORDS]
    buttons = [
        StepButton(row.verb, WORDS[row.verb], ICONS.get(row.verb, ""), bool(needs_of(ticket, row)))
        for row in rows
    ]
    near = [button for button in buttons if button.verb in AT_ONCE]
    return Steps(near, [button for button in buttons if button not in near])


def states_after_reply(ticket: Ticket, actor: Any, now: datetime) -> list[tuple[str, str]]:
    """The states a reply alone may lead to, for *then set*; the first leaves the ticket as it is."""
    rows = next_steps(ticket, actor, now)
    possible = {row.to for row in rows if row.needs in MESSAGE_IS_ENOUGH and row.to != ticket.state}
    stays = str(State(ticket.state).label)
    return [("", stays), *((state.value, str(state.label)) for state in THEN_STATES if state in possible)]
