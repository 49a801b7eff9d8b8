"""Typed reasons: they go into a trail nobody can edit, so they are guarded before they get there."""

from datetime import datetime

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from tickets.actions.protected import keep_protected
from tickets.models import Ticket

LONGEST_REASON = 200


@step
def safe_reason(ticket: Ticket, text: str, *, at: datetime, field: str = "reason") -> str:
    """The reason, or another typed `field` of the trail, with what looked like patient data masked and kept in the
    protected field.

    Raises ValueRefused for more than 200 characters, PhiSuspected over REST.
    """
    if len(text.strip()) > LONGEST_REASON:
        raise ValueRefused({field: _("Shorten it to %(most)d characters.") % {"most": LONGEST_REASON}})
    clean = guard(text.strip(), field=field)
    if clean.removed:
        keep_protected(ticket, clean.removed, at=at)
    return clean.text
