"""Outages for tests, made by the actions."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.continuity.actions.outages import record_outage
from hospital_itsm.continuity.models import Outage
from tests.world import World, again

HOUR = timedelta(hours=1)


def outage(world: World, *codes: str, **values: Any) -> Outage:
    """An unplanned outage of services (A001 unless named) that the duty manager recorded; it began two hours ago."""
    says = {
        "title": "Harbor EHR is down",
        "effect": "down",
        "began_at": timezone.now() - 2 * HOUR,
        "services": [world.service(code) for code in codes or ("A001",)],
    }
    return record_outage(actor=again(world.duty_manager), **{**says, **values})


def planned(world: World, *codes: str, **values: Any) -> Outage:
    """An outage planned for tomorrow, two hours long."""
    first = timezone.now() + timedelta(days=1)
    window = {"is_planned": True, "planned_from": first, "planned_until": first + 2 * HOUR, "began_at": None}
    return outage(world, *codes, **{**window, **values})
