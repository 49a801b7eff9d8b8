"""What holds the resolution of a ticket up."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

NAMED: Final = 3
RESOLVE: Final = "resolve"


def required_tasks(ticket: Any, verb: str) -> Iterable[str]:
    """A sentence that names the required tasks of a locked ticket that are open; none for any other step."""
    from hospital_itsm.joint.models import TicketTask

    if verb != RESOLVE:
        return
    rows = TicketTask.objects.open().filter(ticket=ticket, is_required=True).select_related("team")
    found = [f"“{row.words}” ({row.team.name})" for row in rows.order_by("pk")]
    if not found:
        return
    words = "; ".join(found[:NAMED])
    further = len(found) - NAMED
    if further > 0:
        words = _("%(named)s; and %(count)d more") % {"named": words, "count": further}
    yield _(
        "%(key)s cannot be resolved while required tasks are open: %(tasks)s. "
        "Finish them, or say on the task why it is not needed."
    ) % {"key": ticket.key, "tasks": words}
