"""Vendors and contracts over REST: the filters of the pages, versions as tags, one row a number of another system."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import Rest, pointers, problem
from tests.exporting.files import csv_of
from tests.vendors import cast
from tests.world import World
from vendors.models import Contract, Vendor

pytestmark = pytest.mark.django_db
TERM = {
    "number": "C-1016",
    "title": "Monitoring gold support",
    "vendor": "Northlight Networks",
    "starts_on": "2026-07-01",
    "ends_on": "2040-06-30",
}


@pytest.fixture
def manager(world: World) -> Rest:
    """The vendor manager's token."""
    return Rest(world.vendor_manager)


def names(answer: Any) -> list[str]:
    """The names of a list."""
    return [row.get("name", row.get("number")) for row in json.loads(answer.content)["results"]]


def test_a_vendor_is_read_with_everything_by_any_name_or_its_id(world: World, manager: Rest) -> None:
    made = cast.vendor(world, kinds=["manufacturer"], aliases=["Kestwyck"], support_phone="555-0143")
    one = manager.get("vendors/KESTWYCK,%20INC./")
    assert one.json() == {
        "id": made.pk,
        "name": "Kestwick Monitoring",
        "kinds": ["manufacturer"],
        "aliases": ["Kestwyck"],
        "support_phone": "555-0143",
        "support_hours": "",
        "account_number": "",
        "support_email": "",
        "website": "",
        "is_active": True,
        "baa_standing": "clear",
        "external_refs": [],
        "version": 1,
    }
    assert one["ETag"] == '"1"'
    assert manager.get(f"vendors/{made.pk}/").json() == one.json()
    problem(manager.get("vendors/Nobody/"), 404, "not-found")
    problem(manager.get(f"vendors/{'9' * 40}/"), 404, "not-found")


def test_lists_take_the_filters_of_the_pages_and_refuse_others(world: World, manager: Rest) -> None:
    made = cast.vendor(world, kinds=["software"], aliases=["Kestwyck"])
    cast.contract(world, "C-1", vendor=made)
    cast.contract(world, "C-2", status="draft")
    assert names(manager.get("vendors/?kind=software&kind=telecom")) == ["Kestwick Monitoring"]
    assert names(manager.get("vendors/?q=kestwyck")) == ["Kestwick Monitoring"]
    assert names(manager.get("contracts/?state=in_force")) == ["C-1"]
    assert names(manager.get("contracts/?sort=ends_last&limit=1")) == ["C-2"]
    assert pointers(problem(manager.get("vendors/?order=x"), 400, "unknown-input")) == ["/order"]
    assert pointers(problem(manager.get("vendors/?kind=bakery"), 400, "unknown-input")) == ["/kind"]
    assert pointers(problem(manager.get("contracts/?sort=price"), 400, "unknown-input")) == ["/sort"]


def test_retired_vendors_are_listed_on_demand(world: World, manager: Rest) -> None:
    Vendor.objects.filter(pk=world.vendor.pk).update(is_active=False)
    assert names(manager.get("vendors/")) == []
    assert names(manager.get("vendors/?retired=yes")) == ["Northlight Networks"]


def test_pages_hold_every_row_once(world: World, manager: Rest) -> None:
    Vendor.objects.bulk_create(Vendor(name=f"Company {number:02d}") for number in range(25))
    found, cursor = [], ""
    while True:
        body = manager.get(f"vendors/?q=company&limit=10&cursor={cursor}").json()
        found += [row["name"] for row in body["results"]]
        cursor = body["next"]
        if not cursor:
            break
    assert found == [f"Company {number:02d}" for number in range(25)]


def test_a_vendor_is_added_and_changed_under_its_tag(world: World, manager: Rest) -> None:
    made = manager.post("vendors/", {"name": "Kestwick Monitoring", "kinds": ["service"], "aliases": ["KMS"]})
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    problem(manager.patch("vendors/KMS/", {"support_phone": "1"}), 428, "precondition-required")
    changed = manager.patch("vendors/KMS/", {"support_phone": "555-0143", "aliases": []}, If_Match='"1"')
    assert (changed["ETag"], changed.json()["support_phone"], changed.json()["aliases"]) == (
        '"2"',
        "555-0143",
        [],
    )
    body = problem(
        manager.patch("vendors/Kestwick Monitoring/", {"support_phone": "2"}, If_Match='"1"'),
        412,
        "stale-version",
    )
    assert (body["current"], body["given"]) == (2, 1)
    assert Vendor.objects.get(name="Kestwick Monitoring").support_phone == "555-0143"


