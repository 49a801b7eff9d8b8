"""Many synthetic tickets: consistent to the last clock, the same for the same seed."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo import subjects
from hospital_itsm.demo.bulk import load as bulk
from hospital_itsm.demo.bulk import texts
from hospital_itsm.demo.bulk.texts import RARE
from tickets.choices import OPEN_STATES, Kind, State
from tickets.models import Clock, ClockStep, Message, Reporter, Ticket
from tickets.queries.search import matching
from tickets.recounting import differences

MANY = 300


@pytest.fixture
def loaded(db: None) -> list[Ticket]:
    """A hospital with synthetic tickets."""
    subjects.load("a-long-enough-password", subjects.BEFORE_TICKETS)
    assert sum(bulk.load(MANY)) == MANY
    return list(Ticket.objects.order_by("id"))


def test_the_bulk_is_whole(loaded: list[Ticket]) -> None:
    assert len(loaded) == MANY
    assert {ticket.key.partition("-")[0] for ticket in loaded} == {"INC", "REQ"}
    assert all(
        earlier.opened_at <= later.opened_at for earlier, later in zip(loaded, loaded[1:], strict=False)
    )
    reports = Counter(Message.objects.filter(kind="report").values_list("ticket_id", flat=True))
    assert set(reports.values()) == {1} and len(reports) == MANY
    assert Reporter.objects.filter(is_first=True).count() == MANY
    assert AuditEntry.objects.filter(verb="ticket.report").count() == MANY
    requests = [ticket for ticket in loaded if ticket.kind == Kind.REQUEST]
    assert 0.1 * MANY < len(requests) < 0.3 * MANY
    assert 0.05 * MANY < sum(ticket.state in OPEN_STATES for ticket in loaded) < 0.3 * MANY


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_batches_are_stored_beside_the_telling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 20)
    subjects.load("a-long-enough-password", subjects.BEFORE_TICKETS)
    assert list(bulk.load(50)) == [20, 20, 10]
    assert Ticket.objects.count() == Reporter.objects.filter(is_first=True).count() == 50
    assert Ticket.objects.filter(search__isnull=True).count() == 0
    assert list(differences()) == []


def test_its_clocks_agree_with_their_history_and_nothing_is_left_to_fire(loaded: list[Ticket]) -> None:
    assert list(differences()) == []
    assert not ClockStep.objects.due(timezone.now()).exists()
    assert not Clock.objects.newly_late(timezone.now()).exists()
    closed = Clock.objects.filter(ticket__state=State.CLOSED)
    assert closed.exists() and not closed.open().exists()


def test_its_words_are_found(loaded: list[Ticket]) -> None:
    from hospital_itsm.core.actors import System

    watcher = System("sla-watch")
    assert Ticket.objects.filter(matching(loaded[0].device_text, watcher)).first() == loaded[0]
    assert not Ticket.objects.filter(matching(RARE[1], watcher)).exists()


def test_the_same_seed_tells_the_same_stories() -> None:
    from random import Random

    told = [texts.report(Random(5), "device", number) for number in (1, 1)]
    assert told[0] == told[1]


def test_it_wants_the_demo_hospital_first(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="manage.py load_demo"):
        call_command("load_bulk", tickets=1)
