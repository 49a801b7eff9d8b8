"""Readers of the environment that fail loudly; settings are made of them."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def secret(name: str, default: str | None = None) -> str:
    """Return a secret from `NAME` or from the file named by `NAME_FILE`; fail loudly when neither is there."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Read a switch that is on, off or absent; anything else stops the start."""
    value = os.environ.get(name, "").strip().lower()
    if value and value not in SWITCHES:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to true or false.")
    return SWITCHES.get(value, default)
