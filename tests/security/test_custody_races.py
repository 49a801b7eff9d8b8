"""Two requests at once do not open the gate of custody: each waits for the other's lock and judges what it left."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from assets.actions.assets import change_asset
from assets.actions.media import add_medium
from assets.actions.transitions import transition
from assets.models import Asset, StatusChange
from hospital_itsm.core.errors import Refused
from tests.assets import cast
from tests.assets.test_certificates import sign
from tests.procedures.cast import finish
from tests.world import World, again

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def in_own_connection(function: Any, *given: Any, **named: Any) -> str:
    """Run in this thread's own connection; the name of the refusal, "" where it was done."""
    try:
        function(*given, **named)
    except Refused as refusal:
        return type(refusal).__name__
    finally:
        connections.close_all()
    return ""


def wait_for(rival: "Future[str]") -> None:
    """Come back when the rival waits for a lock, or has ended without one."""
    while not rival.done():
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return


def retired(world: World) -> Asset:
    """A pump that may be disposed of: its one medium has its certificate, its procedure is complete."""
    pump = cast.pump(world)
    sign(world, add_medium(pump.tag, actor=again(world.biomed), kind="ssd", serial="D1"))
    finish(world, pump.tag, "decommission")
    transition(pump.tag, actor=again(world.biomed), verb="retire", reason="Old")
    return Asset.objects.get(pk=pump.pk)


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_do_not_open_the_gate() -> None:
    world = World.build()
    pump = retired(world)
    dispose = {"verb": "dispose", "actor": again(world.biomed), "reason": "Old"}
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            add_medium(pump.tag, actor=again(world.biomed), kind="ssd", serial="D2")
            rival = pool.submit(in_own_connection, transition, pump.tag, **dispose)
            wait_for(rival)
        assert (rival.result(), Asset.objects.get(pk=pump.pk).status) == ("Conflict", pump.status)
        change_asset(pump.tag, actor=again(world.biomed), fields={"name": "Pump 7"}, version=None)
        sign(world, pump.media.get(serial="D2"))
        with transaction.atomic():
            transition(pump.tag, **dispose)  # type: ignore[arg-type]
            rival = pool.submit(in_own_connection, transition, pump.tag, **dispose)
            wait_for(rival)
        assert rival.result() == "IllegalTransition"
    assert StatusChange.objects.filter(asset=pump, verb="dispose").count() == 1
