"""The demo hospital, as `manage.py load_demo --without-tickets` stores it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from assets.models import Asset, License, Service
from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear, LineContract, SpentMonth
from hospital_itsm.budget.rules.standing import OVER
from hospital_itsm.budget.spending import lines_with_money, loose_money
from hospital_itsm.demo.hospital.categories import TEXT_CATEGORIES
from hospital_itsm.demo.hospital.people import HEADLINES, PEOPLE
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.importing.starting_categories import CATEGORIES
from hospital_itsm.people.models import CareArea, OnCallShift, Role, Team, User
from hospital_itsm.underpinning.models import Promise
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from tickets.models import Category
from vendors.baa_gate import Standing
from vendors.models import (
    AccountNumber,
    Contract,
    DecisionRecord,
    Document,
    DocumentVersion,
    Vendor,
    VendorAlias,
)
from vendors.queries.vendors import find_by_name
from vendors.rules.agreement import Terms, faults

PASSWORD = "harbor-lights-at-dusk"
THEN = datetime(2026, 11, 27, 15, tzinfo=UTC)


@pytest.fixture
def hospital(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The hospital, loaded on the day the domain's table is written for; the value is what the command printed."""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    printed = StringIO()
    with told_from(THEN):
        call_command("load_demo", without_tickets=True, stdout=printed)
        yield printed.getvalue()


def test_everything_of_the_tables_is_there(hospital: str) -> None:
    assert CareArea.objects.count() == 29
    assert Team.objects.count() == 27
    assert Service.objects.count() == 74
    assert Vendor.objects.count() == 22 + 13
    assert Contract.objects.count() == 24
    assert User.objects.count() == len(PEOPLE) + 1
    assert Category.objects.count() == len(CATEGORIES)


def test_the_printed_accounts_sign_in_with_the_password(hospital: str) -> None:
    lines = hospital.splitlines()
    assert len(lines) == len(HEADLINES) == 24
    assert lines[0].split() == ["alma.reyes", "Nurse,", "Medical-Surgical", "ICU"]
    names = [line.split()[0] for line in lines]
    assert set(names) == set(User.objects.filter(username__in=names).values_list("username", flat=True))
    answer = Client().post("/accounts/login/", {"login": names[0], "password": PASSWORD})
    assert answer.status_code == 302


