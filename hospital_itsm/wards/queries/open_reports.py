"""What a stranger of the house may read: notices that touch the place, and the receipt of their report."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wards.rules.open_reports import WINDOW
from tickets.queries.notices import active_notices

MOST_NOTICES: Final = 5


def notices_at(care_area: Any) -> list[Any]:
    """Active notices for everybody and for the unit, worse first; titles and what to do, no ticket of theirs."""
    from tickets.models import Notice

    touched = Notice.objects.filter(care_areas=care_area).values("pk")
    everywhere = Q(care_areas__isnull=True)
    rows = active_notices().filter(everywhere if care_area is None else everywhere | Q(pk__in=touched))
    return list(rows[:MOST_NOTICES])


def receipt(key: str, now: datetime) -> Any | None:
    """The open report whose receipt this key opens now, with its ticket; else None."""
    from hospital_itsm.wards.models import OpenReport

    rows = OpenReport.objects.filter(key_hash=hash_secret(key), expires_at__gt=now)
    return rows.select_related("ticket__team", "ticket__care_area").first()


def sent_within_the_hour(workstation: Any, address_hash: str, now: datetime) -> int:
    """How many came from this computer, else from this address."""
    from hospital_itsm.wards.models import OpenReport

    rows = OpenReport.objects.filter(sent_at__gt=now - WINDOW)
    own = Q(address_hash=address_hash, workstation__isnull=True)
    return rows.filter(Q(workstation=workstation) if workstation is not None else own).count()
