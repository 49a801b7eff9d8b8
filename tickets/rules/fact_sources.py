"""Where the facts behind a priority came from: kept with the step of the trace that each of them moved."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

SAID = "said"
"""Somebody answered or recorded it; other sources are `kind:label`, such as `device:LR-20417`."""
DEVICE = "device"
RECALL = "recall"
WORKSTATION = "workstation"

BACKUP = ("high_risk", "out_of_service", "backup_in_place")
FACTS_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {
    "high_risk_device": ("high_risk",),
    "critical_workstation": ("critical_workstation",),
    "life_support_without_backup": ("life_support", "patient_connected", "backup_in_place"),
    "high_risk_without_backup": BACKUP,
    "high_risk_with_backup": BACKUP,
    "class_1_recall_open": ("recall_class_one",),
}
"""For each reason of the engine about a device: the facts it looked at."""


def source(kind: str, label: str) -> str:
    """A source as it is stored."""
    return f"{kind}:{label}"


def with_sources(trace: Iterable[Mapping[str, Any]], sources: Mapping[str, str]) -> list[dict[str, Any]]:
    """The stored trace, each step about a device with `sources`: `{fact: where it came from}`."""
    return [_with_sources(step, sources) for step in trace]


def _with_sources(step: Mapping[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    behind = FACTS_BEHIND.get(step["reason"], ())
    found = {name: sources[name] for name in behind if name in sources}
    return {**step, "sources": found} if found else dict(step)
