"""A browser in which the administrator is signed in."""

import pytest
from django.test import Client

from tests.world import World


@pytest.fixture
def administrator(world: World, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(world.administrator)
    return client
