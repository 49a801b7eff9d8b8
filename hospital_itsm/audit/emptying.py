"""Taking words out of entries that must not keep them, so that the chain of seals still proves everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.hashing import SEAL_LOCK, row_hash
from hospital_itsm.audit.models import AuditEntry, Emptied, Seal
from hospital_itsm.core.crypto import Unreadable, digest, seal, unseal


@dataclass(frozen=True)
class Emptyings:
    """Which entries were emptied after they were sealed, oldest first."""

    by_entry: Mapping[int, Sequence[Emptied]]

    @classmethod
    def read(cls) -> "Emptyings":
        """All of them: one statement."""
        found: dict[int, list[Emptied]] = {}
        for row in Emptied.objects.order_by("id"):
            found.setdefault(row.entry_id, []).append(row)
        return cls(found)

    def sealed_hash(self, row: AuditEntry) -> bytes:
        """The hash of the entry as it was sealed, where every emptying since is proven; else that of what is stored."""
        stored = row_hash(row)
        now = stored.hex()
        for one in reversed(self.by_entry.get(row.pk, ())):
            was = _opened(one)
            if one.became != now or one.proof != _proof(row.pk, was, now):
                return stored
            now = was
        return bytes.fromhex(now)


def hold_the_chain() -> None:
    """Let nobody seal or empty entries until the transaction ends; call it before entries are read to be emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])


def empty(row: AuditEntry, *, reason: str, changes: Mapping[str, Any]) -> None:
    """Store a reason and facts without the words that had to go. Call it after `hold_the_chain`.

    Nothing else of the entry can change; a sealed one keeps its place in the chain.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('audit.emptying', %s, true)", [str(row.pk)])
    was = row_hash(row)
    row.reason, row.changes = reason, dict(changes)
    row.save(update_fields=["reason", "changes"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('audit.emptying', '', true)")
    if Seal.objects.filter(last_id__gte=row.pk).exists():
        became = row_hash(row).hex()
        Emptied.objects.create(
            at=timezone.now(),
            entry_id=row.pk,
            was=seal(was.hex()),
            became=became,
            proof=_proof(row.pk, was.hex(), became),
        )


def _opened(one: Emptied) -> str:
    """The former hash, empty where it cannot be read."""
    try:
        return unseal(bytes(one.was))
    except Unreadable:
        return ""


def _proof(entry: int, was: str, became: str) -> str:
    return digest(f"emptied {entry} {was} {became}")
