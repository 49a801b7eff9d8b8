"""Rows of the set-up for the matrix and for the pages whose statements are counted."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.people.models import Membership, Role, User
from hospital_itsm.setup.models import HolidayFile
from tests.privacy_rows import PAGES as PRIVACY


def holiday_file(world: Any, days: int = 3) -> HolidayFile:
    """A file of as many days for the business hours."""
    names = [
        [(date(2031, 1, 1) + timedelta(days=number)).isoformat(), f"Day {number}"] for number in range(days)
    ]
    return HolidayFile.objects.create(
        lineage="BUS", days=names, asked_by=world.administrator, asked_at=timezone.now()
    )


def holidays(scene: Any, is_one: bool = False) -> str:
    """The page with as many files as there are tickets, or that of one with as many days."""
    for _number in range(HolidayFile.objects.count(), len(scene.tickets)):
        holiday_file(scene.world)
    return holiday_file(scene.world, len(scene.tickets)).get_absolute_url() if is_one else "/setup/holidays/"


def roles(scene: Any, page: str = "/setup/roles/") -> str:
    """A page of roles, with as many agents as there are tickets."""
    role = Role.objects.get(code="agent")
    for number in range(role.memberships.count(), len(scene.tickets) + 5):
        person = User.objects.create(username=f"agent.{number}", full_name=f"Agent {number}", password="!")
        Membership.objects.create(user=person, role=role, valid_from=timezone.localdate())
    return page


PAGES: dict[str, tuple[Any, ...]] = {
    **PRIVACY,
    "setup-holidays": ("administrator", holidays),
    "setup-holiday-file": ("administrator", lambda scene: holidays(scene, is_one=True), "detail"),
    "setup-health": ("administrator", lambda scene: "/setup/health/", "health"),
    "setup-roles": ("administrator", lambda scene: roles(scene, "/setup/roles/?q=agent")),
    "setup-role": ("administrator", lambda scene: roles(scene, "/setup/roles/agent/")),
    "setup-may": (
        "administrator", lambda scene: roles(scene, f"/setup/people/{scene.world.agent.pk}/may/"), "detail"
    ),
}  # fmt: skip
"""Who opens which page, and its ceiling."""
