"""The agent's side bar: on the rail its icons are all there is to see, and the views follow what the desk does."""

from collections import Counter

import pytest
from django.test import Client

from hospital_itsm.core import navigation
from tests.world import World


def test_every_entry_of_the_rail_has_an_icon_of_its_own() -> None:
    icons = Counter(item.icon for item in navigation.registered("agent"))
    assert [icon for icon, times in icons.items() if times > 1] == []


@pytest.mark.django_db
def test_the_views_of_the_queue_stand_before_the_other_packages(client: Client, world: World) -> None:
    client.force_login(world.agent)
    side = client.get("/queue/v/all/").content.decode().split('id="side"')[1].split("</nav>")[0]
    places = [
        side.index(words) for words in ('href="/queue/"', ">Views<", ">My teams<", ">Assets and safety<")
    ]
    assert places == sorted(places)
