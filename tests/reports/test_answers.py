"""What each question answers about a small world worked out by hand (`tests/kpi/small_world.py` and casts)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.budget.models import CostEntry, FiscalYear
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.questions import BY_CODE, QUESTIONS
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.shown import said
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.models import RemoteSession
from tests.continuity import cast as continuity
from tests.kpi import small_world
from tests.world import World, again
from tickets.models import Ticket

ICU, MS5, HIM = "Medical-Surgical ICU", "Med-Surg 5", "Health information management"
DAY = timedelta(days=1)
ANSWERS: dict[str, tuple[tuple[str, ...], list[list[str]]]] = {
    "units-reporting": ((), [[ICU, "5", "55.6"], [MS5, "4", "44.4"]]),
    "promises-missed": (
        (),
        [
            ["Clinical engineering", "0", "1", "1", "2"],
            ["End-user computing", "0", "0", "1", "1"],
            ["Network", "1", "0", "0", "1"],
            ["Service desk", "0", "1", "0", "1"],
            ["All", "1", "2", "2", "5"],
        ],
    ),
    "open-longest": (
        ("Unit", "Queue"),
        [[HIM, "End-user computing"], [ICU, "Service desk"], [ICU, "End-user computing"]],
    ),
    "work-of-people": ((), [["Not given", "1", "1", "1", "3"], ["All", "1", "1", "1", "3"]]),
    "services-failing": ((), [["Not given", "8", "100.0"]]),
    "care-affected": ((), [[ICU, "2", "2"], ["All", "2", "2"]]),
    "devices-failing": ((), [["LR-1", "2", "66.7"], ["LR-2", "1", "33.3"]]),
    "what-we-own": ((), [["Clinical device", "3", "3"], ["Workstation", "1", "1"], ["All", "4", "4"]]),
    "out-of-support": (("asset_tag",), [["LR-3"]]),
    "maintenance-late": (("Device", "Next due"), [["LR-1", "2026-11-01"], ["LR-2", "2026-11-19"]]),
    "recalls-open": (("Number", "State"), [["Z-4", "Received"]]),
    "renewals": (
        ("Number", "Last day to tell them"),
        [["C-5", ""], ["C-1", "2026-12-10"], ["C-4", "2026-12-15"], ["C-2", "2027-01-10"], ["C-3", "2027-02-01"]],
    ),
    "agreements-missing": (("Vendor", "Agreement"), [["Kestwick Monitoring", "No BAA"]]),
    "vendor-promises-missed": ((), [["Northlight Networks", "1", "1"], ["All", "1", "1"]]),
    "remote-access": (("Device", "State"), [["LR-1", "Never opened"]]),
    "budget-standing": (
        ("Line", "Planned", "Planned so far", "Spent", "Forecast less plan"),
        [["Wi-Fi", "1200.00", "500.00", "450.00", "-750.00"]],
    ),
    "costs-booked": (("Amount", "Vendor"), [["12.50", "Northlight Networks"]]),
    "purchases-open": (("Number", "Status"), [["PUR-1", "Draft"]]),
    "outage-causes": ((), [["Not given", "4", "4"], ["All", "4", "4"]]),
}  # fmt: skip
"""The columns that are looked at (all where there are none), and the rows."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world with an entry of costs, a purchase, a session from afar and a vendor that was too late."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.build(made)
        small_world.count()
        _more(made)
        yield made
        transaction.set_rollback(True)


