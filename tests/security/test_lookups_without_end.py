"""Nobody walks through all tags of the house: what pages say of typed and scanned codes is counted."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.assets import cast
from tests.world import World


@pytest.mark.parametrize(
    ("who", "method", "path"),
    [
        ("requester", "get", "/report/device/LR-20417/"),
        ("requester", "post", "/report/device/"),
        ("biomed", "post", "/scan/"),
    ],
)
def test_who_looks_up_too_many_codes_is_told_to_wait(
    world: World, client: Client, settings: Any, who: str, method: str, path: str
) -> None:
    settings.LOOKUPS_PER_MINUTE = 2
    cast.pump(world)
    person = getattr(world, who)
    cache.delete(f"lookups-{person.pk}")
    client.force_login(person)
    answers = [getattr(client, method)(path, {"code": "LR-1", "device_text": "LR-20417"}) for _ in range(3)]
    assert [answer.status_code < 400 for answer in answers] == [True, True, False]
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")
    assert "LR-20417" not in answers[-1].content.decode()
    client.force_login(world.colleague)
    cache.delete(f"lookups-{world.colleague.pk}")
    assert client.get("/report/device/LR-20417/").status_code == 200


def test_a_dead_cache_stops_nobody(
    world: World, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOOKUPS_PER_MINUTE = 0
    cast.pump(world)
    monkeypatch.setattr("hospital_itsm.core.lookups.cache.add", lambda *given: False, raising=False)

    def gone(key: str) -> int:
        raise ValueError(key)

    monkeypatch.setattr("hospital_itsm.core.lookups.cache.incr", gone, raising=False)
    client.force_login(world.requester)
    assert client.get("/report/device/LR-20417/").status_code == 200
