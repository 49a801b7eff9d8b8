"""Bulk changes for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.bulk.models import BulkChange, BulkRow


def _change(scene: Any, **fields: Any) -> BulkChange:
    """One of the agent's, of all tickets."""
    said = {"owner": scene.world.agent, "chosen_at": timezone.now(), **fields}
    change, _is_new = BulkChange.objects.get_or_create(
        kind=said.pop("kind"), stage=said.pop("stage"), defaults=said
    )
    there = set(change.rows.values_list("ticket", flat=True))
    BulkRow.objects.bulk_create(
        BulkRow(change=change, ticket=one, position=number, outcome="done", before={}, after_version=1)
        for number, one in enumerate(scene.tickets)
        if one.pk not in there
    )
    BulkChange.objects.filter(pk=change.pk).update(count=len(scene.tickets))
    return change


def page(scene: Any, path: str) -> str:
    """An address, once there are as many changes as tickets; `{chosen}` waits for its values, `{over}` is done."""
    if not hasattr(scene, "bulk"):
        scene.bulk = _stored(scene)
    return path.format(**scene.bulk)


def _stored(scene: Any) -> dict[str, int]:
    at = timezone.now()
    said = {"owner": scene.world.agent, "stage": "over", "chosen_at": at, "asked_at": at, "ended_at": at}
    for _n in range(BulkChange.objects.filter(kind="priority").count(), len(scene.tickets)):
        BulkChange.objects.create(kind="priority", **said)
    chosen = _change(scene, kind="assign", stage="chosen")
    over = _change(scene, kind="take", stage="over", asked_at=at, ended_at=at)
    return {"chosen": chosen.pk, "over": over.pk}


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "bulk-changes": ("agent", _at("/queue/bulk/")),
    "bulk-chosen": ("agent", _at("/queue/bulk/{chosen}/"), "detail"),
    "bulk-over": ("agent", _at("/queue/bulk/{over}/"), "detail"),
    "bulk-in-queue": ("agent", _at("/queue/v/every/?bulk={over}")),
    "rest-bulk-change": ("agent", _at("/api/v1/tickets/bulk/{over}/"), "detail"),
    "rest-bulk-rows": ("agent", _at("/api/v1/tickets/bulk/{over}/rows/")),
}
"""Who opens which page, and its ceiling."""