def _more(world: World) -> None:
    now, year = small_world.NOW, FiscalYear.objects.get()
    of_vendor = {"vendor": world.vendor}
    three = Asset.objects.get(tag="LR-3")
    small_world.NetworkProfile.objects.create(
        asset=three, os_name="Windows XP", support_state="unsupported_unmitigated"
    )
    for amount, day, is_void in (("12.50", now.date(), False), ("9.00", now.date(), True)):
        CostEntry.objects.create(
            year=year, booked_on=day, amount=Decimal(amount), currency="USD", entered_at=now, is_void=is_void,
            **of_vendor,
        )  # fmt: skip
    for number, status in (("PUR-1", "draft"), ("PUR-2", "closed")):
        Purchase.objects.create(
            number=number, title="Radios", need="Ours are old", domain="infrastructure", status=status, asked_at=now,
            amount=Decimal("100.00"), currency="USD",
        )  # fmt: skip
    person = VendorPerson.objects.create(name="Casey Rowan", **of_vendor)
    RemoteSession.objects.create(
        person=person, asset=Asset.objects.get(tag="LR-1"), purpose="Update", starts_at=now - DAY, until_at=now,
        asked_by=world.biomed, asked_at=now - DAY, **of_vendor,
    )  # fmt: skip
    task = VendorTask.objects.create(
        ticket=Ticket.objects.earliest("pk"), handed_at=now - 2 * DAY, **of_vendor
    )
    said: dict[str, Any] = {
        "task": task, "amount": 4, "unit": "hours", "calendar": world.calendars["BUS"],
        "target_time": timedelta(hours=4), "started_at": now - 2 * DAY, "due_at": now - DAY, **of_vendor,
    }  # fmt: skip
    VendorClock.objects.create(metric="response", state="missed", missed_at=now - DAY, **said)
    VendorClock.objects.create(metric="repair", state="met", stopped_at=now - 2 * DAY, **said)


def answer(world: World, code: str, at: Any = small_world.NOW, **given: Any) -> ReportReading:
    """What the auditor is answered."""
    asked = Asked(BY_CODE[code], given, actor=again(world.auditor), now=at)
    assert asked.errors == {}
    return ReportReading(asked)


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_a_question_is_answered_as_worked_out_by_hand(world: World, code: str) -> None:
    columns, rows = ANSWERS[code]
    reading = answer(world, code)
    headings = reading.headings()
    at = [headings.index(name) for name in columns] or range(len(headings))
    lines = [[said(value) for value in line] for line in reading.first_lines(100)]
    assert [[line[number] for number in at] for line in lines] == rows
    assert reading.count() == len(rows)


def test_a_trend_is_answered_by_weeks(world: World) -> None:
    reading = answer(world, "reports-over-time")
    assert reading.headings() == ["Week from", "Number"]
    found = {start: number for start, number in reading.first_lines(100) if number}
    assert found == {
        date(2026, 9, 28): 1, date(2026, 10, 26): 1, date(2026, 11, 2): 1, date(2026, 11, 9): 5,
        date(2026, 11, 16): 2,
    }  # fmt: skip
    assert reading.count() == 14


def test_figures_are_those_of_their_page(world: World) -> None:
    reading = answer(world, "figures")
    found = {line[0]: line for line in reading.first_lines(200)}
    assert reading.count() == len(found)
    assert [said(value) for value in found["restore_p1"][3:8]] == [
        "2026-10-22", "2026-11-20", "10800", "seconds", "10800",
    ]  # fmt: skip


def test_major_incidents_and_recovery_tests_are_answered(world: World) -> None:
    with transaction.atomic():
        major, test = continuity.declared(world), continuity.tested(world)
        now = timezone.now()
        lines = answer(world, "major-incidents", now).first_lines(10)
        assert [(line[0], said(line[2])) for line in lines] == [(major.key, "Active")]
        lines = answer(world, "recovery-tests", now).first_lines(10)
        assert [line[3] for line in lines] == [test.done_on]
        transaction.set_rollback(True)


def test_who_took_which_lists_is_answered_from_the_trail(world: World) -> None:
    with transaction.atomic():
        run_question(BY_CODE["units-reporting"], {}, "csv", actor=again(world.agent))
        lines = answer(world, "lists-taken", timezone.now()).first_lines(10)
        assert [line[1:6] for line in lines] == [
            ["Leo Marsh", "ran a report", "units-reporting", "csv", lines[0][5]]
        ]
        transaction.set_rollback(True)


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    apart = {"reports-over-time", "figures", "major-incidents", "recovery-tests", "lists-taken"}
    assert {one.code for one in QUESTIONS} == set(ANSWERS) | apart
