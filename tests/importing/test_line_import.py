"""Budget lines from a file: planned for the year or month by month, in draft years, by who answers for them."""

from datetime import date
from decimal import Decimal

import pytest

from hospital_itsm.budget.actions.lines import change_line
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from tests.budget import cast
from tests.importing.lists import checked, codes, faults, stored, undone, verdicts
from tests.vendors import cast as vendors
from tests.world import World, again

HEAD = "FY,Cost center,Line,Capex/opex,Run/grow/transform,VP,Owner,Currency,Planned,Contracts\n"
WIFI = "2039/40,6720,Wi-Fi,opex,run,infrastructure,martin.ekland,USD,1200.01,C-1005\n"
SERVERS = 'FY2039/40,6720,Servers,Capital,Transform,Infrastructure,,usd,"250,000.00",\n'


@pytest.fixture
def draft(world: World) -> FiscalYear:
    """The fiscal year from July 2039, and a contract in it."""
    vendors.contract(world, "C-1005")
    return cast.year(world, date(2039, 7, 1))


def test_lines_are_planned_once_and_a_second_import_changes_nothing(world: World, draft: FiscalYear) -> None:
    run = checked(world, "budget_line", HEAD + WIFI + SERVERS.replace("usd", "USD"))
    assert (faults(run), verdicts(run)) == ([], ["create", "create"])
    assert BudgetLine.objects.count() == 0
    stored(run)
    wifi, servers = BudgetLine.objects.order_by("-name")
    assert (wifi.year, wifi.spending, wifi.purpose, wifi.domain) == (draft, "opex", "run", "infrastructure")
    assert (wifi.owner, wifi.currency, wifi.amount) == (world.it_manager, "USD", Decimal("1200.01"))
    assert sum(wifi.months) == Decimal("1200.01")
    assert max(wifi.months) - min(wifi.months) == Decimal("0.01")
    assert list(wifi.contracts.values_list("number", flat=True)) == ["C-1005"]
    assert (servers.spending, servers.purpose, servers.amount) == ("capex", "transform", Decimal("250000.00"))
    second = checked(world, "budget_line", HEAD + WIFI + SERVERS.replace("usd", "USD"))
    assert verdicts(second) == ["same", "same"]


def test_a_plan_by_month_stands_in_the_months_of_the_fiscal_year(world: World, draft: FiscalYear) -> None:
    head = "FY,Cost center,Line,VP,Currency,Jul,August,Jan,Jun\n"
    run = checked(world, "budget_line", head + "2039-40,6720,Wi-Fi,infrastructure,USD,100,50.50,-0,9.50\n")
    stored(run)
    line = BudgetLine.objects.get()
    assert line.amount == Decimal("160.00")
    assert [str(one) for one in line.months] == ["100.00", "50.50", *["0.00"] * 9, "9.50"]
    changed = checked(
        world, "budget_line", head + "2039-40,6720,wi-fi,infrastructure,USD,100,50.50,40,9.50\n"
    )
    assert changed.rows.get().before == {"jan": "0.00", "amount": "160.00"}
    stored(changed)
    assert BudgetLine.objects.get().months[6] == Decimal("40.00")
    undone(changed)
    line.refresh_from_db()
    assert [str(one) for one in line.months] == ["100.00", "50.50", *["0.00"] * 9, "9.50"]
    assert line.amount == Decimal("160.00")


def test_rows_that_cannot_be_planned_say_why(world: World, draft: FiscalYear) -> None:
    old = cast.year(world, date(2037, 7, 1))
    cast.line(world, old, "Wi-Fi", amount=Decimal("100.00"))
    cast.approved(world, old)
    rows = [
        WIFI.replace("2039/40", "2055/56"),
        WIFI.replace("2039/40", "2037/38"),
        WIFI.replace("2039/40", "2037/38").replace("Wi-Fi", "Cables"),
        WIFI.replace("C-1005", "C-9; C-1005"),
        WIFI.replace("USD", "").replace("Wi-Fi", "A"),
        WIFI.replace("1200.01", "").replace("Wi-Fi", "B"),
        WIFI.replace("1200.01", "-5").replace("Wi-Fi", "C"),
        WIFI.replace("infrastructure", "kitchen").replace("Wi-Fi", "D"),
        WIFI.replace("USD", "dollar").replace("Wi-Fi", "E"),
        WIFI.replace("martin.ekland", "alma.reyes").replace("Wi-Fi", "F"),
        WIFI,
        WIFI.replace("Wi-Fi", "WI-FI"),
        "2039/40,,,,,,,,,\n",
    ]
    run = checked(world, "budget_line", HEAD + "".join(rows))
    assert codes(run) == [
        (2, "year", "unknown"),
        (3, "", "said"),
        (4, "", "said"),
        (5, "contracts", "unknown"),
        (6, "currency", "missing"),
        (7, "amount", "missing"),
        (8, "amount", "said"),
        (9, "domain", "not-a-choice"),
        (10, "currency", "said"),
        (11, "owner", "said"),
        (13, "name", "twice"),
        (14, "cost_center", "missing"),
        (14, "name", "missing"),
    ]
    approved = {row: words for row, _field, _code, words in faults(run)}
    assert approved[3] == "FY2037/38 is approved: its amounts change by an amendment with a reason."
    assert approved[4] == "FY2037/38 is approved. Lines are added and removed in a draft only."
    stored(run)
    assert list(BudgetLine.objects.filter(year=draft).values_list("name", flat=True)) == ["Wi-Fi"]


def test_a_vice_president_imports_lines_of_their_domain_only(world: World, draft: FiscalYear) -> None:
    theirs = WIFI.replace("infrastructure", "applications").replace("Wi-Fi", "LIS")
    run = checked(world, "budget_line", HEAD + WIFI + theirs, who="vp_infrastructure")
    assert verdicts(run) == ["create", "fault"]
    stored(run)
    assert BudgetLine.objects.get().name == "Wi-Fi"


def test_a_batch_is_taken_back_except_where_something_is_booked(world: World) -> None:
    year = cast.year(world)
    label = year.label.removeprefix("FY")
    rows = "".join(
        WIFI.replace("2039/40", label).replace("Wi-Fi", name).replace("C-1005", "") for name in "ABC"
    )
    run = stored(checked(world, "budget_line", HEAD + rows))
    cast.entry(world, BudgetLine.objects.get(name="A"))
    change_line(BudgetLine.objects.get(name="B").pk, actor=again(world.finance), fields={"name": "B2"})
    undone(run)
    assert [fault[:3] for fault in faults(run)] == [[2, "", "said"], [3, "", "changed-since"]]
    assert faults(run)[0][3] == "Something is booked on this line. Book it elsewhere first."
    assert list(BudgetLine.objects.order_by("name").values_list("name", flat=True)) == ["A", "B2"]
