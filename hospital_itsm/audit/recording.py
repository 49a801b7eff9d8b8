"""Writing audit entries. Free text never enters the trail: a keyed digest and the length stand for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from hospital_itsm.audit import verbs
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core import context
from hospital_itsm.core.actors import person
from hospital_itsm.core.crypto import digest

Changes = Mapping[str, Any]
Follower = Callable[[Sequence[AuditEntry]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let a higher package learn of stored entries in their transaction."""
    _followers.append(follower)


def free_text(text: str) -> dict[str, Any]:
    """What the trail keeps of a free text: `{"hmac": hex, "length": characters}`."""
    return {"hmac": digest(text), "length": len(text)}


def entry(
    actor: Any,
    verb: str,
    target: Model,
    changes: Changes | None = None,
    reason: str = "",
    on_behalf_of: str = "",
) -> AuditEntry:
    """Build an unsaved entry. `changes` is `{field: [old, new]}` or facts; `reason` is a short coded or typed reason.

    Raises ValueError for a verb nobody registered.
    """
    if not verbs.known(verb):
        raise ValueError(f"Audit verb {verb} is not registered.")
    origin = context.current()
    made = AuditEntry(
        at=timezone.now(),
        actor=person(actor),
        actor_label=str(actor)[:200],
        on_behalf_of=on_behalf_of,
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=audit_label(target),
        changes=dict(changes or {}),
        reason=reason[:500],
        request_id=origin.request_id,
        channel=origin.channel,
        ip=origin.ip,
    )
    made.told_version = getattr(target, "version", 0)
    return made


def audit_label(target: Model) -> str:
    """The short name of the object in the trail: its `audit_label`, never its free text."""
    return str(getattr(target, "audit_label", "") or f"{target._meta.model_name} {target.pk}")[:120]


def plain(value: Any) -> Any:
    """A value as the trail keeps it: rows by their code, or else by their label; money, days and times as text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Model):
        return getattr(value, "code", "") or audit_label(value)
    return value


def record(
    actor: Any,
    verb: str,
    target: Model,
    changes: Changes | None = None,
    reason: str = "",
    on_behalf_of: str = "",
) -> AuditEntry:
    """Write one entry in the caller's transaction and return it; see `entry`."""
    made = entry(actor, verb, target, changes, reason, on_behalf_of)
    with transaction.atomic(savepoint=False):
        made.save(force_insert=True)
        _tell([made])
    return made


def record_many(entries: Iterable[AuditEntry]) -> None:
    """Write many entries built by `entry` with one statement a thousand rows."""
    with transaction.atomic(savepoint=False):
        _tell(AuditEntry.objects.bulk_create(entries, batch_size=1000))


def _tell(stored: Sequence[AuditEntry]) -> None:
    for follower in _followers:
        follower(stored)
