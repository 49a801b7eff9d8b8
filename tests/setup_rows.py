"""Rows of the set-up for the matrix and for the pages whose statements are counted."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.setup.models import HolidayFile


def holiday_file(world: Any, days: int = 3) -> HolidayFile:
    """A file of as many days for the business hours."""
    names = [
        [(date(2031, 1, 1) + timedelta(days=number)).isoformat(), f"Day {number}"] for number in range(days)
    ]
    return HolidayFile.objects.create(
        lineage="BUS", days=names, asked_by=world.administrator, asked_at=timezone.now()
    )


def holidays(scene: Any, is_one: bool = False) -> str:
    """The page with as many files as there are tickets, or that of one with as many days."""
    for _number in range(HolidayFile.objects.count(), len(scene.tickets)):
        holiday_file(scene.world)
    return holiday_file(scene.world, len(scene.tickets)).get_absolute_url() if is_one else "/setup/holidays/"


PAGES: dict[str, tuple[Any, ...]] = {
    "setup-holidays": ("administrator", holidays),
    "setup-holiday-file": ("administrator", lambda scene: holidays(scene, is_one=True), "detail"),
}
"""Who opens which page, and its ceiling."""
