"""Bulk changes in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.bulk.choices import ChangeKind, Step
from hospital_itsm.bulk.rules import undoing

BUTTONS: Final = {
    ChangeKind.TAKE: _("Assign to me"),
    ChangeKind.ASSIGN: _("Assign"),
    ChangeKind.TEAM: _("Give to the team"),
    ChangeKind.PRIORITY: _("Change the priority"),
    ChangeKind.STATE: _("Change the state"),
    ChangeKind.MACRO: _("Run the macro"),
    ChangeKind.MERGE: _("Merge"),
    ChangeKind.LINK: _("Link"),
    ChangeKind.SNOOZE: _("Snooze"),
}
HINTS: Final = {
    ChangeKind.TAKE: _("A ticket somebody else has stays with them."),
    ChangeKind.ASSIGN: _("Only who works a ticket's team gets it."),
    ChangeKind.TEAM: _("The teams are told. Time used so far stays."),
    ChangeKind.PRIORITY: _("Deadlines follow the priority. What you may change is asked for each ticket."),
    ChangeKind.STATE: _("A ticket the step is not possible for is left as it is, and named."),
    ChangeKind.MACRO: _("All of it is done to a ticket, or nothing."),
    ChangeKind.MERGE: _("Each goes on as the ticket you name: its reporters and messages are read there."),
    ChangeKind.LINK: _("Each gets a link with the ticket you name, seen from both."),
    ChangeKind.SNOOZE: _("They rest until then; clocks run on. What presses stays in sight and is named."),
}
UNDO_REFUSED: Final = {
    undoing.NOT_OVER: _("It still runs. Wait for its end, or cancel the job."),
    undoing.TOO_LATE: _("The ten minutes for undoing are over. Change the tickets on their pages."),
    undoing.TOLD: _("Requesters were told, so this is not undone here. Open a ticket again on its page."),
    undoing.NOTHING: _("Nothing was changed, so there is nothing to undo."),
    undoing.ASKED: _("This was undone before."),
}
STALE: Final = _("Somebody changed it since. It stays as it is now.")
GONE: Final = _("You do not see this ticket any more.")
FAILED: Final = _("Something went wrong on our side. Try this one on its page.")
MENDS: Final = {
    "assignee": _("Choose who works them."),
    "team": _("Choose the team that works them."),
    "priority": _("Choose priority 1, 2, 3 or 4."),
    "reason": _("Say in one line why."),
    "step": _("Choose the state."),
    "until": _("Say until when, a time that is still ahead."),
    "message": _("Write the message: it goes to every reporter."),
    "close_code": _("Choose what fixed it."),
    "cause": _("Choose the cause."),
    "macro": _("Choose a macro."),
    "relation": _("Choose what they are to it."),
    "other": _("Name the ticket they are linked with, such as INC-20418."),
    "into": _("Name the ticket that goes on, such as INC-20418."),
}
UNSEEN: Final = _("There is no ticket with this number that you see. Check the number.")
PHI: Final = _("This looks like patient data, and it would go to many tickets. Leave it out.")
STEP_WORDS: Final = dict(Step.choices)
