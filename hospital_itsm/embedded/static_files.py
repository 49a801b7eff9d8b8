"""Collected static files, kept until one of them changes: compressing them is the slowest part of a start."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from hospital_itsm.embedded import places
from hospital_itsm.embedded.services import file_lock

KEPT = 4


def fingerprint() -> str:
    """Hash everything the collected files depend on."""
    digest = hashlib.sha256((places.CHECKOUT / "requirements.txt").read_bytes())
    digest.update((places.CHECKOUT / "hospital_itsm" / "core" / "static.py").read_bytes())
    for path in sorted((places.CHECKOUT / "static").rglob("*")):
        if path.is_file():
            facts = path.stat()
            name = path.relative_to(places.CHECKOUT)
            digest.update(f"{name} {facts.st_mtime_ns} {facts.st_size}\n".encode())
    return digest.hexdigest()[:16]


def collected_static() -> Path:
    """Return the folder for `STATIC_ROOT`, collecting only when something has changed since the last time."""
    folder = places.run_folder("static")
    wanted = folder / fingerprint()
    with file_lock(places.run_folder() / "static.lock"):
        if not wanted.exists():
            _collect(wanted)
            older = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]
            for path in older:
                shutil.rmtree(path, ignore_errors=True)
    return wanted


def _collect(target: Path) -> None:
    partial = target.with_name("partial")
    shutil.rmtree(partial, ignore_errors=True)
    environment = os.environ | {
        "STATIC_ROOT": str(partial),
        "DJANGO_SETTINGS_MODULE": "hospital_itsm.settings",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=places.CHECKOUT, env=environment, check=True)
    partial.rename(target)
