"""Make `.venv` and install the pinned packages: `python3 hospital_itsm/embedded/bootstrap.py`.

Runs on a bare Python 3.11 with the standard library only. Where `venv` cannot bring pip (Debian without
python3-venv) virtualenv is fetched into `.run/boot` and used instead.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BOOT = ROOT / ".run" / "boot"
OLDEST = (3, 11)
QUIET = ["--quiet", "--disable-pip-version-check"]
MEND = "Python has neither venv nor pip. Install the package python3-venv (or python3-pip), then try again."


def succeeds(*command: str | Path) -> bool:
    """Run a command without output; return whether it ended well."""
    return subprocess.run(list(map(str, command)), capture_output=True, check=False).returncode == 0


def has_pip() -> bool:
    """Return whether `.venv` is usable."""
    return (VENV / "bin" / "python").exists() and succeeds(VENV / "bin" / "python", "-m", "pip", "--version")


def make_environment() -> None:
    """Make `.venv` by the first way that works."""
    if has_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if succeeds(sys.executable, "-m", "venv", VENV) and has_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not succeeds(sys.executable, "-m", "pip", "--version"):
        sys.exit(MEND)
    target = [*QUIET, "--target", str(BOOT), "--upgrade", "virtualenv"]
    subprocess.run([sys.executable, "-m", "pip", "install", *target], check=True)
    found = os.environ | {"PYTHONPATH": str(BOOT)}
    subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", str(VENV)], env=found, check=True)


def main() -> None:
    """Make the environment and install requirements-dev.txt, every file checked against its hash."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed. Name it: make PYTHON=/path/to/python3.11"
        )
    make_environment()
    requirements = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements-dev.txt")]
    print("Installing the pinned packages into .venv", flush=True)
    subprocess.run([str(VENV / "bin" / "python"), "-m", "pip", "install", *QUIET, *requirements], check=True)


if __name__ == "__main__":
    main()