def test_what_cannot_be_taken_is_named(world: World, manager: Rest) -> None:
    unknown = manager.post("vendors/", {"name": "Kestwick", "is_active": False})
    assert pointers(problem(unknown, 400, "unknown-input")) == ["/is_active"]
    taken = manager.post("vendors/", {"name": "NORTHLIGHT NETWORKS INC"})
    assert pointers(problem(taken, 422, "value-refused")) == ["/name"]
    nobody = manager.post("contracts/", {**TERM, "vendor": "Nobody"})
    assert pointers(problem(nobody, 422, "value-refused")) == ["/vendor"]
    backwards = manager.post("contracts/", {**TERM, "ends_on": "2020-01-01"})
    assert pointers(problem(backwards, 422, "value-refused")) == ["/ends_on"]
    assert not Contract.objects.exists()


def test_a_contract_is_added_as_a_draft_and_changed_under_its_tag(world: World, manager: Rest) -> None:
    made = manager.post("contracts/", TERM)
    assert (made.status_code, made.json()["status"], made.json()["state"]) == (201, "draft", "draft")
    changed = manager.patch("contracts/C-1016/", {"number": "C-1017", "title": "Gold"}, If_Match='"1"')
    assert (changed.json()["number"], changed["ETag"]) == ("C-1017", '"2"')
    problem(manager.patch("contracts/C-1017/", {"title": "Silver"}, If_Match='"1"'), 412, "stale-version")
    problem(Rest(world.agent).get("contracts/C-1017/"), 404, "not-found")


