"""Attaching files: judged by their bytes, pictures written anew, stored under a random name outside the web root."""

from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.files.intake import keep, take
from hospital_itsm.core.phi_guard import guard
from tickets.actions.protected import keep_protected
from tickets.actions.store import lock, store
from tickets.models import Attachment, Message, Ticket
from tickets.queries.attachments import is_restricted, visible_attachments

MOST_FILES = 30


@action("ticket.attach", gettext_lazy("attached a file"))
def attach(
    key: str,
    *,
    actor: Any,
    upload: Any,
    is_internal: bool = False,
    shows_record: bool | None = None,
    message: Message | None = None,
) -> Attachment:
    """Store a file with a ticket. `upload` has `name`, `size` and `read()`, as Django's uploads have.

    `is_internal` keeps it among those who work the ticket; `shows_record` ("Does this show a chart?") keeps it to those
    who may see patient data and its uploader; without an answer (None) a picture counts as one that does, until
    somebody answers (`answer_chart`).
    Raises ValueRefused naming the mend, Forbidden, Ticket.DoesNotExist.
    """
    ticket = lock(key, actor)
    _require(actor, ticket, is_internal)
    _refuse_number(ticket)
    taken = take(upload)
    at = timezone.now()
    named = guard(taken.safe_name, channel="web")
    keep_protected(ticket, named.removed, at=at)
    stored = keep(taken.data)
    try:
        row = Attachment.objects.create(
            ticket=ticket,
            message=message,
            is_internal=is_internal,
            shows_record=taken.sniffed.is_image if shows_record is None else shows_record,
            awaits_answer=taken.sniffed.is_image and shows_record is None,
            uploader=person(actor),
            file_name=taken.named(named.text),
            stored_name=stored,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=taken.sha256,
            created_at=at,
        )
        trail = {"attachment": [None, row.pk], "sha256": row.sha256, "size": row.size}
        store(ticket, actor=actor, verb="ticket.attach", changes=trail)
    except Exception:
        default_storage.delete(stored)
        raise
    return row


@action("ticket.answer_chart", gettext_lazy("said whether a file shows a chart"))
def answer_chart(key: str, file: int, *, actor: Any, shows_record: bool) -> Attachment:
    """Answer afterwards whether a file shows a patient's chart: no shows it to all who see the ticket, yes keeps it.

    Only somebody who may open the file answers, and only once. Raises Ticket.DoesNotExist, Attachment.DoesNotExist,
    Forbidden, Conflict where nothing is asked.
    """
    ticket = lock(key, actor)
    row: Attachment = visible_attachments(ticket, actor).get(pk=file)
    row.ticket = ticket
    require(actor, "file.answer", row)
    if not row.awaits_answer:
        raise Conflict(_("It is known whether this file shows a chart."))
    row.shows_record, row.awaits_answer = shows_record, False
    row.save(update_fields=["shows_record", "awaits_answer"])
    trail = {"attachment": [None, row.pk], "shows_record": [None, shows_record]}
    store(ticket, actor=actor, verb="ticket.answer_chart", changes=trail)
    return row


@action("ticket.download", gettext_lazy("opened a restricted file"))
def record_download(attachment: Attachment, *, actor: Any) -> None:
    """Record that the actor opens a file that shows a record or belongs to a restricted ticket; others leave no entry.

    Call it before serving; who may open it is `queries.attachments.visible_attachments`.
    """
    if is_restricted(attachment):
        record(actor, "ticket.download", attachment, {"ticket": [None, attachment.ticket.key]})


def _require(actor: Any, ticket: Ticket, is_internal: bool) -> None:
    if is_internal or not can(actor, "ticket.reply_as_requester", ticket):
        require(actor, "ticket.work", ticket)


def _refuse_number(ticket: Ticket) -> None:
    if Attachment.objects.filter(ticket=ticket).count() >= MOST_FILES:
        raise ValueRefused(
            {
                "file": _("%(key)s has %(most)d files, which is the most.")
                % {"key": ticket.key, "most": MOST_FILES}
            }
        )
