"""A message and its files as one: all of it is kept and told, or nothing is."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.errors import ValueRefused
from tickets.actions.attachments import attach
from tickets.actions.store import lock
from tickets.models import Attachment, Ticket

LONGEST_NAME = 80


@housekeeping("every file and the message record themselves")
def send_with_files(
    key: str,
    *,
    actor: Any,
    uploads: Sequence[Any],
    say: Callable[[Sequence[int]], Ticket],
    is_internal: bool = False,
    shows_record: bool | None = None,
    version: int | None = None,
) -> Ticket:
    """Attach `uploads`, then let `say` write the message that carries them, given the keys of the files.

    Whoever is told of the message finds the files there. Raises what `attach` and `say` raise, StaleVersion for a
    page older than the ticket, and then neither rows nor stored files are left; a refused file is named.
    """
    lock(key, actor, version)
    kept: list[Attachment] = []
    try:
        for upload in uploads:
            kept.append(_attached(key, actor, upload, is_internal, shows_record))
        return say([file.pk for file in kept])
    except Exception:
        for file in kept:
            default_storage.delete(file.stored_name)
        raise


@step
def _attached(key: str, actor: Any, upload: Any, is_internal: bool, shows_record: bool | None) -> Attachment:
    try:
        return attach(key, actor=actor, upload=upload, is_internal=is_internal, shows_record=shows_record)
    except ValueRefused as refusal:
        words = _("%(name)s cannot be attached. %(why)s Nothing was sent; choose your files again.")
        named = {"name": str(upload.name)[:LONGEST_NAME], "why": refusal.message}
        raise ValueRefused({"files": words % named}) from refusal
