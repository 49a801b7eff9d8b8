"""The vocabulary of device-related patient events."""

import json
from collections.abc import Sequence
from typing import Any, Self

from django.db import models

from hospital_itsm.core.crypto import unseal
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.procedures.queries.named_tickets import seen_tickets
from hospital_itsm.safety import access
from tickets.queries.audiences import holders_of


class PatientEventQuerySet(models.QuerySet[Any]):
    """Vocabulary of patient events."""

    def visible_to(self, actor: Any) -> Self:
        """Events the actor may see."""
        return self if access.sees_patient_events(actor) else self.none()

    def not_sent(self) -> Self:
        """Their report is still owed."""
        return self.filter(sent_on__isnull=True)


def readers() -> list[Any]:
    """Those who answer for the reports: patient safety and the HTM manager."""
    roles = (RoleCode.PATIENT_SAFETY, RoleCode.HTM_MANAGER)
    return [user for role in roles for user in holders_of(role)]


def kept_words(event: Any) -> dict[str, str]:
    """What was kept of settings, accessories and logs, opened; for those who see the event."""
    return dict(json.loads(unseal(bytes(event.sealed)))) if event.sealed else {}


def put_shown_tickets(events: Sequence[Any], actor: Any) -> None:
    """Give each event, read with its ticket, the `shown_ticket` that the actor may see. One statement."""
    seen = seen_tickets(events, actor)
    for event in events:
        event.shown_ticket = event.ticket if event.ticket_id in seen else None
