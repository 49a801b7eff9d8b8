"""A handful of people and tickets for tests of the desk side."""

from datetime import date
from typing import Any

from django.utils import timezone

from hospital_itsm.people.models import CareArea, Membership, Role, Site, Team, User
from tickets.choices import Kind
from tickets.models import Category, Reporter, Ticket

LONG_AGO = date(2020, 1, 1)


def person(username: str, role: str = "requester", team: Team | None = None, unit: Any = None) -> User:
    """A person with one role; call `again` after changing memberships."""
    user, made = User.objects.get_or_create(
        username=username,
        defaults={"full_name": username.title(), "email": f"{username}@larkhaven.example"},
    )
    held = Role.objects.get(code=role)
    Membership.objects.create(user=user, role=held, team=team, care_area=unit, valid_from=LONG_AGO)
    return again(user)


def again(user: User) -> User:
    """The same person as the next request reads them."""
    return User.objects.get(pk=user.pk)


def unit(code: str = "ICU", care_class: str = "A") -> CareArea:
    """A care area of the main campus."""
    site, _ = Site.objects.get_or_create(code="LMC", defaults={"name": "Larkhaven Medical Center"})
    area, _ = CareArea.objects.get_or_create(
        code=code,
        defaults={
            "name": f"{code} unit",
            "site": site,
            "care_class": care_class,
            "downtime_tolerance_minutes": 15,
        },
    )
    return area


def team(code: str = "desk") -> Team:
    """A team of the desk."""
    found, _ = Team.objects.get_or_create(
        code=code, defaults={"name": code.title(), "domain": "infrastructure"}
    )
    return found


def category(code: str = "net.wired") -> Category:
    """A category."""
    found, _ = Category.objects.get_or_create(code=code, defaults={"group": code.split(".")[0], "name": code})
    return found


_numbers = iter(range(90001, 99999))


def ticket(requester: User | None = None, **fields: Any) -> Ticket:
    """An open incident at the intensive care unit, priority 4 unless said otherwise."""
    values: dict[str, Any] = {
        "key": f"INC-{next(_numbers)}",
        "kind": Kind.INCIDENT,
        "title": "Printer prints blank pages",
        "opened_at": timezone.now(),
        "requester": requester,
        "care_area": unit(),
    }
    made = Ticket.objects.create(**(values | fields))
    if requester:
        Reporter.objects.create(
            ticket=made, user=requester, care_area=made.care_area, is_first=True, joined_at=made.opened_at
        )
    return made
