"""A lost broker delays no page, and a restarted PostgreSQL or a killed worker loses none."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connections, transaction
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.jobs.models import Heartbeat
from hospital_itsm.outbox import wake
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.tell import tell
from tests.processes import OwnServers, Product, broker_on, wait_for
from tests.world import World

pytestmark = pytest.mark.kill
HOST = "127.0.0.1"


@pytest.fixture
def pager(settings) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A paging service on the loopback: its address and the pages it got."""
    pages: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.PAGE_WEBHOOK_URL = f"http://{HOST}:{server.server_address[1]}/in"
    yield settings.PAGE_WEBHOOK_URL, pages
    server.shutdown()
    server.server_close()


def page(world: World, dedupe: str) -> None:
    """Page the agent as a P1 report does."""
    with transaction.atomic():
        tell(
            actor=System("sla-watch"),
            kind="page.sent",
            recipients=[world.agent],
            payload={"ticket": "INC-20418", "priority": 1, "area": "4 West ICU"},
            dedupe=dedupe,
            channels=[Channel.PAGE_WEBHOOK],
        )


def shorten(product: Product, address: str) -> None:
    """A beat of 1 s and a takeover after 3 s stand for 10 s and 60 s; pages go to the service of the test."""
    product.extra |= {
        "PULSE_SECONDS": "1",
        "TAKEOVER_SECONDS": "3",
        "PAGE_WEBHOOK_URL": address,
        "PAGE_WEBHOOK_SECRET": "shared-with-the-paging-service",
        "OUTBOUND_ALLOWED_HOSTS": f"http://{HOST}",
    }


def worker_lives() -> bool:
    """Has a worker beaten within the last two seconds?"""
    row = Heartbeat.objects.filter(name="worker").first()
    return row is not None and (timezone.now() - row.beat_at).total_seconds() < 2


def test_a_page_leaves_with_the_broker_dead_and_workers_go_on_when_it_is_back(
    own_servers: OwnServers, own_product: Product, pager: tuple[str, list[dict[str, object]]], monkeypatch
) -> None:
    address, pages = pager
    world = World.build()
    monkeypatch.setattr(wake, "_resting_until", 0.0)
    shorten(own_product, address)
    worker, beat = own_product.worker(), own_product.beat()
    assert wait_for(worker_lives), beat.text() + worker.text()

    own_servers.valkey.kill()
    page(world, "broker-dead")
    assert wait_for(lambda: len(pages) == 1), beat.text()
    assert pages[0]["text"] == "P1 INC-20418 4 West ICU"
    assert Heartbeat.objects.get(name="beat").detail == {"in_charge": 1}
    assert worker.is_running()
    assert beat.is_running()

    own_servers.valkey.start()
    assert wait_for(worker_lives, seconds=60), worker.text()[-3000:]
    assert wait_for(lambda: Heartbeat.objects.get(name="beat").detail == {"in_charge": 0}), beat.text()
    page(world, "broker-back")
    assert wait_for(lambda: len(pages) == 2)
    assert wait_for(lambda: not OutboxMessage.objects.filter(done_at=None).exists())
    connections.close_all()


def test_a_restarted_postgresql_is_survived_by_worker_and_beat(
    own_servers: OwnServers, own_product: Product, pager: tuple[str, list[dict[str, object]]], monkeypatch
) -> None:
    address, pages = pager
    world = World.build()
    monkeypatch.setattr(wake, "_resting_until", 0.0)
    shorten(own_product, address)
    worker, beat = own_product.worker(), own_product.beat()
    assert wait_for(worker_lives), beat.text() + worker.text()
    own_servers.postgres.kill()
    own_servers.postgres.start()
    connections.close_all()
    page(world, "restarted")
    assert wait_for(lambda: len(pages) == 1), worker.text()[-3000:]
    assert wait_for(worker_lives), worker.text()[-3000:]
    assert [worker.is_running(), beat.is_running()] == [True, True]
    connections.close_all()


def test_pages_told_while_every_worker_is_dead_leave_once(
    product: Product, pager: tuple[str, list[dict[str, object]]], monkeypatch
) -> None:
    address, pages = pager
    world = World.build()
    shorten(product, address)
    worker = product.worker()
    worker.kill()
    for number in range(3):
        page(world, f"dead-{number}")
    product.worker()
    product.worker()
    assert wait_for(lambda: len(pages) == 3)
    assert wait_for(lambda: not OutboxMessage.objects.filter(done_at=None).exists())
    assert len({entry["id"] for entry in pages}) == 3
    connections.close_all()


def test_telling_goes_through_with_the_broker_dead(
    transactional_db: None, world: World, pager: object, monkeypatch
) -> None:
    monkeypatch.setattr(wake, "_resting_until", 0.0)
    with broker_on("redis://127.0.0.1:1/0"):
        page(world, "broker-dead")
        assert wake._resting_until > 0
    assert OutboxMessage.objects.count() == 1
