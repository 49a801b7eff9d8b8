"""Service desk today: counts that equal their lists, what is due, what rises, and nothing of restricted tickets."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.read import Read, read
from hospital_itsm.dashboards.rules.arrivals import by_hour, usual_until
from tests.kpi.test_pages import signed_in
from tests.tickets.clock_cases import chicago
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind, Topic
from tickets.models import Ticket


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A hospital without tickets, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    """What a test changes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ticket(world: World, *, area: str = "ICU", care: str = CareAnswer.NOT_AFFECTED, **said: Any) -> Ticket:
    """A reported problem, changed afterwards to stand as said."""
    made = report_problem(
        actor=world.requester, text="The scanner beeps and reads nothing.", care_answer=care, topic=Topic.SCANNER,
        callback="ext. 4501", place=Place(care_area=world.area(area)),
    )  # fmt: skip
    Ticket.objects.filter(pk=made.pk).update(**said)
    return Ticket.objects.get(pk=made.pk)


def read_by(person: Any) -> Read:
    """The desk's dashboard as somebody reads it now."""
    dashboard = dashboard_called("desk")
    assert dashboard is not None
    found, errors = reader_of(dashboard, {}, actor=again(person), now=timezone.now())
    assert errors == {}
    return read(dashboard, found)


def values(found: Read) -> dict[str, str]:
    """The headline by its codes."""
    return {one.code: one.value for one in found.tiles}


def listed(client: Client, url: str) -> set[str]:
    """The tickets that a list shows."""
    page = client.get(url)
    assert page.status_code == 200, url
    return set(re.findall(r"/t/([A-Z]+-\d+)/", page.content.decode()))


def test_each_count_equals_the_list_it_leads_to(world: World) -> None:
    now = timezone.now()
    ticket(world, assignee=world.agent, next_due_at=now - timedelta(hours=1))
    ticket(world, care=CareAnswer.SLOWER, next_due_at=now + timedelta(days=1))
    ticket(world, care=CareAnswer.SLOWER, assignee=world.agent, reopened_count=1)
    ticket(world, state="closed", resolved_at=now, closed_at=now, reopened_count=2)
    found = read_by(world.lead)
    assert values(found) == {
        "open": "3", "unassigned": "1", "overdue": "1", "care": "2", "reopened": "1",
    }  # fmt: skip
    client = signed_in(world.lead)
    for tile in found.tiles:
        assert len(listed(client, tile.url)) == int(tile.value), tile.code
    overdue = next(one for one in found.tiles if one.code == "overdue")
    assert (overdue.verdict, overdue.is_miss) == ("Misses 0 or fewer", True)


def test_a_restricted_ticket_is_counted_for_its_readers_alone(world: World) -> None:
    report_problem(
        actor=world.security, text="Three mailboxes show sign-ins from two countries.",
        care_answer=CareAnswer.NOT_AFFECTED, place=Place(care_area=world.icu), kind=Kind.SECURITY,
    )  # fmt: skip
    assert values(read_by(world.lead))["open"] == "0"
    assert values(read_by(world.security_member))["open"] == "1"
    words = text_of(signed_in(world.lead).get("/dash/desk/"))
    assert "mailboxes" not in words


def test_the_median_of_the_first_answers_of_today(world: World) -> None:
    now = timezone.now()
    opened = now - timedelta(minutes=30)
    for minutes in (4, 10, 25):
        ticket(world, opened_at=opened, responded_at=opened + timedelta(minutes=minutes))
    ticket(world, opened_at=now - timedelta(days=2), responded_at=now)
    if timezone.localdate(opened) == timezone.localdate(now):
        assert values(read_by(world.lead))["first_response"] == "10m"


def test_care_without_anybody_stands_before_promises_of_the_next_two_hours(world: World) -> None:
    now = timezone.now()
    soon = now + timedelta(minutes=50)
    euc = world.team("EUC")
    ticket(world, care=CareAnswer.UNSAFE, assignee=None, next_due_at=now + timedelta(days=1), team=euc)
    for _number in range(2):
        ticket(world, assignee=world.agent, next_due_at=soon, team=euc)
    ticket(world, assignee=world.agent, next_due_at=now + timedelta(hours=3), team=euc)
    first, second = read_by(world.lead).decisions
    assert (first.lead, first.weight) == ("Assign now", "bad")
    assert first.text == "1 ticket that affects patient care has nobody working on it."
    assert len(listed(signed_in(world.lead), first.url)) == 1
    assert second.text.startswith(f"{euc.name}: 2 promises come due by ")
    Ticket.objects.update(state="closed", resolved_at=now, closed_at=now)
    assert read_by(world.lead).decisions == []
    assert "Nothing needs a decision now." in text_of(signed_in(world.lead).get("/dash/desk/"))


