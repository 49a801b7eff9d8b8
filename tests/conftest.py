"""What every test stands on: real servers, a cloned database per process, markers, hypothesis profiles."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

import hospital_itsm.celery  # noqa: F401  so that a wake after a commit goes to the broker of the tests
from hospital_itsm.embedded import places
from tests.database import Clone
from tests.servers import SERVERS
from tests.world import world as world

pytest_plugins = ["tests.processes"]
Result = TypeVar("Result")

EXAMPLES = DirectoryBasedExampleDatabase(places.run_folder("hypothesis"))
settings.register_profile("fast", max_examples=60, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "thorough",
    max_examples=2_000,
    deadline=None,
    database=EXAMPLES,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser tests out when BROWSER=skip; the summary says so."""
    if os.environ.get("BROWSER") == "skip":
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="BROWSER=skip"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in the summary that the browser tests did not run."""
    if os.environ.get("BROWSER") == "skip":
        terminalreporter.write_line("BROWSER=skip: the browser tests were left out.", yellow=True)


def pytest_unconfigure() -> None:
    """Give the servers back; the last test process of this checkout stops them."""
    SERVERS.leave()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give this process its clone of the migrated template (`--create-db` builds the template afresh)."""
    with django_db_blocker.unblock():
        Clone.make(afresh=request.config.getvalue("create_db"))
    yield
    with django_db_blocker.unblock():
        Clone.drop()


@pytest.fixture(scope="session", autouse=True)
def _renew_instead_of_flush() -> None:
    """Tests with real transactions (`transactional_db`, `live_server`) end with a clone, not a flush."""
    TransactionTestCase._fixture_teardown = lambda case: Clone.renew()  # type: ignore[attr-defined]


@pytest.fixture
def shared_data() -> Path:
    """The folder of the shared test data; a test that asks for it is skipped where the folder is absent."""
    folder = Path(os.environ.get("SHARED_DATA", "../shared/data"))
    folder = folder if folder.is_absolute() else places.CHECKOUT / folder
    if not folder.is_dir():
        pytest.skip(f"The shared data are absent at {folder}: set SHARED_DATA to their folder.")
    return folder


@pytest.fixture
def in_thread() -> Iterator[Callable[..., Any]]:
    """Run database work outside the browser's event loop: `in_thread(Ticket.objects.count)`."""
    with ThreadPoolExecutor(max_workers=1) as pool:

        def run(function: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
            return pool.submit(function, *arguments, **named).result()

        yield run
        pool.submit(connections.close_all).result()
