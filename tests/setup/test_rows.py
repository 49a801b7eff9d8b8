"""Adding, changing and retiring sites, units, queues, services and categories, through their pages."""

from typing import Any

import pytest
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions import setup_rows
from hospital_itsm.people.actions.sites import add_site
from hospital_itsm.people.models import CareArea, Site, Team
from tests.world import BEARER, World
from tickets.models import Category

HOSTILE = "<script>alert(1)</script> & “Ward”"


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def unit_fields(world: World, **changed: Any) -> dict[str, Any]:
    """What the form of the ICU holds."""
    area = CareArea.objects.get(pk=world.icu.pk)
    return {
        "name": area.name,
        "site": area.site_id,
        "location": area.location,
        "care_class": area.care_class,
        "downtime_tolerance_minutes": area.downtime_tolerance_minutes,
        "phone": area.phone,
        "lead": area.lead_id,
        "cost_centre": area.cost_centre,
        "version": area.version,
        **changed,
    }


def test_a_site_is_added_with_its_code(administrator: Client) -> None:
    given = {"code": "NORTH", "name": "North campus", "time_zone": "America/Denver"}
    page = administrator.post("/setup/sites/new/", given, follow=True)
    assert "North campus is added." in text_of(page)
    assert Site.objects.get(code="NORTH").time_zone == "America/Denver"
    assert AuditEntry.objects.filter(verb="site.add", target_label="NORTH").count() == 1


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({"code": ""}, "Fill in: Code."),
        ({"code": "main"}, "Larkhaven main campus has the code MAIN already. Choose another."),
        ({"code": "a b"}, "Use letters, digits, dots, hyphens and slashes"),
        ({"code": "X" * 13}, "Use at most 12 characters."),
        ({"name": "  "}, "Fill in: Name."),
        ({"time_zone": "Larkhaven/Main"}, "Choose a time zone such as America/Chicago."),
    ],
)
def test_a_site_that_cannot_be_is_refused_with_its_mend_and_keeps_what_was_typed(
    administrator: Client, changed: dict[str, str], mend: str
) -> None:
    before = Site.objects.count()
    given = {"code": "NORTH", "name": "North campus", "time_zone": "America/Denver", **changed}
    response = administrator.post("/setup/sites/new/", given)
    assert response.status_code == 422
    assert mend in text_of(response)
    assert "<title>Error: Add a site" in text_of(response)
    if "name" not in changed:
        assert 'value="North campus"' in text_of(response)
    assert Site.objects.count() == before


def test_a_changed_unit_keeps_its_history(administrator: Client, world: World) -> None:
    address = f"/setup/units/{world.icu.pk}/"
    administrator.post(address, unit_fields(world, phone="4599"))
    area = CareArea.objects.get(pk=world.icu.pk)
    assert (area.phone, area.version) == ("4599", 2)
    page = text_of(administrator.get(address))
    assert f"<del>{world.icu.phone}</del>" in page
    assert "<ins>4599</ins>" in page
    assert "Irene Salt changed the unit" in page


def test_saving_without_a_change_writes_nothing(administrator: Client, world: World) -> None:
    administrator.post(f"/setup/units/{world.icu.pk}/", unit_fields(world))
    assert CareArea.objects.get(pk=world.icu.pk).version == 1
    assert not AuditEntry.objects.filter(verb="unit.change").exists()


def test_a_stale_form_shows_both_values_and_saves_on_the_second_sending(
    administrator: Client, world: World
) -> None:
    address = f"/setup/units/{world.icu.pk}/"
    read_earlier = unit_fields(world, phone="4511")
    administrator.post(address, unit_fields(world, phone="4599"))
    response = administrator.post(address, read_earlier)
    assert response.status_code == 409
    page = text_of(response)
    assert '<td data-label="Now stored">4599</td><td data-label="Yours">4511</td>' in page
    assert 'name="version" value="2"' in page
    assert CareArea.objects.get(pk=world.icu.pk).phone == "4599"
    administrator.post(address, {**read_earlier, "version": 2})
    assert CareArea.objects.get(pk=world.icu.pk).phone == "4511"


def test_hours_make_a_unit_close_and_none_open_it_around_the_clock(
    administrator: Client, world: World
) -> None:
    address = f"/setup/units/{world.icu.pk}/"
    administrator.post(address, unit_fields(world, opening=world.calendars["BUS"].pk))
    area = CareArea.objects.get(pk=world.icu.pk)
    assert (area.is_open_always, area.opening) == (False, world.calendars["BUS"])
    administrator.post(address, unit_fields(world, opening=""))
    area = CareArea.objects.get(pk=world.icu.pk)
    assert (area.is_open_always, area.opening) == (True, None)


