"""The example environment names what the settings read, and the settings refuse what is unsafe."""

import os
import re
import subprocess
import sys

import pytest

from hospital_itsm.embedded.environment import load_run_env, read_run_env
from tests.source import ROOT

READS = re.compile(r"""(?:\benv\.\w+|\bsecret|\bflag)\(\s*["']([A-Z_]+)["']""")
SAFE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "s" * 40,
    "FIELD_KEY": "f" * 40,
    "AUDIT_KEY": "a" * 40,
    "SITE_URL": "https://desk.larkhaven.example",
    "ALLOWED_HOSTS": "desk.larkhaven.example",
}


def start(
    script: str = "import hospital_itsm.settings", **changes: str | None
) -> subprocess.CompletedProcess[str]:
    """Run a script, by default read the settings, in a process with the safe environment and these changes."""
    chosen = {name: value for name, value in (SAFE | changes).items() if value is not None}
    environment = {"PATH": os.environ["PATH"], **chosen}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_the_example_lists_every_variable_the_settings_read() -> None:
    read = set(READS.findall((ROOT / "hospital_itsm" / "settings.py").read_text(encoding="utf-8")))
    example = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0] for line in example if line and not line.startswith("#")}
    assert named == read


def test_a_production_with_its_own_secrets_starts() -> None:
    result = start(PRODUCTION="true")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("changes", "installed"),
    [
        ({"PRODUCTION": "true"}, False),
        ({"PRODUCTION": "true", "DEMO": "true"}, True),
        ({"DEVELOPMENT": "true"}, True),
        ({"DEVELOPMENT": "true", "DEMO": "false"}, False),
    ],
)
def test_the_demo_is_installed_where_it_is_wanted(changes: dict[str, str], installed: bool) -> None:
    asked = "'hospital_itsm.demo' in hospital_itsm.settings.INSTALLED_APPS"
    result = start(f"import hospital_itsm.settings; print({asked})", **changes)
    assert result.stdout == f"{installed}\n", result.stderr


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "development-only-key-never-for-production"}, "must be your own"),
        ({"FIELD_KEY": "s" * 40}, "must differ"),
        ({"PRODUCTION": "true", "DEBUG": "true"}, "refuses to start"),
        ({"PRODUCTION": "true", "DEVELOPMENT": "true"}, "refuses to start"),
        ({"SITE_URL": None}, "Set SITE_URL"),
    ],
)
def test_an_unsafe_production_refuses_to_start_and_names_the_mend(changes: dict, mend: str) -> None:
    result = start(**changes)
    assert result.returncode != 0
    assert mend in result.stderr


def test_the_run_environment_fills_gaps_and_overrides_nothing(tmp_path, monkeypatch) -> None:
    file = tmp_path / "env"
    file.write_text("# a comment\nFIRST=one\nSECOND=a=b\n")
    assert read_run_env(file) == {"FIRST": "one", "SECOND": "a=b"}
    assert read_run_env(tmp_path / "absent") == {}
    monkeypatch.setattr(
        "hospital_itsm.embedded.environment.read_run_env", lambda: {"FIRST": "x", "THIRD": "y"}
    )
    monkeypatch.setenv("FIRST", "kept")
    monkeypatch.delenv("THIRD", raising=False)
    load_run_env()
    assert (os.environ["FIRST"], os.environ.pop("THIRD")) == ("kept", "y")
