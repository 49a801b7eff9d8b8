"""The orders of a list never sort the whole table: each stands in an index."""

import pytest
from django.db import connection

from tickets.models import Ticket
from tickets.orders import SINGLE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", SINGLE)
def test_each_order_is_read_from_an_index(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = Ticket.objects.order_by(*SINGLE[name]).values("pk")[:25].explain()
    assert "Sort" not in plan, plan
    assert "Index" in plan, plan
