"""The dashboards of applications, clinical informatics and clinical engineering on a world worked out by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction

from assets.models import Asset, DeviceModel, License, RecallCase, RecallLine, Service
from hospital_itsm.continuity.models import DataFeed, MajorIncident, RecoveryPlan
from hospital_itsm.continuity.models.major import MajorArea
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.drawn import Decision, Drawn, Tile
from hospital_itsm.dashboards.read import Read, decisions_of, read
from hospital_itsm.kpi.behind import Part
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from tests.kpi import small_world
from tests.kpi.small_world import NOW, ticket
from tests.kpi.test_pages import signed_in
from tests.tickets.clock_cases import chicago
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again

PERIOD = {"from": "2026-10-22", "until": "2026-11-20"}
ASKED = "from=2026-10-22&until=2026-11-20"
LEADER = {"htm": "htm_manager", "applications": "vp_applications", "informatics": "cmio"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world of figures, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.build(made)
        small_world.count()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(world: World) -> Iterator[None]:
    """What a test changes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def read_by(world: World, code: str, who: str = "", **given: str) -> Read:
    """A dashboard as its leader, or somebody else, reads it at noon of November 20."""
    dashboard = dashboard_called(code)
    assert dashboard is not None
    actor = again(getattr(world, who or LEADER[code]))
    reader, errors = reader_of(dashboard, {**PERIOD, **given}, actor=actor, now=NOW)
    assert errors == {}
    return read(dashboard, reader)


def panel(found: Read, code: str) -> Drawn:
    """One of its panels."""
    return next(shown for one, shown in found.panels if one.code == code)


def rows(found: Read, code: str) -> list[list[str]]:
    """The words of a panel's table."""
    return [[cell.text for cell in row] for row in panel(found, code).table.rows]


def tile(found: Read, code: str) -> Tile:
    """One of its figures."""
    return next(one for one in found.tiles if one.code == code)


def said(found: Read) -> dict[str, str]:
    """What needs a decision: the sentences by what leads them."""
    return {one.lead: one.text for one in found.decisions}


def every(found: Read) -> list[Decision]:
    """All sentences, also those beyond what the page bears."""
    from dataclasses import replace

    return decisions_of(replace(found.dashboard, most=99), found.reader)


def test_maintenance_is_told_by_class_of_risk_and_never_as_one_figure(world: World) -> None:
    found = read_by(world, "htm")
    assert {one.code: one.value for one in found.tiles if one.code.startswith("maintained")} == {
        "maintained_life_support": "100%",
        "maintained_high_risk": "0%",
        "maintained_other": "0%",
    }
    assert rows(found, "maintenance") == [
        ["Life support", "100%", "100%", "0", "1"],
        ["High risk", "0%", "0%", "1", "0"],
        ["Other", "50%", "50%", "1", "0"],
    ]
    assert said(found)["Overdue"] == "1 device of class high risk is past its maintenance date."
    assert rows(found, "overdue") == [
        ["Clinical device", "Medical-Surgical ICU", "High risk", "Nov 1"],
        ["IX-4", "Med-Surg 5", "Other", "Nov 19"],
    ]


def test_overdue_devices_are_those_of_the_list_behind_the_number(world: World) -> None:
    lines = {row[0].text: row for row in panel(read_by(world, "htm"), "maintenance").table.rows}
    for name, tags in (("High risk", ["LR-1"]), ("Other", ["LR-2"])):
        query = parse_qs(urlsplit(lines[name][3].url).query)
        part = Part.read(query["kpi"][0])
        found = MEASURES[part.code].behind(part.period.first, part.period.last, part.part, NOW)
        assert [one.tag for one in found] == tags
        assert lines[name][3].text == str(len(tags))


def test_recalls_past_their_date_lead_by_class_and_equal_their_list(world: World) -> None:
    case = RecallCase.objects.get(notice__number="Z-4")
    for number, what in enumerate(("open", "not_affected")):
        device = Asset.objects.get(tag=f"LR-{number + 1}")
        RecallLine.objects.create(
            case=case,
            asset=device,
            certainty="confirmed",
            score=90,
            disposition=what,
            added_at=NOW,
            done_at=NOW if what == "not_affected" else None,
        )
    found = read_by(world, "htm")
    late = tile(found, "recalls_late")
    assert (late.value, late.verdict, late.url) == ("1", "Misses 0 or fewer", "/safety/recalls/?overdue=yes")
    assert said(found)["Due Nov 8"] == f"{case.key}, Recall class I, Ashgrove: 1 of 2 devices are still open."
    assert rows(found, "recalls") == [["Recall class I", "1", "12 days", "1"]]
    listed = signed_in(world.htm_manager).get(late.url).content.decode()
    assert listed.count(case.get_absolute_url()) >= 1
    case.next_due_at = NOW + timedelta(hours=1)
    case.save()
    assert tile(read_by(world, "htm"), "recalls_late").value == "0"


