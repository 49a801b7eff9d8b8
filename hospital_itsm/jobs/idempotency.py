"""Claims on idempotency keys: a repeated send finds what the first one made."""

from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.core.crypto import digest
from hospital_itsm.core.errors import Conflict
from hospital_itsm.jobs.models import IdempotencyKey


class KeyReused(Conflict):
    """The key was used before with a different body."""

    code = "idempotency-key-reused"


def claim(user: Any, scope: str, key: str, body: str) -> IdempotencyKey:
    """Claim a key inside the caller's transaction; a rival holding it is waited for.

    `target_id` of the returned row is None for a first use and names the made object for a repetition.
    Raises KeyReused when the same key came with another body.
    """
    IdempotencyKey.objects.bulk_create(
        [IdempotencyKey(user=user, scope=scope, key=key, body_digest=digest(body))], ignore_conflicts=True
    )
    row = IdempotencyKey.objects.select_for_update().get(user=user, scope=scope, key=key)
    if row.body_digest != digest(body):
        raise KeyReused(_("This Idempotency-Key was used with a different body. Send a new key."))
    return row


def settle(row: IdempotencyKey, target_id: int) -> None:
    """Bind the key to what was made."""
    row.target_id = target_id
    row.save(update_fields=["target_id"])
