"""What a page's own HTML weighs over the wire (ux.md bar 15): 25 kB for 50 rows, 10 kB for a fragment."""

import gzip

import pytest
from django.test import Client

from tests.tickets.desk_cast import report
from tests.world import World, again
from tickets.queries import queue

PAGE, FRAGMENT = 25_000, 10_000


@pytest.mark.django_db
def test_bar_15_pages_and_fragments_are_light(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 50)
    cares = ("slower", "not_affected")
    made = [
        report(world, cares[number % 2], text=f"Scanner {number} on the med cart reads no wristband.")
        for number in range(50)
    ]
    addresses = {
        (world.requester, "/report/"): PAGE,
        (world.requester, "/my/"): PAGE,
        (world.requester, "/status/"): PAGE,
        (world.agent, "/queue/v/all/"): PAGE,
        (world.agent, f"/t/{made[0].key}/"): PAGE,
        (world.agent, f"/queue/preview/{made[0].key}/"): FRAGMENT,
        (world.agent, f"/queue/row/{made[0].key}/"): FRAGMENT,
    }
    weights = {}
    for who, address in addresses:
        client = Client()
        client.force_login(again(who))
        answer = client.get(
            address, headers={"HX-Request": "true"} if addresses[who, address] == FRAGMENT else {}
        )
        assert answer.status_code == 200, address
        weights[who, address] = len(gzip.compress(answer.content))

    assert {place: weight for place, weight in weights.items() if weight > addresses[place]} == {}
