"""Entries of the tests, as old as sealing wants them."""

from datetime import timedelta

from django.utils import timezone

from hospital_itsm.audit import verbs
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.actors import System
from hospital_itsm.people.models import User

VERB = "test.noted"
verbs.register(VERB, "noted something")


def old_entries(target: User, count: int, minutes: float = 5) -> list[AuditEntry]:
    """Write settled entries about a person and return them in id order."""
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    rows = [entry(System("test"), VERB, target, {"step": [number, number + 1]}) for number in range(count)]
    for row in rows:
        row.at = timezone.now() - timedelta(minutes=minutes)
    record_many(rows)
    return list(AuditEntry.objects.exclude(pk__in=before).order_by("pk"))
