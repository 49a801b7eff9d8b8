"""What is said about resting, and about rules in the history of a ticket."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.display import moment_words
from hospital_itsm.following.rules.provenance import ANSWERS, PART, ROUTED, RUNG, Rule
from hospital_itsm.following.rules.snooze import DUE, FAR, HOUR, MONDAY, PAST, TOMORROW, URGENT

if TYPE_CHECKING:
    from django.utils.functional import Promise

FAULTS: "Final[dict[str, str | Promise]]" = {
    PAST: gettext_lazy("Choose a time that is still ahead."),
    FAR: gettext_lazy("Choose a time within 90 days."),
}
SEEN: "Final[dict[str, str | Promise]]" = {
    URGENT: gettext_lazy("Tickets of priority 1 and 2 stay in view until they are done."),
    DUE: gettext_lazy("Its promise is over or ends within the hour, so it stays in view."),
}
OFFERED: "Final[dict[str, str | Promise]]" = {
    HOUR: gettext_lazy("In 1 hour"),
    TOMORROW: gettext_lazy("Tomorrow"),
    MONDAY: gettext_lazy("Next Monday"),
}


def offer_words(code: str, at: datetime, now: datetime) -> str:
    """A time that is offered, with the clock of the hospital."""
    local = timezone.localtime(at)
    return _("%(words)s, %(at)s") % {
        "words": OFFERED[code],
        "at": moment_words(local, timezone.localtime(now)),
    }


RULES: "Final[dict[str, str | Promise]]" = {
    RUNG: gettext_lazy("Escalation: %(code)s"),
    ROUTED: gettext_lazy("Routing: %(code)s"),
    ANSWERS: gettext_lazy("Priority from the answers"),
}
PARTS: "Final[dict[str, str | Promise]]" = {
    "sla-watch": gettext_lazy("Watching promises"),
    "sla-engine": gettext_lazy("Counting promises"),
    "sla-recount": gettext_lazy("Counting promises again"),
    "closing": gettext_lazy("Closing without an answer"),
    "undo-send": gettext_lazy("Replies that wait to go out"),
    "snooze": gettext_lazy("Snooze"),
    "patient-safety": gettext_lazy("Patient safety"),
    "open-report": gettext_lazy("Report without signing in"),
    "import": gettext_lazy("Import"),
    "housekeeping": gettext_lazy("Keeping house"),
}
CHANNELS: "Final[dict[str, str | Promise]]" = {
    "web": gettext_lazy("Page"),
    "api": gettext_lazy("REST"),
    "system": gettext_lazy("The product"),
    "worker": gettext_lazy("The product"),
    "command": gettext_lazy("Command"),
}


def rule_words(rule: Rule) -> str:
    """By which rule, in words; empty where a person decided."""
    if rule.kind == PART:
        return str(PARTS.get(rule.code, rule.code))
    code = rule.code.replace("_", " ")
    return str(RULES[rule.kind]) % {"code": code} if rule.kind else ""


def channel_words(channel: str) -> str:
    """By way of what, in words."""
    return str(CHANNELS.get(channel, channel))
