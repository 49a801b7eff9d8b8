"""The macros of the demo hospital's desk; the words are ours."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class MacroRow:
    """One macro; `owner` is a user name, `team`, `to_team` and `category` are codes."""

    name: str
    reply: str = ""
    note: str = ""
    then_state: str = ""
    assignee: str = ""
    category: str = ""
    to_team: str = ""
    why: str = ""
    team: str = ""
    owner: str = ""


MACROS: Final = (
    MacroRow(
        "Printer: ask for the label, set waiting",
        reply="Hello {{ first_name }}, which label is in the printer of {{ unit }} now, and does its light blink?",
        then_state="pending_requester",
        assignee="who_runs",
        category="euc.label",
    ),
    MacroRow(
        "Scanner: take it and say we are on the way",
        reply="Hello {{ first_name }}, we bring another scanner to {{ unit }}. {{ agent }}",
        then_state="in_progress",
        assignee="who_runs",
    ),
    MacroRow(
        "Which device is it?",
        reply="Hello {{ first_name }}, which tag is on the device? It begins with LR- near the serial number.",
    ),
    MacroRow(
        "Wireless: give it to Network",
        note="Restarted the device, other devices in {{ unit }} were asked about.",
        to_team="NET",
        why="Several devices of one unit lose the wireless network.",
    ),
    MacroRow(
        "Desk: looked at again after the shift change",
        note="Looked at again after the shift change. {{ requester }} knows.",
        team="SD-L1",
    ),
    MacroRow(
        "Working again, tell them",
        reply="Hello {{ first_name }}, it should work again. Tell us if it does not.",
        then_state="restored",
        owner="leo.marsh",
    ),
)
