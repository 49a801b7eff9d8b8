"""What was removed from a ticket, for the matrix and for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.core.crypto import seal
from hospital_itsm.core.files.intake import keep
from hospital_itsm.redaction.models import LegalHold, Redaction, SealedFile
from tickets.choices import MessageKind
from tickets.models import Attachment, Message, Ticket

SEALED = '[["tickets.message", 1, "body", "A name stood here."]]'


def sealed_one(ticket: Ticket, who: Any) -> Redaction:
    """One that is sealed."""
    made = Redaction.objects.filter(ticket=ticket).first()
    return made or Redaction.objects.create(
        ticket=ticket, what="name", places=2, made_at=timezone.now(), made_by=who, sealed=seal(SEALED)
    )


def sealed_file(ticket: Ticket, who: Any) -> SealedFile:
    """A file of it, sealed as they are."""
    row = sealed_one(ticket, who)
    return row.sealed_files.first() or SealedFile.objects.create(
        redaction=row, attachment=7, content_type="text/plain", stored_name=keep(seal("SGVsbG8="))
    )


def page(scene: Any, path: str) -> str:
    """An address, once the first ticket has as many notes, files and redactions as there are others, and a hold."""
    first, at, who = scene.tickets[0], timezone.now(), scene.world.agent
    if not LegalHold.objects.filter(ticket=first).exists():
        LegalHold.objects.create(ticket=first, set_at=at, set_by=scene.world.privacy)
        for number, _other in enumerate(scene.tickets):
            sealed = seal(SEALED)
            Redaction.objects.create(ticket=first, what="name", made_at=at, made_by=who, sealed=sealed)
            _talk(first, who, at, number)
    return path.format(key=first.key, pk=Redaction.objects.filter(ticket=first).latest("pk").pk)


def _talk(ticket: Ticket, who: Any, at: Any, number: int) -> None:
    common = {"ticket": ticket, "created_at": at}
    Message.objects.create(
        kind=MessageKind.INTERNAL, author=who, author_label="Leo Marsh", body="A note.", **common
    )
    Attachment.objects.create(
        uploader=who, file_name=f"log {number}.txt", stored_name=f"redacted-{number}", content_type="text/plain",
        size=4, sha256="0" * 64, **common,
    )  # fmt: skip


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-redact": ("privacy", _at("/t/{key}/redact/"), "detail"),
    "ticket-redact-sealed": ("privacy", _at("/t/{key}/redact/{pk}/"), "detail"),
    "rest-ticket-redactions": ("agent", _at("/api/v1/tickets/{key}/redactions/")),
}
"""Who opens which page, and its ceiling."""
