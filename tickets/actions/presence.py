"""Who has a ticket open, and how far somebody has read it: both leave no trail."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from tickets.choices import PresenceMode
from tickets.models import Message, Presence, ReadMark, Ticket
from tickets.queries.presence import FADES_AFTER, Seen, others_on

SWEPT_AFTER = timedelta(hours=1)


@housekeeping("presence fades by itself and is nobody's record")
def beat(
    key: str, *, actor: Any, mode: str = PresenceMode.READING, now: datetime | None = None
) -> list[Seen]:
    """Say that the actor has the ticket open (`mode`: a code of PresenceMode) and return who else has.

    The page calls it every 15 s; a beat never extends the sign-in. Raises ValueRefused for another mode.
    """
    if mode not in PresenceMode.values:
        raise ValueRefused({"mode": _("Send reading, reply or note.")})
    require(actor, "ticket.read_internal")
    ticket = Ticket.objects.on_desk(actor).get(key=key)
    at = now or timezone.now()
    row = Presence.objects.filter(ticket=ticket, user=actor).first()
    goes_on = row is not None and row.mode == mode and row.beat_at > at - FADES_AFTER
    Presence.objects.update_or_create(
        ticket=ticket,
        user=actor,
        defaults={"mode": mode, "beat_at": at, "since": row.since if row and goes_on else at},
    )
    return others_on(ticket, actor, at)


@housekeeping("presence fades by itself and is nobody's record")
def leave(key: str, *, actor: Any) -> None:
    """Say that the actor closed the ticket; a page that never says so fades by itself."""
    Presence.objects.filter(ticket__key=key, user=actor).delete()


@housekeeping("presence fades by itself and is nobody's record")
def sweep_presence(*, actor: Any, now: datetime | None = None) -> int:
    """Remove rows that faded long ago; return how many."""
    require(actor, "ticket.auto_close")
    deleted, _kinds = Presence.objects.filter(beat_at__lt=(now or timezone.now()) - SWEPT_AFTER).delete()
    return deleted


@housekeeping("read marks are the reader's own")
def mark_read(ticket: Ticket, *, actor: Any, now: datetime | None = None) -> None:
    """Note that the actor has read the ticket as it stands there; lists show it no longer in bold. One statement."""
    newest = Message.objects.filter(ticket=ticket).order_by("-id").values("pk")[:1]
    mark = ReadMark(
        ticket=ticket,
        user=actor,
        version=ticket.version,
        message_id_read=Coalesce(Subquery(newest), 0),
        read_at=now or timezone.now(),
    )
    ReadMark.objects.bulk_create(
        [mark],
        update_conflicts=True,
        unique_fields=["ticket", "user"],
        update_fields=["version", "message_id_read", "read_at"],
    )
