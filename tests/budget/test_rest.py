"""Budgets and costs over REST."""

import pytest
from django.utils import timezone

from hospital_itsm.budget.models import BudgetLine, CostEntry
from tests.api.rest import Rest, problem
from tests.assets import cast as assets_cast
from tests.budget import cast
from tests.vendors.cast import contract
from tests.world import World


@pytest.fixture
def finance(world: World) -> Rest:
    """Finance's token."""
    return Rest(world.finance)


def test_a_line_is_planned_read_and_changed_with_its_version(world: World, finance: Rest) -> None:
    year = cast.year(world)
    says = {"year": year.label, "name": "Wi-Fi", "cost_center": "6720", "domain": "infrastructure"}
    problem(finance.send("POST", "budget_lines/", {**says, "amount": 1200.5}), 422, "value-refused")
    made = finance.send("POST", "budget_lines/", {**says, "amount": "1200.50"})
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    data = made.json()
    assert (data["amount"], data["months"][0], data["money"]["variance_percent"]) == (
        "1200.50", "100.04", "-100.0",
    )  # fmt: skip
    path = f"budget_lines/{data['id']}/"
    problem(finance.send("PATCH", path, {"amount": "1.00"}), 428, "precondition-required")
    problem(finance.send("PATCH", path, {"amount": "1.00"}, If_Match='"7"'), 412, "stale-version")
    problem(finance.send("PATCH", path, {"year": year.label}, If_Match="*"), 400, "unknown-input")
    cast.approved(world, year)
    problem(finance.send("PATCH", path, {"amount": "1.00"}, If_Match='"1"'), 409, "conflict")
    amended = Rest(world.cio).send(
        "POST", f"{path}amend/", {"amount": "2.00", "reason": "Less"}, If_Match='"1"'
    )
    assert amended.json()["amount"] == "2.00"
    assert BudgetLine.objects.get().version == 2


def test_an_entry_is_booked_once_and_spend_shows_it(world: World, finance: Rest) -> None:
    year = cast.year(world)
    line = cast.line(world, year)
    says = {
        "booked_on": timezone.localdate().isoformat(),
        "amount": "10.10",
        "currency": "USD",
        "line": line.pk,
        "vendor": world.vendor.name,
        "invoice_number": "INV-9",
    }
    made = finance.send("POST", "cost_entries/", says)
    assert made.status_code == 201
    problem(finance.send("POST", "cost_entries/", says), 422, "value-refused")
    problem(finance.send("POST", "cost_entries/", {**says, "is_void": True}), 400, "unknown-input")
    spend = finance.get(f"budget_years/{year.pk}/spend/?by=domain").json()
    assert [(one["code"], one["money"]["actual"]) for one in spend["groups"]] == [("infrastructure", "10.10")]
    problem(finance.get(f"budget_years/{year.pk}/spend/?by=color"), 400, "unknown-input")
    void = f"cost_entries/{made.json()['id']}/void/"
    assert finance.send("POST", void, {"reason": "Twice"}, If_Match='"1"').json()["is_void"] is True
    assert finance.get("cost_entries/?void=no").json()["results"] == []
    assert CostEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("domain=infrastructure", ["1.00"]),
        ("domain=security&domain=infrastructure", ["2.00", "1.00"]),
        ("purpose=grow", ["2.00"]),
        ("cost_center=6720", ["1.00"]),
        ("cost_center=6720&domain=security", []),
        ("line=none", ["4.00", "3.00"]),
        ("vendor=Northlight Networks", ["4.00", "3.00"]),
        ("contract=C-1016", ["3.00"]),
        ("contract=C-0000", []),
        ("tag=LR-20417", ["4.00"]),
        ("service=A001", ["2.00"]),
        ("year=FY1999", []),
        ("q=inv-7&void=no", ["2.00"]),
        ("q=per", ["1.00"]),
    ],
)
def test_entries_are_found_by_what_they_are_booked_on(
    world: World, finance: Rest, query: str, found: list[str]
) -> None:
    year = cast.year(world)
    cast.entry(world, cast.line(world, year), "1.00", what="Permits")
    grows = cast.line(world, year, "Badges", cost_center="6731", domain="security", purpose="grow")
    cast.entry(world, grows, "2.00", service=world.service("A001"), invoice_number="INV-77")
    cast.entry(world, None, "3.00", contract=contract(world))
    cast.entry(world, None, "4.00", asset=assets_cast.pump(world), vendor=world.vendor)
    for narrowed in (query, query if "year" in query else f"{query}&year={year.label}"):
        answer = finance.send("GET", f"cost_entries/?{narrowed}")
        assert [row["amount"] for row in answer.json()["results"]] == found
