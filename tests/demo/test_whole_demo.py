"""The demo with its history, as `make demo` loads it: what was told and what is counted of it agree."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hospital_itsm.demo.hospital import teamwork
from hospital_itsm.demo.loaders import history
from hospital_itsm.demo.tickets import nurses, triage
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.rules.periods import last_days
from tests.world import PASSWORD
from tickets.models import Ticket

A_MILLISECOND = Decimal("0.001")


@pytest.mark.django_db
def test_the_whole_demo_with_history_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "TICKETS", 300)
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    call_command("load_demo", with_history=True, stdout=StringIO())
    living = len((*triage.TRIAGES, *nurses.TRIAGES, *teamwork.ALIKE, teamwork.PRIVACY, teamwork.SPLIT_OFF))
    assert Ticket.objects.count() == 300 + living
    today = timezone.localdate()
    codes = ("opened", "resolved", "backlog", "availability_first", "downtime_first")
    found = reading.figures(codes, last_days(740, today))
    counted = Ticket.objects.filter(is_restricted=False, merged_into=None)
    assert found["opened"].value == counted.count()
    assert found["backlog"].value == found["opened"].value - found["resolved"].value == counted.open().count()
    worked, down = found["availability_first"].sums, found["downtime_first"].sums
    lost = worked.denominator - worked.numerator
    assert abs(lost - down.numerator) < A_MILLISECOND, "Each figure is rounded by itself."
    assert down.numerator > 0
    call_command("load_demo", with_history=True, stdout=StringIO())
    assert Ticket.objects.count() == 300 + living
