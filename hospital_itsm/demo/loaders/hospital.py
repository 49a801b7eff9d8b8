"""Storing the places, people, queues and catalogues of the demo hospital from the tables of `demo.hospital`."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from assets.models import Service
from hospital_itsm.demo.hospital import people, places, rota, services, teams, workstations
from hospital_itsm.importing.starting_categories import CATEGORIES
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import (
    CareArea,
    Membership,
    OnCallShift,
    Role,
    Site,
    Team,
    User,
    WorkCalendar,
    Workstation,
    WorkWindow,
)
from tickets.models import Category

ON_CALL_ROLES = ("agent", "technician", "biomed", "security", "privacy", "team_lead")
EMPLOYED_FOR = timedelta(days=1_500)
WEEK = timedelta(weeks=1)


def is_loaded() -> bool:
    """Is the demo hospital in this database?"""
    return Site.objects.filter(code=places.MAIN).exists()


@transaction.atomic
def load(password: str) -> None:
    """Store the whole hospital; everybody signs in with `password`."""
    areas = _store_places()
    users = _store_people(password)
    queues = _store_teams(users)
    _store_memberships(users, queues, areas)
    _name_unit_leads(users, areas)
    _store_rota(users, queues)
    _store_catalogs(queues)
    Workstation.objects.bulk_create(
        Workstation(
            name=row.name,
            care_area=areas[row.area],
            room=row.room,
            is_shared=row.is_shared,
            is_critical=row.is_critical,
        )
        for row in workstations.WORKSTATIONS
    )


def _store_places() -> dict[str, CareArea]:
    sites = {
        row.code: Site.objects.create(code=row.code, name=row.name, time_zone=places.TIME_ZONE)
        for row in places.SITES
    }
    openings = {hours.lineage: _store_opening(hours) for hours in places.OPENINGS}
    rows = CareArea.objects.bulk_create(
        CareArea(
            code=row.code,
            name=row.name,
            site=sites[row.site],
            location=row.location,
            care_class=row.care_class,
            is_open_always=row.opening == places.ALWAYS,
            opening=openings.get(row.opening),
            downtime_tolerance_minutes=row.tolerance_minutes,
            cost_centre=row.cost_centre,
            phone=row.phone,
        )
        for row in places.AREAS
    )
    return {row.code: row for row in rows}


def _store_opening(hours: places.Hours) -> WorkCalendar:
    calendar = WorkCalendar.objects.create(lineage=hours.lineage, name=hours.name, time_zone=places.TIME_ZONE)
    WorkWindow.objects.bulk_create(
        WorkWindow(
            calendar=calendar, weekday=day, start_minute=hours.start_minute, end_minute=hours.end_minute
        )
        for day in hours.weekdays
    )
    return calendar


def _store_people(password: str) -> dict[str, User]:
    hashed = make_password(password)
    rows = User.objects.bulk_create(
        User(
            username=row.username,
            full_name=row.full_name,
            credential=row.credential,
            job_title=row.job_title,
            email=f"{row.username}@{people.DOMAIN}",
            page_address=f"{row.username}@{people.PAGER_DOMAIN}",
            phone=str(people.FIRST_EXTENSION + number),
            password=hashed,
        )
        for number, row in enumerate(people.PEOPLE)
    )
    users = {row.username: row for row in rows}
    users["svc.monitoring"] = User.objects.create(
        username="svc.monitoring",
        full_name="Monitoring",
        kind=AccountKind.SERVICE,
        owner=users["irene.salt"],
        password=make_password(None),
    )
    return users


def _store_teams(users: dict[str, User]) -> dict[str, Team]:
    rows = Team.objects.bulk_create(
        Team(
            code=row.code,
            name=row.name,
            domain=row.domain,
            is_restricted=row.is_restricted,
            lead=users[row.lead],
            manager=users[row.manager],
            phone=row.phone,
        )
        for row in teams.TEAMS
    )
    return {row.code: row for row in rows}


def _store_memberships(users: dict[str, User], queues: dict[str, Team], areas: dict[str, CareArea]) -> None:
    roles = {role.code: role for role in Role.objects.all()}
    since = timezone.localdate() - EMPLOYED_FOR
    held = [(row.username, one) for row in people.PEOPLE for one in row.holds]
    Membership.objects.bulk_create(
        Membership(
            user=users[username],
            role=roles[one.partition("@")[0].partition("/")[0]],
            care_area=areas.get(one.partition("@")[2]),
            team=queues.get(one.partition("/")[2]),
            valid_from=since,
        )
        for username, one in [*held, ("svc.monitoring", "integration")]
    )


def _name_unit_leads(users: dict[str, User], areas: dict[str, CareArea]) -> None:
    for row in people.UNITS:
        for one in row.holds:
            role, _at, area = one.partition("@")
            if role == "unit_lead":
                areas[area].lead = users[row.username]
    CareArea.objects.bulk_update(areas.values(), ["lead"])


def _store_rota(users: dict[str, User], queues: dict[str, Team]) -> None:
    turns = {code: _turns(code) for code in queues}
    today = timezone.localdate()
    last_monday: date = today - timedelta(days=today.weekday()) - WEEK
    OnCallShift.objects.bulk_create(
        OnCallShift(
            team=queues.get(shift.team),
            level=shift.level,
            user=users[shift.username],
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
        )
        for shift in rota.shifts(last_monday, ZoneInfo(places.TIME_ZONE), turns)
    )


def _turns(team: str) -> Sequence[str]:
    """The people of a queue who take turns on call, those who lead it last."""
    wanted = [f"{role}/{team}" for role in ON_CALL_ROLES]
    return sorted(
        (row.username for row in people.PEOPLE if set(wanted) & set(row.holds)),
        key=lambda username: username in {row.lead for row in teams.TEAMS},
    )


def _store_catalogs(queues: dict[str, Team]) -> None:
    Category.objects.bulk_create(
        Category(code=row.code, group=row.code.partition(".")[0], name=row.name, team=queues[row.team])
        for row in CATEGORIES
    )
    Service.objects.bulk_create(
        Service(code=row.code, name=row.name, tier=row.tier, domain=row.domain, team=queues[row.team])
        for row in services.SERVICES
    )
