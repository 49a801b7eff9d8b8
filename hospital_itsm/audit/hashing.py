"""What a seal covers of an entry, and the lock under which seals are made."""

import hashlib
import json

from hospital_itsm.audit.models import AuditEntry

SEAL_LOCK = 718_213
MARK_BYTES = 8
COLUMNS = (
    "id",
    "at",
    "actor_id",
    "actor_label",
    "on_behalf_of",
    "verb",
    "target_type",
    "target_id",
    "target_label",
    "changes",
    "reason",
    "request_id",
    "channel",
    "ip",
)
"""What a seal covers. A later release may add columns and must not add them here: old seals would break."""


def row_hash(row: AuditEntry) -> bytes:
    """SHA-256 over every sealed column of an entry."""
    columns = [getattr(row, name) for name in COLUMNS]
    return hashlib.sha256(json.dumps(columns, sort_keys=True, default=str).encode()).digest()