def test_a_grave_device_that_is_down_without_a_spare_asks_for_a_decision(world: World) -> None:
    model = DeviceModel.objects.get(name="IX-4")
    device = Asset.objects.get(tag="LR-2")
    Asset.objects.filter(pk=device.pk).update(status="out_of_service_safety", high_risk=True)
    found = read_by(world, "htm")
    assert said(found)["No spare"] == "LR-2 is down, and no spare of its model is in the house."
    assert rows(found, "down") == [["IX-4", "Med-Surg 5", "Do not use", "0"]]
    spare = Asset.objects.get(tag="LR-3")
    Asset.objects.filter(pk=spare.pk).update(status="standby_spare", model=model)
    found = read_by(world, "htm")
    assert "No spare" not in said(found)
    assert rows(found, "down") == [["IX-4", "Med-Surg 5", "Do not use", "1"]]


def test_what_nobody_found_stands_with_when_it_was_last_seen(world: World) -> None:
    Asset.objects.filter(tag__in=["LR-1", "LR-3"]).update(status="missing")
    assert rows(read_by(world, "htm"), "missing") == [
        ["Clinical device", "Medical-Surgical ICU", "never"],
        ["Clinical device", "Medical-Surgical ICU", "Jun 1, 2026"],
    ]


def test_care_stands_by_unit_and_by_shift_without_restricted_tickets(world: World) -> None:
    ticket(world, "11-13T23:00", "SD-L1", "MS5", priority=2, impact=3, care_answer="unsafe")
    ticket(world, "11-13T12:00", "SD-L1", "MS5", impact=3, care_answer="unsafe", is_restricted=True)
    ticket(world, "10-01T12:00", "SD-L1", "MS5", impact=3, care_answer="unsafe")
    found = read_by(world, "informatics")
    assert [(row[0].text, row[2].text, row[2].note) for row in panel(found, "care").table.rows] == [
        ("Medical-Surgical ICU", "2", "0 before"),
        ("Med-Surg 5", "1", "1 before"),
    ]
    assert rows(found, "shifts") == [["Day, 07 to 19", "", "2"], ["Night, 19 to 07", "", "1"]]


def test_a_unit_that_reports_half_as_much_again_and_five_more_is_rising(world: World) -> None:
    for number in range(4):
        ticket(world, f"10-0{number + 2}T12:00", "SD-L1", "ED")
    for number in range(8):
        ticket(world, f"11-0{number + 2}T12:00", "SD-L1", "ED")
    assert "Rising" not in said(read_by(world, "informatics"))
    ticket(world, "11-17T12:00", "SD-L1", "ED")
    (found,) = [one for one in every(read_by(world, "informatics")) if one.lead == "Rising"]
    unit = world.area("ED").name
    assert found.text == f"{unit} reported 9 problems, 4 in the period before. Ask what changed there."


def test_open_safety_flags_are_counted_and_told_with_their_age(world: World) -> None:
    assert tile(read_by(world, "informatics"), "safety").value == "0"
    ticket(world, "11-10T12:00", "SD-L1", "ICU", is_patient_safety=True)
    ticket(world, "11-01T12:00", "SD-L1", "ICU", is_patient_safety=True, is_restricted=True)
    found = read_by(world, "informatics")
    assert tile(found, "safety").value == "1"
    assert said(found)["Patient safety"] == "1 problem flagged for patient safety is open, for 10 days."


def test_downtime_is_added_up_and_stands_by_unit(world: World) -> None:
    found = read_by(world, "informatics")
    assert (tile(found, "downtime").value, tile(found, "downtime").change) == ("1h 36m", "")
    assert rows(found, "downtime") == [["Everywhere", "", "1h 36m"]]
    assert tile(found, "downtime").url == f"/outages/?planned=no&state=running&state=over&{ASKED}"


def test_paper_that_nobody_entered_asks_for_a_decision(world: World) -> None:
    at = chicago("11-02T08:00")
    major = MajorIncident.objects.create(
        title="Charts down", trigger="areas", state="stood_down", began_at=at, proposed_at=at, promoted_at=at,
        restored_at=at + timedelta(hours=3),
    )  # fmt: skip
    line = MajorArea.objects.create(major=major, care_area=world.icu, paper_from=at + timedelta(hours=1))
    found = said(read_by(world, "informatics"))
    assert found["Since Nov 2"] == "Medical-Surgical ICU has not entered what it wrote on paper."
    MajorArea.objects.filter(pk=line.pk).update(back_loaded_at=at + timedelta(hours=9))
    assert "Since Nov 2" not in said(read_by(world, "informatics"))


def test_problems_stand_by_application_and_unit(world: World) -> None:
    service = Service.objects.get(code="A001")
    Service.objects.filter(pk=service.pk).update(domain="applications")
    for at, unit in (
        ("11-02T12:00", "ICU"),
        ("11-03T12:00", "ICU"),
        ("11-04T12:00", "MS5"),
        ("10-01T12:00", "ICU"),
    ):
        ticket(world, at, "SD-L1", unit, service=service)
    ticket(world, "11-05T12:00", "SD-L1", "ICU", service=service, is_restricted=True)
    shown = panel(read_by(world, "applications"), "problems")
    assert [column.words for column in shown.table.columns] == ["Application", "ICU", "MS5", "All units"]
    assert [[cell.text for cell in row] for row in shown.table.rows] == [[service.name, "2", "1", "3"]]


