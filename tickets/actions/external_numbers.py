"""Numbers of other systems: one ticket a number, however many send it at once."""

from collections.abc import Mapping
from typing import Any

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.core.plain_text import one_line
from tickets.actions.external_lock import hold_number
from tickets.actions.external_systems import require_system
from tickets.actions.fields import LINKS, SETTABLE, set_fields
from tickets.actions.report import report_problem
from tickets.models import ExternalRef, Ticket


@housekeeping("reports or corrects, and each of these records its own entry")
def upsert_external(
    system: str, number: str, *, actor: Any, report: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[Ticket, bool]:
    """The ticket with this number of another system, and whether it was made now.

    Where there is none, `report` (arguments of `report_problem`) opens it. Where there is one, `fields` (see
    `set_fields`) that differ are corrected; what was reported stays as it was said. Two senders at once wait for each
    other. Raises Forbidden for a system of another account, Ticket.DoesNotExist for a number whose ticket the actor
    does not see, else what those two raise.
    """
    require_system(system, actor)
    hold_number(system, number)
    known = (
        ExternalRef.objects.filter(system=system, external_id=number)
        .values_list("ticket_id", flat=True)
        .first()
    )
    if known is None:
        return report_problem(actor=actor, external_ref=(system, number), **report), True
    ticket = Ticket.objects.visible_to(actor).get(pk=known)
    decision = report.get("phi_decision", "")
    differing = _differing(ticket, {name: fields[name] for name in SETTABLE if name in fields}, decision)
    if not differing:
        return ticket, False
    return set_fields(ticket.key, actor=actor, fields=differing, phi_decision=decision), False


def _differing(ticket: Ticket, fields: Mapping[str, Any], decision: str) -> dict[str, Any]:
    """The fields that would change; texts are compared as they would be stored."""
    texts = {name: one_line(value) for name, value in fields.items() if name not in LINKS}
    stored = guard_fields(texts, decision, channel="web").texts
    wanted = {**fields, **stored}
    return {name: fields[name] for name, value in wanted.items() if getattr(ticket, name) != value}
