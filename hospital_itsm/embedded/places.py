"""Where the embedded servers keep their things: one git-ignored folder per checkout."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = CHECKOUT / ".run"
VARIABLE_TEMPORARY = Path("/var/tmp")  # noqa: S108  survives a reboot, unlike /tmp


def run_folder(*parts: str) -> Path:
    """Return a folder below `.run`, made when missing.

    `.run` may be passed through (0711) because PostgreSQL may run as another user; what is inside is private.
    """
    RUN.mkdir(exist_ok=True)
    if RUN.stat().st_uid == os.geteuid():
        RUN.chmod(0o711)
    folder = RUN.joinpath(*parts)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def outside_home() -> Path:
    """Return the folder used where the server's user cannot enter this checkout, named by its hash."""
    digest = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:16]
    return VARIABLE_TEMPORARY / f"hospital-itsm-{digest}"


def write_private(path: Path, text: str) -> None:
    """Write `text` to `path` in one step, readable by the owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(name, path)


def read_facts(path: Path) -> dict[str, Any]:
    """Return the stored facts (port, passwords) of a server, empty when there are none yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_facts(path: Path, facts: dict[str, Any]) -> None:
    """Store the facts of a server for its next start."""
    write_private(path, json.dumps(facts, indent=1) + "\n")