def test_vendors_past_their_promise_are_counted_as_their_list_counts_them(world: World) -> None:
    of = ticket(world, "11-10T08:00", "SD-L1", "ICU")
    team = world.team("SD-L1")
    type(team).objects.filter(pk=team.pk).update(domain="applications")
    at = chicago("11-10T09:00")
    task = VendorTask.objects.create(ticket=of, vendor=world.vendor, handed_at=at)
    clock = VendorClock.objects.create(
        task=task, vendor=world.vendor, metric="response", amount=4, unit="hours",
        calendar=world.calendars["HOSP24"], target_time=timedelta(hours=4), started_at=at,
        due_at=at + timedelta(hours=4),
    )  # fmt: skip
    found = read_by(world, "applications")
    late = tile(found, "vendors_late")
    assert (late.value, late.verdict) == ("1", "Misses 0 or fewer")
    assert late.url == "/vendors/tasks/?late=yes&domain=applications"
    (told,) = [one for one in every(found) if one.lead == "Since Nov 10"]
    assert told.text == f"{world.vendor.name} is past its promise with 1 ticket."
    assert of.key in text_of(signed_in(world.it_manager).get(late.url))
    VendorClock.objects.filter(pk=clock.pk).update(state="met", stopped_at=at + timedelta(hours=1))
    assert tile(read_by(world, "applications"), "vendors_late").value == "0"
    assert of.key not in text_of(signed_in(world.it_manager).get(late.url))


def test_services_without_owner_or_plan_and_licenses_that_are_overdrawn_are_told(world: World) -> None:
    Service.objects.filter(code="A001").update(domain="applications", owner=None)
    License.objects.filter(product="Charts").update(assigned=112)
    found = {one.lead: one.text for one in every(read_by(world, "applications"))}
    name = Service.objects.get(code="A001").name
    assert found["No plan"] == f"{name} has no plan to bring it back after a disaster."
    assert name in found["No owner"]
    assert found["Over by 12"] == "Charts: 112 are given out, 100 are paid for."
    RecoveryPlan.objects.create(
        service=Service.objects.get(code="A001"), title="Plan", kept_at="Safe", owner=world.it_manager,
        reviewed_on=date(2026, 1, 1), review_due_on=date(2027, 1, 1),
    )  # fmt: skip
    assert "No plan" not in {one.lead for one in every(read_by(world, "applications"))}
    assert rows(read_by(world, "applications"), "licenses")[:2] == [
        ["Charts", "100", "112", "80%"],
        ["Scans", "50", "0", "80%"],
    ]


def test_feeds_that_did_not_come_stand_first(world: World) -> None:
    for code, last in (("LAB", NOW - timedelta(minutes=5)), ("ADT", NOW - timedelta(hours=9))):
        DataFeed.objects.create(
            code=code, name=code, source="Engine", expected_minutes=60, created_at=NOW - timedelta(days=9),
            last_run_at=last, last_result="ok",
        )  # fmt: skip
    shown = panel(read_by(world, "applications"), "feeds")
    assert [[cell.text for cell in row][:2] for row in shown.table.rows] == [
        ["ADT", "Late"],
        ["LAB", "Current"],
    ]
    assert (shown.big, shown.big_words) == ("1", "of 2 feeds did not come or failed")


def test_problems_per_thousand_people_are_exact(world: World) -> None:
    from hospital_itsm.people.models import User

    people = User.objects.filter(is_active=True, kind="person").count()
    Service.objects.filter(code="A001").update(domain="applications")
    for at in ("11-02T12:00", "11-03T12:00"):
        ticket(world, at, "SD-L1", "ICU", service=Service.objects.get(code="A001"))
    found = tile(read_by(world, "applications"), "per_thousand")
    assert found.value == f"{Decimal(2000) / people:,.1f}"


@pytest.mark.parametrize("code", ["applications", "informatics", "htm"])
def test_executives_read_no_name_of_a_person_and_no_ticket(world: World, code: str) -> None:
    html = signed_in(world.cio).get(f"/dash/{code}/?{ASKED}").content.decode()
    assert "INC-" not in html
    for person in (world.requester, world.agent, world.lead):
        assert person.full_name not in html


@pytest.mark.parametrize("code", ["applications", "informatics", "htm"])
def test_the_sheet_and_rest_say_the_same(world: World, code: str) -> None:
    client = signed_in(getattr(world, LEADER[code]))
    page = client.get(f"/dash/{code}/?{ASKED}").context["read"]
    paper = client.get(f"/dash/{code}/pdf/?{ASKED}")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert [one.code for one in page.tiles]