def test_one_vendor_a_number_of_another_system(world: World, manager: Rest) -> None:
    sent = {"name": "Kestwick Monitoring", "aliases": ["Kestwyck"]}
    first = manager.put("vendors/external/erp/4711/", sent)
    again = manager.put("vendors/external/erp/4711/", sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["version"] == 1
    assert again.json()["external_refs"] == [{"system": "erp", "external_id": "4711"}]
    renamed = manager.put("vendors/external/erp/4711/", {"name": "Kestwick Health"})
    assert (renamed.json()["name"], renamed.json()["aliases"]) == ("Kestwick Health", ["Kestwyck"])
    assert AuditEntry.objects.filter(verb="vendor.create").count() == 1


def test_a_number_goes_to_the_vendor_that_goes_by_the_name_already(world: World, manager: Rest) -> None:
    answer = manager.put(
        "vendors/external/erp/12/", {"name": "NORTHLIGHT NETWORKS, INC.", "support_phone": "555-1"}
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "Northlight Networks")
    assert Vendor.objects.get().support_phone == "555-1"


def test_one_contract_a_number_of_another_system(world: World, manager: Rest) -> None:
    first = manager.put("contracts/external/erp/9/", {**TERM, "status": "active"})
    again = manager.put("contracts/external/erp/9/", {**TERM, "title": "Gold", "status": "draft"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert (again.json()["title"], again.json()["status"], again.json()["version"]) == ("Gold", "active", 2)
    assert Contract.objects.count() == 1


@pytest.mark.parametrize(
    ("scopes", "path", "status"),
    [
        (["people:read"], "vendors/", 200),
        (["vendors:read"], "vendors/", 200),
        (["people:read"], "contracts/", 403),
        (["vendors:read"], "contracts/", 200),
        (["tickets:read"], "vendors/", 403),
    ],
)
def test_a_token_reads_what_its_scopes_say(world: World, scopes: list[str], path: str, status: int) -> None:
    assert Rest(world.vendor_manager, scopes).get(path).status_code == status


def test_reading_scopes_write_nothing(world: World) -> None:
    reader = Rest(world.vendor_manager, ["vendors:read", "people:read"])
    problem(reader.post("vendors/", {"name": "Kestwick"}), 403, "forbidden")
    problem(reader.put("contracts/external/erp/9/", TERM), 403, "forbidden")
    assert (Vendor.objects.count(), Contract.objects.count()) == (1, 0)


TERMS: dict[str, Any] = {
    "owner": "martin.ekland",
    "domain": "infrastructure",
    "auto_renew": True,
    "renewal_term_months": 36,
    "notice_value": 3,
    "notice_unit": "months",
    "annual_value": "310000.10",
    "currency": "usd",
    "uplift": "percent",
    "uplift_percent": "2.50",
    "sla_clauses": ["On site  within 4 hours", "On site within 4 hours"],
    "phi_access": "no",
}


def test_terms_are_written_exactly_and_read_by_readers_of_contracts_alone(
    world: World, manager: Rest
) -> None:
    made = manager.post("contracts/", {**TERM, "status": "active", **TERMS})
    assert made.status_code == 201
    terms = made.json()["terms"]
    assert (terms["notice_on"], terms["annual_value"], terms["currency"]) == (
        "2040-03-30",
        "310000.10",
        "USD",
    )
    assert (terms["owner"], terms["uplift_percent"], terms["decision"]) == ("martin.ekland", "2.50", "")
    assert terms["sla_clauses"] == ["On site within 4 hours"]
    assert terms["notice_words"] == "Tell them by Mar 30, 2040 or it renews for 3 years"
    assert manager.get("contracts/").json()["results"][0]["terms"] == terms
    seen = Rest(world.agent).get("contracts/C-1016/")
    assert (seen.status_code, seen.json()["terms"]) == (200, None)


def test_money_is_no_float_and_contradictions_are_named(world: World, manager: Rest) -> None:
    for wrong, pointer in (
        ({"annual_value": 310000.1}, "/annual_value"),
        ({"annual_value": "-1.00"}, "/annual_value"),
        ({"annual_value": "1.001"}, "/annual_value"),
        ({"currency": "XXQ"}, "/currency"),
        ({"notice_value": 400}, "/notice_value"),
        ({"notice_unit": "weeks"}, "/notice_unit"),
        ({"renewal_term_months": None}, "/renewal_term_months"),
        ({"term_months": 12}, "/term_months"),
        ({"owner": "leo.marsh"}, "/owner"),
    ):
        answer = manager.post("contracts/", {**TERM, **TERMS, **wrong})
        assert pointers(problem(answer, 422, "value-refused")) == [pointer]
    assert pointers(
        problem(manager.post("contracts/", {**TERM, "notice_on": "2030-01-01"}), 400, "unknown-input")
    )
    assert not Contract.objects.exists()


def test_a_decision_is_recorded_under_the_tag_and_listed(world: World, manager: Rest) -> None:
    cast.contract(world)
    given = {"decision": "renegotiate", "reason": "Price is above market"}
    problem(manager.post("contracts/C-1016/decisions/", given), 428, "precondition-required")
    made = manager.post("contracts/C-1016/decisions/", given, If_Match='"1"')
    assert (made.status_code, made["ETag"], made.json()["terms"]["decision"]) == (201, '"2"', "renegotiate")
    (one,) = manager.get("contracts/C-1016/decisions/").json()
    assert (one["decision"], one["reason"], one["decided_by"]) == (
        "renegotiate",
        "Price is above market",
        "imani.clarke",
    )
    problem(Rest(world.agent).get("contracts/C-1016/decisions/"), 403, "forbidden")


def test_renewals_of_twelve_months_are_listed_by_their_last_day(world: World) -> None:
    today = timezone.localdate()
    for number, days, more in (
        ("C-1", 40, {"notice_value": 30, "notice_unit": "days"}),
        ("C-2", 20, {}),
        ("C-3", 3000, {}),
        ("C-4", 200, {"notice_value": 90, "notice_unit": "days", "cost_center": "6720"}),
    ):
        cast.contract(world, number, ends_on=today + timedelta(days=days), **more)
    rest = Rest(world.finance)
    rows = rest.get("renewals/").json()["results"]
    assert [row["number"] for row in rows] == ["C-2", "C-1", "C-4"]
    assert rows[1]["terms"]["notice_on"] == (today + timedelta(days=10)).isoformat()
    assert [row["number"] for row in rest.get("renewals/?cost_center=6720").json()["results"]] == ["C-4"]
    first = rest.get("renewals/?limit=1").json()
    assert [
        row["number"] for row in rest.get(f"renewals/?limit=5&cursor={first['next']}").json()["results"]
    ] == [
        "C-1",
        "C-4",
    ]
    problem(rest.get("renewals/?vendor=1"), 400, "unknown-input")
    problem(Rest(world.agent).get("renewals/"), 403, "forbidden")


def test_the_terms_leave_as_a_file_with_those_who_read_contracts_in_full(world: World) -> None:
    cast.contract(
        world, annual_value=Decimal("310000.10"), currency="USD", auto_renew=True, renewal_term_months=12
    )
    [full] = csv_of(world.finance, "/contracts/export/")
    assert (full["Value a year"], full["Currency"], full["Months it renews for"]) == (
        "310000.10",
        "USD",
        "12",
    )
    [calls] = csv_of(world.agent, "/contracts/export/")
    assert ("Value a year" in calls, "Owner" in calls, calls["Number"]) == (False, False, "C-1016")