def test_topics_rise_where_a_unit_reports_more_than_usual(world: World) -> None:
    now = timezone.now()
    service = world.service("A001")
    for _number in range(3):
        ticket(world, service=service)
    for _number in range(2):
        ticket(world, service=world.service("A002"))
    for day in range(2, 26):
        for _number in range(3):
            ticket(world, service=world.service("A002"), opened_at=now - timedelta(days=day))
    panels = {panel.code: shown for panel, shown in read_by(world.lead).panels}
    (row,) = panels["rising"].table.rows
    assert [cell.text for cell in row] == [service.name, "3", "0.0"]
    assert len(listed(signed_in(world.lead), row[0].url)) == 3


def test_load_and_the_longest_waits_stand_in_order(world: World) -> None:
    now = timezone.now()
    for _number in range(2):
        ticket(world, assignee=world.agent)
    late = {"assignee": world.second_agent, "next_due_at": now - timedelta(minutes=5)}
    waits = {"state": "pending_requester", "assignee": world.agent}
    ticket(world, **late)
    ticket(world, **waits, last_public_at=now - timedelta(days=3))
    first = ticket(world, **waits, last_public_at=now - timedelta(days=9))
    panels = {panel.code: shown for panel, shown in read_by(world.lead).panels}
    rows = panels["load"].table.rows
    assert [(row[0].text, row[2].text, row[2].note) for row in rows] == [
        ("Leo Marsh", "4", ""),
        ("Nina Forsberg", "1", "1 overdue"),
    ]
    assert panels["waiting"].table.rows[0][0].text == first.key
    assert [row[2].text for row in panels["waiting"].table.rows] == ["9d 0h", "3d 0h"]


def test_leaders_without_the_queue_have_no_such_dashboard(world: World) -> None:
    for person in (world.cio, world.vp_infrastructure, world.requester, world.auditor):
        assert signed_in(person).get("/dash/desk/").status_code == 404


@pytest.mark.parametrize(
    ("hour", "today", "usual"),
    [
        (10, {8: 2, 9: 1}, {8: 1.5, 9: 0.5, 10: 2.0}),
        (9, {8: 2}, {8: 1.5, 9: 0.5, 10: 2.0}),
        (0, {}, {8: 1.5, 9: 0.5, 10: 2.0}),
    ],
)
def test_arrivals_of_hours_that_are_not_over_are_unknown_and_not_zero(
    hour: int, today: dict[int, int], usual: dict[int, float]
) -> None:
    days = [date(2026, 11, 20), date(2026, 11, 13), date(2026, 11, 6)]
    counts = {
        (days[0], 8): 2, (days[0], 9): 1, (days[1], 8): 3, (days[1], 9): 1, (days[2], 10): 4,
    }  # fmt: skip
    so_far, before = by_hour(counts, days, hour)
    assert {at: n for at, n in enumerate(so_far) if n} == today
    assert so_far[hour:] == [None] * (24 - hour)
    assert {at: n for at, n in enumerate(before) if n} == usual


@pytest.mark.parametrize(
    ("hour", "share", "expected"),
    [(0, 0.0, 0.0), (0, 0.5, 1.0), (1, 0.0, 2.0), (1, 0.25, 3.0), (23, 1.0, 94.0)],
)
def test_what_is_usual_until_now_takes_the_running_hour_by_its_share(
    hour: int, share: float, expected: float
) -> None:
    assert usual_until([2.0, *[4.0] * 23], hour, share) == expected


def test_the_running_hour_is_counted_in_words_and_not_drawn_as_a_fall(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: chicago("11-20T10:15"))
    for at in ("11-20T09:10", "11-20T09:20", "11-20T10:05"):
        ticket(world, opened_at=chicago(at))
    for _number in range(4):
        ticket(world, opened_at=chicago("11-13T10:30"))
    shown = next(one for panel, one in read_by(world.lead).panels if panel.code == "arrivals")
    assert shown.aside == "3 so far, usually 0"
    assert [[cell.text for cell in row] for row in shown.table.rows[9:12]] == [
        ["09:00", "2", "0.0"],
        ["10:00", "1", "1.0"],
        ["11:00", "–", "0.0"],
    ]
    assert [row[0].note for row in shown.table.rows[9:12]] == ["", "runs still", ""]
