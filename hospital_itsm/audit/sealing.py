"""Tamper evidence: entries are hashed in batches, each seal also hashing the one before it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry, Seal

SEAL_LOCK = 718_213
BATCH = 5_000


def fingerprint(entries: Iterable[AuditEntry], previous: str) -> str:
    """SHA-256 over the previous seal and every column of the entries in id order, in hex."""
    sha = hashlib.sha256(previous.encode())
    for row in entries:
        columns = [getattr(row, field.attname) for field in AuditEntry._meta.concrete_fields]
        sha.update(json.dumps(columns, sort_keys=True, default=str).encode())
    return sha.hexdigest()


def _settled() -> QuerySet[AuditEntry]:
    """Entries no running transaction can still precede: written at least a minute ago."""
    return AuditEntry.objects.filter(at__lt=timezone.now() - timedelta(minutes=1))


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
    rows = list(_settled().filter(id__gt=after).order_by("id")[:BATCH])
    if rows:
        Seal.objects.create(
            at=timezone.now(),
            first_id=rows[0].pk,
            last_id=rows[-1].pk,
            entries=len(rows),
            previous=previous,
            digest=fingerprint(rows, previous),
        )
    return len(rows)


def first_broken() -> tuple[Seal | None, str]:
    """Check the whole chain; return (first seal that does not hold, why), or (None, "")."""
    previous = ""
    after = 0
    for seal in Seal.objects.order_by("last_id").iterator():
        rows = AuditEntry.objects.filter(id__gt=after, id__lte=seal.last_id).order_by("id")
        if seal.previous != previous:
            return seal, "the chain to the seal before it is cut"
        if rows.count() != seal.entries:
            return seal, "entries were added or removed"
        if fingerprint(rows.iterator(), previous) != seal.digest:
            return seal, "an entry was changed"
        previous, after = seal.digest, seal.last_id
    return None, ""
