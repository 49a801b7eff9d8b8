"""The container files say what they should, as far as it can be proven without a container engine."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from hospital_itsm.embedded.container_secrets import write_secrets
from tests.source import ROOT

COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file, merges resolved."""
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def instructions() -> list[str]:
    """The Dockerfile's instructions, continued lines joined."""
    text = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_compose_file_follows_the_specification() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(COMPOSE),
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_every_part_of_the_product_is_there(compose: dict[str, Any]) -> None:
    assert {"web", "worker", "reports", "beat", "postgres", "redis", "proxy"} <= set(compose["services"])


def test_web_and_worker_can_be_multiplied(compose: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert not {"container_name", "ports", "hostname"} & set(compose["services"][name])


def test_what_serves_has_a_health_check(compose: dict[str, Any]) -> None:
    served = ("web", "worker", "reports", "postgres", "redis", "proxy")
    assert [name for name in served if "healthcheck" not in compose["services"][name]] == []


def test_only_the_proxy_is_reachable_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if service.get("ports")] == ["proxy"]


def test_the_product_gets_known_variables_and_its_secrets_from_files(compose: dict[str, Any]) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    given = compose["services"]["web"]["environment"]
    assert {name.removesuffix("_FILE") for name in given} <= known
    named = {"SECRET_KEY_FILE", "FIELD_KEY_FILE", "AUDIT_KEY_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE"}
    assert named <= set(given)


def test_make_secrets_writes_each_secret_once(compose: dict[str, Any], tmp_path) -> None:
    first = write_secrets(tmp_path / "secrets")
    assert set(first) == set(compose["secrets"])
    assert write_secrets(tmp_path / "secrets") == first
    assert len({first[name] for name in ("secret_key", "field_key", "audit_key")}) == 3


def test_the_image_does_not_run_as_root_and_has_no_heredoc() -> None:
    users = [line.split()[1] for line in instructions() if line.startswith("USER ")]
    assert users == ["itsm"]
    assert not [line for line in instructions() if "<<" in line]


def test_what_the_image_copies_exists() -> None:
    copied = [
        line.split()[1:-1] for line in instructions() if line.startswith("COPY ") and "--from" not in line
    ]
    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
