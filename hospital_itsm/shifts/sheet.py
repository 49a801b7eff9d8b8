"""The emergency sheet: a file that helps while the desk itself is down. It names tickets, never their words.

It is written anew every quarter of an hour, whole or not at all, where `EMERGENCY_SHEET` says: a folder that ward
workstations or a share can open without this product.
"""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from hospital_itsm.people.models import CareArea, OnCallShift, Team
from hospital_itsm.shifts.queries.standing import URGENT, notices
from tickets.models import Ticket
from vendors.models import VendorContact

AHEAD: Final = timedelta(hours=24)
EVERY: Final = timedelta(minutes=15)
STALE: Final = timedelta(minutes=45)
PART: Final = "emergency sheet"
"""The name of its heartbeat."""


def content(now: datetime) -> dict[str, Any]:
    """What stands on the sheet: seven statements. Restricted tickets are not there, for their existence is hidden."""
    urgent = Ticket.objects.filter(priority__lte=URGENT, is_restricted=False).open()
    shifts = OnCallShift.objects.filter(ends_at__gt=now, starts_at__lt=now + AHEAD, user__is_active=True)
    nights = VendorContact.objects.filter(is_active=True).exclude(night_phone="", phone="")
    return {
        "now": now,
        "next": now + EVERY,
        "hospital": settings.HOSPITAL_NAME,
        "desk_phone": settings.DESK_PHONE,
        "tickets": list(
            urgent.select_related("team", "care_area", "service").order_by("priority", "opened_at", "id")[
                :500
            ]
        ),
        "notices": notices(),
        "on_call": list(shifts.select_related("user", "team").order_by("team__name", "level", "starts_at")),
        "teams": list(Team.objects.filter(is_active=True).exclude(phone="").order_by("name")),
        "units": list(CareArea.objects.filter(is_active=True).exclude(phone="").order_by("name")),
        "vendors": list(nights.select_related("vendor").order_by("vendor__name", "level", "id")),
    }


def write_sheet(now: datetime | None = None) -> Path:
    """Write the sheet and return its path. Raises OSError where the folder cannot be written; the old one stays."""
    path = Path(settings.EMERGENCY_SHEET)
    html = render_to_string("shifts/emergency_sheet.html", content(now or timezone.now()))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".sheet-", suffix=".html")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(html)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o644)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return path
