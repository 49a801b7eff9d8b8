"""Writing the feed, in the transaction of the change it tells."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import audit_label
from hospital_itsm.feed import kinds
from hospital_itsm.feed.models import Change

BATCH = 1000


@step
def tell(kind: str, rows: Iterable[Model], verb: str, at: datetime | None = None) -> None:
    """Tell that these objects are at their present versions: one statement a thousand rows."""
    moment = at or timezone.now()
    made = [
        Change(
            kind=kind,
            subject=row.pk,
            label=audit_label(row),
            verb=verb,
            version=getattr(row, "version", 0),
            at=moment,
        )
        for row in rows
    ]
    Change.objects.bulk_create(made, batch_size=BATCH)


@step
def tell_of_trail(entries: Sequence[AuditEntry]) -> None:
    """Tell of the entries whose target is of a kind that is told by the trail; for `audit.recording.follow`."""
    made = []
    for one in entries:
        kind = kinds.told_by_trail(one.target_type)
        if kind is not None:
            made.append(
                Change(
                    kind=kind.code,
                    subject=int(one.target_id),
                    label=one.target_label,
                    verb=one.verb,
                    version=one.told_version,
                    at=one.at,
                )
            )
    if made:
        Change.objects.bulk_create(made, batch_size=BATCH)
