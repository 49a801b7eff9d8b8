"""The contracts of domain 8.5 with the problems planted in them, as who answers for each sees them first."""

import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from assets.models import Asset, Service
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.people.models import User
from tests.demo.test_load_demo import PASSWORD, THEN
from vendors.models import Contract, Vendor

RENEWS = "Notice date passed 56 days ago: it renews on Jan 1 for 1 year"
TABLE = (
    ("C-1001", "Harbor Health Systems", "subscription", 6_900_000, "2022-07-01", "2029-06-30", "no/12m", "4", "yes"),
    ("C-1002", "Harbor Health Systems", "hosting", 1_150_000, "2022-07-01", "2027-06-30", "yes/180d", "3", "yes"),
    ("C-1003", "IntegraWorks", "maintenance", 148_000, "2025-01-01", "2026-12-31", "yes/90d", "cpi", "yes"),
    ("C-1004", "ImageArc Software", "maintenance", 420_000, "2023-10-01", "2028-09-30", "no/6m", "3", "yes"),
    ("C-1005", "Northlight Networks", "support", 310_000, "2024-07-01", "2027-06-30", "yes/3m", "3", "no"),
    ("C-1006", "CopperRiver Telecom", "telecom", 264_000, "2024-03-01", "2027-02-28", "yes/60d", "none", "no"),
    ("C-1007", "CopperRiver Telecom", "telecom", 188_000, "2025-07-01", "2028-06-30", "yes/90d", "cpi", "no"),
    ("C-1008", "Slatewell Storage & Backup", "subscription", 205_000, "2025-10-01", "2028-09-30", "no/90d", "5", "yes"),
    ("C-1009", "BadgeIn Identity", "subscription", 176_000, "2026-02-01", "2029-01-31", "yes/90d", "4", "no"),
    ("C-1010", "Wardstone Cyber", "service", 540_000, "2026-01-01", "2028-12-31", "no/6m", "3", "yes"),
    ("C-1011", "Prismeadow Imaging", "equipment_service", 285_000, "2024-01-01", "2028-12-31", "no/6m", "3", "yes"),
    ("C-1012", "Prismeadow Imaging", "equipment_service", 310_000, "2024-01-01", "2026-12-31", "yes/90d", "3", "yes"),
    ("C-1013", "Radleigh Oncology", "equipment_service", 460_000, "2025-04-01", "2030-03-31", "no/6m", "2.5", "yes"),
    ("C-1014", "Borrowdale Respiratory", "parts_and_labor", 74_000, "2026-07-01", "2027-06-30", "yes/60d", "cpi", "no"),
    ("C-1015", "Ashgrove Infusion", "maintenance", 132_000, "2025-07-01", "2028-06-30", "yes/90d", "4", "yes"),
    ("C-1016", "Kestwick Monitoring", "equipment_service", 226_000, "2023-07-01", "2027-06-30", "yes/120d", "3", "yes"),
    ("C-1017", "Nethercote Renal", "equipment_service", 98_000, "2026-01-01", "2026-12-31", "no/30d", "none", "no"),
    ("C-1018", "Analford Diagnostics", "reagent_rental", 1_900_000, "2024-09-01", "2029-08-31", "no/12m", "2", "yes"),
    ("C-1019", "Medivault", "lease", 385_000, "2023-05-01", "2028-04-30", "yes/180d", "3", "yes"),
    ("C-1020", "OmniBiomed ISO", "parts_and_labor", 150_000, "2026-07-01", "2027-06-30", "yes/30d", "", "no"),
    ("C-1021", "ClaimBridge", "subscription", 240_000, "2025-07-01", "2027-06-30", "yes/90d", "3", "yes"),
    ("C-1022", "BrightLedger ERP", "subscription", 880_000, "2023-07-01", "2028-06-30", "no/9m", "3", "no"),
    ("C-1023", "Greenloop ITAD", "service", 28_000, "2025-01-01", "2027-12-31", "yes/60d", "", "yes"),
    ("C-1024", "FernHall Staffing", "staffing", 410_000, "2026-07-01", "2027-06-30", "no/30d", "", "yes"),
)  # fmt: skip
"""Number, vendor, kind, value a year, first and last day, renewal and notice, cap, patient data: as in the domain."""
SERVICES = {
    "C-1001": "A001 A002 A003 A004 A005 A006 A007 A009",
    "C-1002": "A008",
    "C-1003": "A060",
    "C-1004": "A017 A018",
    "C-1005": "INF-LAN INF-WLAN",
    "C-1006": "INF-WAN",
    "C-1007": "INF-PAGE INF-VOICE",
    "C-1008": "A062",
    "C-1009": "A061",
    "C-1015": "A030",
    "C-1016": "A031",
    "C-1019": "A015",
    "C-1021": "A046",
    "C-1022": "A050 A051 A052",
}
MODELS = {
    "C-1011": {"MR15"},
    "C-1012": {"CT128", "XRm", "XRf"},
    "C-1013": {"LINAC6"},
    "C-1014": {"BX-1", "T-Go"},
    "C-1017": {"HD3"},
    "C-1018": {"C700", "H300", "BG"},
}
NOTICE = {
    "C-1001": "2028-06-30", "C-1002": "2027-01-01", "C-1003": "2026-10-02", "C-1004": "2028-03-30",
    "C-1005": "2027-03-30", "C-1006": "2026-12-30", "C-1007": "2028-04-01", "C-1008": "2028-07-02",
    "C-1009": "2028-11-02", "C-1010": "2028-06-30", "C-1011": "2028-06-30", "C-1012": "2026-10-02",
    "C-1013": "2029-09-30", "C-1014": "2027-05-01", "C-1015": "2028-04-01", "C-1016": "2027-03-02",
    "C-1017": "2026-12-01", "C-1018": "2028-08-31", "C-1019": "2027-11-02", "C-1020": "2027-05-31",
    "C-1021": "2027-04-01", "C-1022": "2027-09-30", "C-1023": "2027-11-01", "C-1024": "2027-05-31",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The hospital without its tickets, loaded once for this file on a day of the table, and taken back afterwards."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as environment, transaction.atomic():
        environment.setenv("DEMO_PASSWORD", PASSWORD)
        with told_from(THEN):
            call_command("load_demo", without_tickets=True, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hospital(loaded: None, db: None) -> Iterator[None]:
    """The loaded hospital on that day, with what a single test changes taken back."""
    with told_from(THEN):
        yield


def read(username: str, address: str, **headers: str) -> str:
    """The words of a page as this person reads it: no marks, single blanks."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.status_code
    words = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+([,.:])", r"\1", re.sub(r"\s+", " ", unescape(words)))


def test_every_row_of_the_table_is_there_with_everything_it_says(hospital: None) -> None:
    rows = Contract.objects.select_related("vendor").order_by("number")
    assert (
        tuple(
            (
                one.number,
                one.vendor.name,
                one.kind,
                int(one.annual_value or 0),
                str(one.starts_on),
                str(one.ends_on),
                f"{'yes' if one.auto_renew else 'no'}/{one.notice_value}{one.notice_unit[0]}",
                f"{one.uplift_percent.normalize()}" if one.uplift_percent else one.uplift,
                one.phi_access,
            )
            for one in rows
        )
        == TABLE
    )
    assert {one.number: str(one.notice_on) for one in rows} == NOTICE
    assert all(one.owner and one.domain and one.cost_center and one.term_months for one in rows)
    assert all(one.currency == "USD" and one.payment_schedule for one in rows)
    assert all(one.termination_for_convenience for one in rows)
    assert Vendor.objects.filter(name__in={row[1] for row in TABLE}).count() == 21


def test_services_and_devices_stand_on_the_contracts_of_the_table(hospital: None) -> None:
    linked = Service.objects.exclude(contract=None).order_by("code")
    found: dict[str, list[str]] = {}
    for number, code in linked.values_list("contract__number", "code"):
        found.setdefault(number, []).append(code)
    assert {number: " ".join(codes) for number, codes in found.items()} == SERVICES
    clinical = Asset.objects.clinical()
    for number, models in MODELS.items():
        named = clinical.filter(contract__number=number)
        assert set(named.values_list("model__name", flat=True)) == models
        assert named.count() == clinical.filter(model__name__in=models).count()


def test_the_vendor_manager_reads_what_needs_a_decision_above_the_contracts(hospital: None) -> None:
    page = read("imani.clarke", "/contracts/")
    told = page[page.index("Needs a decision") : page.index("These vendors touch patient data")]
    assert re.findall(r"C-\d+", told) == ["C-1003", "C-1012", "C-1017", "C-1006", "C-1002"]
    assert f"C-1003 Interface engine, IntegraWorks: {RENEWS}. USD 148,000.00 a year. Gwen Ashford" in told
    assert f"C-1012 CT and X-ray shared service, Prismeadow Imaging: {RENEWS}. USD 310,000.00 a year." in told
    assert (
        "C-1017 Dialysis service, Nethercote Renal: Tell them by Dec 1. Ends Dec 31; nothing renews it."
        in told
    )
    assert (
        "C-1006 WAN circuits, two diverse, CopperRiver Telecom: Tell them by Dec 30 or it renews for 1 year."
        in told
    )
    assert "touch patient data without a BAA in force: Ashgrove Infusion, FernHall Staffing." in page


def test_the_owner_of_the_missed_notice_reads_it_on_the_contract(hospital: None) -> None:
    page = read("gwen.ashford", "/contracts/C-1003/")
    assert (
        f"Renewal {RENEWS} Last day to tell them Oct 2, 2026 (90 days) Renews by itself Yes, for 1 year"
        in page
    )
    assert "Price rise limited to Consumer prices (CPI)" in page


@pytest.mark.parametrize("who", ["dale.brantley", "marguerite.okafor", "imani.clarke", "walter.choi"])
def test_missed_notices_lead_the_renewals_of_who_answers_for_the_money(hospital: None, who: str) -> None:
    page = read(who, "/contracts/renewals/")
    rows = re.findall(r"(C-1\d\d\d) [A-Z]", page[page.index("Contracts by notice date") :])
    assert rows[:5] == ["C-1003", "C-1012", "C-1017", "C-1006", "C-1002"]
    assert f"Interface engine IntegraWorks Passed {RENEWS} Gwen Ashford 6700 USD 148,000.00" in page
    assert f"CT and X-ray shared service Prismeadow Imaging Passed {RENEWS} Ellen Fairweather" in page
    assert "Soon Tell them by Dec 1. Ends Dec 31; nothing renews it Sam Oduya 6230 USD 98,000.00" in page
    assert (
        "LAN and WLAN support, 24 x 7 x 4 Northlight Networks Tell them by Mar 30 or it renews for 3 years"
        in page
    )


def test_the_budget_pays_for_the_renewals_that_nobody_stopped(hospital: None) -> None:
    page = read("dale.brantley", "/budget/")
    assert "Imaging service 6220 · Clinical engineering · Run USD 620,000.00 21,210.00 612,850.00" in page
    assert "Interface engine 6700 · Applications · Run USD 150,000.00 0.00 148,000.00 148,000.00" in page
    line = re.search(r'href="(/budget/lines/\d+/)">Imaging service', _source("dale.brantley", "/budget/"))
    assert line is not None
    detail = read("dale.brantley", line[1])
    assert (
        "C-1012 CT and X-ray shared service Notice was missed: it renews on Jan 1, 2027. USD 319,300.00"
        in detail
    )


def test_the_dialysis_contract_ends_and_the_machine_says_so(hospital: None) -> None:
    page = read("sam.oduya", "/contracts/C-1017/")
    assert "Renewal Tell them by Dec 1. Ends Dec 31; nothing renews it" in page
    assert "Renews by itself No" in page
    machine = Asset.objects.filter(model__name="HD3").earliest("pk")
    told = read("enzo.maddox", machine.get_absolute_url())
    assert "Covered by C-1017 until Dec 31, 2026, 34 more days; nothing renews it." in told


def test_the_circuits_rise_by_nothing(hospital: None) -> None:
    page = read("martin.ekland", "/contracts/C-1006/")
    assert "Tell them by Dec 30 or it renews for 1 year" in page
    assert "Price rise limited to No rise" in page


def test_the_agreement_with_the_pump_maker_ran_out(hospital: None) -> None:
    said = "Ashgrove Infusion touches patient data, and its BAA is no longer in force."
    for who, address in (
        ("sam.oduya", "/contracts/C-1015/"),
        ("hanna.weiss", Vendor.objects.get(name="Ashgrove Infusion").get_absolute_url()),
    ):
        page = read(who, address)
        assert f"{said} New contracts, purchases and remote access are blocked until one is signed." in page
        assert "Expired ended Jun 30, 2026" in page
    assert "BAA no longer in force" in read("priya.venkataraman", "/services/A030/")
    assert "Ashgrove Infusion C-1015, A030 PumpLibrary server ended Jun 30, 2026 BAA no longer in force" in (
        read("hanna.weiss", "/vendors/baa/gaps/")
    )


def test_the_staffing_contract_has_no_agreement(hospital: None) -> None:
    page = read("imani.clarke", "/contracts/C-1024/")
    assert (
        "FernHall Staffing touches patient data without a BAA. New contracts, purchases and remote access"
        in page
    )
    assert "FernHall Staffing C-1024 Never signed No BAA" in read("hanna.weiss", "/vendors/baa/gaps/")
    register = read("hanna.weiss", "/vendors/baa/")
    assert "touch patient data without a BAA in force: Ashgrove Infusion, FernHall Staffing." in register


def test_what_is_paid_in_vain_and_what_nothing_covers_stands_on_the_cover(hospital: None) -> None:
    page = read("sam.oduya", "/contracts/C-1016/cover/")
    assert "You pay for 4 things that are no longer in use. Take them off the contract." in page
    assert len(re.findall(r"Telemetry transmitter TX-2 Missing", page)) == 4
    assert "Things in use 76 Services A031 TeleCentral monitoring" in page
    page = read("sam.oduya", "/contracts/C-1015/cover/")
    assert "things made by Ashgrove Infusion without cover Neither a warranty nor a contract in force" in page
    assert "A030 PumpLibrary server Licenses PumpLibrary, pumps" in page


def _source(username: str, address: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.get(address).content.decode()