@pytest.mark.parametrize(
    ("folder", "pick", "reason"),
    [
        ("sites", lambda world: world.icu.site, "29 units are at this site. Move or retire them first."),
        ("units", lambda world: world.icu, "1 computer is registered in this unit."),
        (
            "teams",
            lambda world: world.team("NET"),
            "categories go to this queue. Give them another queue first.",
        ),
        ("teams", lambda world: world.team("NET"), "services belong to this queue."),
        (
            "teams",
            lambda world: world.team("SD-L1"),
            "Every report that nothing routes goes to SD-L1. It stays.",
        ),
    ],
)
def test_what_is_needed_is_not_retired_and_says_by_what(
    administrator: Client, world: World, folder: str, pick: Any, reason: str
) -> None:
    row = pick(world)
    response = administrator.post(f"/setup/{folder}/{row.pk}/retire/")
    assert response.status_code == 409
    assert reason in text_of(response)
    assert type(row).objects.get(pk=row.pk).is_active


def test_a_retired_unit_is_offered_nowhere_and_comes_back(administrator: Client, world: World) -> None:
    area = world.area("ED")
    administrator.post(f"/setup/units/{area.pk}/retire/")
    assert not CareArea.objects.get(pk=area.pk).is_active
    assert Client().get("/api/v1/care-areas/ED/", headers={"Authorization": BEARER}).status_code == 404
    assert '<span class="tag tag-warn">Retired</span>' in text_of(administrator.get("/setup/units/?q=ED"))
    administrator.post(f"/setup/units/{area.pk}/restore/")
    assert CareArea.objects.get(pk=area.pk).is_active
    verbs = AuditEntry.objects.filter(target_label="ED").values_list("verb", flat=True)
    assert list(verbs.order_by("id")) == ["unit.retire", "unit.restore"]


def test_a_queue_shows_who_works_in_it(administrator: Client, world: World) -> None:
    page = text_of(administrator.get(f"/setup/teams/{world.team('EUC').pk}/"))
    assert "Omar Quillan, Technician" in page
    assert "Nina Forsberg" not in page.split("Members")[1]
    administrator.post("/setup/teams/new/", {"code": "ROBOT", "name": "Robotics", "domain": "infrastructure"})
    empty = Team.objects.get(code="ROBOT")
    assert "Nobody works in this queue yet." in text_of(administrator.get(f"/setup/teams/{empty.pk}/"))


def test_a_category_carries_its_group_and_routes_to_its_queue(administrator: Client, world: World) -> None:
    given = {"code": "Net.Robot", "name": "Delivery robot", "team": world.team("NET").pk}
    administrator.post("/setup/categories/new/", given)
    added = Category.objects.get(code="net.robot")
    assert (added.group, added.team) == ("net", world.team("NET"))
    response = administrator.post("/setup/categories/new/", {"code": "robot", "name": "Delivery robot"})
    assert "Write a group, a dot and a name, such as net.wired." in text_of(response)


def test_a_new_service_is_in_the_catalog_of_rest(world: World, administrator: Client) -> None:
    given = {"code": "A900", "name": "Wound pictures", "tier": "2", "domain": "applications"}
    administrator.post("/setup/services/new/", given)
    shown = Client().get("/api/v1/services/A900/", headers={"Authorization": BEARER}).json()
    assert (shown["name"], shown["tier"]) == ("Wound pictures", "2")


def test_hostile_words_stay_words(administrator: Client) -> None:
    given = {"code": "EVIL", "name": HOSTILE, "time_zone": "America/Denver"}
    administrator.post("/setup/sites/new/", given)
    page = text_of(administrator.get("/setup/sites/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_every_row_is_listed_once_page_by_page_and_found_by_its_words(administrator: Client) -> None:
    for number in range(60):
        Category.objects.create(code=f"bulk.c{number:02d}", group="bulk", name="Same name")
    seen: list[str] = []
    address = "/setup/categories/"
    while address:
        response = administrator.get(address)
        seen += [one["row"].code for one in response.context["rows"]]
        address = response.context["more_url"]
    assert sorted(seen) == sorted(Category.objects.values_list("code", flat=True))
    assert "Nothing here is called “zzz”" in text_of(administrator.get("/setup/categories/?q=zzz"))
    assert administrator.get("/setup/categories/?after=spoiled").status_code == 400


def test_a_code_taken_between_looking_and_storing_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_rows, "_refuse_code", lambda row: None)
    monkeypatch.setattr(setup_rows, "_refuse_values", lambda row: None)
    given = {"code": "MAIN", "name": "Another campus", "time_zone": "America/Denver"}
    with pytest.raises(ValueRefused, match="The code MAIN was taken a moment ago. Choose another."):
        add_site(actor=world.administrator, fields=given)
    assert Site.objects.filter(code="MAIN").count() == 1
