"""Every service in use with the word that stands for it on the status page, by tier (ux 5e).

Nothing measures services here, so one without a notice is "No problem reported", never "OK".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from assets.choices import ServiceLifecycle, Tier
from assets.models import Service
from tickets.choices import Severity

IN_USE = (ServiceLifecycle.LIVE, ServiceLifecycle.PHASING_OUT)
WORSE_FIRST = (Severity.OUTAGE, Severity.DEGRADED)
QUIET = gettext_lazy("No problem reported")
LOOKS = {Severity.OUTAGE: "bad", Severity.DEGRADED: "warn"}
TIERS: dict[str, "str | Promise"] = {
    Tier.T0: gettext_lazy("Tier 0: back within 15 minutes"),
    Tier.T1: gettext_lazy("Tier 1: back within 2 hours"),
    Tier.T2: gettext_lazy("Tier 2: back within a day"),
    Tier.T3: gettext_lazy("Tier 3: back within 3 days"),
    Tier.T4: gettext_lazy("Tier 4: back within 5 days"),
    Tier.PENDING: gettext_lazy("Without a tier yet"),
}


@dataclass(frozen=True)
class ServiceState:
    """One service: its name, the look and word of its state, and the notice that says so, or None.

    `somewhere`: the notice is for some units alone.
    """

    name: str
    look: str
    words: "str | Promise"
    notice: Any
    somewhere: bool


@dataclass(frozen=True)
class TierStates:
    """The services of one tier, those with a problem first, and how many have one."""

    words: "str | Promise"
    services: list[ServiceState]
    troubled: int


def states_by_tier(notices: Iterable[Any]) -> list[TierStates]:
    """The services in use by tier: one statement. `notices` are the active ones with services and units read."""
    worst = _worst(notices)
    found: dict[str, list[ServiceState]] = {}
    for row in Service.objects.in_use().filter(lifecycle__in=IN_USE).order_by("name").only("name", "tier"):
        found.setdefault(row.tier, []).append(_state(row, worst.get(row.pk)))
    return [_tier(words, found[tier]) for tier, words in TIERS.items() if tier in found]


def _worst(notices: Iterable[Any]) -> dict[int, Any]:
    """The notice that decides about each service: down before slow; information says nothing about its state."""
    deciding = [notice for notice in notices if notice.severity in WORSE_FIRST]
    deciding.sort(key=lambda notice: WORSE_FIRST.index(notice.severity))
    worst: dict[int, Any] = {}
    for notice in deciding:
        for service in notice.services.all():
            worst.setdefault(service.pk, notice)
    return worst


def _state(row: Any, notice: Any) -> ServiceState:
    if notice is None:
        return ServiceState(row.name, "quiet", QUIET, None, False)
    somewhere = bool(notice.care_areas.all())
    return ServiceState(row.name, LOOKS[notice.severity], notice.get_severity_display(), notice, somewhere)


def _tier(words: "str | Promise", services: list[ServiceState]) -> TierStates:
    ordered = sorted(services, key=lambda one: one.notice is None)
    return TierStates(words, ordered, sum(one.notice is not None for one in services))
