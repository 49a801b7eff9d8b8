"""The protected field: sealed, opened with a reason that is recorded each time, emptied after closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.protected import purge_protected, reveal
from tickets.models import ProtectedReference, Ticket

TEXT = "Scanner dead. Tried it on MRN 00482913 and on MRN 00482914."
CLEANER = System("cleaner")


def protected(world: World) -> Ticket:
    """A ticket of the EUC team with two record numbers in its protected field."""
    return send(world, text=TEXT)


def test_who_works_the_ticket_opens_it_with_a_reason_each_time(world: World) -> None:
    ticket = protected(world)
    agent = again(world.technician)
    assert reveal(ticket.key, actor=agent, reason="To find the chart") == "MRN 00482913\nMRN 00482914"
    reveal(ticket.key, actor=agent, reason="Once more")
    entries = AuditEntry.objects.filter(verb="ticket.reveal").order_by("pk")
    assert list(entries.values_list("actor_label", "reason")) == [
        (str(world.technician), "To find the chart"),
        (str(world.technician), "Once more"),
    ]


def test_without_a_reason_it_stays_shut(world: World) -> None:
    ticket = protected(world)
    with pytest.raises(ValueRefused):
        reveal(ticket.key, actor=again(world.technician), reason="  ")
    assert not AuditEntry.objects.filter(verb="ticket.reveal").exists()


def test_patient_data_in_the_reason_is_masked(world: World) -> None:
    ticket = protected(world)
    reveal(ticket.key, actor=again(world.technician), reason="Compare with MRN 00482999")
    entry = AuditEntry.objects.get(verb="ticket.reveal")
    assert entry.reason == "Compare with [record number hidden]"


@pytest.mark.parametrize("who", ["requester", "network_engineer", "auditor", "house_supervisor"])
def test_nobody_else_opens_it(world: World, who: str) -> None:
    ticket = protected(world)
    with pytest.raises(Forbidden):
        reveal(ticket.key, actor=again(getattr(world, who)), reason="Curious")
    assert not AuditEntry.objects.filter(verb="ticket.reveal").exists()


def test_a_ticket_without_one_says_so(world: World) -> None:
    ticket = send(world)
    with pytest.raises(Conflict):
        reveal(ticket.key, actor=again(world.technician), reason="To find the chart")


def test_it_is_emptied_thirty_days_after_closing_and_not_before(world: World) -> None:
    ticket = protected(world)
    closed = timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=closed)
    assert purge_protected(actor=CLEANER, now=closed + timedelta(days=30) - timedelta(seconds=1)) == 0
    assert purge_protected(actor=CLEANER, now=closed + timedelta(days=30)) == 1
    assert purge_protected(actor=CLEANER, now=closed + timedelta(days=30)) == 0
    assert bytes(ProtectedReference.objects.get().sealed) == b""
    assert AuditEntry.objects.filter(verb="ticket.purge_protected").count() == 1
    with pytest.raises(Conflict):
        reveal(ticket.key, actor=again(world.technician), reason="Too late")


def test_an_open_ticket_keeps_it(world: World) -> None:
    protected(world)
    assert purge_protected(actor=CLEANER, now=timezone.now() + timedelta(days=900)) == 0
