"""What a macro may ask for at once. Faults are codes by field; `wording` has their words."""

from dataclasses import dataclass
from typing import Final

from hospital_itsm.macros.rules.words import unknown_names

EMPTY: Final = "empty"
REPLY_NEEDED: Final = "reply_needed"
TEAM_ENDS_IT: Final = "team_ends_it"
WHY_NEEDED: Final = "why_needed"
UNKNOWN_NAMES: Final = "unknown_names"


@dataclass(frozen=True)
class Wanted:
    """The parts of a macro that were given."""

    reply: str = ""
    note: str = ""
    sets_state: bool = False
    state_needs_reply: bool = False
    sets_priority: bool = False
    sets_category: bool = False
    sets_assignee: bool = False
    sets_team: bool = False
    why: str = ""


def faults(wanted: Wanted) -> dict[str, str]:
    """What stands against it, by field.

    Another team chooses assignee and state by itself, and a change of team or priority says why.
    """
    found = {}
    texts = {"reply": wanted.reply, "note": wanted.note}
    for name, text in texts.items():
        if unknown_names(text):
            found[name] = UNKNOWN_NAMES
    if not (_sets_anything(wanted) or any(text.strip() for text in texts.values())):
        found["reply"] = EMPTY
    if wanted.state_needs_reply and not wanted.reply.strip():
        found["reply"] = REPLY_NEEDED
    if wanted.sets_team and wanted.sets_state:
        found["then_state"] = TEAM_ENDS_IT
    if wanted.sets_team and wanted.sets_assignee:
        found["assignee"] = TEAM_ENDS_IT
    if (wanted.sets_team or wanted.sets_priority) and not wanted.why.strip():
        found["why"] = WHY_NEEDED
    return found


def _sets_anything(wanted: Wanted) -> bool:
    return any(
        (
            wanted.sets_state,
            wanted.sets_priority,
            wanted.sets_category,
            wanted.sets_assignee,
            wanted.sets_team,
        )
    )
