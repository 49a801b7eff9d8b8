"""The protected field: patient data that got in, sealed, opened only with a reason, deleted after a while."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import entry, record, record_many
from hospital_itsm.core.access import require
from hospital_itsm.core.crypto import seal, unseal
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from tickets.actions.store import lock
from tickets.models import ProtectedReference, Ticket

PURGED = "ticket.purge_protected"
KEPT: list[Callable[[], QuerySet[Any]]] = []
"""What packages to the right add: keys of tickets of which nothing is deleted (a legal hold)."""


@step
def keep_protected(ticket: Ticket, pieces: Iterable[str], *, at: datetime) -> None:
    """Add pieces of text to the protected field of a locked ticket, each on a line of its own."""
    added = "\n".join(pieces)
    if not added:
        return
    held = ProtectedReference.objects.filter(ticket=ticket).first()
    if held is None:
        ProtectedReference.objects.create(ticket=ticket, sealed=seal(added), created_at=at, updated_at=at)
        return
    kept = "" if held.purged_at else unseal(bytes(held.sealed)) + "\n"
    held.sealed, held.updated_at, held.purged_at = seal(kept + added), at, None
    held.save(update_fields=["sealed", "updated_at", "purged_at"])


@action("ticket.reveal", gettext_lazy("opened the protected field"))
def reveal(key: str, *, actor: Any, reason: str) -> str:
    """Return the protected text of a ticket; every time is recorded with its reason.

    Raises ValueRefused without a reason, Conflict where nothing is kept or it was deleted, Forbidden,
    Ticket.DoesNotExist.
    """
    ticket = lock(key, actor)
    require(actor, "ticket.reveal", ticket)
    why = guard(one_line(reason), channel="web").text
    if not why:
        raise ValueRefused({"reason": _("Say in one line what you need it for.")})
    held = ProtectedReference.objects.filter(ticket=ticket).first()
    if held is None:
        raise Conflict(_("Nothing is kept in the protected field of %(key)s.") % {"key": key})
    if held.purged_at:
        raise Conflict(
            _("The protected field of %(key)s was emptied after the ticket closed.") % {"key": key}
        )
    record(actor, "ticket.reveal", ticket, reason=why)
    return unseal(bytes(held.sealed))


@action(PURGED, gettext_lazy("emptied the protected field"))
def purge_protected(*, actor: Any, now: datetime | None = None) -> int:
    """Empty the protected field of tickets closed longer ago than the setting says; return how many."""
    at = now or timezone.now()
    rows = ProtectedReference.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        purged_at__isnull=True, ticket__closed_at__lte=at - timedelta(days=settings.PROTECTED_KEPT_DAYS)
    )
    for kept in KEPT:
        rows = rows.exclude(ticket__in=kept())
    due = list(rows.select_related("ticket"))
    ProtectedReference.objects.filter(pk__in=[held.pk for held in due]).update(sealed=b"", purged_at=at)
    record_many(entry(actor, PURGED, held.ticket) for held in due)
    return len(due)
