"""Who keeps the set-up: sites, units, queues, services, categories. Administrators, and nobody else."""

from collections.abc import Callable, Mapping
from typing import Any

from assets.models import Service
from hospital_itsm.people.models import Site
from tests.authorization.scene import Scene
from tests.authorization.table import Case
from tests.setup_rows import giving, newer_policy
from tickets.models import Category

SHOWN = {"administrator": 200}
DONE = {"administrator": 302}
IN_THE_WAY = {"administrator": 409}
Pick = Callable[[Scene], Any]
Fields = Callable[[Scene], Mapping[str, Any]]


def rows_of(
    folder: str, names: tuple[str, str], pick: Pick, fields: Fields, retires: Mapping[str, int]
) -> list[Case]:
    """The cases of one kind of row: list, add, edit, retire, restore."""
    one, many = names
    base = f"/setup/{folder}/"

    def row(scene: Scene, suffix: str = "") -> str:
        return f"{base}{pick(scene).pk}/{suffix}"

    def new(scene: Scene) -> dict[str, Any]:
        return {"code": "new.one", **fields(scene)}

    return [
        Case(many, base, SHOWN),
        Case(_prefixed(one, "new_"), f"{base}new/", SHOWN),
        Case(_prefixed(one, "new_"), f"{base}new/", DONE, method="POST", data=new),
        Case(one, row, SHOWN),
        Case(one, row, DONE, method="POST", data=fields),
        Case(_prefixed(one, "retire_"), lambda scene: row(scene, "retire/"), retires, method="POST"),
        Case(_prefixed(one, "restore_"), lambda scene: row(scene, "restore/"), DONE, method="POST"),
    ]


def _prefixed(name: str, prefix: str) -> str:
    app, _colon, rest = name.partition(":")
    return f"{app}:{prefix}{rest}"


def site(scene: Scene) -> dict[str, Any]:
    """A site."""
    return {"name": "North campus", "time_zone": "America/Denver"}


def unit(scene: Scene) -> dict[str, Any]:
    """A unit."""
    return {
        "name": "Burn unit",
        "site": Site.objects.get(code="MAIN").pk,
        "care_class": "A",
        "downtime_tolerance_minutes": 15,
    }


def team(scene: Scene) -> dict[str, Any]:
    """A queue."""
    return {"name": "Field engineering", "domain": "infrastructure"}


def service(scene: Scene) -> dict[str, Any]:
    """A service."""
    return {"name": "Wound pictures", "tier": "2", "domain": "applications"}


def category(scene: Scene) -> dict[str, Any]:
    """A category."""
    return {"name": "Wound camera", "team": scene.world.team("EUC").pk}


def calendar(scene: Scene) -> dict[str, Any]:
    """A working calendar."""
    return {"name": "Laboratory", "time_zone": "America/Chicago", "monday": "08:00-17:00"}


def promises(scene: Scene, suffix: str = "") -> str:
    """The standard promises."""
    return f"/setup/promises/{scene.world.policy.pk}/{suffix}"


def applied(scene: Scene) -> str:
    """A newer version of the standard promises, to be given to open tickets."""
    return f"/setup/promises/{newer_policy(scene.world).pk}/apply/"


PROMISES = [
    Case("setup:promises", "/setup/promises/", SHOWN),
    Case("setup:new_policy", "/setup/promises/new/", SHOWN),
    Case(
        "setup:new_policy",
        "/setup/promises/new/",
        DONE,
        method="POST",
        data={"code": "ICU", "name": "Intensive care", "position": "50", "care_class": "A"},
    ),
    Case("setup:policy", promises, SHOWN),
    Case(
        "setup:policy",
        promises,
        DONE,
        method="POST",
        data={"name": "Standard promises", "position": "100", "time_restore_3_": "8 h"},
    ),
    Case("setup:apply_policy", applied, SHOWN),
    Case("setup:apply_policy", applied, DONE, method="POST", data={"reason": "Agreed with the board"}),
    Case(
        "setup:apply_policy",
        lambda scene: promises(scene, "apply/"),
        IN_THE_WAY,
        method="POST",
        data={"reason": "Agreed with the board"},
        about="no ticket has an older version",
    ),
    Case("setup:giving", lambda scene: giving(scene.world, [scene.ticket]).get_absolute_url(), SHOWN),
    Case("setup:ladder", lambda scene: promises(scene, "ladders/response/3/"), SHOWN),
    Case(
        "setup:ladder",
        lambda scene: promises(scene, "ladders/response/3/"),
        DONE,
        method="POST",
        data={"when_1": "50 %", "action_1": "notify", "whom_1": "lead", "reason": "Agreed with the board"},
    ),
    Case("setup:policy_version", lambda scene: promises(scene, "version/"), SHOWN),
    Case("setup:retire_policy", lambda scene: promises(scene, "retire/"), IN_THE_WAY, method="POST"),
    Case("setup:restore_policy", lambda scene: promises(scene, "restore/"), DONE, method="POST"),
]
CASES = [
    *PROMISES,
    *rows_of(
        "calendars",
        ("people:calendar", "people:calendars"),
        lambda scene: scene.world.calendars["OPEN-DIAL"],
        calendar,
        IN_THE_WAY,
    ),
    Case(
        "people:calendar_version",
        lambda scene: f"/setup/calendars/{scene.world.calendars['BUS'].pk}/version/",
        SHOWN,
    ),
    Case("people:setup", "/setup/", SHOWN),
    Case("people:mail_check", "/setup/mail-check/", DONE, method="POST"),
    *rows_of(
        "sites",
        ("people:site", "people:sites"),
        lambda scene: Site.objects.get(code="MAIN"),
        site,
        IN_THE_WAY,
    ),
    *rows_of(
        "units", ("people:care_area", "people:care_areas"), lambda scene: scene.world.area("ED"), unit, DONE
    ),
    *rows_of(
        "teams", ("people:team", "people:teams"), lambda scene: scene.world.team("EUC"), team, IN_THE_WAY
    ),
    *rows_of(
        "services",
        ("assets:service", "assets:services"),
        lambda scene: Service.objects.get(code="A001"),
        service,
        DONE,
    ),
    *rows_of(
        "categories",
        ("setup:category", "setup:categories"),
        lambda scene: Category.objects.get(code="euc.cart"),
        category,
        DONE,
    ),
]
