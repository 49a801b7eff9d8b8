"""The product's real processes and servers that a test may kill.

`product` runs web, workers and beat on this process's own clone of the database and its own Valkey database.
`own_servers` starts a second PostgreSQL and a second Valkey for one test, which the test may kill and start
again; `own_product` runs the product's processes on those. The ORM of the test follows.

    def test_a_killed_worker_leaves_nothing_undone(own_product):
        worker = own_product.worker()
        worker.kill()
        ...
        own_product.worker()
        assert wait_for(lambda: OutboxMessage.objects.filter(done_at=None).count() == 0)
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test import override_settings

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import kill_child, start_child, stop_child, wait_until
from hospital_itsm.embedded.ports import LOOPBACK, free_port
from hospital_itsm.embedded.postgres import Cluster
from hospital_itsm.embedded.static_files import collected_static
from hospital_itsm.embedded.valkey import Valkey
from tests.servers import SERVERS, template_name

PASSED_ON = ("PATH", "HOME", "LANG", "SECRET_KEY", "FIELD_KEY", "AUDIT_KEY", "DEVELOPMENT")
OWN_DATABASE = "itsm_own"
WAIT_SECONDS = 30


def wait_for(condition: Callable[[], Any], seconds: float = WAIT_SECONDS) -> bool:
    """Ask `condition` again and again until it holds; return whether it did in time."""
    return wait_until(lambda: bool(condition()), seconds)


@dataclass
class Running:
    """One started process of the product."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    address: str = ""

    def kill(self) -> None:
        """End it and its children at once (SIGKILL)."""
        kill_child(self.process)

    def stop(self) -> None:
        """Ask it to end and wait until it has."""
        stop_child(self.process)

    def is_running(self) -> bool:
        """Does it still run?"""
        return self.process.poll() is None

    def text(self) -> str:
        """What it has logged."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@dataclass
class Product:
    """The product's processes on one database and one broker; all end with the test."""

    folder: Path
    database_url: str
    redis_url: str
    extra: dict[str, str] = field(default_factory=dict)
    running: list[Running] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every process started here."""
        passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        own = {
            "DJANGO_SETTINGS_MODULE": "hospital_itsm.settings",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "EMAIL_URL": f"filemail:///{self.folder / 'mail'}",
            "ATTACHMENT_ROOT": str(self.folder / "attachments"),
            "EMERGENCY_SHEET": str(self.folder / "emergency" / "sheet.html"),
        }
        return passed | own | self.extra

    def web(self) -> Running:
        """Start the production web server and return it when it answers; `.address` ends without a slash."""
        port = free_port()
        self.extra |= {"STATIC_ROOT": str(collected_static()), "SITE_URL": f"http://{LOOPBACK}:{port}"}
        web = self._start("web", "-m", "hospital_itsm.web", "--host", LOOPBACK, "--port", str(port))
        web.address = f"http://{LOOPBACK}:{port}"
        assert wait_for(lambda: status_of(f"{web.address}/healthz") == 200), web.text()
        return web

    def worker(self, queues: str = "default,mail", processes: int = 1) -> Running:
        """Start a Celery worker and return it when it takes tasks."""
        options = ("--without-gossip", "--without-mingle", "--loglevel", "INFO", "-Q", queues)
        worker = self._start("worker", *self._celery("worker"), *options, "-c", str(processes))
        assert wait_for(lambda: " ready." in worker.text()), worker.text()
        return worker

    def beat(self) -> Running:
        """Start a beat and return it when it has begun; a second one beside it is harmless."""
        number = len(self.running)
        schedule = ("--schedule", str(self.folder / f"schedule-{number}"), "--pidfile", "")
        beat = self._start("beat", *self._celery("beat"), "--loglevel", "INFO", *schedule)
        assert wait_for(lambda: "beat: Starting" in beat.text()), beat.text()
        return beat

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command to its end."""
        return self._run("manage.py", *arguments)

    def script(self, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a few lines of the product's own to their end, whatever that is; they find `arguments` in `sys.argv`.

        What must die at one point is a process of its own: a fork of the test's would go on testing.
        """
        return self._run("-c", f"import django\ndjango.setup()\n{code}", *arguments)

    def end(self) -> None:
        """Kill whatever still runs."""
        for running in self.running:
            running.kill()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=places.CHECKOUT, env=self.environment, capture_output=True, text=True, check=False
        )

    def _celery(self, command: str) -> tuple[str, ...]:
        return ("-m", "celery", "--app", "hospital_itsm.celery", command)

    def _start(self, name: str, *arguments: str) -> Running:
        log = self.folder / f"{name}-{len(self.running)}.log"
        process = start_child(
            [sys.executable, *arguments], log=log, cwd=places.CHECKOUT, env=self.environment
        )
        self.running.append(Running(name, process, log))
        return self.running[-1]


def status_of(address: str) -> int:
    """Return the HTTP status of a GET, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


@dataclass
class OwnServers:
    """A PostgreSQL and a Valkey that one test may kill: `.postgres.kill()`, `.postgres.start()`."""

    postgres: Cluster
    valkey: Valkey

    @property
    def database_url(self) -> str:
        """The URL of the migrated database."""
        return self.postgres.url(OWN_DATABASE)

    @property
    def redis_url(self) -> str:
        """The URL of the broker."""
        return self.valkey.url()

    def renew(self) -> None:
        """Make the database a fresh copy of the migrated template, migrating that first when it is missing."""
        template = template_name(places.CHECKOUT)
        with closing(self.postgres.connect()) as maintenance, maintenance.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            if cursor.fetchone() is None:
                cursor.execute("DROP DATABASE IF EXISTS itsm_building WITH (FORCE)")
                cursor.execute("CREATE DATABASE itsm_building")
                self._migrate("itsm_building")
                cursor.execute(f"ALTER DATABASE itsm_building RENAME TO {template}")
            cursor.execute(f"DROP DATABASE IF EXISTS {OWN_DATABASE} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {OWN_DATABASE} TEMPLATE {template}")

    def _migrate(self, database: str) -> None:
        product = Product(places.RUN, self.postgres.url(database), self.redis_url)
        result = product.manage("migrate", "--no-input", "--verbosity", "0")
        assert result.returncode == 0, result.stderr


@contextmanager
def orm_on(cluster: Cluster, database: str) -> Iterator[None]:
    """Point the ORM of this process at another database for a while."""
    own = dict(connection.settings_dict)
    connections.close_all()
    connection.settings_dict.update(
        HOST=LOOPBACK, PORT=cluster.port, NAME=database, USER="itsm", PASSWORD=cluster.facts["itsm"]
    )
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(own)


@contextmanager
def broker_on(url: str) -> Iterator[None]:
    """Point Celery and the cache of this process at another broker for a while."""
    from hospital_itsm.celery import app

    own = app.conf.broker_url
    cache = {"default": {"BACKEND": "hospital_itsm.core.cache.FailOpenRedisCache", "LOCATION": url}}
    with override_settings(REDIS_URL=url, CELERY_BROKER_URL=url, CACHES=cache):
        app.conf.broker_url = app.conf.broker_read_url = app.conf.broker_write_url = url
        app._after_fork()
        try:
            yield
        finally:
            app.conf.broker_url = app.conf.broker_read_url = app.conf.broker_write_url = own
            app._after_fork()


@pytest.fixture
def product(transactional_db: None, tmp_path: Path) -> Iterator[Product]:
    """The product's processes on this test process's own database and Valkey database."""
    processes = Product(tmp_path, SERVERS.database_url(), SERVERS.redis_url())
    yield processes
    processes.end()


@pytest.fixture
def own_servers(transactional_db: None) -> Iterator[OwnServers]:
    """A second PostgreSQL and Valkey; the ORM, Celery and the cache of the test follow."""
    folder = places.run_folder("tests", f"own-{SERVERS.slot}")
    servers = OwnServers(Cluster(folder / "pg").start(), Valkey(folder / "valkey").start())
    try:
        servers.valkey.client().flushall()
        servers.renew()
        with orm_on(servers.postgres, OWN_DATABASE), broker_on(servers.redis_url):
            yield servers
    finally:
        servers.valkey.stop()
        servers.postgres.stop()


@pytest.fixture
def own_product(own_servers: OwnServers, tmp_path: Path) -> Iterator[Product]:
    """The product's processes on servers that the test may kill."""
    processes = Product(tmp_path, own_servers.database_url, own_servers.redis_url)
    yield processes
    processes.end()
