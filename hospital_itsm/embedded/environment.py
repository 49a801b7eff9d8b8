"""The environment of a checkout that runs on the embedded servers: `.run/env`, one `NAME=value` per line."""

import os
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parents[2] / ".run" / "env"


def read_run_env(path: Path = ENV_FILE) -> dict[str, str]:
    """Return the variables of `.run/env`, empty when there is no such file."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def load_run_env() -> None:
    """Fill `os.environ` from `.run/env`; what is set already stays."""
    for name, value in read_run_env().items():
        os.environ.setdefault(name, value)
