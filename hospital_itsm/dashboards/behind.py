"""What dashboards count that no other filter names; `counted.py` leads from each to its list."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.counted import Counted, let_lists_take_it, reads
from hospital_itsm.dashboards.counted import register as register_counted
from hospital_itsm.dashboards.declared import Reader
from hospital_itsm.dashboards.parts import (
    applications,
    contracts,
    desk,
    devices,
    inventory,
    maintenance,
    recalls,
    reported,
    services,
)
from hospital_itsm.kpi.rules.definitions import BY_CODE


def figures(*codes: str) -> Callable[[Reader], bool]:
    """Who reads these figures reads what is counted for them."""
    return lambda reader: all(reader.may("kpi.read", BY_CODE[code]) for code in codes)


def _row(
    code: str, words: Any, listed: str, may: Callable[[Reader], bool], keys: Callable[..., Iterable[Any]]
) -> Counted:
    return Counted(code, words, listed, may, keys)


OUTAGES: Final = reads("outage.read")
ASSETS: Final = reads("asset.read")
TICKETS: Final = figures("opened")
MAINTAINED: Final = figures(*maintenance.CLASSES)
COUNTED: Final = (
    _row("unproven", _("Recovery not proven"), "service", OUTAGES, services.unproven),
    _row("cause_unsaid", _("No cause said"), "outage", OUTAGES, services.without_cause),
    _row("unowned", _("No owner"), "service", reads("portfolio.read"), applications.services_without_owner),
    _row("unplanned", _("No plan"), "service", reads("portfolio.read"), applications.services_without_plan),
    _row("feeds", _("Interfaces and data feeds"), "feed", OUTAGES, applications.feed_keys),
    _row("notices", _("To decide soon"), "renewal", reads("contract.read"), contracts.near_keys),
    _row(
        "unsupported_needed", _("Past support, needed by tiers 0 and 1"), "asset", figures("unsupported"),
        devices.needed_keys,
    ),
    _row("without_spare", _("Down without a spare"), "asset", ASSETS, inventory.keys_without_spare),
    _row("devices_down", _("Devices that are down"), "asset", ASSETS, inventory.down_keys),
    _row("devices_missing", _("Could not be located"), "asset", ASSETS, inventory.missing_keys),
    _row("due_in_month", _("Maintenance due in 30 days"), "asset", MAINTAINED, maintenance.month_keys),
    _row("due_in_week", _("Maintenance due in a week"), "asset", MAINTAINED, maintenance.week_keys),
    _row("recalls", _("Open recalls of a class"), "recall", reads("recall.read"), recalls.recall_keys),
    _row("problems", _("Problems with services"), "ticket", TICKETS, reported.problem_keys),
    _row("care", _("Patient care affected"), "ticket", TICKETS, reported.care_keys),
    _row("reported", _("Problems of a unit"), "ticket", TICKETS, reported.unit_keys),
    _row("safety", _("Patient safety, open"), "ticket", TICKETS, reported.safety_keys),
    _row("due_soon", _("Due in the next two hours"), "ticket", reads("ticket.queue"), desk.soon_keys),
)  # fmt: skip


def register() -> None:
    """Called once when the app is ready."""
    for one in COUNTED:
        register_counted(one)
    let_lists_take_it()
