"""The watcher as real processes: killed in the middle, doubled, and with the broker dead."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import kill_child, start_child
from tests.processes import OwnServers, Product, wait_for
from tests.tickets.clock_cases import opened_ticket
from tests.world import World
from tickets.models import ClockStep, Page, Ticket

pytestmark = pytest.mark.kill


def unanswered(world: World, count: int, minutes: float) -> list[Ticket]:
    """P1 tickets opened some minutes ago that nobody has answered; their primary was paged then."""
    opened = timezone.now() - timedelta(minutes=minutes)
    return [opened_ticket(world, opened, priority=1) for _ in range(count)]


def climbed(code_minutes: int) -> int:
    return ClockStep.objects.filter(
        step__metric="response", step__at_minutes=code_minutes, fired_at__isnull=False
    ).count()


def everything_due_fired_once(tickets: list[Ticket]) -> bool:
    """Nothing is due any more, stamps are the computed instants, and nobody was paged twice for one rung."""
    fired = ClockStep.objects.filter(clock__ticket__in=tickets, fired_at__isnull=False)
    pages = Page.objects.filter(ticket__in=tickets).values_list("ticket_id", "recipient_id", "step")
    return (
        not ClockStep.objects.due(timezone.now()).exists()
        and all(row.fired_at == row.fire_at for row in fired)
        and len(pages) == len(set(pages))
    )


def test_a_watcher_killed_in_the_middle_leaves_nothing_undone_and_nothing_double(
    product: Product, tmp_path: Path
) -> None:
    world = World.build()
    tickets = unanswered(world, 120, minutes=65)
    command = [sys.executable, "manage.py", "watch_clocks", "--once"]
    killed = start_child(command, log=tmp_path / "killed.log", cwd=places.CHECKOUT, env=product.environment)
    assert wait_for(lambda: climbed(30) > 0)
    kill_child(killed)
    assert product.manage("watch_clocks", "--once").returncode == 0
    assert climbed(30) == 120
    assert everything_due_fired_once(tickets)
    assert Page.objects.filter(step="response+30m").count() == 120


def test_two_beats_and_two_workers_climb_each_rung_once(product: Product) -> None:
    world = World.build()
    product.extra["PULSE_SECONDS"] = "1"
    for part in (product.worker, product.worker, product.beat, product.beat):
        part()
    tickets = unanswered(world, 20, minutes=16)
    assert wait_for(lambda: climbed(15) == 20), product.running[0].text()[-3000:]
    assert everything_due_fired_once(tickets)
    assert Page.objects.filter(step="response+15m").count() == 20
    connections.close_all()


def test_with_the_broker_dead_the_beat_process_climbs_by_itself(
    own_servers: OwnServers, own_product: Product
) -> None:
    world = World.build()
    own_product.extra |= {"PULSE_SECONDS": "1", "TAKEOVER_SECONDS": "3"}
    beat = own_product.beat()
    own_servers.valkey.kill()
    (ticket,) = unanswered(world, 1, minutes=11)
    assert wait_for(lambda: ticket.pages.filter(step="response+10m").exists()), beat.text()[-3000:]
    assert beat.is_running()
    connections.close_all()
