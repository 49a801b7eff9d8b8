"""The named cast of the tests: one small hospital with everybody a test may need, built in about 15 statements.

    def test_something(world: World) -> None:
        client.force_login(world.requester)

People are attributes (`world.agent`); units, queues, categories and services are looked up by their code
(`world.area("ICU")`, `world.team("EUC")`, `world.category("euc.cart")`, `world.service("A001")`). Calendars and
policies are those of the migrations (`world.calendars["BUS"]`).
Everybody's password is `PASSWORD`. `again(user)` reads a person afresh, with no remembered memberships.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from assets.models import Service
from hospital_itsm.demo.hospital.places import AREAS, MAIN, OPENINGS, TIME_ZONE
from hospital_itsm.demo.hospital.services import SERVICES
from hospital_itsm.demo.hospital.teams import TEAMS
from hospital_itsm.importing.starting_categories import CATEGORIES
from hospital_itsm.people.models import (
    ApiToken,
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
from hospital_itsm.people.rules.tokens import hash_secret
from tickets.models import Category, SlaPolicy
from vendors.models import Vendor

PASSWORD = "a lantern over quiet water"
TOKEN_PREFIX = "worldtoken01"
TOKEN_SECRET = "the-secret-of-the-monitoring-service"
BEARER = f"Bearer {TOKEN_PREFIX}.{TOKEN_SECRET}"
ALL_SCOPES = [
    "tickets:read",
    "tickets:write",
    "notices:read",
    "notices:write",
    "people:read",
    "oncall:write",
    "assets:read",
    "assets:write",
    "recalls:read",
    "recalls:write",
    "safety:read",
    "safety:write",
    "vendors:read",
    "vendors:write",
    "remote_access:read",
    "remote_access:write",
    "approvals:read",
    "approvals:write",
    "budget:read",
    "budget:write",
    "purchases:read",
    "purchases:write",
    "continuity:read",
    "continuity:write",
    "kpis:read",
    "reports:read",
    "reports:write",
    "messages:read",
    "messages:write",
    "changes:read",
    "webhooks:read",
    "webhooks:write",
    "bell:read",
    "bell:write",
]
LONG_AGO = date(2020, 1, 1)
ROTA_FROM = datetime(2020, 1, 1, tzinfo=UTC)
ROTA_UNTIL = datetime(2040, 1, 1, tzinfo=UTC)
COMING_FROM = datetime(2045, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """One member of the cast: `holds` lists "role", "role@unit" or "role/team"."""

    username: str
    full_name: str
    holds: tuple[str, ...]
    credential: str = ""
    job_title: str = ""
    is_active: bool = True


CAST: dict[str, Person] = {
    "requester": Person("alma.reyes", "Alma Reyes", ("requester@ICU",), "RN", "Staff nurse"),
    "colleague": Person("victor.hahn", "Victor Hahn", ("requester@ICU",), "RN", "Staff nurse"),
    "elsewhere": Person("ruth.delgado", "Ruth Delgado", ("requester@MS5",), "RN", "Staff nurse"),
    "clerk": Person("tessa.moran", "Tessa Moran", ("requester@HIM",), "", "Records clerk"),
    "charge_nurse": Person("joan.castellane", "Joan Castellane", ("unit_lead@ICU",), "RN", "Charge nurse"),
    "house_supervisor": Person("beth.lawson", "Beth Lawson", ("house_supervisor",), "RN", "House supervisor"),
    "agent": Person("leo.marsh", "Leo Marsh", ("agent/SD-L1", "agent/EUC"), "", "Service desk agent"),
    "second_agent": Person("nina.forsberg", "Nina Forsberg", ("agent/SD-L1",), "", "Service desk agent"),
    "analyst": Person("cora.lindgren", "Cora Lindgren", ("agent/EHR-CLIN",), "", "EHR analyst"),
    "technician": Person("omar.quillan", "Omar Quillan", ("technician/EUC",), "", "Field technician"),
    "network_engineer": Person("arne.holloway", "Arne Holloway", ("technician/NET",), "", "Network engineer"),
    "biomed": Person("reid.sandoval", "Reid Sandoval", ("biomed/HTM-GEN",), "CBET", "Biomed technician"),
    "lead": Person("jorge.pacheco", "Jorge Pacheco", ("team_lead/SD-L1",), "", "Service desk lead"),
    "euc_lead": Person("pilar.stone", "Pilar Stone", ("team_lead/EUC",), "", "End-user computing lead"),
    "duty_manager": Person("carla.voss", "Carla Voss", ("duty_manager",), "", "Duty manager"),
    "it_manager": Person("martin.ekland", "Martin Ekland", ("it_manager",), "", "IT manager"),
    "htm_manager": Person("ellen.fairweather", "Ellen Fairweather", ("htm_manager",), "", "HTM manager"),
    "vp_infrastructure": Person("dale.brantley", "Dale Brantley", ("vp_infrastructure",)),
    "vp_applications": Person("priya.venkataraman", "Priya Venkataraman", ("vp_applications",)),
    "cio": Person("marguerite.okafor", "Marguerite Okafor", ("cio",), "", "CIO"),
    "cmio": Person("tomas.lindqvist", "Tomas Lindqvist", ("cmio",), "MD", "CMIO"),
    "security": Person("renata.kowalczyk", "Renata Kowalczyk", ("security/SEC",), "", "CISO"),
    "security_member": Person("devon.ames", "Devon Ames", ("agent/SEC",), "", "Security analyst"),
    "privacy": Person("hanna.weiss", "Hanna Weiss", ("privacy/PRIVACY",), "", "Privacy officer"),
    "patient_safety": Person(
        "ingrid.moss", "Ingrid Moss", ("patient_safety",), "RN", "Patient safety officer"
    ),
    "vendor_manager": Person("imani.clarke", "Imani Clarke", ("vendor_manager/VENDOR-MGMT",)),
    "finance": Person("walter.choi", "Walter Choi", ("finance",), "", "Finance"),
    "vendor_guest": Person("guest.harbor", "Casey Rowan", ("vendor_guest",), "", "Vendor engineer"),
    "auditor": Person("paul.abernathy", "Paul Abernathy", ("auditor",), "", "Auditor"),
    "administrator": Person("irene.salt", "Irene Salt", ("administrator",), "", "Administrator"),
    "deactivated": Person("kim.osgood", "Kim Osgood", ("agent/SD-L1",), "", "Former agent", is_active=False),
    "integration": Person("svc.monitoring", "Monitoring", ("integration",)),
}
PRIMARY = {
    "SD-L1": "agent",
    "EUC": "technician",
    "NET": "network_engineer",
    "EHR-CLIN": "analyst",
    "HTM-GEN": "biomed",
    "SEC": "security_member",
}
SECONDARY = {"SD-L1": "lead", "EUC": "euc_lead", "HTM-GEN": "htm_manager", "SEC": "security"}
FOR_THE_HOUSE = {"duty_manager": "duty_manager", "house_supervisor": "house_supervisor"}


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


@dataclass
class World:
    """The hospital as stored; people are attributes, everything else is looked up by its code."""

    people: dict[str, User] = field(default_factory=dict)
    areas: dict[str, CareArea] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    calendars: dict[str, WorkCalendar] = field(default_factory=dict)

    @classmethod
    def build(cls) -> "World":
        """Store the hospital unless it is there, and return it."""
        if not Site.objects.filter(code=MAIN).exists():
            _store()
        return cls(
            people=_by(User, "username"),
            areas=_by(CareArea, "code"),
            teams=_by(Team, "code"),
            categories=_by(Category, "code"),
            services=_by(Service, "code"),
            calendars=_by(WorkCalendar, "lineage"),
        )

    def __getattr__(self, name: str) -> User:
        if name not in CAST:
            raise AttributeError(f"Nobody in the cast is called {name}.")
        return self.people[CAST[name].username]

    def area(self, code: str) -> CareArea:
        """The care area with this code."""
        return self.areas[code]

    def team(self, code: str) -> Team:
        """The queue with this code."""
        return self.teams[code]

    def category(self, code: str) -> Category:
        """The category with this code."""
        return self.categories[code]

    def service(self, code: str) -> Service:
        """The service with this code."""
        return self.services[code]

    @property
    def icu(self) -> CareArea:
        """The unit of requester and colleague."""
        return self.areas["ICU"]

    @property
    def workstation(self) -> Workstation:
        """A shared workstation of the ICU."""
        return Workstation.objects.get(name="ICU-WS-04")

    @property
    def vendor(self) -> Vendor:
        """A vendor to wait for."""
        return Vendor.objects.get(name="Northlight Networks")

    @property
    def policy(self) -> SlaPolicy:
        """The promises of the migrations."""
        return SlaPolicy.objects.filter(lineage="standard").earliest("version")

    @property
    def coming_shift(self) -> OnCallShift:
        """A shift of the technician that begins long after the running ones end."""
        return OnCallShift.objects.get(starts_at=COMING_FROM)

    @property
    def token(self) -> ApiToken:
        """The token of the integration; `BEARER` is its header."""
        return ApiToken.objects.get(prefix=TOKEN_PREFIX)


def again(user: User) -> User:
    """Read a person afresh, with no remembered memberships."""
    return User.objects.get(pk=user.pk)


def _by(model: type[Model], key: str) -> dict[str, Any]:
    return {getattr(row, key): row for row in model._default_manager.order_by("pk")}


def _store() -> None:
    site = Site.objects.create(code=MAIN, name="Larkhaven main campus", time_zone=TIME_ZONE)
    openings = _store_openings()
    users = _store_people()
    teams = _store_teams(users)
    areas = _store_areas(site, openings, users)
    _store_memberships(users, teams, areas)
    _store_rota(users, teams)
    _store_catalogs(teams)
    Workstation.objects.create(name="ICU-WS-04", care_area=areas["ICU"], room="Bay 4")
    ApiToken.objects.create(
        user=users["svc.monitoring"],
        name="Monitoring",
        prefix=TOKEN_PREFIX,
        secret_hash=hash_secret(TOKEN_SECRET),
        scopes=ALL_SCOPES,
        expires_at=ROTA_UNTIL,
    )


def _store_openings() -> dict[str, WorkCalendar]:
    rows = WorkCalendar.objects.bulk_create(
        WorkCalendar(lineage=hours.lineage, name=hours.name, time_zone=TIME_ZONE) for hours in OPENINGS
    )
    stored = {row.lineage: row for row in rows}
    WorkWindow.objects.bulk_create(
        WorkWindow(
            calendar=stored[hours.lineage],
            weekday=day,
            start_minute=hours.start_minute,
            end_minute=hours.end_minute,
        )
        for hours in OPENINGS
        for day in hours.weekdays
    )
    return stored


def _store_people() -> dict[str, User]:
    rows = [
        User(
            username=person.username,
            full_name=person.full_name,
            credential=person.credential,
            job_title=person.job_title,
            email=f"{person.username}@larkhaven.example",
            page_address=f"{person.username}@pager.larkhaven.example",
            phone=f"{4500 + number}",
            is_active=person.is_active,
            password=_password_hash(),
        )
        for number, (key, person) in enumerate(CAST.items())
        if key != "integration"
    ]
    stored = {row.username: row for row in User.objects.bulk_create(rows)}
    service = CAST["integration"]
    owner = stored[CAST["administrator"].username]
    stored[service.username] = User.objects.create(
        username=service.username, full_name=service.full_name, kind="service", owner=owner, password="!"
    )
    return stored


def _store_teams(users: dict[str, User]) -> dict[str, Team]:
    rows = Team.objects.bulk_create(
        Team(
            code=row.code,
            name=row.name,
            domain=row.domain,
            is_restricted=row.is_restricted,
            phone=row.phone,
            lead=users.get(row.lead),
            manager=users.get(row.manager),
        )
        for row in TEAMS
    )
    return {row.code: row for row in rows}


def _store_areas(
    site: Site, openings: dict[str, WorkCalendar], users: dict[str, User]
) -> dict[str, CareArea]:
    rows = CareArea.objects.bulk_create(
        CareArea(
            code=row.code,
            name=row.name,
            site=site,
            location=row.location,
            care_class=row.care_class,
            is_open_always=not row.opening,
            opening=openings.get(row.opening),
            downtime_tolerance_minutes=row.tolerance_minutes,
            cost_centre=row.cost_centre,
            phone=row.phone,
            lead=users["joan.castellane"] if row.code == "ICU" else None,
        )
        for row in AREAS
    )
    return {row.code: row for row in rows}


def _store_memberships(users: dict[str, User], teams: dict[str, Team], areas: dict[str, CareArea]) -> None:
    roles = {role.code: role for role in Role.objects.all()}
    Membership.objects.bulk_create(
        _membership(users[person.username], held, roles, teams, areas)
        for person in CAST.values()
        for held in person.holds
    )


def _membership(
    user: User, held: str, roles: dict[str, Role], teams: dict[str, Team], areas: dict[str, CareArea]
) -> Membership:
    code = held.partition("@")[0].partition("/")[0]
    return Membership(
        user=user,
        role=roles[code],
        care_area=areas[held.partition("@")[2]] if "@" in held else None,
        team=teams[held.partition("/")[2]] if "/" in held else None,
        valid_from=LONG_AGO,
    )


def _store_rota(users: dict[str, User], teams: dict[str, Team]) -> None:
    held = [
        *((teams[code], "primary", name) for code, name in PRIMARY.items()),
        *((teams[code], "secondary", name) for code, name in SECONDARY.items()),
        *((None, level, name) for level, name in FOR_THE_HOUSE.items()),
    ]
    coming = OnCallShift(
        team=teams["EUC"],
        level="primary",
        user=users["omar.quillan"],
        starts_at=COMING_FROM,
        ends_at=COMING_FROM + timedelta(weeks=1),
    )
    running = (
        OnCallShift(
            team=team, level=level, user=users[CAST[name].username], starts_at=ROTA_FROM, ends_at=ROTA_UNTIL
        )
        for team, level, name in held
    )
    OnCallShift.objects.bulk_create([*running, coming])


def _store_catalogs(teams: dict[str, Team]) -> None:
    Category.objects.bulk_create(
        Category(code=row.code, group=row.code.partition(".")[0], name=row.name, team=teams[row.team])
        for row in CATEGORIES
    )
    Service.objects.bulk_create(
        Service(code=row.code, name=row.name, tier=row.tier, domain=row.domain, team=teams[row.team])
        for row in SERVICES
    )
    Vendor.objects.create(name="Northlight Networks", support_phone="555-0152")


@pytest.fixture
def world(db: None) -> World:
    """The named cast, stored in this test's database."""
    return World.build()
