"""Years, lines and entries: who plans, what approval locks, and sums that stay true."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.budget.actions.costs import void_cost
from hospital_itsm.budget.actions.lines import amend_line, change_line, remove_line
from hospital_itsm.budget.actions.years import close_year, create_year, reopen_year
from hospital_itsm.budget.commitments import (
    Commitment,
    commitments_of,
    of_lines,
    paid_in,
    register_commitments,
)
from hospital_itsm.budget.models import Amendment, BudgetLine, CostEntry, FiscalYear, SpentMonth
from hospital_itsm.budget.spending import dressed
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from tests.budget import cast
from tests.vendors.cast import contract
from tests.world import World, again
from vendors.models import Contract

D = Decimal


def money_of(line: BudgetLine) -> Any:
    """The standing of one line."""
    (row,) = dressed([BudgetLine.objects.select_related("year").get(pk=line.pk)], timezone.localdate())
    return row.standing


def test_a_year_is_twelve_months_and_meets_no_other(world: World) -> None:
    made = cast.year(world, date(2026, 7, 1))
    assert (made.label, made.ends_on, made.status) == ("FY2026/27", date(2027, 6, 30), "draft")
    for day in (date(2027, 6, 1), date(2026, 7, 15)):
        with pytest.raises(ValueRefused):
            create_year(actor=again(world.finance), starts_on=day)
    with pytest.raises(Forbidden):
        create_year(actor=again(world.vp_infrastructure), starts_on=date(2027, 7, 1))
    assert FiscalYear.objects.count() == 1


def test_leaders_plan_their_domain_and_no_other(world: World) -> None:
    year = cast.year(world)
    line = cast.line(world, year)
    mine = change_line(
        line.pk, actor=again(world.vp_infrastructure), fields={"amount": D("130000.00")}, version=1
    )
    assert (mine.amount, sum(mine.months), mine.version) == (D("130000.00"), D("130000.00"), 2)
    with pytest.raises(Forbidden):
        change_line(line.pk, actor=again(world.vp_applications), fields={"amount": D(1)})
    with pytest.raises(Forbidden):  # nor give it away to a domain that is not theirs
        change_line(line.pk, actor=again(world.vp_infrastructure), fields={"domain": "applications"})
    with pytest.raises(StaleVersion):
        change_line(line.pk, actor=again(world.finance), fields={"name": "x"}, version=1)
    assert BudgetLine.objects.get().version == 2


def test_months_must_add_up_to_the_amount(world: World) -> None:
    year = cast.year(world)
    with pytest.raises(ValueRefused) as refusal:
        cast.line(world, year, amount=D("100.00"), months=[D("10.00")] * 12)
    assert refusal.value.errors == {
        "months": "The months add up to 120.00, not to 100.00. Change one of them."
    }
    assert cast.line(world, year, amount=None, months=[D("10.00")] * 12).amount == D("120.00")
    with pytest.raises(ValueRefused):
        cast.line(world, year, "network SUPPORT", amount=D(1))
    assert BudgetLine.objects.count() == 1


def test_approval_locks_amounts_and_amendments_give_their_reason(world: World) -> None:
    year = cast.year(world)
    line = cast.line(world, year)
    cast.approved(world, year)
    with pytest.raises(Conflict):
        change_line(line.pk, actor=again(world.finance), fields={"amount": D("1.00")})
    with pytest.raises(Conflict):
        cast.line(world, year, "Another")
    with pytest.raises(Conflict):
        remove_line(line.pk, actor=again(world.finance))
    with pytest.raises(Forbidden):
        amend_line(line.pk, actor=again(world.finance), amount=D("150000.00"), reason="More sites")
    amended = amend_line(line.pk, actor=again(world.cio), amount=D("150000.00"), reason="More sites")
    kept = max(amended.year.month_place(timezone.localdate()) - 1, 0)
    assert (amended.amount, sum(amended.months)) == (D("150000.00"), D("150000.00"))
    assert amended.months[:kept] == line.months[:kept]
    assert [(one.before, one.after, one.reason) for one in Amendment.objects.all()] == [
        (D("120000.00"), D("150000.00"), "More sites")
    ]
    assert "More sites" not in str(AuditEntry.objects.get(verb="budget_line.amend").changes)


def test_entries_count_in_their_month_until_they_are_taken_back(world: World) -> None:
    line = cast.line(world, cast.year(world))
    first, second = cast.entry(world, line, "1000.10"), cast.entry(world, line, "-0.05")
    assert money_of(line).actual == D("1000.05")
    void_cost(first.pk, actor=again(world.finance), reason="Booked twice", version=1)
    assert money_of(line).actual == D("-0.05")
    with pytest.raises(Conflict):
        void_cost(first.pk, actor=again(world.finance), reason="Again")
    with pytest.raises(Forbidden):
        void_cost(second.pk, actor=again(world.cio), reason="No")
    assert SpentMonth.objects.get().amount == D("-0.05")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"currency": "EUR"}, "currency"),
        ({"currency": "usd"}, "currency"),
        ({"booked_on": date(1999, 1, 1)}, "booked_on"),
        ({"booked_on": "tomorrow"}, "booked_on"),
        ({"position": "2"}, "position"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(world: World, values: dict[str, Any], field: str) -> None:
    line = cast.line(world, cast.year(world))
    if values.get("booked_on") == "tomorrow":
        values = {"booked_on": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(ValueRefused) as refusal:
        cast.entry(world, line, **values)
    assert set(refusal.value.errors) == {field}
    assert not CostEntry.objects.exists() and not SpentMonth.objects.exists()


def test_an_invoice_is_booked_once_and_in_parts_by_position(world: World) -> None:
    line = cast.line(world, cast.year(world))
    invoice = {"vendor": world.vendor, "invoice_number": "INV-77"}
    first = cast.entry(world, line, "10.00", **invoice, position="1")
    cast.entry(world, line, "5.00", **invoice, position="2")
    with pytest.raises(ValueRefused) as refusal:
        cast.entry(world, line, "10.00", vendor=world.vendor, invoice_number="inv-77", position="1")
    assert "booked already" in refusal.value.errors["invoice_number"]
    void_cost(first.pk, actor=again(world.finance), reason="Wrong amount")
    cast.entry(world, line, "11.00", **invoice, position="1")
    assert money_of(line).actual == D("16.00")


def test_contracts_and_orders_commit_a_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    year = cast.year(world)
    bound = contract(
        world, annual_value=D("90000.00"), currency="USD", payment_schedule="yearly", starts_on=year.starts_on
    )
    line = cast.line(world, year, contracts=[bound])
    with pytest.raises(ValueRefused):
        cast.line(world, year, "Twice", contracts=[bound])
    with pytest.raises(ValueRefused):
        cast.line(world, year, "Euro", contracts=[bound], currency="EUR")
    monkeypatch.setattr("hospital_itsm.budget.commitments._sources", {})
    order = Commitment(line.pk, "PO-1", "/", "USD", D("40000.00"), D("40000.00"))
    register_commitments("test", lambda years, today: [order])
    standing = money_of(line)
    assert (standing.committed, standing.remaining, standing.forecast) == (
        D("130000.00"), D("40000.00"), D("40000.00"),
    )  # fmt: skip
    change_line(line.pk, actor=again(world.finance), fields={"contracts": []})
    assert [one.line for one in commitments_of(year, timezone.localdate())] == [None, line.pk]


def test_entries_follow_the_cost_center_domain_and_purpose_of_their_line(world: World) -> None:
    line = cast.line(world, cast.year(world))
    entry, outside = cast.entry(world, line, "5.00"), cast.entry(world, None, "6.00")

    def said(one: CostEntry) -> tuple[str, str, str]:
        one.refresh_from_db()
        return one.cost_center, one.domain, one.purpose

    assert (said(entry), said(outside)) == (("6720", "infrastructure", "run"), ("", "", ""))
    fields = {"cost_center": "6731", "domain": "security", "purpose": "grow"}
    change_line(line.pk, actor=again(world.finance), fields=fields)
    assert said(entry) == ("6731", "security", "grow")
    late = cast.entry(world, line, "7.00")  # the form still holds the line as it was
    void_cost(entry.pk, actor=again(world.finance), reason="Twice")
    assert (said(late), said(entry), said(outside)) == (
        ("6731", "security", "grow"), ("6731", "security", "grow"), ("", "", ""),
    )  # fmt: skip
    late_in_bulk = CostEntry(
        year=line.year, line_id=line.pk, booked_on=line.year.starts_on, amount=D(8), currency="USD",
        entered_at=timezone.now(),
    )  # fmt: skip
    CostEntry.objects.bulk_create([late_in_bulk])
    assert said(late_in_bulk) == ("6731", "security", "grow")


def test_lines_of_many_years_read_their_money_in_three_statements(
    world: World, django_assert_num_queries: Any
) -> None:
    bound = contract(
        world,
        annual_value=D("1200.00"),
        currency="USD",
        payment_schedule="monthly",
        starts_on=date(2020, 7, 1),
        ends_on=date(2021, 12, 31),
    )
    lines = [
        cast.line(world, cast.year(world, date(start, 7, 1)), contracts=[bound])
        for start in (2020, 2021, 2022)
    ]
    cast.entry(world, lines[1], "70.00", booked_on=date(2021, 8, 1))
    rows = list(BudgetLine.objects.select_related("year").order_by("-year__starts_on"))
    with django_assert_num_queries(3):
        found = dressed(rows, date(2021, 9, 1))
    assert [(row.line.year.label, row.standing.committed, row.standing.actual) for row in found] == [
        ("FY2022/23", D(0), D(0)),
        ("FY2021/22", D("600.00"), D("70.00")),
        ("FY2020/21", D("1200.00"), D(0)),
    ]


@pytest.mark.parametrize(
    ("today", "changes", "begins", "whole", "note"),
    [
        ("2026-11-27", {}, "2026-07-01", "90000.00", "Notice was missed: it renews on Jan 1, 2027."),
        ("2026-10-02", {}, "2026-07-01", "0.00", ""),
        (
            "2026-10-02",
            {"decision": "renew"},
            "2026-07-01",
            "90000.00",
            "It is decided to renew it on Jan 1, 2027.",
        ),
        ("2026-11-27", {"decision": "terminate"}, "2026-07-01", "0.00", ""),
        ("2026-11-27", {"auto_renew": False}, "2026-07-01", "0.00", ""),
        ("2026-11-27", {}, "2027-07-01", "0.00", "Notice was missed: it renews on Jan 1, 2027."),
        ("2026-11-27", {"renewal_term_months": 24}, "2027-07-01", "90000.00", "Notice was missed"),
    ],
)
def test_a_renewal_that_nobody_can_stop_is_committed(
    world: World, today: str, changes: dict[str, Any], begins: str, whole: str, note: str
) -> None:
    bound = contract(
        world, annual_value=D("90000.00"), currency="USD", payment_schedule="yearly", starts_on=date(2024, 1, 1),
        ends_on=date(2026, 12, 31), auto_renew=True, renewal_term_months=12, notice_value=90, notice_unit="days",
    )  # fmt: skip
    year, now = cast.year(world, date.fromisoformat(begins)), date.fromisoformat(today)
    line = cast.line(world, year, contracts=[bound])
    Contract.objects.update(**changes)
    (one,) = commitments_of(year, now)
    assert (one.whole, one.remaining) == (D(whole), D(whole))
    assert one.note.startswith(note) and bool(one.note) == bool(note)
    assert of_lines([line], now) == [one]
    assert paid_in(Contract.objects.get(), year, now).whole == D(whole)


def test_a_closed_year_takes_nothing_until_it_is_opened_again(world: World) -> None:
    year = cast.year(world, date(2020, 7, 1))
    line = cast.line(world, year)
    with pytest.raises(IllegalTransition):
        close_year(year.pk, actor=again(world.finance))
    cast.approved(world, year)
    close_year(year.pk, actor=again(world.finance))
    with pytest.raises(Conflict):
        cast.entry(world, line, booked_on=date(2020, 8, 1))
    with pytest.raises(Conflict):
        amend_line(line.pk, actor=again(world.cio), amount=D(1), reason="Late")
    reopen_year(year.pk, actor=again(world.cio), reason="A late invoice")
    cast.entry(world, line, booked_on=date(2020, 8, 1))
    assert money_of(line).actual == D("1000.00")


@pytest.mark.django_db(transaction=True)
def test_bookings_at_once_lose_nothing_and_book_an_invoice_once(world: World) -> None:
    line = cast.line(world, cast.year(world))
    barrier, refused = Barrier(4), []

    def book() -> None:
        barrier.wait()
        for number in range(5):
            try:
                cast.entry(world, line, "1.01", vendor=world.vendor, invoice_number=f"N-{number}")
            except ValueRefused as refusal:
                refused.append(refusal)
            cast.entry(world, line, "2.00")
        connection.close()

    threads = [Thread(target=book) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(refused) == 15
    assert money_of(line).actual == D("45.05")
