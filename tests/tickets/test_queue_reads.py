"""The queue: its views, groups and counters, and the one list of filters."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any

import pytest
from django.db.models import CharField, TextField

from hospital_itsm.core.listing import place_in
from hospital_itsm.core.prepared import Prepared
from hospital_itsm.following.actions.follows import follow
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.choices import Kind, State
from tickets.filters import FILTERS, TicketFilters
from tickets.models import Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.orders import SORTS, fit, joined
from tickets.queries import queue, queue_counts, queue_views
from tickets.queries.queue_place import place_in_view
from tickets.queries.search import exact_key

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
Counted = Callable[[int], AbstractContextManager[Any]]


def row(world: World, due: datetime = NOW, **fields: Any) -> Ticket:
    """A ticket of the service desk that falls due at an instant."""
    values = {"team": world.team("SD-L1"), "opened_at": NOW - timedelta(hours=1), "next_due_at": due}
    return cast.plain(**(values | fields))


def keys(world: World, actor: Any, **data: Any) -> set[str]:
    """What the filters leave of everything the actor sees in the agent area."""
    filters = TicketFilters(data, actor=actor, now=NOW)
    assert filters.errors == {}
    return {ticket.key for ticket in filters.apply(Ticket.objects.on_desk(actor))}


def test_the_list_is_grouped_by_time_left(world: World) -> None:
    paused = row(world, NOTHING_DUE)
    later = row(world, NOW + timedelta(days=2))
    today = row(world, NOW + timedelta(hours=2))
    soon = row(world, NOW + timedelta(minutes=59))
    late = row(world, NOW - timedelta(minutes=1))
    page = queue.queue_page(
        queue_views.tickets_in(queue_views.view_called("all", world.agent), world.agent, NOW),
        world.agent,
        NOW,
    )
    assert [(group.code, [r.ticket for r in group.rows]) for group in page.groups] == [
        ("overdue", [late]),
        ("hour", [soon]),
        ("today", [today]),
        ("later", [later]),
        ("paused", [paused]),
    ]


def test_today_ends_at_midnight_of_the_hospital(world: World) -> None:
    assert queue.time_group(datetime(2026, 11, 21, 5, 59, tzinfo=UTC), NOW) == "today"
    assert queue.time_group(datetime(2026, 11, 21, 6, 0, tzinfo=UTC), NOW) == "later"


def test_each_view_shows_its_tickets_and_the_counters_agree(world: World) -> None:
    row(world, assignee=world.agent)
    row(world, NOW + timedelta(minutes=30), assignee=world.second_agent)
    row(world, NOW + timedelta(days=1), care_answer="slower")
    row(world, NOTHING_DUE, state=State.PENDING_REQUESTER, assignee=world.agent)
    row(world, NOW + timedelta(days=1), team=world.team("NET"), reopened_count=1)
    row(world, NOW, state=State.CLOSED)
    counts, _cursor = queue_counts.counters(world.agent, NOW)
    for code in (
        "mine",
        "unassigned",
        "risk",
        "care",
        "waiting",
        "pending",
        "reopened",
        "all",
        "team-SD-L1",
        "team-NET",
    ):
        view = queue_views.view_called(code, world.agent)
        held = queue_views.tickets_in(view, world.agent, NOW).count()
        assert queue_counts.counters(world.agent, NOW, view)[0][code] == held, code
    assert (counts["mine"], counts["unassigned"], counts["risk"], counts["all"]) == (2, 2, 2, 5)


@pytest.mark.parametrize(
    "ordering", [*SORTS.values(), SORTS["priority,newest"], SORTS["reports,oldest"]], ids=str
)
def test_what_is_compiled_once_reads_the_same_for_everybody_in_every_view(
    world: World, ordering: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 3)
    many = [
        row(world, NOW + timedelta(minutes=20 * number), assignee=who, state=state, team=world.team(team))
        for number, (who, state, team) in enumerate(
            (who, state, team)
            for who in (world.agent, None)
            for state in (State.IN_PROGRESS, State.PENDING_REQUESTER, State.CLOSED)
            for team in ("SD-L1", "NET")
        )
    ]
    for number, ticket in enumerate(many[:4]):
        follow(ticket.key, actor=again((world.agent, world.second_agent)[number % 2]))
    row(world, NOW, team=world.team("SEC"), is_restricted=True)
    for who in (world.agent, world.second_agent, world.security):
        codes = [view.code for view in (*queue_views.VIEWS, queue_views.EVERY)]
        for view in (queue_views.view_called(code, who) for code in (*codes, "team-NET")):
            tickets = queue_views.tickets_in(view, who, NOW)
            plain = queue.queue_page(tickets, who, NOW, ordering=ordering, size=3)
            first = queue.first_page(view, who, NOW, ordering=ordering)
            assert (first.rows, first.groups) == (plain.rows, plain.groups), (who, view.code)
            assert (bool(first.next_cursor), first.previous_cursor) == (bool(plain.next_cursor), "")
            if first.next_cursor:
                assert queue.queue_page(
                    tickets, who, NOW, ordering=ordering, size=3, cursor=first.next_cursor
                ).rows
            for ticket in many[::4]:
                place = place_in(tickets, ordering, ticket, "key")
                assert place_in_view(view, who, ticket, ordering, NOW) == place, (who, view.code)


def test_counting_ends_above_the_cap_and_other_teams_are_counted_only_where_they_are_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        row(world, team=world.team("NET"))
    monkeypatch.setattr(queue_counts, "counted_to_cap", partial(queue_counts.counted_to_cap, cap=2))
    monkeypatch.setattr(queue_counts, "_COUNTED", Prepared(queue_counts._counted))

    assert queue_counts.counters(world.agent, NOW)[0]["all"] == 3
    assert "team-NET" not in queue_counts.counters(world.agent, NOW)[0]


def test_counters_of_another_hour_are_not_those_of_the_first(world: World) -> None:
    row(world, NOW + timedelta(hours=3))

    assert queue_counts.counters(world.agent, NOW)[0]["risk"] == 0
    assert queue_counts.counters(world.agent, NOW + timedelta(hours=2, minutes=30))[0]["risk"] == 1


def test_restricted_tickets_are_neither_shown_nor_counted(world: World) -> None:
    row(world, kind=Kind.SECURITY, is_restricted=True, team=world.team("SEC"))
    assert queue_counts.counters(world.agent, NOW)[0]["all"] == 0
    assert queue_counts.counters(world.security, NOW)[0]["all"] == 1
    assert "team-SEC" not in queue_counts.counters(world.agent, NOW)[0]


def test_an_unknown_view_does_not_exist(world: World) -> None:
    for code in ("team-NOWHERE", "EUC", "", "team-"):
        with pytest.raises(KeyError):
            queue_views.view_called(code, world.agent)


def test_page_and_counters_cost_the_same_for_3_rows_and_for_30(
    world: World, django_assert_num_queries: Counted
) -> None:
    actor = world.agent
    assert actor.team_ids
    view = queue_views.view_called("all", world.agent)
    for count in (3, 27):
        for _ in range(count):
            row(world)
        with django_assert_num_queries(3):
            queue.queue_page(queue_views.tickets_in(view, actor, NOW), actor, NOW)
            queue_counts.counters(actor, NOW)


def test_rows_say_what_is_new_to_the_reader(world: World) -> None:
    ticket = cast.report(world)
    view = queue_views.view_called("all", world.agent)
    (first,) = queue.queue_page(queue_views.tickets_in(view, world.agent, NOW), world.agent, NOW).rows
    assert (first.is_unread, first.has_new_reply) == (True, False)
    assert first.chip is not None
    reply_as_requester(ticket.key, actor=world.requester, text="Any news?")
    (second,) = queue.queue_page(queue_views.tickets_in(view, world.agent, NOW), world.agent, NOW).rows
    assert second.has_new_reply is True


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_pages_through_every_row_once(world: World, sort: str) -> None:
    made = {row(world, priority=n % 3 + 1).key for n in range(7)}
    tickets = queue_views.tickets_in(queue_views.view_called("all", world.agent), world.agent, NOW)
    seen, cursor = [], ""
    while True:
        page = queue.queue_page(tickets, world.agent, NOW, ordering=SORTS[sort], cursor=cursor, size=2)
        seen += [r.ticket.key for r in page.rows]
        cursor = page.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen))
    assert set(seen) == made


EVERY_TWO = [joined(one, two) for one in SORTS for two in SORTS if fit(one, two)]


def test_two_orders_page_both_ways_through_rows_as_they_are_sorted(world: World) -> None:
    """Held against sorting the rows themselves, with few values, so that the second order decides often."""
    for number in range(9):
        due = NOTHING_DUE if number % 3 == 0 else NOW + timedelta(hours=number % 2)
        row(
            world,
            due,
            priority=number % 2 + 1,
            reporters_count=number % 3 + 1,
            opened_at=NOW - timedelta(days=number % 4),
        )
    tickets = queue_views.tickets_in(queue_views.view_called("all", world.agent), world.agent, NOW)
    held = list(tickets)
    for name in EVERY_TWO:
        expected = held
        for key in reversed(SORTS[name]):
            expected = sorted(expected, key=attrgetter(key.lstrip("-")), reverse=key.startswith("-"))
        there, cursor, last = [], "", ""
        while True:
            page = queue.queue_page(tickets, world.agent, NOW, ordering=SORTS[name], cursor=cursor, size=2)
            there.append([one.ticket.pk for one in page.rows])
            cursor, last = page.next_cursor, page.previous_cursor
            if not cursor:
                break
        assert [pk for rows in there for pk in rows] == [one.pk for one in expected], name
        back = there[-1:]
        while last:
            page = queue.queue_page(tickets, world.agent, NOW, ordering=SORTS[name], cursor=last, size=2)
            back.insert(0, [one.ticket.pk for one in page.rows])
            last = page.previous_cursor
        assert back == there, name


def test_an_order_is_of_columns_and_never_of_words() -> None:
    """Cursors stand in addresses with the values of a row, and addresses hold nobody's words."""
    for name in (*SORTS, *EVERY_TWO):
        for key in SORTS[name]:
            assert not isinstance(Ticket._meta.get_field(key.lstrip("-")), CharField | TextField), name
    assert [
        name for name in ("", "colour", "newest,oldest", "priority,priority", "priority,") if name in SORTS
    ] == []


