"""The address of the tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.webhooks.cast import HOST, Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """An address on the loopback that the settings allow."""
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    with receiving() as one:
        yield one
