"""The seek paginator: every row exactly once, both ways, under equal keys and while rows come and go."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hospital_itsm.core.listing import BadCursor, Place, capped_count, place_in, seek
from hospital_itsm.jobs.models import Heartbeat
from tests.tickets import desk_cast as cast
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BY_DUE = ("next_due_at", "id")
NEWEST = ("-opened_at", "-id")


def rows(count: int, *, distinct: int = 1) -> list[str]:
    """Tickets whose deadlines fall on `distinct` instants."""
    return [
        cast.plain(next_due_at=NOON + timedelta(hours=n % distinct), opened_at=NOON).key for n in range(count)
    ]


def walk(ordering: tuple[str, ...], size: int, between: Callable[[], object] = lambda: None) -> list[str]:
    """All keys by following `next_cursor`; `between` runs after each page."""
    seen: list[str] = []
    cursor = ""
    while True:
        page = seek(Ticket.objects.all(), ordering, size, cursor)
        seen += [row.key for row in page.rows]
        cursor = page.next_cursor
        if not cursor:
            return seen
        between()


@pytest.mark.parametrize("size", [1, 3, 10, 100])
@pytest.mark.parametrize("ordering", [BY_DUE, NEWEST, ("-priority", "opened_at", "-pk")])
def test_every_row_comes_exactly_once_under_equal_keys(ordering: tuple[str, ...], size: int) -> None:
    made = rows(10, distinct=2)
    assert sorted(walk(ordering, size)) == sorted(made)


def test_rows_inserted_while_paging_shift_and_repeat_nothing() -> None:
    made = rows(9, distinct=3)
    seen = walk(BY_DUE, 2, between=lambda: cast.plain(next_due_at=NOON, opened_at=NOON))
    assert len(seen) == len(set(seen))
    assert set(made) <= set(seen)


def test_the_way_back_shows_the_same_pages() -> None:
    rows(7)
    first = seek(Ticket.objects.all(), BY_DUE, 3)
    second = seek(Ticket.objects.all(), BY_DUE, 3, first.next_cursor)
    third = seek(Ticket.objects.all(), BY_DUE, 3, second.next_cursor)
    assert (first.previous_cursor, third.next_cursor, len(third.rows)) == ("", "", 1)
    back = seek(Ticket.objects.all(), BY_DUE, 3, third.previous_cursor)
    assert back.rows == second.rows
    start = seek(Ticket.objects.all(), BY_DUE, 3, back.previous_cursor)
    assert (start.rows, start.previous_cursor) == (first.rows, "")


def test_a_page_costs_one_statement(django_assert_num_queries: Callable[[int], object]) -> None:
    rows(4)
    cursor = seek(Ticket.objects.all(), BY_DUE, 2).next_cursor
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        seek(Ticket.objects.all(), BY_DUE, 2, cursor)


@pytest.mark.parametrize("cursor", ["nonsense", "1", "a:b:c"])
def test_a_cursor_nobody_made_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        seek(Ticket.objects.all(), BY_DUE, 2, cursor)


def test_a_cursor_of_another_order_is_refused() -> None:
    rows(3)
    cursor = seek(Ticket.objects.all(), BY_DUE, 2).next_cursor
    with pytest.raises(BadCursor):
        seek(Ticket.objects.all(), NEWEST, 2, cursor)


@pytest.mark.parametrize("ordering", [("resolved_at", "id"), ("next_due_at",), (), ("colour", "id")])
def test_orderings_that_would_lose_rows_are_refused(ordering: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"primary key|null|column"):
        seek(Ticket.objects.all(), ordering, 2)


def test_counts_stop_above_the_cap() -> None:
    Heartbeat.objects.bulk_create([Heartbeat(name=str(n), beat_at=NOON) for n in range(6)])
    assert capped_count(Heartbeat.objects.all(), cap=4) == 5
    assert capped_count(Heartbeat.objects.all(), cap=10) == 6


@pytest.mark.parametrize("ordering", [BY_DUE, NEWEST])
def test_every_row_knows_its_place_and_its_neighbors_under_equal_keys(ordering: tuple[str, ...]) -> None:
    rows(7, distinct=3)
    tickets = list(Ticket.objects.order_by(*ordering))
    places = [place_in(Ticket.objects.all(), ordering, ticket, "key") for ticket in tickets]
    keys = ["", *(ticket.key for ticket in tickets), ""]
    assert places == [Place(keys[number - 1], keys[number + 1], number, 7) for number in range(1, 8)]


def test_a_row_outside_the_listing_has_neighbors_and_no_place() -> None:
    rows(3)
    tickets = list(Ticket.objects.order_by(*BY_DUE))
    others = Ticket.objects.exclude(pk=tickets[1].pk)
    assert place_in(others, BY_DUE, tickets[1], "key") == Place(tickets[0].key, tickets[2].key, 0, 2)


def test_places_are_counted_up_to_the_cap_with_one_statement(django_assert_num_queries: Any) -> None:
    rows(6)
    tickets = list(Ticket.objects.order_by("id"))
    with django_assert_num_queries(2):
        third = place_in(Ticket.objects.all(), ("id",), tickets[2], "key", cap=3)
        fifth = place_in(Ticket.objects.all(), ("id",), tickets[4], "key", cap=3)
    assert third == Place(tickets[1].key, tickets[3].key, 3, 4)
    assert fifth == Place(tickets[3].key, tickets[5].key, 0, 4)


def test_a_list_that_can_hold_nothing_has_no_places() -> None:
    rows(1)
    assert place_in(Ticket.objects.none(), BY_DUE, Ticket.objects.get(), "key") == Place("", "", 0, 0)
