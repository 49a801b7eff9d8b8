"""The checklists of the demo hospital, and the tasks its teams asked each other for."""

import pytest
from django.utils import timezone

from hospital_itsm.demo.loaders import checklists, hospital
from hospital_itsm.joint.models import Checklist, TicketTask
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import Team
from tests.tickets.desk_cast import plain
from tests.world import PASSWORD


@pytest.mark.django_db
def test_teams_of_the_demo_ask_each_other() -> None:
    hospital.load(PASSWORD)
    for code in ("EUC", "HTM-GEN"):
        plain(team=Team.objects.get(code=code), priority=3, opened_at=timezone.now())
    assert not checklists.is_loaded()
    checklists.load()
    assert checklists.is_loaded()
    assert list(Checklist.objects.order_by("code").values_list("code", "opens_by")) == [
        ("CL-DESK", ""),
        ("CL-DEVICE", ""),
        ("CL-LIFE", "O2"),
    ]
    rows = TicketTask.objects.order_by("pk").select_related("team", "person", "ticket__team")
    assert [(row.ticket.team.code, row.team.code, row.is_required, row.state) for row in rows] == [
        ("HTM-GEN", "HTM-GEN", True, "open"),
        ("HTM-GEN", "NET", True, "doing"),
        ("HTM-GEN", "HTM-CYBER", False, "open"),
        ("EUC", "EUC", True, "open"),
        ("EUC", "IAM", True, "open"),
        ("EUC", "PRINT", False, "open"),
    ]
    assert [row.person.username for row in rows if row.person] == ["signe.aldana"]
    assert {(row.clock, row.agreed) for row in rows} == {("running", "1 business day")}
    assert not OutboxMessage.objects.filter(done_at=None).exists()
