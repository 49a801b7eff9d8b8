"""Letting the service firm of the demo hospital say when it maintained the devices that are no infusion pumps."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from assets.models import Asset
from assets.rules.lifecycle import MAINTAINED
from hospital_itsm.cmms.models import Source
from hospital_itsm.demo.hospital.device_types import DEVICE_TYPES, LIFE, PUMP, DeviceType
from hospital_itsm.demo.hospital.maintenance import PM_HEADINGS
from hospital_itsm.demo.loaders.maintenance import send
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.people.models import User

SYSTEM: Final = "omnibiomed"
MANAGER: Final = "ellen.fairweather"
LATE_OF_LIFE, LATE_OF_HIGH, LATE_OF_OTHERS = 0, 0, 22
"""One of so many is overdue, none where it is 0: of high risk only pumps are late, as planted."""
HALF_YEARLY, YEARLY = timedelta(days=182), timedelta(days=365)


def is_loaded() -> bool:
    """Is this source in the database?"""
    return Source.objects.filter(system=SYSTEM).exists()


def load() -> None:
    """One file of last night with a line for each device."""
    kinds = {row.model: row for row in DEVICE_TYPES if row is not PUMP}
    devices = Asset.objects.filter(model__name__in=kinds, status__in=MAINTAINED).order_by("tag")
    found = [(tag, kinds[name]) for tag, name in devices.values_list("tag", "model__name")]
    manager, today = User.objects.get(username=MANAGER), timezone.localdate()
    with told_from(timezone.now() - timedelta(hours=4)):
        send(manager, SYSTEM, "PM status of the service firm", "pm", PM_HEADINGS, pm_rows(found, today))


def pm_rows(devices: Iterable[tuple[str, DeviceType]], today: date) -> Iterator[tuple[str, ...]]:
    """The last and the next maintenance of each device, spread over its interval."""
    counted: dict[str, int] = {}
    for at, (tag, kind) in enumerate(devices):
        every = HALF_YEARLY if kind.risk == LIFE else YEARLY
        place = counted[kind.risk] = counted.get(kind.risk, 0) + 1
        late = {LIFE: LATE_OF_LIFE, "high": LATE_OF_HIGH}.get(kind.risk, LATE_OF_OTHERS)
        is_late = bool(late) and place % late == 0
        days_ago = every.days + 5 + at % 20 if is_late else (at * 11) % (every.days - 10) + 1
        done = today - timedelta(days=days_ago)
        name = f"{'Half-yearly' if every is HALF_YEARLY else 'Yearly'} check, {kind.kind.lower()}"
        yield (f"OB-{7000 + at}", tag, name, f"{done}", f"{done + every}", "Passed")
