"""Tamper evidence: entries are hashed in batches under AUDIT_KEY, each seal also hashing the one before it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from hospital_itsm.audit.emptying import Emptyings
from hospital_itsm.audit.hashing import MARK_BYTES, SEAL_LOCK, row_hash
from hospital_itsm.audit.models import AuditEntry, Seal
from hospital_itsm.core.crypto import digest

BATCH = 5_000
SETTLED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: the seal, the first row concerned (None for the seal itself), and why."""

    seal: Seal
    entry_id: int | None
    why: str


def fingerprint(hashes: Iterable[bytes], previous: str) -> str:
    """Keyed digest over the previous seal and the rows' hashes in id order, in hex."""
    return digest(hashlib.sha256(previous.encode() + b"".join(hashes)).hexdigest())


def seal_new() -> int:
    """Seal all settled entries not sealed yet; return how many. Safe to run twice at once."""
    sealed = 0
    while True:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
            count = _seal_batch()
        sealed += count
        if count < BATCH:
            return sealed


def _seal_batch() -> int:
    last = Seal.objects.order_by("-last_id").first()
    after, previous = (last.last_id, last.digest) if last else (0, "")
    rows = list(_settled(after)[:BATCH])
    if rows:
        hashes = [row_hash(row) for row in rows]
        Seal.objects.create(
            at=timezone.now(),
            first_id=rows[0].pk,
            last_id=rows[-1].pk,
            entries=len(rows),
            marks=b"".join(_mark(one) for one in hashes),
            previous=previous,
            digest=fingerprint(hashes, previous),
        )
    return len(rows)


def _settled(after: int) -> QuerySet[AuditEntry]:
    """Entries that no running transaction can still come before, in id order."""
    newer = AuditEntry.objects.filter(id__gt=after).order_by("id")
    limit = min(timezone.now(), _oldest_writer()) - SETTLED_AFTER
    first_open = newer.filter(at__gte=limit).aggregate(first=Min("id"))["first"]
    return newer if first_open is None else newer.filter(id__lt=first_open)


def _oldest_writer() -> datetime:
    """When the oldest other transaction that has written anything began; it may hold entries nobody sees yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(min(xact_start), now()) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        began: datetime = cursor.fetchone()[0]
    return began


def first_broken() -> Break | None:
    """Check the whole chain; return the first place where it does not hold, or None."""
    previous, after, emptied = "", 0, Emptyings.read()
    for seal in Seal.objects.order_by("last_id").iterator():
        if seal.previous != previous:
            return Break(seal, None, "the chain to the seal before it is cut")
        rows = AuditEntry.objects.filter(id__gt=after, id__lte=seal.last_id).order_by("id")
        hashes = [(row.pk, emptied.sealed_hash(row)) for row in rows.iterator()]
        if fingerprint((one for _, one in hashes), previous) != seal.digest:
            return _first_difference(seal, hashes)
        previous, after = seal.digest, seal.last_id
    return None


def _first_difference(seal: Seal, hashes: Sequence[tuple[int, bytes]]) -> Break:
    """Find the first row that is not what the seal marked."""
    sealed = bytes(seal.marks)
    marks = [sealed[start : start + MARK_BYTES] for start in range(0, len(sealed), MARK_BYTES)]
    found = _marked(hashes, set(marks))
    for index, (pk, _full) in enumerate(hashes):
        if index < len(marks) and found[index] == marks[index]:
            continue
        following = found[index + 1] if index + 1 < len(found) else b""
        if index >= len(marks) or following == marks[index]:
            return Break(seal, pk, "the entry was added later")
        if found[index] in marks[index + 1 :]:
            return Break(seal, pk, "the entry before it was removed")
        return Break(seal, pk, "the entry was changed")
    if len(hashes) < len(marks):
        return Break(seal, hashes[-1][0] if hashes else None, "entries after it were removed")
    return Break(seal, None, "the seal itself was changed")


def _mark(full: bytes) -> bytes:
    """The mark of an entry: under the key, so that nobody guesses short words by it."""
    return bytes.fromhex(digest(full.hex()))[:MARK_BYTES]


def _marked(hashes: Sequence[tuple[int, bytes]], known: set[bytes]) -> list[bytes]:
    """The marks of the entries now; a seal of an earlier release marked them without the key."""
    keyed = [_mark(full) for _pk, full in hashes]
    plain = [full[:MARK_BYTES] for _pk, full in hashes]
    return plain if known.isdisjoint(keyed) and not known.isdisjoint(plain) else keyed
