"""Costs from a file: each invoice once, a thousand rows a statement, sums by month kept, taken back by a mark."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.budget.actions.costs import void_cost
from hospital_itsm.budget.actions.years import close_year
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear, SpentMonth
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.importing.actions.asking import ask_check
from tests.budget import cast
from tests.core.workbooks import workbook
from tests.importing.lists import checked, codes, faults, stored, undone, verdicts, worked
from tests.vendors import cast as vendors
from tests.world import World, again

HEAD = "Date,Amount,Currency,Cost center,Line,Supplier,Contract,Invoice no,Item,PO,Text\n"
FIRST = "2020-08-03,1250.00,USD,6720,Network support,NORTHLIGHT NETWORKS INC,,INV-1,,PO-48213,August\n"
SECOND = '2020-08-20,"(250.00)",USD,6720,,,C-1005,INV-2,10,,Money back\n'
LOOSE = "2020-09-01,99.95,USD,,,,,J-77,,,A cable\n"


@pytest.fixture
def line(world: World) -> BudgetLine:
    """An approved line of a year that is over, and a contract."""
    year = cast.year(world, date(2020, 7, 1))
    found = cast.line(world, year)
    cast.approved(world, year)
    vendors.contract(world, "C-1005")
    return found


def sums() -> list[tuple[str, str, bool]]:
    """What is spent by month, and whether it is on a line."""
    found = SpentMonth.objects.order_by("month", "line")
    return [(str(one.month), str(one.amount), one.line_id is not None) for one in found]


def test_a_check_books_nothing(world: World, line: BudgetLine) -> None:
    run = checked(world, "cost", HEAD + FIRST + SECOND + LOOSE)
    assert (faults(run), verdicts(run)) == ([], ["create"] * 3)
    assert (CostEntry.objects.count(), sums()) == (0, [])


def test_costs_are_booked_on_their_lines_with_sums_and_trail(world: World, line: BudgetLine) -> None:
    run = stored(checked(world, "cost", HEAD + FIRST + SECOND + LOOSE))
    first, second, loose = CostEntry.objects.order_by("pk")
    assert (first.line, first.vendor, first.amount) == (line, world.vendor, Decimal("1250.00"))
    assert (first.booked_on, first.invoice_number, first.what) == (date(2020, 8, 3), "INV-1", "August")
    assert (first.order_number, second.order_number) == ("PO-48213", "")
    assert (first.source, first.batch, first.entered_by) == ("ERP", run.pk, world.finance)
    assert (second.line, second.amount, second.position) == (line, Decimal("-250.00"), "10")
    assert (second.contract.number, second.vendor) == ("C-1005", world.vendor)  # type: ignore[union-attr]
    assert (loose.line, loose.vendor, loose.year) == (None, None, line.year)
    assert sums() == [("2020-08-01", "1000.00", True), ("2020-09-01", "99.95", False)]
    trail = AuditEntry.objects.filter(verb="cost_entry.create").order_by("pk")
    assert [one.reason for one in trail] == [f"import {run.pk}, row {row}" for row in (2, 3, 4)]
    assert trail[0].changes["vendor"] == [None, "Northlight Networks"]
    assert trail[0].changes["amount"] == [None, "1250.00"]
    assert "what" not in trail[0].changes


def test_the_same_file_a_second_time_books_nothing(world: World, line: BudgetLine) -> None:
    stored(checked(world, "cost", HEAD + FIRST + SECOND + LOOSE))
    before = sums()
    second = checked(world, "cost", HEAD + FIRST.replace("INV-1", "inv-1") + SECOND + LOOSE)
    assert verdicts(second) == ["same"] * 3
    assert CostEntry.objects.count() == 3
    assert sums() == before


def test_two_imports_at_once_book_an_invoice_once(world: World, line: BudgetLine) -> None:
    first, second = (checked(world, "cost", HEAD + FIRST) for _time in range(2))
    stored(first)
    stored(second)
    assert verdicts(second) == ["fault"]
    assert faults(second)[0][1:3] == ["invoice_number", "said"]
    assert "booked already, on 2020-08-03 with USD 1,250.00" in faults(second)[0][3]
    assert sums() == [("2020-08-01", "1250.00", True)]


def test_a_booked_invoice_with_other_values_is_refused_in_words(world: World, line: BudgetLine) -> None:
    stored(checked(world, "cost", HEAD + FIRST))
    run = checked(world, "cost", HEAD + FIRST.replace("1250.00", "1250.01"))
    assert codes(run) == [(2, "invoice_number", "booked-otherwise")]


def test_a_batch_is_taken_back_by_a_mark_and_can_be_imported_again(world: World, line: BudgetLine) -> None:
    run = stored(checked(world, "cost", HEAD + FIRST + SECOND + LOOSE))
    touched = CostEntry.objects.get(invoice_number="J-77")
    void_cost(touched.pk, actor=again(world.finance), reason="Not ours")
    undone(run)
    assert codes(run) == [(4, "", "changed-since")]
    assert list(CostEntry.objects.order_by("pk").values_list("is_void", "void_reason")) == [
        (True, f"import {run.pk} taken back"),
        (True, f"import {run.pk} taken back"),
        (True, "Not ours"),
    ]
    assert sums() == [("2020-08-01", "0.00", True), ("2020-09-01", "0.00", False)]
    assert AuditEntry.objects.filter(verb="cost_entry.void").count() == 3
    anew = stored(checked(world, "cost", HEAD + FIRST + SECOND + LOOSE))
    assert verdicts(anew) == ["create"] * 3
    assert sums() == [("2020-08-01", "1000.00", True), ("2020-09-01", "99.95", False)]


def test_rows_that_cannot_be_booked_say_why(world: World, line: BudgetLine) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    year = cast.year(world)
    for name in ("Two", "Three"):
        cast.line(world, year, name)
    day = timezone.localdate().isoformat()
    rows = [
        FIRST.replace("2020-08-03", "1999-08-03"),
        FIRST.replace("2020-08-03", tomorrow.isoformat()),
        FIRST.replace("1250.00", "0").replace("INV-1", ""),
        FIRST.replace("1250.00", "0"),
        FIRST.replace("1250.00", "1.250"),
        FIRST.replace("1250.00", "1.23E+13"),
        FIRST.replace("USD", "EUR"),
        FIRST.replace("Network support", "Parties"),
        FIRST.replace("NORTHLIGHT NETWORKS INC", "Nobody Ltd"),
        FIRST.replace("INV-1", ""),
        FIRST.replace("INV-1", "1.23E+13"),
        FIRST.replace("August", "Patient John Testcase MRN 00099887 DOB 01/02/1950"),
        FIRST.replace("2020-08-03", day).replace("Network support", ""),
        "A,B\n",
        "=1+1,,,,,,,,,,\n",
        FIRST,
        FIRST.replace("INV-1", "inv-1"),
        FIRST.replace(",,INV-1", ",,\"=cmd|' /C calc'!A0\""),
    ]
    run = checked(world, "cost", HEAD + "".join(rows))
    assert codes(run) == [
        (2, "booked_on", "no-year"),
        (3, "line", "unknown"),
        (4, "invoice_number", "missing"),
        (5, "amount", "said"),
        (6, "amount", "two-ways"),
        (7, "amount", "damaged"),
        (8, "currency", "said"),
        (9, "line", "unknown"),
        (10, "vendor", "unknown"),
        (11, "invoice_number", "missing"),
        (12, "invoice_number", "damaged"),
        (13, "what", "patient-data"),
        (14, "cost_center", "ambiguous"),
        (15, "", "cells"),
        (16, "booked_on", "not-a-date"),
        (18, "invoice_number", "twice-invoice"),
    ]
    assert faults(run)[6][3] == (
        "The line is in USD, the entry in EUR. Nothing is converted: book it in USD."
    )
    assert faults(run)[7][3] == "Parties"
    assert "Testcase" not in str(faults(run))
    stored(run)
    assert list(CostEntry.objects.order_by("pk").values_list("invoice_number", flat=True)) == [
        "INV-1",
        "=cmd|' /C calc'!A0",
    ]


def test_a_future_day_and_a_closed_year_take_nothing(world: World, line: BudgetLine) -> None:
    run = checked(world, "cost", HEAD + FIRST)
    close_year(line.year.pk, actor=again(world.finance))
    stored(run)
    assert codes(run) == [(2, "booked_on", "closed")]
    later = checked(world, "cost", HEAD + FIRST)
    assert codes(later) == [(2, "booked_on", "closed")]
    cast.year(world)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    if FiscalYear.objects.around(timezone.localdate() + timedelta(days=1)).exists():
        ahead = checked(world, "cost", HEAD + LOOSE.replace("2020-09-01", tomorrow))
        assert faults(ahead)[0][1:] == ["booked_on", "said", "Give a day until today."]
    assert (CostEntry.objects.count(), sums()) == (0, [])


def test_decimal_commas_are_taken_where_the_file_was_said_to_have_them(
    world: World, line: BudgetLine
) -> None:
    text = HEAD.replace(",", ";") + LOOSE.replace(",", ";").replace("99.95", "1.250,95")
    run = checked(world, "cost", "\ufeff" + text)
    assert verdicts(run) == ["create"]
    unclear = checked(world, "cost", text.replace("1.250,95", "1.250"))
    assert codes(unclear) == [(2, "amount", "two-ways")]
    fields = [field for _column, field in unclear.mapping]
    ask_check(unclear.pk, fields, actor=again(world.finance), amount_style="comma")
    stored(worked(unclear))
    assert CostEntry.objects.get().amount == Decimal("1250.00")


def test_finance_alone_books_from_files(world: World, line: BudgetLine) -> None:
    with pytest.raises(Forbidden):
        checked(world, "cost", HEAD + FIRST, who="cio")
    assert CostEntry.objects.count() == 0


def test_a_thousand_costs_need_as_many_statements_as_ten(world: World, line: BudgetLine) -> None:
    def statements(first: int, count: int) -> int:
        rows = "".join(FIRST.replace("INV-1", f"N-{first + number}") for number in range(count))
        run = checked(world, "cost", HEAD + rows)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            stored(run)
        return len(captured)

    statements(0, 1)
    few = statements(10, 10)
    assert statements(1000, 900) <= few + 4
    assert CostEntry.objects.count() == 911


def test_numbers_and_days_of_a_workbook_arrive_exactly(world: World, line: BudgetLine) -> None:
    head = ["Date", "Amount", "Currency", "Cost center", "Invoice no"]
    rows = [
        [date(2020, 8, 3), 1250.1, "USD", 6720, 4500012345],
        [date(2020, 8, 4), -0.07, "USD", 6720, "0077"],
        [date(2020, 8, 5), 1.125, "USD", 6720, "A"],
        [date(2020, 8, 6), 12.125, "USD", 6720, "B"],
        [date(2020, 8, 7), 5, "USD", 6720, 12345678901234567],
    ]
    run = stored(checked(world, "cost", workbook([head, *rows])))
    booked = CostEntry.objects.order_by("pk").values_list("booked_on", "amount", "invoice_number")
    assert list(booked) == [
        (date(2020, 8, 3), Decimal("1250.10"), "4500012345"),
        (date(2020, 8, 4), Decimal("-0.07"), "0077"),
    ]
    assert codes(run) == [
        (4, "amount", "two-ways"),
        (5, "amount", "two-ways"),
        (6, "invoice_number", "damaged"),
    ]


def test_numbers_keep_the_row_of_the_file(world: World, line: BudgetLine) -> None:
    run = checked(world, "cost", HEAD + "\n\n" + FIRST)
    found: Any = run.rows.get()
    assert (found.number, found.label) == (4, "INV-1")
