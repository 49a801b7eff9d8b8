"""Calls and ward computers for the pages whose statements are counted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.people.models import Workstation
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wards.models import EnrolmentLink, Station

SECRET = "the-secret-of-the-link"


def call(scene: Any) -> str:
    """The screen of a call by the person who reported all tickets."""
    return f"/t/new/?phone={scene.world.requester.phone}"


def link(scene: Any) -> str:
    """A link that enrols the ward computer, made by the administrator."""
    world, now = scene.world, timezone.now()
    says = {
        "workstation": world.workstation,
        "epoch": world.workstation.epoch,
        "made_by": world.administrator,
        "made_at": now,
        "expires_at": now + timedelta(hours=24),
    }
    EnrolmentLink.objects.get_or_create(secret_hash=hash_secret(SECRET), defaults=says)
    return f"/ward/enrol/{SECRET}/"


def computers(scene: Any) -> str:
    """The list, of as many computers as there are tickets, each seen."""
    now, unit = timezone.now(), scene.world.icu
    for number in range(Workstation.objects.count(), len(scene.tickets)):
        made = Workstation.objects.create(name=f"ICU-WS-{number:03}", care_area=unit)
        Station.objects.create(workstation=made, seen_at=now)
    return "/setup/workstations/"


PAGES: dict[str, tuple[str, Any, str]] = {
    "new-ticket": ("agent", call, "detail"),
    "ward-computers": ("administrator", computers, "list"),
    "ward-computer": (
        "administrator",
        lambda scene: f"/setup/workstations/{scene.world.workstation.pk}/",
        "detail",
    ),
}
