"""The words that major incidents put together: what templates fill in, what the figures say."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.continuity.choices import DowntimeLevel
from hospital_itsm.core.display import moment_words


def template_values(major: Any, due: datetime | None, now: datetime) -> dict[str, str]:
    """What the names of a template stand for now."""
    here = timezone.localtime(now)
    areas = sorted(row.care_area.name for row in major.areas.select_related("care_area"))
    return {
        "number": major.key,
        "services": ", ".join(sorted(one.name for one in major.services.all())),
        "units": ", ".join(areas) or _("all units"),
        "began": moment_words(timezone.localtime(major.began_at), here),
        "level": str(DowntimeLevel(major.level).label),
        "next_update": moment_words(timezone.localtime(due), here) if due else "",
    }
