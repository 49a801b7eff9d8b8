"""Ward computers: enrolled by a link that works once, revoked for good, seen lately; and nobody else keeps them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.people.actions.places import register_workstation, retire_workstation
from hospital_itsm.people.models import Workstation
from hospital_itsm.wards.actions.stations import enrol, make_link, place_station
from hospital_itsm.wards.models import EnrolmentLink, Station
from tests.assets.cast import computer
from tests.world import World, again

OPENER = System("enrolment")


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def opened(link: str) -> Client:
    """A browser in which somebody pressed the button of the link."""
    browser = Client()
    answer = browser.post(link)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    return browser


def link_of(world: World) -> str:
    """A fresh link of the ward computer."""
    return f"/ward/enrol/{make_link(world.workstation, actor=again(world.administrator))}/"


def test_a_link_enrols_a_browser_once_and_sign_in_says_the_place(world: World) -> None:
    link = link_of(world)
    looked = Client().get(link)
    assert looked.status_code == 200
    assert world.workstation.name in looked.content.decode()
    browser = opened(link)
    page = browser.get("/accounts/login/").content.decode()
    assert f"This computer: {world.workstation.name}, {world.icu.name}" in page
    assert Client().post(link).status_code == Client().get(link).status_code == 404
    entry = AuditEntry.objects.get(verb="workstation.enrol")
    assert (entry.actor_label, entry.on_behalf_of) == ("system:enrolment", world.administrator.username)


def test_a_report_from_it_carries_its_place(world: World) -> None:
    browser = opened(link_of(world))
    browser.force_login(world.requester)
    form = browser.get("/report/").context["form"]
    assert form["care_area"].value() == world.workstation.care_area_id
    assert form["room"].value() == world.workstation.room


def test_a_link_is_over_after_a_day_or_when_another_is_made(world: World) -> None:
    first = make_link(world.workstation, actor=again(world.administrator))
    second = make_link(world.workstation, actor=again(world.administrator))
    with pytest.raises(Workstation.DoesNotExist):
        enrol(first, actor=OPENER)
    with pytest.raises(Workstation.DoesNotExist):
        enrol(second, actor=OPENER, now=timezone.now() + timedelta(hours=24))
    assert EnrolmentLink.objects.filter(used_at__isnull=False).count() == 0
    assert enrol(second, actor=OPENER, now=timezone.now() + timedelta(hours=23)) == world.workstation


def test_a_revoked_computer_stays_a_stranger_when_its_name_is_used_again(world: World) -> None:
    browser, unused = opened(link_of(world)), link_of(world)
    administrator = again(world.administrator)
    retire_workstation(world.workstation, actor=administrator)
    assert "This computer:" not in browser.get("/accounts/login/").content.decode()
    assert Client().get(unused).status_code == 404
    register_workstation(actor=administrator, name=world.workstation.name, care_area=world.icu)
    assert "This computer:" not in browser.get("/accounts/login/").content.decode()
    assert Client().post(unused).status_code == 404


def test_a_revoked_computer_gets_no_link(world: World) -> None:
    retire_workstation(world.workstation, actor=again(world.administrator))
    with pytest.raises(Conflict):
        make_link(world.workstation, actor=again(world.administrator))
    assert EnrolmentLink.objects.count() == 0


def test_nobody_but_administrators_keeps_computers(world: World) -> None:
    with pytest.raises(Forbidden):
        make_link(world.workstation, actor=again(world.lead))
    with pytest.raises(Forbidden):
        place_station(actor=again(world.lead), name="ED-WS-11", care_area=world.area("ED"))
    assert not EnrolmentLink.objects.exists()
    assert not Workstation.objects.filter(name="ED-WS-11").exists()


def test_the_secret_is_stored_and_told_nowhere(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    page = client.post(f"/setup/workstations/{world.workstation.pk}/link/")
    secret = page.context["made"].rstrip("/").rpartition("/")[2]
    assert len(secret) == 32
    assert secret not in EnrolmentLink.objects.get().secret_hash
    assert secret not in str(list(AuditEntry.objects.values_list("changes", "target_label")))
    assert secret not in client.get(f"/setup/workstations/{world.workstation.pk}/").content.decode()


def test_a_computer_is_added_with_its_asset_and_moved(world: World, client: Client) -> None:
    asset = computer(world)
    client.force_login(world.administrator)
    given = {
        "name": "ed-ws-11",
        "care_area": world.area("ED").pk,
        "asset_tag": asset.tag.lower(),
        "is_shared": "on",
    }
    made = client.post("/setup/workstations/new/", given)
    station = Station.objects.get()
    assert made["Location"] == f"/setup/workstations/{station.pk}/"
    assert (station.workstation.name, station.asset) == ("ED-WS-11", asset)
    client.post(made["Location"], {"care_area": world.icu.pk, "asset_tag": ""})
    station.refresh_from_db()
    assert (station.workstation.care_area, station.asset) == (world.icu, None)
    told = [entry.changes for entry in AuditEntry.objects.filter(verb="workstation.place").order_by("pk")]
    assert told == [{"asset": [None, asset.tag]}, {"asset": [asset.tag, None]}]


def test_an_unknown_asset_stores_nothing(world: World) -> None:
    with pytest.raises(ValueRefused) as refused:
        place_station(
            actor=again(world.administrator), name="ED-WS-11", care_area=world.area("ED"), asset_tag="NO-1"
        )
    assert set(refused.value.errors) == {"asset_tag"}
    assert not Workstation.objects.filter(name="ED-WS-11").exists()


def test_a_page_asked_for_from_it_is_noted_once_a_quarter_of_an_hour(world: World, client: Client) -> None:
    browser = opened(link_of(world))
    browser.get("/accounts/login/")
    seen = Station.objects.get(workstation=world.workstation).seen_at
    assert seen is not None
    browser.get("/accounts/login/")
    assert Station.objects.get(workstation=world.workstation).seen_at == seen
    client.force_login(world.administrator)
    listed: Any = client.get("/setup/workstations/?q=icu").context["stations"]
    assert [one.name for one in listed] == [world.workstation.name]
    assert client.get("/setup/workstations/?q=nowhere").context["stations"] == []
