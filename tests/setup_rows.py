"""Rows of the set-up for the matrix and for the pages whose statements are counted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.people.models import Membership, Role, User
from hospital_itsm.setup.actions.policies import publish_policy
from hospital_itsm.setup.models import GivenTicket, HolidayFile, PolicyGiving
from hospital_itsm.setup.policy_drafts import draft_of
from tests.privacy_rows import PAGES as PRIVACY
from tickets.models import SlaPolicy


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


def newer_policy(world: Any) -> SlaPolicy:
    """A version of the standard promises that open tickets do not have yet."""
    newest = SlaPolicy.objects.filter(lineage="standard").latest("version")
    if newest.version > 1:
        return newest
    draft = draft_of(newest)
    rows = tuple(replace(row, minutes=60, business_days=None) for row in draft.targets)
    at = timezone.now() + timedelta(days=1)
    return publish_policy(replace(draft, targets=rows), actor=world.administrator, effective_from=at)


def giving(world: Any, tickets: Any) -> PolicyGiving:
    """A version that was given to these tickets."""
    at = timezone.now()
    said = {"count": len(tickets), "asked_by": world.administrator, "asked_at": at, "ended_at": at}
    made = PolicyGiving.objects.create(policy=newer_policy(world), reason="Agreed", **said)
    GivenTicket.objects.bulk_create(
        GivenTicket(giving=made, ticket=one, position=number, outcome="done")
        for number, one in enumerate(tickets)
    )
    return made


def applying(scene: Any) -> str:
    """The page that shows what the newer version does to the open tickets, with as many givings before."""
    policy = newer_policy(scene.world)
    for _n in range(PolicyGiving.objects.count(), len(scene.tickets)):
        giving(scene.world, scene.tickets[:1])
    return f"/setup/promises/{policy.pk}/apply/"


PAGES: dict[str, tuple[Any, ...]] = {
    **PRIVACY,
    "setup-holidays": ("administrator", holidays),
    "setup-holiday-file": ("administrator", lambda scene: holidays(scene, is_one=True), "detail"),
    "setup-apply-policy": ("administrator", applying, "detail"),
    "setup-ladder": (
        "administrator",
        lambda scene: f"/setup/promises/{scene.world.policy.pk}/ladders/response/1/",
        "detail",
    ),
    "rest-ladders": ("administrator", lambda scene: "/api/v1/ladders/"),
    "setup-giving": (
        "administrator", lambda scene: giving(scene.world, scene.tickets).get_absolute_url(), "detail"
    ),
    "setup-health": ("administrator", lambda scene: "/setup/health/", "health"),
    "setup-roles": ("administrator", lambda scene: roles(scene, "/setup/roles/?q=agent")),
    "setup-role": ("administrator", lambda scene: roles(scene, "/setup/roles/agent/")),
    "setup-may": (
        "administrator", lambda scene: roles(scene, f"/setup/people/{scene.world.agent.pk}/may/"), "detail"
    ),
}  # fmt: skip
"""Who opens which page, and its ceiling."""