def test_a_second_load_keeps_what_people_did(hospital: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Team.objects.filter(code="EUC").update(name="Renamed by somebody")
    monkeypatch.setenv("DEMO_PASSWORD", "another password altogether")
    printed = StringIO()
    call_command("load_demo", without_tickets=True, stdout=printed)
    assert printed.getvalue() == hospital
    assert Team.objects.get(code="EUC").name == "Renamed by somebody"
    assert User.objects.get(username="alma.reyes").check_password(PASSWORD)


def test_a_later_load_brings_only_the_subject_that_is_missing(
    hospital: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = set(User.objects.values_list("pk", "username", "password"))
    for covered in (Asset, Service, License):
        covered.objects.update(contract=None)
    DecisionRecord.objects.all().delete()
    InsuranceCertificate.objects.all().delete()
    DocumentVersion.objects.all().delete()
    Document.objects.all().delete()
    for table in (LineContract, CostEntry, SpentMonth, BudgetLine, FiscalYear):
        table.objects.all().delete()
    Promise.objects.all().delete()
    Contract.objects.all().delete()
    Vendor.objects.filter(name="Kestwick Monitoring").update(support_phone="555-0199")
    monkeypatch.delenv("DEMO_PASSWORD")
    call_command("load_demo", without_tickets=True, stdout=StringIO())
    assert Vendor.objects.get(name="Kestwick Monitoring").support_phone == "555-0199"
    assert Contract.objects.count() == 24
    assert Document.objects.count() == 5
    assert set(User.objects.values_list("pk", "username", "password")) == people


def test_what_is_planted_of_vendors_is_found_among_what_expires(hospital: str) -> None:
    today = timezone.localdate()
    expired: Any = Credential.objects.all()
    rows = expired.pressing(today).filter(expires_on__lt=today).select_related("person")
    assert [(row.person.name, row.kind) for row in rows] == [
        ("Piotr Lindgren", "account"),
        ("Piotr Lindgren", "badge"),
        ("Tobias Fenner", "vaccination"),
    ]
    over = InsuranceCertificate.objects.get(ends_on__lt=today)
    assert (over.vendor.name, over.document is not None) == ("OmniBiomed ISO", True)
    late = SecurityReview.objects.get(next_due_on__lt=today)
    assert (late.vendor.name, late.findings_open) == ("Ashgrove Infusion", 3)
    assert AccountNumber.objects.filter(vendor__name="CopperRiver Telecom").count() == 3
    assert VendorPerson.objects.count() == 6


def test_the_budget_has_lines_over_and_money_outside(hospital: str) -> None:
    today = timezone.localdate()
    year = FiscalYear.objects.around(today).get()
    found = commitments_of(year, today)
    rows = lines_with_money(year.lines.select_related("year"), today, found)
    over = {row.line.name for row in rows if row.standing.verdict == OVER}
    assert over == {
        "Circuits, voice and paging",
        "Imaging service",
        "Project staffing",
        "Radiation oncology service",
        "Sign-on and security operations",
        "Third-party biomed labor and parts",
    }
    loose = loose_money(year, found)
    assert loose.spent == {"USD": Decimal("18400.00")}
    assert {"C-1019", "C-1023"} <= {one.label[:6] for one in loose.committed}


def test_without_a_password_nothing_is_loaded(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="Set DEMO_PASSWORD"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_somebody_is_on_call_for_every_queue_and_the_house_for_eight_weeks(hospital: str) -> None:
    now = timezone.now()
    for at in (now, now + timedelta(weeks=8)):
        shifts = OnCallShift.objects.filter(starts_at__lte=at, ends_at__gt=at)
        primary = set(shifts.filter(level="primary").values_list("team__code", flat=True))
        assert primary == set(Team.objects.values_list("code", flat=True))
        assert shifts.filter(level="duty_manager", team=None).count() == 1
        assert shifts.filter(level="house_supervisor", team=None).count() == 1


def test_every_queue_has_a_lead_a_manager_and_people_who_work_it(hospital: str) -> None:
    for team in Team.objects.select_related("lead", "manager"):
        assert team.lead is not None and team.manager is not None
        assert team.memberships.valid().filter(role__permissions__contains=["ticket.work"]).exists(), (
            team.code
        )


def test_every_role_but_the_guest_is_held_by_somebody(hospital: str) -> None:
    unheld = Role.objects.filter(memberships=None).values_list("code", flat=True)
    assert set(unheld) == {"vendor_guest"}


def test_every_unit_but_the_desk_itself_has_a_lead(hospital: str) -> None:
    assert list(CareArea.objects.filter(lead=None).values_list("code", flat=True)) == ["IT"]


def test_the_categories_of_the_sixty_texts_are_known() -> None:
    assert set(TEXT_CATEGORIES.values()) <= {row.code for row in CATEGORIES}


def test_vendors_are_found_by_the_names_they_go_by(hospital: str) -> None:
    assert find_by_name("KESTWYCK MONITORING, INC.").name == "Kestwick Monitoring"
    assert find_by_name("Ashgrove Infusion (fictional)").name == "Ashgrove Infusion"
    assert not Vendor.objects.filter(kinds=[]).exists()
    assert VendorAlias.objects.filter(compared_name="").count() == 0


def test_contracts_say_whom_to_call_and_stand_as_their_dates_say(hospital: str) -> None:
    gold = Contract.objects.get(number="C-1016")
    assert (gold.vendor.name, gold.support_phone, gold.status) == (
        "Kestwick Monitoring",
        "555-0174",
        "active",
    )
    missed = Contract.objects.filter(auto_renew=True, decision="", notice_on__lt=date(2026, 11, 27))
    assert dict(missed.values_list("number", "notice_on")) == {
        "C-1003": date(2026, 10, 2),
        "C-1012": date(2026, 10, 2),
    }
    assert Contract.objects.get(number="C-1005").notice_on == date(2027, 3, 30)
    assert sum(row.annual_value or 0 for row in Contract.objects.all()) == 15_879_000
    assert not Contract.objects.filter(owner=None).exists()
    assert all(not faults(Terms.of(row)) for row in Contract.objects.all())
    assert Contract.objects.exclude(decision="").get().number == "C-1014"
    ending = Contract.objects.in_force(date(2026, 11, 27)).filter(ends_on__lte=date(2026, 12, 31))
    assert set(ending.values_list("number", flat=True)) == {"C-1003", "C-1012", "C-1017"}


def test_privacy_sees_at_once_who_holds_patient_data_without_an_agreement(hospital: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="hanna.weiss"))
    register = client.get("/vendors/baa/")
    assert register.context["gaps"] == ["Ashgrove Infusion", "FernHall Staffing"]
    rows = client.get("/vendors/baa/gaps/").context["page"].rows
    assert {row.name: Standing.of(row).code.value for row in rows} == {
        "Ashgrove Infusion": "lapsed",
        "FernHall Staffing": "missing",
        "Nethercote Renal": "ask",
    }
    page = client.get("/vendors/baa/gaps/").content.decode()
    assert "C-1015" in page
    assert "C-1024" in page
    client.force_login(User.objects.get(username="imani.clarke"))
    for number, words in (("C-1015", "its BAA is no longer in force"), ("C-1024", "without a BAA")):
        assert words in client.get(f"/contracts/{number}/").content.decode()
    assert "are blocked until one is signed" not in client.get("/contracts/C-1001/").content.decode()
