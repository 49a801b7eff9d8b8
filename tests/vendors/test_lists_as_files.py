"""Renewals and contacts leave as files, and REST takes the month that the page takes."""

from datetime import date, datetime

import pytest

from tests.api.rest import Rest
from tests.exporting.files import book_of, csv_of, posted
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.contacts import add_contact
from vendors.actions.contracts import change_contract
from vendors.actions.vendors import retire_vendor

DUE = {"auto_renew": True, "renewal_term_months": 36, "notice_value": 3, "notice_unit": "months"}


@pytest.fixture
def terms(world: World) -> None:
    """One contract to be told in March 2027, one that ends in September 2031."""
    money = {"annual_value": 310_000, "currency": "USD", "cost_center": "6720"}
    cast.contract(world, "C-1005", ends_on=date(2027, 6, 30), owner=again(world.it_manager), **DUE, **money)
    cast.contract(world, "C-1004", title="PACS", ends_on=date(2031, 9, 30), decide_by=date(2031, 3, 1))


def test_renewals_leave_with_the_months_that_are_shown(world: World, terms: None) -> None:
    path = "/contracts/renewals/export/?from=2027-01"
    assert csv_of(world.auditor, path) == [
        {
            "Number": "C-1005",
            "Title": "Monitoring gold support",
            "Vendor": "Northlight Networks",
            "State": "In force",
            "Last day to tell them": "2027-03-30",
            "Ends": "2027-06-30",
            "Notice": csv_of(world.auditor, path)[0]["Notice"],
            "Renews by itself": "Y",
            "Months it renews for": "36",
            "Decide by": "",
            "Decision": "",
            "Owner": "Martin Ekland",
            "Cost center": "6720",
            "Value a year": "310000.00",
            "Currency": "USD",
        }
    ]
    assert "renews for 3 years" in csv_of(world.auditor, path)[0]["Notice"]
    later = book_of(world.auditor, "/contracts/renewals/export/?from=2030-10&decided=no")
    assert later.column("Number") == ["C-1004"]
    assert later.column("Decide by") == [datetime(2031, 3, 1)]
    assert later.about["Filter"] == "Twelve months from: 2030-10; Decided: no"
    assert posted(world.auditor, "/contracts/renewals/export/?from=soon").status_code == 400
    assert posted(world.agent, path).status_code == 404


def test_a_title_that_begins_like_a_formula_leaves_as_text(world: World, terms: None) -> None:
    change_contract("C-1005", actor=again(world.vendor_manager), fields={"title": "=1+1"})
    assert csv_of(world.auditor, "/contracts/renewals/export/?from=2027-01")[0]["Title"] == "'=1+1"


def test_rest_takes_the_first_month_and_refuses_what_is_none(world: World, terms: None) -> None:
    rest = Rest(world.auditor)
    near, far = (rest.get(f"renewals/?from={month}").json()["results"] for month in ("2027-01", "2030-10"))
    assert [row["number"] for row in near] == ["C-1005"]
    assert [row["number"] for row in far] == ["C-1004"]
    for month in ("2027", "2027-13", "1999-12", "2027-01-01", "=1"):
        refused = rest.get(f"renewals/?from={month}")
        assert refused.status_code == 400
        assert [one["detail"] for one in refused.json()["errors"]] == ["Write the month like 2026-11."]


def test_contacts_leave_with_the_numbers_for_day_and_night(world: World) -> None:
    kestwick = cast.vendor(world, account_number="LRMC-88")
    spare = cast.vendor(world, "Sonnerby Ultrasound")
    who = again(world.vendor_manager)
    add_contact(
        kestwick.pk, actor=who, name="Field service", night_phone="555-0171", level=2, after_minutes=30
    )
    add_contact(kestwick.pk, actor=who, name="Gone", phone="555-0172", is_active=False)
    add_contact(world.vendor.pk, actor=who, name="@hotline", phone="555-0173", hours="24 x 7")
    add_contact(spare.pk, actor=who, name="Retired", phone="555-0174")
    retire_vendor(spare.pk, actor=who)
    rows = csv_of(world.agent, "/vendors/contacts/export/")
    assert [(row["Vendor"], row["Name"]) for row in rows] == [
        ("Kestwick Monitoring", "Field service"),
        ("Northlight Networks", "'@hotline"),
    ]
    assert rows[0] == {
        "Vendor": "Kestwick Monitoring",
        "Name": "Field service",
        "Role": "",
        "Number by day": "",
        "Number by night": "555-0171",
        "E-mail": "",
        "Hours": "",
        "Called as": "2",
        "After minutes without an answer": "30",
        "Note": "",
        "Our account number": "LRMC-88",
    }
    one = csv_of(world.agent, "/vendors/contacts/export/?vendor=Northlight+Networks")
    assert [row["Number by day"] for row in one] == ["555-0173"]
    assert posted(world.requester, "/vendors/contacts/export/").status_code == 404
