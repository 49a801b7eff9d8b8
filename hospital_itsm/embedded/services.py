"""Both embedded servers together, kept alive as long as anybody holds a share in them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hospital_itsm.embedded import places
from hospital_itsm.embedded.postgres import Cluster
from hospital_itsm.embedded.valkey import Valkey


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on `path`; the kernel releases it when the process ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@dataclass
class Services:
    """PostgreSQL in `<folder>/pg` and Valkey in `<folder>/valkey`.

    Several processes may use them at once (test workers, two test runs, the demo and a bench): each takes
    a share and gives it back; the last one stops the servers.
    """

    folder: Path
    durable: bool = True

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._share = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        self.postgres = Cluster(self.folder / "pg", durable=self.durable)
        self.valkey = Valkey(self.folder / "valkey")

    def take(self) -> "Services":
        """Take a share: ports and passwords are settled, and nobody else will stop the servers under us."""
        fcntl.flock(self._share, fcntl.LOCK_SH)
        with file_lock(self.folder / "start.lock"):
            self._reread()
            self.postgres.prepare()
            self.valkey.prepare()
        return self

    def start(self) -> "Services":
        """Start what does not run; one process at a time, the others find it running."""
        with file_lock(self.folder / "start.lock"):
            self._reread()
            self.postgres.start()
            self.valkey.start()
        return self

    def leave(self) -> bool:
        """Give the share back; the last holder stops the servers. Return whether they were stopped."""
        fcntl.flock(self._share, fcntl.LOCK_UN)
        try:
            fcntl.flock(self._share, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.valkey.stop()
        self.postgres.stop()
        fcntl.flock(self._share, fcntl.LOCK_UN)
        return True

    def _reread(self) -> None:
        self.postgres = Cluster(self.folder / "pg", durable=self.durable)
        self.valkey = Valkey(self.folder / "valkey")


@contextmanager
def demo_lock() -> Iterator[bool]:
    """Hold the lock of this checkout's demo; yields False when another demo holds it."""
    with (places.run_folder() / "demo.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
