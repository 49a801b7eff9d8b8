"""Which ward computers there are, and which link opens."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hospital_itsm.people.rules.tokens import hash_secret


def stations() -> "QuerySet[Any]":
    """All computers in use, by name, with place, asset and whether one was ever enrolled by a link."""
    from hospital_itsm.people.models import Workstation
    from hospital_itsm.wards.models import EnrolmentLink

    used = EnrolmentLink.objects.filter(workstation=OuterRef("pk"), used_at__isnull=False)
    rows = Workstation.objects.filter(is_active=True).select_related("care_area__site", "station__asset")
    return rows.annotate(was_enrolled=Exists(used))


def stations_found(words: str) -> "QuerySet[Any]":
    """Those whose name, room, unit or asset holds every word."""
    rows = stations()
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(room__icontains=word)
            | Q(care_area__name__icontains=word)
            | Q(station__asset__tag__icontains=word)
        )
    return rows


def open_link(workstation: Any, now: datetime) -> Any | None:
    """The link of a computer that still works, or None."""
    from hospital_itsm.wards.models import EnrolmentLink

    rows = EnrolmentLink.objects.filter(workstation=workstation, used_at__isnull=True, is_over=False)
    return rows.filter(expires_at__gt=now, epoch=workstation.epoch).select_related("made_by").first()


def enrollable(secret: str, now: datetime) -> Any | None:
    """The computer that this link enrols now, or None."""
    from hospital_itsm.people.models import Workstation
    from hospital_itsm.wards.models import EnrolmentLink

    links = EnrolmentLink.objects.filter(secret_hash=hash_secret(secret), used_at__isnull=True, is_over=False)
    link = links.filter(expires_at__gt=now).first()
    if link is None:
        return None
    rows = Workstation.objects.filter(pk=link.workstation_id, epoch=link.epoch, is_active=True)
    return rows.select_related("care_area").first()
