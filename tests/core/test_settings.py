"""Production refuses to start with a default secret, DEBUG or missing words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = {
    "PRODUCTION": "1",
    "DATABASE_URL": "postgres://desk:secret@127.0.0.1:1/desk",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "a" * 40,
    "FIELD_KEY": "b" * 40,
    "AUDIT_KEY": "c" * 40,
    "ALLOWED_HOSTS": "desk.example.org",
    "SITE_URL": "https://desk.example.org",
}
SHOW = "from django.conf import settings; print(settings.SECRET_KEY, settings.SESSION_COOKIE_SECURE, settings.DEBUG)"


def start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**SOUND, **changes}
    kept = {name: value for name, value in environment.items() if value is not None}
    base = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "hospital_itsm.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW], env={**base, **kept}, cwd=ROOT, capture_output=True, text=True
    )


def test_sound_settings_start_with_secure_cookies() -> None:
    done = start()
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["a" * 40, "True", "False"]


def test_secrets_are_read_from_files(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("d" * 40 + "\n")
    done = start(SECRET_KEY=None, SECRET_KEY_FILE=str(file))
    assert done.stdout.split()[0] == "d" * 40


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "development-only-key-never-for-production"}, "must be your own"),
        ({"SECRET_KEY": "short"}, "at least 32"),
        ({"FIELD_KEY": "a" * 40}, "differ from each other"),
        ({"SITE_URL": None}, "Set SITE_URL"),
        ({"DEBUG": "1"}, "refuses to start with DEBUG"),
        ({"DEVELOPMENT": "1"}, "refuses to start with DEBUG"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
    ],
)
def test_unsound_settings_stop_the_start_and_say_why(changes: dict[str, str | None], words: str) -> None:
    done = start(**changes)
    assert done.returncode != 0
    assert words in done.stderr
