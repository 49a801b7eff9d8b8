"""Why something is done: asked for whenever a change holds for others than whoever makes it."""

from typing import Final

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line

LONGEST: Final = 200


@step
def said_reason(reason: str) -> str:
    """The reason as the trail keeps it, without patient data. Raises ValueRefused for none and for a long one."""
    clean = one_line(reason)
    if not clean or len(clean) > LONGEST:
        raise ValueRefused({"reason": _("Say why, in at most 200 characters. It stays in the audit trail.")})
    return guard(clean, channel="page", field="reason").text[:LONGEST]
