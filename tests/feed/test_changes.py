"""The feed of changes: nothing skipped, nothing twice, nothing of tickets one may not see."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from hospital_itsm.feed.models import Change
from hospital_itsm.feed.queries import changes
from hospital_itsm.feed.queries.changes import START, Position, changes_after
from tests.api.rest import Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.notices import post_notice
from tickets.choices import Kind
from tickets.models import Ticket


class Writer:
    """Another connection that adds changes one by one and commits when it is told to."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.connection = connections["default"].copy()
        self.connection.inc_thread_sharing()
        self.connection.set_autocommit(False)

    def add(self) -> "Writer":
        """Write one change and leave the transaction open."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO feed_change (kind, subject, label, verb, version, at) "
                "VALUES ('ticket', %s, %s, 'ticket.note', 1, %s)",
                [self.ticket.pk, self.ticket.key, timezone.now()],
            )
        return self

    def commit(self) -> None:
        """Make its changes visible."""
        self.connection.commit()

    def roll_back(self) -> None:
        """Take its changes back."""
        self.connection.rollback()


@contextmanager
def writers(ticket: Ticket, count: int) -> Iterator[list[Writer]]:
    """Several connections that are closed at the end."""
    made = [Writer(ticket) for _number in range(count)]
    try:
        yield made
    finally:
        for writer in made:
            writer.connection.close()


def committed() -> list[Position]:
    """Every committed change in the order of the feed."""
    rows = Change.objects.order_by("transaction", "id").values_list("transaction", "id")
    return [Position(*row) for row in rows]


class Reader:
    """Follows the feed as a client would, a few changes at a time."""

    def __init__(self, actor: object, limit: int = 2) -> None:
        self.actor, self.limit, self.after, self.seen = actor, limit, START, list[Position]()

    def follow(self) -> None:
        """Read until there is nothing more now."""
        while True:
            feed = changes_after(self.actor, self.after, self.limit, ["ticket", "notice"])
            self.seen += [Position(one.change.transaction, one.change.pk) for one in feed.changes]
            self.after = feed.after
            if not feed.more:
                return


@pytest.mark.django_db(transaction=True)
def test_a_slow_transaction_is_never_overtaken(world: World) -> None:
    ticket = cast.report(world)
    reader = Reader(world.agent)
    with writers(ticket, 3) as (slow, fast, late):
        slow.add()
        fast.add().commit()
        reader.follow()
        held = len(reader.seen)
        late.add()
        slow.add().commit()
        reader.follow()
        late.commit()
        reader.follow()
    assert reader.seen == committed()
    assert held == len(committed()) - 4


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_shown_and_holds_nobody_for_ever(world: World) -> None:
    ticket = cast.report(world)
    reader = Reader(world.agent)
    with writers(ticket, 2) as (doomed, good):
        doomed.add()
        good.add().commit()
        reader.follow()
        doomed.roll_back()
        reader.follow()
    assert reader.seen == committed()


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_lose_and_repeat_nothing(world: World) -> None:
    ticket = cast.report(world)
    reader = Reader(world.agent, limit=7)

    def write(writer: Writer, rounds: int) -> None:
        for number in range(rounds):
            writer.add()
            if number % 3:
                writer.commit()
        writer.commit()

    with writers(ticket, 4) as pool:
        threads = [threading.Thread(target=write, args=(writer, 25)) for writer in pool]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            reader.follow()
        for thread in threads:
            thread.join()
    reader.follow()
    assert reader.seen == committed()
    assert len(reader.seen) >= 100


@pytest.mark.django_db(transaction=True)
def test_the_feed_over_rest_goes_on_where_it_stopped(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.agent)
    first = rest.get("changes").json()
    assert [(row["id"], row["verb"]) for row in first["changes"]] == [(ticket.key, "ticket.report")]
    assert rest.get(f"changes?after={first['after']}").json() == {
        "changes": [],
        "after": first["after"],
        "more": False,
    }
    notice = post_notice(
        actor=world.duty_manager, title="Mail is down", severity="outage", sees="No mail arrives."
    )
    rest.patch(f"tickets/{ticket.key}/", {"room": "Bay 9"}, If_Match="*")
    second = rest.get(f"changes/?after={first['after']}&limit=1").json()
    assert [(row["kind"], row["id"]) for row in second["changes"]] == [("notice", str(notice.pk))]
    assert second["more"] is True
    third = rest.get(f"changes?after={second['after']}").json()
    assert [(row["id"], row["version"]) for row in third["changes"]] == [(ticket.key, ticket.version + 1)]


@pytest.mark.django_db(transaction=True)
def test_the_feed_shows_only_tickets_the_reader_sees_now(world: World) -> None:
    ticket = cast.report(world)
    cast.report(world, actor=world.security, kind=Kind.SECURITY, team="SEC")
    cast.report(world, actor=world.elsewhere, area=world.area("MS5"))
    nurse = Rest(world.requester)
    mine = nurse.get("changes").json()["changes"]
    assert [row["id"] for row in mine] == [ticket.key]
    assert "verb" not in mine[0]
    assert Rest(world.clerk).get("changes").json()["changes"] == []
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    assert ticket.key not in [row["id"] for row in Rest(world.agent).get("changes").json()["changes"]]
    assert Rest(world.colleague).get("changes").json()["changes"] == []


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_sees_little_still_gets_past_what_is_hidden(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 3)
    for _number in range(4):
        cast.report(world, actor=world.elsewhere, area=world.area("MS5"))
    mine = cast.report(world)
    reader = Reader(world.requester, limit=1)
    reader.follow()
    assert len(reader.seen) == Change.objects.filter(subject=mine.pk).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "after=", "after=7", "after=1.x", "after=-1.2", "after=1.2.3", "after=9999999999999999999.1", "after=٣.١",
        "limit=501",
    ],
)  # fmt: skip
def test_cursors_nobody_gave_out_are_refused(world: World, query: str) -> None:
    refused = problem(Rest(world.agent).get(f"changes?{query}"), 400, "unknown-input")
    assert pointers(refused) == [f"/{query.partition('=')[0]}"]


@pytest.mark.django_db
def test_a_cursor_from_another_database_says_to_start_anew(world: World) -> None:
    refused = problem(Rest(world.agent).get("changes?after=900000000000000.1"), 400, "unknown-input")
    assert "Start without it" in refused["errors"][0]["detail"]


@pytest.mark.django_db
def test_the_scope_and_a_role_are_needed(world: World) -> None:
    problem(Rest(world.agent, ["tickets:read"]).get("changes"), 403, "forbidden")
    problem(Rest(world.vendor_guest).get("changes"), 403, "forbidden")


def test_the_feed_reads_through_its_index(db: None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM feed_change WHERE transaction >= 5 AND transaction < 9 "
            "AND (transaction > 5 OR id > 3) ORDER BY transaction, id LIMIT 10"
        )
        assert "change_feed" in "\n".join(row[0] for row in cursor.fetchall())
