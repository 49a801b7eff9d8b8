"""The words of runs: what became of rows, and what stands against one."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assets.import_wording import column_name
from assets.import_wording import said as import_said
from hospital_itsm.cmms.actions.rows import CHANGED, CREATED, FAULT, LEFT, SAME

COUNTS: Final[dict[str, Promise]] = {
    CREATED: _("New"),
    CHANGED: _("Changed"),
    SAME: _("As it is"),
    LEFT: _("Left alone, our record counts"),
    FAULT: _("Not taken"),
}
FAULTS: Final[dict[str, Promise]] = {
    "no-number": _("The row has no number of the CMMS. Fill in the column."),
    "long-number": _("The number is longer than 80 characters."),
    "no-asset": _("No asset has this tag or number. Add the asset, or import the inventory first."),
    "no-class": _("The class of this new asset is not known. Fill in class or model."),
    "ours": _("Our record of this class counts, so a new asset is added here by hand."),
    "refused": _("This cannot be stored."),
}
COLUMNS: Final[dict[str, Promise]] = {
    "external_id": _("Number"),
    "asset": _("Device"),
    "last_done_on": _("Last done"),
    "next_due_on": _("Next due"),
    "opened_on": _("Opened"),
    "closed_on": _("Closed"),
}
FAILURES: Final[dict[str, Promise]] = {
    "file-gone": _("The file is gone or cannot be read. Send it again."),
    "not-allowed": _("You may no longer run sources of the CMMS. Ask your manager."),
    "too-many-rows": _("The file has more than 200,000 rows. Divide it."),
    "no-credential": _("The variable of the credential is not set. Set it and start the worker again."),
    "not-readable": _("The answer was no sheet with the columns this source needs."),
    "refused": _("The address may not be called. See OUTBOUND_ALLOWED_HOSTS."),
    "busy": _("A run was not finished yet."),
    "stopped": _(
        "It was canceled, or its worker stopped. Send the file again; rows stored before are found again."
    ),
}


def column(name: str) -> str:
    """What a person calls a field of a fault."""
    return str(COLUMNS[name]) if name in COLUMNS else column_name(name, [])


def fault(code: str) -> str:
    """The words of what is wrong with a row."""
    return str(FAULTS[code]) if code in FAULTS else import_said(code)


def failure(code: str) -> str:
    """The words of why a run failed."""
    if code.startswith("http-"):
        return str(_("The other system answered %(code)s.")) % {"code": code.removeprefix("http-")}
    return str(FAILURES.get(code, code))
