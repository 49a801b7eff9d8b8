"""The cast of the tests is what its names say."""

from hospital_itsm.people.models import User
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