def test_each_filter_narrows(world: World) -> None:
    mine = row(world, assignee=world.agent, priority=2, service=world.service("A001"))
    care = row(world, care_answer="unsafe", care_area=world.icu)
    net = row(world, team=world.team("NET"), category=world.category("net.wired"), kind=Kind.REQUEST)
    done = row(world, state=State.CLOSED, opened_at=NOW - timedelta(days=30))
    late = row(world, NOW - timedelta(hours=1))
    every = {ticket.key for ticket in (mine, care, net, done, late)}
    agent = world.agent
    assert keys(world, agent) == every
    assert keys(world, agent, assignee=["me"]) == {mine.key}
    assert keys(world, agent, assignee=["none", "leo.marsh"]) == every
    assert keys(world, agent, priority=["2"]) == {mine.key}
    assert keys(world, agent, service=["A001"]) == {mine.key}
    assert keys(world, agent, care=["yes"], care_area=["ICU"]) == {care.key}
    assert keys(world, agent, team=["NET"]) == {net.key}
    assert keys(world, agent, category=["net"]) == keys(world, agent, category=["net.wired"]) == {net.key}
    assert keys(world, agent, kind=["service_request"]) == {net.key}
    assert keys(world, agent, state=["open"]) == every - {done.key}
    assert keys(world, agent, state=["closed", "new"]) == every
    assert keys(world, agent, late=["yes"]) == {late.key}
    assert keys(world, agent, opened_before=["2026-11-01"]) == {done.key}
    assert keys(world, agent, opened_after=["2026-11-01T00:00Z"]) == every - {done.key}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "blue"),
        ("state", "asleep"),
        ("priority", "9"),
        ("kind", "wish"),
        ("late", "perhaps"),
        ("care", "2"),
        ("opened_after", "2026-02-31"),
        ("opened_before", "soon"),
        ("q", "x" * 201),
        ("q", "nul\x00"),
        ("requester__password", "x"),
    ],
)
def test_what_cannot_be_read_is_named_and_narrows_nothing(world: World, name: str, value: str) -> None:
    filters = TicketFilters({name: [value]}, actor=world.agent, now=NOW)
    assert list(filters.errors) == [name]


