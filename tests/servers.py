"""The servers of a test run: one cluster for every run in this checkout, one database for every process.

Nothing starts before a test asks for the database. `TEST_DATABASE_URL` and `TEST_REDIS_URL` point the tests
at servers of your own instead (`DATABASE_URL` is never used: it may be somebody's real data).
"""

import ast
import fcntl
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from hospital_itsm.embedded import places
from hospital_itsm.embedded.services import Services, file_lock

PREFIX = "itsm_test"
TEMPLATE = "itsm_template_"
KEPT_TEMPLATES = 8
OUR_PACKAGES = ("hospital_itsm", "vendors", "assets", "tickets")


def with_path(url: str, path: str) -> str:
    """Return `url` with another database name or number."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))


@dataclass
class TestServers:
    """This process's share of the servers, and the slot (a number) that names its databases."""

    __test__ = False

    folder: Path = field(default_factory=lambda: places.run_folder("tests"))
    embedded: Services | None = None
    slot: int = -1
    _slot_file: IO[str] | None = None

    def claim(self) -> "TestServers":
        """Take a share and a slot; start nothing."""
        if "TEST_DATABASE_URL" not in os.environ or "TEST_REDIS_URL" not in os.environ:
            self.embedded = Services(self.folder, durable=False).take()
        self._claim_slot()
        return self

    def start(self) -> None:
        """Start the embedded servers unless they run."""
        if self.embedded is not None:
            self.embedded.start()

    def leave(self) -> None:
        """Give slot and share back; the last process of all runs stops the servers."""
        if self._slot_file is not None:
            self._slot_file.close()
        if self.embedded is not None:
            self.embedded.leave()

    @property
    def database(self) -> str:
        """The name of this process's database."""
        return f"{PREFIX}_{self.slot}"

    def database_url(self, name: str | None = None) -> str:
        """Return the URL of this process's database, or of another one on the same server."""
        given = os.environ.get("TEST_DATABASE_URL")
        if given or self.embedded is None:
            return with_path(str(given), name or self.database)
        return self.embedded.postgres.url(name or self.database)

    def redis_url(self) -> str:
        """Return the URL of this process's logical Valkey database."""
        given = os.environ.get("TEST_REDIS_URL")
        if given or self.embedded is None:
            return with_path(str(given), str(self.slot))
        return self.embedded.valkey.url(self.slot)

    def _claim_slot(self) -> None:
        slots = self.folder / "slots"
        slots.mkdir(exist_ok=True)
        for number in range(1, 250):
            handle = (slots / str(number)).open("a")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.close()
                continue
            self.slot, self._slot_file = number, handle
            return
        raise RuntimeError("More than 249 test processes run in this checkout. Stop some of them.")

    def execute(self, statement: str, *names: str) -> list[tuple[object, ...]]:
        """Run one statement in the maintenance database, `{}` standing for quoted names; return its rows."""
        connection = psycopg2.connect(self.database_url("postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def drop(self, database: str) -> None:
        """Drop a database, ending its connections."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def clone(self, template: str, database: str) -> None:
        """Make `database` a fresh copy of the template, ending what is connected to the old one."""
        self.drop(database)
        self.execute("CREATE DATABASE {} TEMPLATE {}", database, template)

    def templates(self) -> list[str]:
        """Return the names of the finished templates, oldest first."""
        rows = self.execute(f"SELECT datname FROM pg_database WHERE datname LIKE '{TEMPLATE}%' ORDER BY oid")
        return [str(row[0]) for row in rows]

    def drop_old_templates(self) -> None:
        """Keep the newest templates: other runs in this checkout may still clone an older one."""
        for name in self.templates()[:-KEPT_TEMPLATES]:
            self.drop(name)

    def template_lock(self) -> "object":
        """Return the lock under which a template is built."""
        return file_lock(self.folder / "template.lock")


def migration_files(root: Path) -> list[Path]:
    """Return every migration of this project and the project's modules that migrations import."""
    migrations = [
        path
        for package in OUR_PACKAGES
        for path in sorted((root / package).rglob("migrations/*.py"))
        if "__pycache__" not in path.parts
    ]
    imported = {module for path in migrations for module in _own_imports(path, root)}
    return migrations + sorted(imported)


def _own_imports(path: Path, root: Path) -> set[Path]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    ours = [name for name in names if name.split(".")[0] in OUR_PACKAGES]
    candidates = [(root / name.replace(".", "/")).with_suffix(".py") for name in ours]
    return {candidate for candidate in candidates if candidate.is_file()}


def template_name(root: Path) -> str:
    """Return the template's name: a hash of the migrations, the settings and the pinned packages."""
    digest = hashlib.sha256()
    for path in [*migration_files(root), root / "hospital_itsm" / "settings.py", root / "requirements.txt"]:
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return TEMPLATE + digest.hexdigest()[:16]


SERVERS = TestServers()
