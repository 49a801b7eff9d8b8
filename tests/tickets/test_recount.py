"""The cached deadlines against their history: the nightly check and the mend."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.jobs.models import Heartbeat
from tests.tickets.clock_cases import ENGINE, changed, chicago, clock, due, opened_ticket
from tests.world import World
from tickets.actions import clocks
from tickets.models import Clock, Ticket
from tickets.recounting import HEARTBEAT, differences, mend_all, report

pytestmark = pytest.mark.django_db

FRIDAY = chicago("11-20T16:00")
LATER = chicago("12-30T08:00")


@pytest.fixture
def lived(world: World) -> list[Ticket]:
    """Tickets with everything that happens to clocks: pauses, raises, lowering, updates, reopening."""
    tickets = [opened_ticket(world, FRIDAY, priority=priority) for priority in (1, 2, 3, 4)]
    with transaction.atomic():
        for ticket in tickets:
            clocks.restart_update(ticket, chicago("11-20T16:10"))
            clocks.pause(ticket, "vendor", chicago("11-23T09:00"))
            clocks.resume(ticket, chicago("11-24T10:00"))
        raised, lowered = changed(tickets[3], priority=2), changed(tickets[0], priority=3)
        clocks.retarget(raised, chicago("11-24T11:00"), world.agent)
        clocks.retarget(lowered, chicago("11-24T11:00"), world.agent)
        clocks.apply_effects(
            lowered, ["stop:restore", "stop:response", "stop:update"], chicago("11-24T12:00"), ENGINE
        )
        clocks.apply_effects(lowered, ["reopen"], chicago("11-25T09:00"), ENGINE)
        clocks.pause(lowered, "vendor", chicago("11-25T10:00"))
    return tickets


def test_whatever_happened_the_clocks_agree_with_their_history(
    lived: list[Ticket], capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(differences()) == []
    call_command("recompute_clocks", "--check")
    assert "agrees with its history" in capsys.readouterr().out


def test_a_deadline_changed_by_hand_is_named_and_fails_the_check(
    lived: list[Ticket], capsys: pytest.CaptureFixture[str]
) -> None:
    ticket = lived[2]
    right = clock(ticket, "restore").due_at
    Clock.objects.filter(ticket=ticket, metric="restore").update(due_at=LATER)
    with pytest.raises(CommandError, match="the history: 1"):
        call_command("recompute_clocks", "--check")
    assert f"{ticket.key} restore: due_at is {LATER:%Y-%m-%d}" in capsys.readouterr().out
    assert clock(ticket, "restore").due_at == LATER
    call_command("recompute_clocks")
    assert clock(ticket, "restore").due_at == right
    assert AuditEntry.objects.get(verb="clock.recount").target_id == str(ticket.pk)


def test_consumed_time_changed_by_hand_is_counted_again(lived: list[Ticket]) -> None:
    ticket = lived[2]
    before = due(ticket)
    Clock.objects.filter(ticket=ticket, metric="restore").update(consumed=timedelta(hours=20))
    found = {(one.metric, one.field) for one in differences()}
    assert found == {("restore", "consumed")}
    assert mend_all(actor=System("sla-recount")) == 1
    assert due(ticket) == before
    assert list(differences()) == []


def test_the_nightly_report_beats_with_what_it_found(lived: list[Ticket]) -> None:
    assert report() == 0
    Clock.objects.filter(ticket=lived[2], metric="restore").update(due_at=LATER)
    assert report() == 1
    assert Heartbeat.objects.get(name=HEARTBEAT).detail == {"differences": 1}


def test_the_deadline_that_lists_sort_by_is_checked_too(lived: list[Ticket]) -> None:
    ticket = lived[2]
    right = Ticket.objects.get(pk=ticket.pk).next_due_at
    changed(ticket, next_due_at=FRIDAY)
    assert [(one.metric, one.field, one.counted) for one in differences()] == [
        ("ticket", "next_due_at", right)
    ]
    mend_all(actor=System("sla-recount"))
    assert Ticket.objects.get(pk=ticket.pk).next_due_at == right


def test_the_check_reads_two_statements_a_page_and_one_for_the_tickets(
    lived: list[Ticket], django_assert_num_queries: Any
) -> None:
    list(differences())
    with django_assert_num_queries(3):
        list(differences())
