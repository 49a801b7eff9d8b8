"""Procedures, certificates, walks, visits and patient events of the demo, told by the product's actions."""

from collections import Counter

import pytest
from django.test import Client

from assets.models import Asset, InventoryWalk, SanitizationCertificate, WalkScan
from assets.queries.custody import verdict_for
from hospital_itsm.demo import subjects
from hospital_itsm.demo.tickets.devices import DEVICES
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from hospital_itsm.procedures.models import Procedure, StepFile
from hospital_itsm.safety.models import PatientEvent
from tests.demo.test_living_tickets import demo, ticket, told
from tickets.models import Ticket, Visit

__all__ = ["demo", "told"]


def test_tickets_lead_to_the_devices_they_speak_of(demo: None) -> None:
    named = {number: ticket(number).asset for number in DEVICES}
    assert {number: asset.model.name for number, asset in named.items() if asset and asset.model} == {
        number: device.model for number, device in DEVICES.items()
    }
    tags = {number: named[number].tag for number in (3, 34, 53) if named[number]}  # type: ignore[union-attr]
    assert tags == {3: "LR-20417", 34: "LR-30088", 53: "LR-11873"}
    recalled = named[35]
    assert recalled is not None
    assert recalled.recall_lines.filter(case__notice__number="Z-9001-2026").exists()


def test_there_are_procedures_of_each_kind_open_and_done(demo: None) -> None:
    found = Counter(Procedure.objects.values_list("kind", "status"))
    assert found == {
        (kind, state): 1 for kind in ("install", "service", "decommission") for state in ("open", "complete")
    }
    assert StepFile.objects.count() == 2


def test_what_left_had_a_certificate_for_each_medium_and_a_failed_one_holds(demo: None) -> None:
    gone = Asset.objects.get(status="disposed")
    held = Asset.objects.get(status="retired_pending_sanitization")
    assert Counter(SanitizationCertificate.objects.values_list("asset_tag", "verification_result")) == {
        (gone.tag, "passed"): 2,
        (held.tag, "passed"): 1,
        (held.tag, "failed"): 1,
    }
    assert (verdict_for(gone).may_leave, verdict_for(held).may_leave) == (True, False)


def test_a_walk_is_done_and_one_is_open(demo: None) -> None:
    done = InventoryWalk.objects.get(finished_at__isnull=False)
    assert InventoryWalk.objects.open().count() == 1
    outcomes = Counter(WalkScan.objects.filter(walk=done).values_list("outcome", flat=True))
    assert (outcomes["moved"], outcomes["unknown"]) == (2, 1)
    assert outcomes["missing"] > 0
    assert outcomes["correct"] > 20


def test_a_patient_event_is_closed_and_one_runs(demo: None) -> None:
    closed, running = PatientEvent.objects.order_by("noted_at")
    assert (closed.ticket, closed.sent_on is None) == (ticket(53), False)
    assert (running.ticket, running.sent_on) == (ticket(35), None)
    assert Asset.objects.get(pk=running.asset_id).status == "quarantined"
    assert Asset.objects.get(pk=closed.asset_id).status == "in_service"


def test_technicians_are_there_on_the_way_and_gone(demo: None) -> None:
    assert Counter(visit.state for visit in Visit.objects.all()) == {"on_the_way": 1, "here": 1, "left": 1}


def test_nothing_of_it_leaves_by_mail_and_a_second_load_changes_nothing(demo: None) -> None:
    now = max(OutboxMessage.objects.values_list("created_at", flat=True))
    assert not OutboxMessage.objects.filter(done_at=None, due_at__lte=now).exists()
    before = (Procedure.objects.count(), Ticket.objects.count(), Asset.objects.count())
    subjects.load("")
    assert (Procedure.objects.count(), Ticket.objects.count(), Asset.objects.count()) == before


@pytest.mark.parametrize("path", ["/procedures/", "/assets/walks/", "/patient-events/", "/devices/today/"])
def test_the_pages_show_it(demo: None, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="ellen.fairweather"))
    assert client.get(path).status_code == 200
