"""What a step asks for before it is taken: every missing value is named with its mend."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.lifecycle import Transition
from tickets.models import Ticket
from tickets.queries.next_steps import NOT_YET, needs_of
from tickets.rules import closing
from tickets.rules.lifecycle import RESOLVE_NEEDS_SERIOUS

MENDS = {
    "category": gettext_lazy("Choose the category."),
    "team": gettext_lazy("Choose the team that works it."),
    "assignee": gettext_lazy("Choose who works it."),
    "message": gettext_lazy("Write the message: it goes to the reporter."),
    "reason": gettext_lazy("Say in one line why."),
    "until": gettext_lazy("Say until when, a time that is still ahead."),
    "close_code": gettext_lazy("Choose what fixed it."),
    "cause": gettext_lazy("Choose the cause."),
    "clinical_impact": gettext_lazy("Choose what it meant for care."),
    "workaround": gettext_lazy("Say whether a workaround was used."),
    "downtime_minutes": gettext_lazy("Give the minutes on downtime procedure, 0 if none."),
    "into": gettext_lazy("Choose the ticket that goes on."),
}
CODES = {
    "close_code": closing.CLOSE_CODES,
    "cause": closing.CAUSES,
    "clinical_impact": closing.CLINICAL_IMPACTS,
}
EXTRA = {
    "wait_vendor": ("vendor",),
    "resolve": RESOLVE_NEEDS_SERIOUS,
    "still_broken": ("message",),
    "reopen": ("message",),
    "release": ("reason",),
}


@step
def checked(ticket: Ticket, row: Transition, given: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The given values, or ValueRefused naming each that is missing, unknown or outside its codes."""
    asked = needs_of(ticket, row)
    allowed = {*asked, *EXTRA.get(row.verb, ())} - NOT_YET
    errors = {name: str(_("This step does not take it. Leave it out.")) for name in set(given) - allowed}
    errors |= {name: str(MENDS[name]) for name in asked if _is_missing(given.get(name))}
    errors |= {
        name: str(_("Choose one of the listed values."))
        for name, codes in CODES.items()
        if given.get(name) and given[name] not in codes
    }
    errors |= _faults(given, at)
    if errors:
        raise ValueRefused(errors)
    return dict(given)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _faults(given: Mapping[str, Any], at: datetime) -> dict[str, str]:
    errors = {}
    until = given.get("until")
    if isinstance(until, datetime) and until <= at:
        errors["until"] = str(MENDS["until"])
    minutes = given.get("downtime_minutes")
    if isinstance(minutes, int) and minutes < 0:
        errors["downtime_minutes"] = str(MENDS["downtime_minutes"])
    return errors
