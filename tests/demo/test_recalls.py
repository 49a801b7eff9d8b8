"""The recalls of the demo hospital."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from assets.models import RecallCase, RecallNotice
from assets.queries.recalls import open_class_one
from hospital_itsm.people.models import User
from tests.demo.test_load_demo import PASSWORD


@pytest.fixture
def hospital(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loaded hospital."""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    call_command("load_demo", without_tickets=True, stdout=StringIO())


def test_the_pumps_of_the_recalled_lots_are_found_and_no_others(hospital: None) -> None:
    case = RecallCase.objects.counted().get(notice__number="Z-9001-2026")
    assert (case.devices, case.missing, case.still_open) == (11, 2, 10)
    assert case.lines.filter(certainty="confirmed").count() == 11
    assert set(case.lines.values_list("asset__lot", flat=True)) == {f"23K{n:02}" for n in range(3, 14)}
    assert case.excluded == 229, "All other pumps are of other lots."
    lines = list(case.lines.all())
    assert len(open_class_one([line.asset for line in lines])) == 10


def test_the_dialysis_machines_with_old_software_are_found(hospital: None) -> None:
    case = RecallCase.objects.get(notice__number="Z-9002-2026")
    assert set(case.lines.values_list("asset__software_version", flat=True)) == {"4.1.2"}
    assert case.acknowledged_on is not None


def test_a_letter_without_its_list_leaves_every_monitor_to_be_checked(hospital: None) -> None:
    case = RecallCase.objects.counted().get(notice__reference="KM-FSN-26-014")
    assert case.state == "received"
    assert case.devices > 0, "The maker is spelled otherwise in the letter."
    assert set(case.lines.values_list("certainty", flat=True)) == {"unconfirmed"}


def test_what_is_not_ours_is_in_the_log(hospital: None) -> None:
    assert RecallNotice.objects.logged().count() == 2


def test_the_pages_of_the_recalls_are_read(hospital: None) -> None:
    client = Client()
    client.force_login(User.objects.get(username="ellen.fairweather"))
    for case in RecallCase.objects.all():
        assert client.get(f"/safety/recalls/{case.key}/").status_code == 200
    assert len(client.get("/safety/recalls/").context["page"].rows) == 3
