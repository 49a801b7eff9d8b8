"""How many statements a report over REST needs, whatever is there already."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.rest import REPORT, Rest
from tests.tickets import desk_cast as cast
from tests.world import World

MOST = 25
BRACKETS = ("SAVEPOINT", "RELEASE")
"""The transactions of a test show as savepoints; a server has one BEGIN and COMMIT for them."""


@pytest.mark.django_db
def test_a_report_needs_at_most_25_statements(world: World) -> None:
    rest = Rest(world.requester)
    rest.post("tickets/", REPORT)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert rest.post("tickets/", REPORT).status_code == 201
        counts.append(len([row for row in captured if not row["sql"].startswith(BRACKETS)]))
        for _number in range(5):
            cast.report(world)
    assert max(counts) <= MOST, counts
