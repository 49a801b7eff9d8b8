"""Where words of a ticket stand: every text somebody can type about it. A test holds that none is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import QuerySet


@dataclass(frozen=True)
class Place:
    """Texts of a model, found by its way to the ticket. `model` is "app.Name"."""

    model: str
    way: str
    fields: tuple[str, ...]

    def rows(self, tickets: Sequence[int]) -> "QuerySet[Any]":
        """Its rows of these tickets, each once."""
        manager = apps.get_model(self.model)._base_manager
        found = manager.filter(**{f"{self.way}__in": tickets}).values("pk")
        return manager.filter(pk__in=found).order_by("pk")


NOTICE: Final = ("title", "sees", "works", "to_do")
MAJOR: Final = (
    "title", "bridge", "confirmed_with", "declined_reason", "root_cause", "went_well", "to_improve",
)  # fmt: skip
PLACES: Final = (
    Place(
        "tickets.Ticket",
        "pk",
        (
            *("title", "requester_label", "callback", "room", "device_text", "waiting_for"),
            *("priority_facts", "priority_trace", "imported_outcomes"),
        ),
    ),
    Place("tickets.Message", "ticket", ("body", "author_label")),
    Place("tickets.Attachment", "ticket", ("file_name",)),
    Place("tickets.Reporter", "ticket", ("callback",)),
    Place("people.User", "tickets", ("last_callback",)),
    Place("tickets.Notice", "ticket", NOTICE),
    Place("tickets.Notice", "tickets", NOTICE),
    Place("tickets.NoticeUpdate", "notice__ticket", ("body",)),
    Place("tickets.NoticeUpdate", "notice__tickets", ("body",)),
    Place("openings.Opening", "ticket", ("reason", "word")),
    Place("vendor_work.RemoteSession", "ticket", ("purpose", "refused_because", "outcome")),
    Place("vendor_work.VendorCase", "links__ticket", ("number", "subject", "last_word", "outcome")),
    Place("vendor_work.CaseWord", "case__links__ticket", ("text",)),
    Place("underpinning.VendorTask", "ticket", ("number",)),
    Place("continuity.MajorIncident", "ticket", MAJOR),
    Place("continuity.MajorUpdate", "major__ticket", ("body",)),
    Place("continuity.MajorEntry", "major__ticket", ("text",)),
    Place("continuity.MajorAction", "major__ticket", ("text",)),
    Place("worklog.WorkEntry", "ticket", ("spoke_with",)),
    Place("bulk.BulkRow", "ticket", ("words", "undo_words", "before")),
    Place("bulk.BulkChange", "rows__ticket", ("given",)),
    Place("joint.TicketTask", "ticket", ("words", "why")),
    Place("similar.SimilarGroup", "rows__ticket", ("dismissed_reason",)),
    Place("procedures.Procedure", "ticket", ("reason",)),
    Place("procedures.ProcedureStep", "procedure__ticket", ("note", "signed_name")),
    Place("procedures.StepFile", "step__procedure__ticket", ("file_name",)),
    Place("safety.PatientEvent", "ticket", ("confirmed_with", "sent_note")),
)
