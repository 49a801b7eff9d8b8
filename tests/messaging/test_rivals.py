"""Several editors of one message at once: one publishes, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import StaleVersion
from hospital_itsm.messaging.models import MessageWording
from hospital_itsm.messaging.rules.words import Words
from tests.messaging.cast import KIND, published
from tests.world import World, again

EDITORS = 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [0, 1])
def test_one_of_four_who_read_the_same_version_publishes(world: World, before: int) -> None:
    if before:
        published(world.administrator, Words("Before"))
    together = Barrier(EDITORS)

    def work(number: int) -> bool:
        together.wait()
        try:
            published(again(world.administrator), Words(f"Of editor {number}"), version=before)
            return True
        except StaleVersion as stale:
            assert stale.current == before + 1
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(EDITORS) as pool:
        done = [future.result() for future in [pool.submit(work, number) for number in range(EDITORS)]]
    assert done.count(True) == 1
    rows = list(
        MessageWording.objects.filter(kind=KIND).order_by("version").values_list("version", "subject")
    )
    assert rows[-1] == (before + 1, f"Of editor {done.index(True)}")
    assert len(rows) == before + 1
    assert AuditEntry.objects.filter(verb="wording.publish").count() == before + 1
