"""Budgets and costs over REST."""

import pytest
from django.utils import timezone

from hospital_itsm.budget.models import BudgetLine, CostEntry
from tests.api.rest import Rest, problem
from tests.budget import cast
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
