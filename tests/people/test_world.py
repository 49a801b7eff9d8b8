"""The cast of the tests is what its names say."""

from importlib import import_module

from django.apps import apps

from hospital_itsm.people.models import Role, User
from hospital_itsm.people.rules.roles import PERMISSIONS, permissions_of
from tests.world import CAST, PASSWORD, World, again


def test_building_twice_stores_one_cast(world: World) -> None:
    before = User.objects.count()
    World.build()
    assert User.objects.count() == before == len(CAST)


def test_everybody_holds_what_the_table_says(world: World) -> None:
    assert again(world.agent).role_codes == {"agent"}
    assert again(world.agent).team_ids == {world.team("SD-L1").pk, world.team("EUC").pk}
    assert again(world.requester).care_area_ids == {world.icu.pk}
    assert "ticket.work" in again(world.biomed).permissions
    assert "ticket.work" not in again(world.cio).permissions
    assert world.deactivated.is_active is False
    assert world.requester.check_password(PASSWORD)


def test_promises_and_calendars_come_from_the_migrations(world: World) -> None:
    assert {"HOSP24", "EXT", "BUS"} <= set(world.calendars)
    assert world.policy.targets.count() > 0
    assert world.area("DIAL").opening == world.calendars["OPEN-DIAL"]


def test_a_role_of_an_existing_installation_gains_the_vendor_permissions_and_keeps_its_own(db: None) -> None:
    role = Role.objects.get(code="vendor_manager")
    Role.objects.filter(pk=role.pk).update(permissions=["desk.report", "of.this.house"])

    import_module("hospital_itsm.people.migrations.0004_vendor_permissions").give(apps, None)

    role.refresh_from_db()
    assert role.permissions == [
        "contract.manage",
        "contract.read",
        "desk.report",
        "of.this.house",
        "vendor.manage",
        "vendor.read",
    ]


def test_a_role_of_an_existing_installation_gains_the_asset_permissions_too(db: None) -> None:
    Role.objects.filter(code="biomed").update(permissions=["of.this.house"])

    import_module("hospital_itsm.people.migrations.0006_asset_permissions").give(apps, None)

    assert Role.objects.get(code="biomed").permissions == [
        "asset.edit",
        "asset.read",
        "asset.release",
        "of.this.house",
        "procedure.work",
        "recall.read",
        "recall.work",
    ]


def test_every_role_has_what_a_fresh_installation_gives_it(db: None) -> None:
    assert {role.code: tuple(sorted(role.permissions)) for role in Role.objects.all()} == {
        code: permissions_of(code) for code in PERMISSIONS
    }
