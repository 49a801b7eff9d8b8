"""Tasks and checklists for the pages whose statements are counted."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.joint.models import Checklist, OlaAgreement, TicketTask


def page(scene: Any, path: str) -> str:
    """An address, once the first ticket has as many tasks as there are tickets, and there are as many checklists."""
    if known := getattr(scene, "joint_numbers", None):
        return path.format(key=scene.tickets[0].key, **known)
    ticket, at, calendar = scene.tickets[0], timezone.now(), scene.world.calendars["HOSP24"]
    TicketTask.objects.bulk_create(
        TicketTask(
            ticket=ticket, words="Check the port", team=scene.world.team("NET"), person=scene.world.network_engineer,
            opened_at=at, priority=2, calendar=calendar, minutes=60, target_time=timedelta(hours=1), clock="running",
            due_at=at + timedelta(hours=1), next_due_at=at + timedelta(hours=1),
        )
        for _n in range(TicketTask.objects.count(), len(scene.tickets))
    )  # fmt: skip
    Checklist.objects.bulk_create(
        Checklist(code=f"CL-{number}", name=f"List {number}", tasks="NET: Check the port")
        for number in range(Checklist.objects.count(), len(scene.tickets))
    )
    numbers = {
        "pk": TicketTask.objects.earliest("pk").pk,
        "checklist": Checklist.objects.earliest("pk").pk,
        "agreement": OlaAgreement.objects.earliest("pk").pk,
    }
    scene.joint_numbers = numbers
    return path.format(key=ticket.key, **numbers)


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "tasks": ("agent", _at("/queue/tasks/?waiting=yes")),
    "ticket-tasks": ("agent", _at("/t/{key}/tasks/"), "detail"),
    "ticket-tasks-part": ("agent", _at("/t/{key}/tasks/part/"), "list", True),
    "ticket-task": ("agent", _at("/t/{key}/tasks/{pk}/"), "detail"),
    "ticket-task-skip": ("agent", _at("/t/{key}/tasks/{pk}/skip/"), "detail"),
    "setup-agreements": ("administrator", _at("/setup/agreements/")),
    "setup-agreement": ("administrator", _at("/setup/agreements/{agreement}/"), "detail"),
    "setup-checklists": ("administrator", _at("/setup/checklists/")),
    "setup-checklist": ("administrator", _at("/setup/checklists/{checklist}/"), "detail"),
    "rest-ticket-tasks": ("agent", _at("/api/v1/ticket_tasks/")),
    "rest-ticket-task": ("agent", _at("/api/v1/ticket_tasks/{pk}/")),
    "rest-tasks-of-ticket": ("agent", _at("/api/v1/tickets/{key}/tasks/")),
    "rest-checklists": ("agent", _at("/api/v1/checklists/")),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
