"""The schema says what REST does: examples of every operation, sent by an agent, find only what it documents."""

from typing import Any

import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode

from tests.api.rest import bearer
from tests.tickets import desk_cast as cast
from tests.world import World

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
EXAMPLES = 4
REFUSALS = ["2xx", "400", "401", "403", "404", "409", "412", "413", "415", "422", "428", "429"]
"""A value may fit its type and still be refused; the schema documents each of these."""

SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = sorted(
    (path, method) for path, item in SCHEMA["paths"].items() for method in item if method != "parameters"
)


@pytest.fixture
def documented(live_server: Any) -> Any:
    """The schema as the tester reads it, sent to a real server on this process's database."""
    found = schemathesis.openapi.from_dict(SCHEMA)
    found.config.update(base_url=live_server.url)
    for name in ("positive_data_acceptance", "negative_data_rejection"):
        getattr(found.config.checks, name).expected_statuses = REFUSALS
    return found


def test_the_schema_is_valid_openapi_3_1() -> None:
    validate_schema(SCHEMA)
    assert SCHEMA["openapi"] == "3.1.0"


def test_every_operation_documents_its_refusals() -> None:
    for path, method in OPERATIONS:
        answers = set(SCHEMA["paths"][path][method]["responses"])
        assert {"400", "401", "403", "404", "429"} <= answers, (path, method)
        if method != "get":
            assert {"409", "412", "413", "415", "422", "428"} <= answers, (path, method)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
def test_examples_of_every_operation_find_only_what_is_documented(
    world: World, documented: Any, mode: GenerationMode, settings: Any
) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {**IN_MEMORY}}
    ticket = cast.report(world)
    headers = {"Authorization": bearer(world.agent)}
    faults = []
    for path, method in OPERATIONS:
        operation = documented[path][method.upper()]

        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            if "key" in (case.path_parameters or {}):
                case.path_parameters["key"] = ticket.key
            case.call_and_validate(headers=headers)

        try:
            bounded(send)()
        except (Exception, BaseExceptionGroup) as fault:
            faults.append(f"{method} {path}: {fault}")
    assert not faults, "\n".join(faults)


def bounded(test: Any) -> Any:
    """Few examples, the same ones each time."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=checks
    )(test)
