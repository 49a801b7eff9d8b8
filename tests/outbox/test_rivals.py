"""Two workers at once deliver every message exactly once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connections, transaction

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import Attempt, BellItem, OutboxMessage
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.executives import executives_among
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAYLOAD
from tests.world import World

WORKERS = 4


@pytest.mark.django_db(transaction=True)
def test_every_message_leaves_once_although_four_workers_deliver(world: World) -> None:
    everybody = User.objects.filter(is_active=True).exclude(email="")
    people = list(everybody.exclude(pk__in=executives_among([one.pk for one in everybody])))
    with transaction.atomic():
        tell(actor=System("outbox"), kind="test.told", recipients=people, payload=PAYLOAD, dedupe="1")
    together = Barrier(WORKERS)

    def work() -> int:
        together.wait()
        try:
            return deliver_due().get("sent", 0)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        counts = [future.result() for future in [pool.submit(work) for _ in range(WORKERS)]]
    assert sum(counts) == 2 * len(people)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    assert BellItem.objects.count() == len(people)
    assert Attempt.objects.count() == 2 * len(people)
    assert OutboxMessage.objects.filter(done_at=None).count() == 0
    assert set(OutboxMessage.objects.filter(channel="email").values_list("attempts_made", flat=True)) == {1}
