"""The demo: `make demo` starts real servers, loads the demo hospital once and runs the whole desk.

Web, workers and beat are children that die with this process; Ctrl-C or SIGTERM stops everything in order.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from types import FrameType

from hospital_itsm.embedded import places
from hospital_itsm.embedded.children import start_child, stop_child
from hospital_itsm.embedded.ports import LOOPBACK, is_free
from hospital_itsm.embedded.prepare import DATABASE, write_run_env
from hospital_itsm.embedded.services import Services, demo_lock
from hospital_itsm.embedded.static_files import collected_static

DEFAULT_PORT = 8000
HEALTHY_SECONDS = 60
DEMO = places.CHECKOUT / "hospital_itsm" / "demo"
WEB = ("-m", "hospital_itsm.web")
CELERY = ("-m", "celery", "--app", "hospital_itsm.celery")
WORKER = ("worker", "--without-gossip", "--without-mingle", "--loglevel", "INFO")


def digest_of(folder: Path) -> str:
    """Return a digest of every module below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Stopped(Exception):
    """Somebody asked the demo to end."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


class Demo:
    """One run of the demo on one port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.address = f"http://localhost:{port}/"
        self.services = Services(places.run_folder())
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.logs = places.run_folder("log")
        self.accounts = places.RUN / "demo-accounts"
        self.loaded_by = places.RUN / "demo-loaders.json"

    def run(self) -> None:
        """Start everything, say where it is, and watch it until somebody stops it or a part ends."""
        try:
            self.start()
            self.announce()
            self.watch()
        finally:
            self.stop()

    def start(self) -> None:
        """Bring everything up, in the order in which it needs each other."""
        self.services.take()
        self.services.start()
        self.services.postgres.ensure_database(DATABASE)
        os.environ.update(
            write_run_env(self.services),
            SITE_URL=self.address.rstrip("/"),
            SECOND_STEP_FOR_ADMINISTRATORS="false",
        )
        self.prepare_product()
        self.start_product()
        self.wait_healthy()

    def prepare_product(self) -> None:
        """Migrate and collect static files side by side, then load what is missing of the demo hospital.

        Nothing can be missing where the loaders are those of the last start.
        """
        migrating = self.manage("migrate", "--no-input", "--verbosity", "0")
        os.environ["STATIC_ROOT"] = str(collected_static())
        if migrating.wait():
            raise SystemExit("manage.py migrate failed.")
        kept, loaders = places.read_facts(self.loaded_by), {"loaders": digest_of(DEMO)}
        if kept != loaders or not self.accounts.exists():
            self.load_hospital()
            places.write_facts(self.loaded_by, loaders)

    def load_hospital(self) -> None:
        """Load what is missing; what it prints, one line per account, is kept for later starts."""
        print("Loading the demo hospital (once; what people did is kept)", flush=True)
        loading = self.manage("load_demo", "--with-history", output=subprocess.PIPE)
        lines, _ = loading.communicate()
        if loading.returncode:
            raise SystemExit("manage.py load_demo failed.")
        places.write_private(self.accounts, lines)

    def manage(self, *arguments: str, output: int | None = None) -> subprocess.Popen[str]:
        """Start a management command."""
        command = [sys.executable, str(places.CHECKOUT / "manage.py"), *arguments]
        return subprocess.Popen(command, stdout=output, text=True)

    def start_product(self) -> None:
        """Start web, the two workers (reports never take the slots of default and mail) and beat."""
        schedule = str(places.RUN / "beat-schedule")
        address = ("--host", LOOPBACK, "--port", str(self.port))
        self.child("web", *WEB, *address, "--workers", "2")
        self.child("worker", *CELERY, *WORKER, "-Q", "default,mail", "-c", "2", "-n", "desk@%h")
        self.child("reports", *CELERY, *WORKER, "-Q", "reports", "-c", "1", "-n", "reports@%h")
        self.child("beat", *CELERY, "beat", "--loglevel", "INFO", "--schedule", schedule, "--pidfile", "")

    def child(self, name: str, *arguments: str) -> None:
        """Start one long-running part; its output goes to `.run/log/<name>.log`."""
        command = [sys.executable, *arguments]
        self.children[name] = start_child(command, log=self.logs / f"{name}.log", cwd=places.CHECKOUT)

    def wait_healthy(self) -> None:
        """Wait until `/readyz` has nothing to complain of; go on with a warning when something stays late."""
        started = time.monotonic()
        complaints = ["web does not answer"]
        while complaints and time.monotonic() - started < HEALTHY_SECONDS:
            self.require_children()
            time.sleep(0.1)
            up, complaints = self.readiness()
        if complaints and not up:
            raise SystemExit(f"Not healthy after {HEALTHY_SECONDS} s: {', '.join(complaints)}")
        if complaints:
            print(f"Running, but not wholly well: {', '.join(complaints)}", file=sys.stderr)

    def readiness(self) -> tuple[bool, list[str]]:
        """Return whether pages work, and what `/readyz` complains of."""
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.port}/readyz", timeout=5) as response:
                return True, json.load(response)["reasons"]
        except (OSError, ValueError, KeyError) as error:
            return False, [str(error)]

    def require_children(self) -> None:
        """Raise when a part has ended by itself."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise SystemExit(f"{name} ended with {child.returncode}. Its log is {self.logs / name}.log.")

    def announce(self) -> None:
        """Print the address and the demo accounts."""
        print(f"\n  {self.address}\n\n  Password of every account: {os.environ['DEMO_PASSWORD']}\n")
        for line in self.accounts.read_text(encoding="utf-8").splitlines():
            print(f"  {line}")
        print("\n  Ctrl-C stops everything; what people did is kept.", flush=True)

    def watch(self) -> None:
        """Sleep until stopped, looking once a second whether every part still runs."""
        while True:
            self.require_children()
            time.sleep(1)

    def stop(self) -> None:
        """Stop beat first, then workers and web at the same time, then the servers."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        stopping = [threading.Thread(target=stop_child, args=(child,)) for child in self.children.values()]
        for thread in reversed(stopping):
            thread.start()
        for thread in stopping:
            thread.join()
        self.services.leave()
        print("Everything is stopped.", flush=True)


def main() -> int:
    """Run the demo until it is stopped; 0 when it was stopped on purpose."""
    parser = argparse.ArgumentParser(description="Run the service desk with the demo hospital.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    port: int = parser.parse_args().port
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    if not is_free(port):
        print(f"Port {port} is taken. Choose another: make demo PORT={port + 1}", file=sys.stderr)
        return 1
    with demo_lock() as free:
        if not free:
            print("The demo of this checkout runs already.", file=sys.stderr)
            return 1
        try:
            Demo(port).run()
        except Stopped:
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
