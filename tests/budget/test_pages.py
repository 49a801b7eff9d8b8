"""The pages of budgets: over budget stands out, every sum leads to its entries, nothing typed is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.budget.models import BudgetLine, CostEntry
from tests.budget import cast
from tests.vendors.cast import contract
from tests.vendors.test_vendor_pages import text_of
from tests.world import World


@pytest.fixture
def finance(world: World, client: Client) -> Client:
    """A browser in which finance is signed in."""
    client.force_login(world.finance)
    return client


def test_spend_against_budget_says_what_is_over_and_leads_to_entries(world: World, finance: Client) -> None:
    year = cast.year(world)
    over = cast.line(world, year, "Wi-Fi", amount=Decimal("1000.00"))
    cast.line(world, year, "Cables", amount=Decimal("500.00"), purpose="grow", cost_center="6110")
    contract(world, annual_value=Decimal("1200.00"), currency="USD", payment_schedule="monthly")
    cast.entry(world, over, "1100.25")
    cast.entry(world, None, "7.00")
    words = text_of(finance.get("/budget/"))
    assert "1 line will go over its budget." in words
    assert "USD 100.25 above the plan (10.0%)" in words
    assert "USD 7.00 was spent on no line of the budget." in words
    assert ">C-1016 Monitoring gold support</a>" in words
    narrowed = finance.get(f"/budget/?year={year.label}&cost_center=6110&by=domain")
    assert [row.line.name for row in narrowed.context["rows"]] == ["Cables"]
    entries = finance.get(f"/budget/entries/?line={over.pk}")
    assert sum(one.amount for one in entries.context["page"].rows) == Decimal("1100.25")
    loose = finance.get(f"/budget/entries/?year={year.label}&line=none").context["page"].rows
    assert [one.amount for one in loose] == [Decimal("7.00")]
    assert finance.get("/budget/?by=domain&color=red").status_code == 400


def test_without_a_year_the_page_says_how_to_begin(world: World, finance: Client) -> None:
    assert "Set up a fiscal year" in text_of(finance.get("/budget/"))
    sent = finance.post("/budget/years/new/", {"starts_on": "2039-07-02"})
    assert (sent.status_code, "first day of a month" in text_of(sent)) == (422, True)


def test_a_line_is_planned_by_month_and_keeps_what_was_typed(world: World, finance: Client) -> None:
    year = cast.year(world)
    typed: dict[str, Any] = {
        "name": "Wi-Fi",
        "cost_center": "6720",
        "domain": "infrastructure",
        "purpose": "run",
        "spending": "opex",
        "currency": "USD",
        "months": "\n".join(["10.50"] * 11),
    }
    path = f"/budget/years/{year.pk}/lines/new/"
    refused = finance.post(path, typed)
    assert (refused.status_code, "Give twelve amounts" in text_of(refused)) == (422, True)
    assert 'value="Wi-Fi"' in refused.content.decode()
    typed["months"] += "\n4.50"
    assert finance.post(path, {**typed, "contracts": "C-404"}).status_code == 422
    assert finance.post(path, typed).status_code == 302
    line = BudgetLine.objects.get()
    assert (line.amount, line.months[-1]) == (Decimal("120.00"), Decimal("4.50"))
    changed = {**typed, "months": "\n".join(map(str, line.months)), "amount": "1200", "version": "1"}
    assert finance.post(f"/budget/lines/{line.pk}/edit/", changed).status_code == 302
    stale = finance.post(f"/budget/lines/{line.pk}/edit/", {**changed, "amount": "5"})
    assert (stale.status_code, "Somebody changed" in text_of(stale)) == (409, True)
    line.refresh_from_db()
    assert (line.amount, line.months) == (Decimal("1200.00"), [Decimal("100.00")] * 12)


def test_a_cost_is_booked_once_and_taken_back_with_a_reason(world: World, finance: Client) -> None:
    line = cast.line(world, cast.year(world))
    typed = {
        "booked_on": timezone.localdate().isoformat(),
        "amount": "12.50",
        "currency": "USD",
        "line": str(line.pk),
        "vendor": str(world.vendor.pk),
        "invoice_number": "INV-1",
    }
    assert finance.post("/budget/entries/new/", typed).status_code == 302
    again = finance.post("/budget/entries/new/", typed)
    assert (again.status_code, "This invoice is booked already" in text_of(again)) == (422, True)
    entry = CostEntry.objects.get()
    assert finance.post(f"/budget/entries/{entry.pk}/void/", {"reason": "Twice"}).status_code == 302
    assert "Taken back, it counts no more: Twice" in text_of(finance.get(f"/budget/entries/{entry.pk}/"))
    assert "Nothing is booked yet." in text_of(finance.get(f"/budget/lines/{line.pk}/"))


def test_words_of_strangers_stay_words(world: World, finance: Client) -> None:
    name = "<script>alert(1)</script>" + "W" * 90
    line = cast.line(world, cast.year(world), name)
    for path in ("/budget/", "/budget/lines/", f"/budget/lines/{line.pk}/", "/budget/entries/new/"):
        assert "<script>alert" not in finance.get(path).content.decode(), path


def test_a_list_by_amount_goes_on_where_it_stopped(world: World, finance: Client) -> None:
    line = cast.line(world, cast.year(world))
    for number in range(1, 53):
        cast.entry(world, line, f"{number}.10")
    first = finance.get("/budget/entries/?sort=amount")
    rest = finance.get(first.context["more_url"])
    amounts = [one.amount for page in (first, rest) for one in page.context["page"].rows]
    assert amounts == [Decimal(f"{number}.10") for number in range(52, 0, -1)]
