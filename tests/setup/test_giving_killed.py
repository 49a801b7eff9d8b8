"""A worker that is really killed while it gives promises to tickets: another carries on, none gets them twice."""

from collections import Counter

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.jobs.models import Job
from hospital_itsm.setup.actions.giving import ask_giving
from hospital_itsm.setup.models import GivenTicket, PolicyGiving
from tests.processes import Product, wait_for
from tests.setup.giving_cast import WHY, shorter
from tests.tickets.clock_cases import opened_ticket
from tests.world import World, again
from tickets.models import ClockTargetHistory, Ticket

MANY = 300
"""So many take longer to be given promises than to notice that they are being given."""


def done() -> int:
    """How many tickets have the version."""
    return GivenTicket.objects.filter(outcome="done").count()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_gives_no_ticket_its_promises_twice_and_leaves_none_out(
    world: World, product: Product
) -> None:
    at = timezone.now()
    tickets = [opened_ticket(world, at) for _n in range(MANY)]
    policy = shorter(world)
    ask_giving(policy, actor=again(world.administrator), reason=WHY)
    worker = product.worker(queues="reports")
    product.beat()
    assert wait_for(lambda: done() >= 5), worker.text()
    worker.kill()
    assert 5 <= done() < MANY
    assert PolicyGiving.objects.get().over_at is None
    product.worker(queues="reports")
    assert wait_for(lambda: Job.objects.get().state == "done", 90), worker.text()
    assert (done(), Job.objects.get().beginnings) == (MANY, 2)
    told = AuditEntry.objects.filter(verb="clock.adopt_policy").values_list("target_id", flat=True)
    assert Counter(told) == Counter(str(one.pk) for one in tickets)
    former = ClockTargetHistory.objects.filter(clock__metric="restore")
    assert Counter(former.values_list("clock__ticket", flat=True)) == Counter(one.pk for one in tickets)
    assert set(Ticket.objects.values_list("policy", flat=True)) == {policy.pk}
    assert PolicyGiving.objects.get().ended_at is not None
