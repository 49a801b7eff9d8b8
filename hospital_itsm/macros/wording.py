"""Macros in words: refusals, names, and what stands in a ticket for each name."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.macros.rules import outcome
from hospital_itsm.macros.rules.words import NAMES, unknown_names

FAULTS = {
    outcome.EMPTY: gettext_lazy("Say what the macro does: write words, or choose something."),
    outcome.REPLY_NEEDED: gettext_lazy("Write the reply: this state goes to the requester with words."),
    outcome.TEAM_ENDS_IT: gettext_lazy("Leave this out: the other team decides it."),
    "name": gettext_lazy("Give the macro a name that says what comes of it."),
    "state": gettext_lazy("Choose one of the listed states."),
    outcome.WHY_NEEDED: gettext_lazy("Say in one line why the team or the priority changes."),
}


def fault_words(code: str, text: str = "") -> str:
    """Why a field is refused."""
    if code == outcome.UNKNOWN_NAMES:
        return _("These names are not known: %(names)s. Known are: %(known)s.") % {
            "names": ", ".join(unknown_names(text)),
            "known": ", ".join(NAMES),
        }
    return str(FAULTS[code])


def values_for(ticket: Any, actor: Any) -> dict[str, str]:
    """What each name stands for on this ticket; a fact that is not known is an empty text."""
    requester = ticket.requester.full_name if ticket.requester else ticket.requester_label
    return {
        "requester": requester,
        "first_name": requester.split()[0] if requester.split() else "",
        "ticket": ticket.key,
        "title": ticket.title,
        "unit": ticket.care_area.name if ticket.care_area else "",
        "room": ticket.room,
        "device": ticket.asset.tag if ticket.asset else ticket.device_text,
        "team": ticket.team.name if ticket.team else "",
        "agent": actor.full_name,
    }
