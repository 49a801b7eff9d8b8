"""What the CMMS of the demo hospital says of its pumps."""

import pytest
from django.utils import timezone

from hospital_itsm.cmms.models import PmStatus, Run, Source, WorkOrder
from hospital_itsm.demo import subjects


@pytest.mark.django_db
def test_every_pump_has_its_check_and_some_have_work_orders() -> None:
    subjects.load("harbor-lights-at-dusk", (*subjects.BEFORE_TICKETS, subjects.MAINTENANCE))
    assert PmStatus.objects.count() == 240
    assert PmStatus.objects.filter(next_due_on__lt=timezone.localdate()).count() == 10
    assert PmStatus.objects.filter(result="Failed").count() == 6
    assert (WorkOrder.objects.count(), WorkOrder.objects.filter(closed_on=None).count()) == (40, 10)
    assert list(Run.objects.order_by("pk").values_list("state", "counts")) == [
        ("done", {"created": 240}),
        ("done", {"created": 40}),
    ]
    assert not [source for source in Source.objects.all() if source.is_stale(timezone.now())]
    assert set(Source.objects.values_list("system", flat=True)) == {"larkmed"}
