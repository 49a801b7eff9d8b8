"""The bench's own servers: a durable cluster, databases kept by size, the production web server."""

import hashlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from psycopg2 import sql

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import start_child, stop_child, wait_until
from hospital_itsm.embedded.demo import WEB
from hospital_itsm.embedded.ports import LOOPBACK, free_port
from hospital_itsm.embedded.services import Services
from hospital_itsm.embedded.static_files import collected_static
from tests.servers import migration_files

DATABASE = "bench"
BUILDING = "bench_building"
LOADERS = "hospital_itsm/demo/bulk"
KEPT_TEMPLATES = 2
HERTZ = os.sysconf("SC_CLK_TCK")


def template_name(tickets: int, assets: int, contracts: int) -> str:
    """The name of the loaded database: size and a hash of the migrations and the loaders."""
    digest = hashlib.sha256()
    loaders = sorted((places.CHECKOUT / LOADERS).glob("*.py"))
    for path in [*migration_files(places.CHECKOUT), *loaders]:
        digest.update(path.read_bytes())
    return f"bench_{tickets}_{assets}_{contracts}_{digest.hexdigest()[:12]}"


def environment(services: Services, database: str) -> dict[str, str]:
    """What a production process is told; plain HTTP, because the load client speaks nothing else."""
    keys = {
        name: hashlib.sha256(name.encode()).hexdigest() for name in ("SECRET_KEY", "FIELD_KEY", "AUDIT_KEY")
    }
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        **keys,
        "PRODUCTION": "true",
        "BEHIND_TLS": "false",
        "DATABASE_URL": services.postgres.url(database),
        "REDIS_URL": services.valkey.url(),
        "ALLOWED_HOSTS": LOOPBACK,
        "SITE_URL": f"http://{LOOPBACK}",
        "EMAIL_URL": f"filemail:///{places.run_folder('bench') / 'mail'}",
        "ATTACHMENT_ROOT": str(places.run_folder("bench", "attachments")),
        "API_RATE_PER_MINUTE": "1000000",
        "DEMO": "true",
        "DEMO_PASSWORD": "bench-only-password",
        "LOG_LEVEL": "WARNING",
    }


class Databases:
    """Loaded databases of this cluster; the bench works on a copy."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def renew(self, tickets: int, assets: int, contracts: int) -> float:
        """Make the bench's database a fresh copy of the loaded one; return the seconds of loading, 0 when kept."""
        name, seconds = template_name(tickets, assets, contracts), 0.0
        if name not in self._names():
            seconds = self._build(tickets, assets, contracts)
            self._run("ALTER DATABASE {} RENAME TO {}", BUILDING, name)
            self._drop_old(name)
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", DATABASE)
        print(f"Copying {name}", flush=True)
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", DATABASE, name)
        return seconds

    def _build(self, tickets: int, assets: int, contracts: int) -> float:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", BUILDING)
        self._run("CREATE DATABASE {}", BUILDING)
        self._manage("migrate", "--no-input", "--verbosity", "0")
        if assets:
            self._manage("load_bulk", "--assets", str(assets))
        if contracts:
            began = time.perf_counter()
            self._manage("load_bulk", "--contracts", str(contracts))
            print(f"Loading {contracts:,} contracts took {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        self._manage("load_bulk", "--tickets", str(tickets))
        return time.perf_counter() - began

    def _manage(self, *arguments: str) -> None:
        told = environment(self.services, BUILDING)
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=places.CHECKOUT, env=told, check=True)

    def _names(self) -> list[str]:
        with closing(self.services.postgres.connect()) as maintenance, maintenance.cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'bench~_%' ESCAPE '~' ORDER BY oid"
            )
            return [name for (name,) in cursor.fetchall()]

    def _drop_old(self, newest: str) -> None:
        older = [name for name in self._names() if name not in (newest, BUILDING)]
        for name in older[: -KEPT_TEMPLATES + 1 or None]:
            self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with closing(self.services.postgres.connect()) as maintenance, maintenance.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@dataclass
class Web:
    """A started web server."""

    process: "subprocess.Popen[bytes]"
    port: int

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        return [
            int(pid)
            for task in Path(f"/proc/{self.process.pid}/task").iterdir()
            for pid in (task / "children").read_text(encoding="ascii").split()
        ]

    def cpu_seconds(self) -> float:
        """Processor time of server and workers so far."""
        return sum(cpu_seconds_of(pid) for pid in [self.process.pid, *self.workers()])

    def memory_mb(self) -> float:
        """Proportional memory of server and workers."""
        return sum(_pss_kb(pid) for pid in [self.process.pid, *self.workers()]) / 1024


@contextmanager
def web(services: Services, settings: str) -> Iterator[Web]:
    """Start the production web server with two workers; it ends with the block."""
    port = free_port()
    told = environment(services, DATABASE) | {
        "DJANGO_SETTINGS_MODULE": settings,
        "STATIC_ROOT": str(collected_static()),
        "SITE_URL": f"http://{LOOPBACK}:{port}",
    }
    address = ("--host", LOOPBACK, "--port", str(port), "--workers", "2")
    command = [sys.executable, *WEB, *address]
    log = places.run_folder("bench") / f"{settings.rpartition('.')[2]}.log"
    log.unlink(missing_ok=True)
    process = start_child(command, log=log, cwd=places.CHECKOUT, env=told)
    try:
        hello = f"http://{LOOPBACK}:{port}/{'bench/' if settings.endswith('settings') else ''}hello"
        if not wait_until(lambda: _answers(hello), seconds=60):
            raise RuntimeError(f"The web server does not answer: {log.read_text(encoding='utf-8')[-2000:]}")
        yield Web(process, port)
    finally:
        stop_child(process)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def cpu_seconds_of(pid: int) -> float:
    """Processor time of one process so far."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / HERTZ


def database_seconds() -> float:
    """Processor time of the whole database server so far, of sessions that have ended too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    server = int(_stat(backend)[1])
    children = (Path(f"/proc/{server}/task/{server}") / "children").read_text(encoding="ascii").split()
    ended = sum(int(ticks) for ticks in _stat(server)[13:15]) / HERTZ
    return ended + sum(cpu_seconds_of(int(pid)) for pid in [server, *children])


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def _pss_kb(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1])
