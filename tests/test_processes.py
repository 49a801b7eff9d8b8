"""The tools of the kill tests work: servers die and come back, processes run on the test's own data."""

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connections
from django.utils import timezone
from redis import RedisError

from tests.processes import OwnServers, Product, status_of, wait_for

pytestmark = pytest.mark.kill


def remember(key: str) -> None:
    """Store a row that a later look must find."""
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now())


def test_rows_survive_a_killed_postgresql(own_servers: OwnServers) -> None:
    remember("before")
    own_servers.postgres.kill()
    connections.close_all()
    with pytest.raises(OperationalError):
        Session.objects.count()
    own_servers.postgres.start()
    connections.close_all()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["before"]


def test_a_killed_valkey_answers_again_after_its_start(own_servers: OwnServers) -> None:
    client = own_servers.valkey.client()
    client.set("pulse", "1")
    own_servers.valkey.kill()
    with pytest.raises(RedisError):
        client.ping()
    own_servers.valkey.start()
    assert client.ping()


def test_web_worker_and_beat_run_on_the_database_of_the_test(product: Product) -> None:
    web = product.web()
    worker = product.worker()
    beat = product.beat()
    assert wait_for(lambda: status_of(f"{web.address}/readyz") == 200), web.text()
    assert [part.is_running() for part in (web, worker, beat)] == [True, True, True]
    worker.kill()
    assert not worker.is_running()


def test_a_management_command_of_the_product_sees_the_rows_of_the_test(product: Product) -> None:
    remember("expired")
    assert product.manage("clearsessions").returncode == 0
    assert Session.objects.count() == 0
