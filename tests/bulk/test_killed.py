"""A worker that is really killed in the middle of a bulk change: another carries on, and no ticket is changed twice."""

from collections import Counter

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.actions.choosing import choose
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.models import BulkChange, BulkRow
from hospital_itsm.jobs.models import Job
from tests.processes import Product, wait_for
from tests.tickets.desk_cast import plain
from tests.world import World, again
from tickets.models import Ticket

MANY = 400
"""So many take longer to change than to notice that they are being changed."""


def entries(verb: str) -> Counter[str]:
    """How often this was done to each ticket."""
    return Counter(AuditEntry.objects.filter(verb=verb).values_list("target_id", flat=True))


def done() -> int:
    """How many tickets were worked."""
    return BulkRow.objects.filter(outcome="done").count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_changes_no_ticket_twice_and_none_is_left_out(world: World, product: Product) -> None:
    at = timezone.now()
    tickets = [plain(team=world.team("EUC"), opened_at=at, state="new") for _n in range(MANY)]
    actor = again(world.agent)
    change = choose("take", [(one.pk, one.version) for one in tickets], actor=actor)
    ask(change, actor=actor, given={}, typed="four hundred")
    worker = product.worker(queues="reports")
    product.beat()
    assert wait_for(lambda: done() >= 5), worker.text()
    worker.kill()
    at_kill = done()
    assert 5 <= at_kill < MANY
    assert BulkChange.objects.get().over_at is None
    product.worker(queues="reports")
    assert wait_for(lambda: Job.objects.get().state == "done", 90), worker.text()
    once = Counter(str(one.pk) for one in tickets)
    assert (done(), entries("ticket.take")) == (MANY, once)
    assert Job.objects.get().beginnings == 2
    assert set(Ticket.objects.values_list("assignee", flat=True)) == {world.agent.pk}
    ask_undo(BulkChange.objects.get(), actor=actor)
    assert wait_for(lambda: Job.objects.latest("pk").state == "done", 90)
    assert entries("bulk.put_back") == once
    assert set(Ticket.objects.values_list("assignee", "state")) == {(None, "new")}