def test_chips_say_each_value_and_lead_to_the_list_without_it(world: World) -> None:
    data = {"state": ["open", "new"], "assignee": ["me"], "cursor": ["x"], "open": ["INC-1"]}
    filters = TicketFilters(data, actor=world.agent, now=NOW)
    assert [(chip.label, chip.words, chip.without) for chip in filters.chips()] == [
        ("State", "Open", "state=new&assignee=me"),
        ("State", "New", "state=open&assignee=me"),
        ("Assignee", "Me", "state=open&state=new"),
    ]
    assert filters.query() == "state=open&state=new&assignee=me"
    assert set(FILTERS) >= {"q", "team", "state", "priority", "assignee", "care_area", "service", "category"}


def test_words_find_tickets_and_notes_count_only_for_the_desk(world: World) -> None:
    ticket = cast.report(world, text="The wristband printer jams")
    other = cast.report(world, text="Telemetry strips are missing")
    note(ticket.key, actor=world.agent, text="Suspect the firmware")
    reply(ticket.key, actor=world.agent, text="A technician comes at noon")
    assert keys(world, world.agent, q=["wristband printers"]) == {ticket.key}
    assert keys(world, world.agent, q=["firmware"]) == {ticket.key}
    assert keys(world, world.agent, q=["wristband -jams"]) == set()
    found = TicketFilters({"q": ["firmware"]}, actor=world.requester, now=NOW)
    assert not found.apply(Ticket.objects.visible_to(world.requester)).exists()
    public = TicketFilters({"q": ["technician"]}, actor=world.requester, now=NOW)
    assert set(public.apply(Ticket.objects.visible_to(world.requester))) == {ticket}
    assert keys(world, world.agent, q=[other.key.lower()]) == {other.key}


def test_a_common_word_is_found_by_walking_the_list(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {cast.report(world).key for _ in range(3)}
    monkeypatch.setattr("tickets.queries.search.MATCHES", 2)
    assert keys(world, world.agent, q=["printer"]) == made


@pytest.mark.parametrize(
    ("text", "key"),
    [(" inc-20418 ", "INC-20418"), ("INC20418", ""), ("INC-", ""), ("abc-1", ""), ("INC-٣", "")],
)
def test_a_number_is_recognized_as_typed(text: str, key: str) -> None:
    assert exact_key(text) == key
