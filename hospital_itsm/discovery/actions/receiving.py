"""Keeping what an agent says of its machine; nothing of the inventory changes."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from assets.actions import store
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.discovery.models import MachineReport
from hospital_itsm.discovery.queries.matching import Match, matches
from hospital_itsm.discovery.rules.glpi import Machine


@housekeeping("what an agent says is no part of the inventory before a person takes it over")
def receive(machines: Sequence[tuple[str, Machine]], *, actor: Any) -> list[MachineReport]:
    """Keep each machine, named with where it comes from, in place of what the same agent said before.

    A part of an inventory is laid over what is kept of the whole. Raises Forbidden.
    """
    require(actor, "discovery.send")
    for device_id in sorted({machine.device_id for _origin, machine in machines}):
        store.hold(f"inventory {device_id}")
    known = {
        row.device_id: row
        for row in MachineReport.objects.select_for_update().filter(
            device_id__in=[machine.device_id for _origin, machine in machines]
        )
    }
    reports: dict[str, MachineReport] = {}
    for origin, machine in machines:
        row = reports.get(machine.device_id) or known.get(machine.device_id)
        row = row or MachineReport(device_id=machine.device_id, version=0)
        row.machine = (
            _laid_over(row.machine, machine) if machine.is_partial and row.version else machine.as_data()
        )
        row.origin, row.received_at, row.sent_by = one_line(origin)[:120], timezone.now(), person(actor)
        row.version += 1
        reports[machine.device_id] = row
    refresh(list(reports.values()))
    return list(reports.values())


@step
def refresh(reports: Sequence[MachineReport]) -> list[Match]:
    """Hold these reports against the inventory and keep what taking them over would do."""
    found = matches([row.machine for row in reports])
    for row, match in zip(reports, found, strict=True):
        row.asset, row.fault, row.verdict = match.asset, match.fault, match.verdict
        row.save()
    return found


def _laid_over(whole: dict[str, Any], part: Machine) -> dict[str, Any]:
    said = part.as_data()
    merged = {name: {**whole[name], **said[name]} for name in ("facts", "network", "own")}
    if said["says_media"]:
        merged["media"] = said["media"]
    if said["model"]:
        merged |= {"maker": said["maker"], "model": said["model"]}
    return {**whole, **merged}
