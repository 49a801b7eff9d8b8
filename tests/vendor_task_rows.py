"""Tickets in a vendor's hands with their clocks, for the pages and endpoints whose statements are counted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.underpinning.models import Promise, VendorClock, VendorTask
from vendors.models import Contract


def given(scene: Any, page: str) -> str:
    """As many tasks of one vendor as there are tickets, all open, answered and late, under its first contract."""
    if scene.has_tasks:
        return page
    now, vendor, scene.has_tasks = timezone.now(), scene.world.vendor, True
    contract, calendar = Contract.objects.get(number="C-0"), scene.world.calendars["HOSP24"]
    said = {"amount": 4, "unit": "hours", "calendar": calendar}
    Promise.objects.get_or_create(contract=contract, metric="response", defaults=said)
    for ticket in scene.tickets[VendorTask.objects.count() :]:
        task = VendorTask.objects.create(
            ticket=ticket, vendor=vendor, contract=contract, basis="vendor", handed_at=now - timedelta(hours=9),
            answered_at=now,
        )  # fmt: skip
        for metric in ("response", "repair"):
            VendorClock.objects.create(
                task=task, vendor=vendor, metric=metric, target_time=timedelta(hours=4), started_at=task.handed_at,
                due_at=now, state="missed", missed_at=now, settled_at=now, **said,
            )  # fmt: skip
    return page


def first(scene: Any) -> str:
    """The page of the first of them."""
    given(scene, "")
    return VendorTask.objects.earliest("pk").get_absolute_url()
