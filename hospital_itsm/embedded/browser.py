"""Find a Chromium for the browser tests, or install one: `python -m hospital_itsm.embedded.browser`.

Order: `$CHROMIUM`, the PATH, Playwright's own download, and for root the system package.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MEND = (
    "No Chromium runs here. Install the package chromium, or set CHROMIUM to its path, "
    "or leave the browser tests out with BROWSER=skip."
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def runs(path: str | None) -> bool:
    """Return whether this program exists and starts (a download without its system libraries does not)."""
    if not path or not Path(path).exists():
        return False
    command = [path, "--version", "--no-sandbox"]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


def playwright_path() -> str | None:
    """Return where Playwright keeps its own Chromium, whether it is downloaded or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def candidates() -> Iterator[str | None]:
    """Yield the places of a Chromium that may be installed already, best first."""
    yield os.environ.get("CHROMIUM")
    yield from (shutil.which(name) for name in NAMES)
    yield playwright_path()


def find() -> str | None:
    """Return the path of a Chromium that runs, or None."""
    return next((path for path in candidates() if runs(path)), None)


def download_by_playwright() -> None:
    """Let Playwright download its Chromium into the user's cache."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def install_system_package() -> None:
    """Install the system's Chromium; only root can."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    subprocess.run(install, env=environment, check=False)


def find_or_install() -> str | None:
    """Return the path of a Chromium that runs, installing one when needed; None when that fails."""
    ways: tuple[Callable[[], None], ...] = (download_by_playwright, install_system_package)
    found = find()
    for install in ways:
        if found:
            break
        install()
        found = find()
    return found


def main() -> int:
    """Make sure that the browser tests can run; 0 when they can or are left out on purpose."""
    if os.environ.get("BROWSER") == "skip":
        return 0
    found = find_or_install()
    print(f"Browser tests use {found}" if found else MEND, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
