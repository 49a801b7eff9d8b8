"""Claims on idempotency keys: a repeated send finds what the first one made."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.crypto import digest
from hospital_itsm.core.errors import Conflict
from hospital_itsm.jobs.models import IdempotencyKey

KEPT: Final = timedelta(days=7)
CLAIM = """
INSERT INTO jobs_idempotencykey (user_id, scope, key, body_digest, created_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (user_id, scope, key) DO UPDATE SET key = excluded.key
RETURNING id, user_id, scope, key, body_digest, target_id, created_at
"""
"""One statement: the needless update of a key that is there locks its row, and waits for whoever holds it."""


class KeyReused(Conflict):
    """The key was used before with a different body."""

    code = "idempotency-key-reused"


def claim(user: Any, scope: str, key: str, body: str) -> IdempotencyKey:
    """Claim a key inside the caller's transaction; a rival holding it is waited for.

    `target_id` of the returned row is None for a first use and names the made object for a repetition.
    Raises KeyReused when the same key came with another body.
    """
    claimed = [user.pk, scope, key, digest(body), timezone.now()]
    row = next(iter(IdempotencyKey.objects.raw(CLAIM, claimed)))
    if row.body_digest != digest(body):
        raise KeyReused(_("This Idempotency-Key was used with a different body. Send a new key."))
    return row


def settle(row: IdempotencyKey, target_id: int) -> None:
    """Bind the key to what was made."""
    row.target_id = target_id
    row.save(update_fields=["target_id"])


def forget_old_keys(now: datetime) -> int:
    """Delete keys older than seven days, which the API promises; return how many."""
    deleted, _by_model = IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()
    return deleted
