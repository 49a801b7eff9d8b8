"""Device-related patient events as a file, for the few who read them; what was kept of the device stays sealed."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import put_shown_tickets


def _rows(reader: Reader) -> Sequence[Any]:
    seen = PatientEvent.objects.visible_to(reader.actor)
    return [
        seen.select_related("asset__model", "asset__care_area", "ticket", "noted_by").order_by("due_on", "id")
    ]


def _without_unseen_tickets(rows: Sequence[PatientEvent], reader: Reader) -> Iterable[PatientEvent]:
    put_shown_tickets(rows, reader.actor)
    return rows


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Event"), lambda row: row.key),
        Column(_("Tag"), lambda row: row.asset.tag),
        Column(_("Device"), lambda row: row.asset.title),
        Column(_("Unit"), lambda row: row.asset.care_area.name if row.asset.care_area else None),
        Column(_("Ticket"), lambda row: row.shown_ticket.key if row.shown_ticket else None),
        Column(_("What came of it"), lambda row: row.get_outcome_display()),
        Column(_("Known since"), lambda row: row.became_aware_on),
        Column(_("Report due by"), lambda row: row.due_on),
        Column(_("Another device on the patient"), lambda row: row.replaced_at, is_moment=True),
        Column(_("Done"), lambda row: row.sent_on),
        Column(_("Report"), lambda row: row.sent_note),
        Column(_("Noted"), lambda row: row.noted_at, is_moment=True),
        Column(_("Noted by"), lambda row: str(row.noted_by) if row.noted_by else None),
    )


PATIENT_EVENTS: Final = register(
    ExportedList(
        "patient_event", _("Patient events"), "patient_event.read", "safety:patient_events",
        "safety:export_patient_events", _rows, _columns, dress=_without_unseen_tickets, guarded=lambda row: True,
    )
)  # fmt: skip
