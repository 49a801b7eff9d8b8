"""What a cell of a list says; what can be read two ways or was damaged on the way is refused with a code."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.rules.importing.columns import CellFault
from hospital_itsm.importing.kinds import KINDS
from hospital_itsm.importing.rules import cells
from hospital_itsm.importing.rules.columns import suggested


def read(reads: str, text: str, amounts: str = "clear", days: str = "iso") -> object:
    """What a cell says, or the code of its fault."""
    try:
        return cells.read(reads, text, days=days, amounts=amounts)
    except CellFault as fault:
        return str(fault)


@pytest.mark.parametrize(
    ("text", "clear", "point", "comma"),
    [
        ("1250", "1250.00", "1250.00", "1250.00"),
        ("1250.5", "1250.50", "1250.50", "other-style"),
        ("1250,5", "1250.50", "other-style", "1250.50"),
        ("1,250.00", "1250.00", "1250.00", "other-style"),
        ("1.250,00", "1250.00", "other-style", "1250.00"),
        ("1,250", "two-ways", "1250.00", "too-fine-or-1.25"),
        ("1.250", "two-ways", "1.25", "1250.00"),
        ("1,234,567", "1234567.00", "1234567.00", "other-style"),
        ("6,900,000.00", "6900000.00", "6900000.00", "other-style"),
        ("1 250,00", "1250.00", "other-style", "1250.00"),
        ("1\u00a0250.00", "1250.00", "1250.00", "other-style"),
        ("-12.50", "-12.50", "-12.50", "other-style"),
        ("\u221212.50", "-12.50", "-12.50", "other-style"),
        ("(12.50)", "-12.50", "-12.50", "other-style"),
        ("12.345678", "too-fine", "too-fine", "other-style"),
        ("1,25,000", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("$12.50", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("=1+1", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("NaN", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("1e5", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("\u0661\u0662", "not-an-amount", "not-an-amount", "not-an-amount"),
        ("1.23E+13", "damaged", "damaged", "damaged"),
        ("#REF!", "formula-fault", "formula-fault", "formula-fault"),
        ("1000000000000", "too-large", "too-large", "too-large"),
        ("9" * 400, "too-large", "too-large", "too-large"),
        ("1." + "3" * 400, "too-fine", "too-fine", "other-style"),
        ("1." + "0" * 400 + "1", "too-fine", "too-fine", "other-style"),
        ("-", "not-an-amount", "not-an-amount", "not-an-amount"),
    ],
)
def test_an_amount_is_read_in_one_way_or_not_at_all(text: str, clear: str, point: str, comma: str) -> None:
    found = [read("amount", text, style) for style in ("clear", "point", "comma")]
    expected = [clear, point, "1.25" if comma == "too-fine-or-1.25" else comma]
    assert [str(one) for one in found] == expected


@given(st.decimals(min_value="-999999999999.99", max_value="999999999999.99", places=2))
def test_every_amount_that_we_write_is_read_as_itself(value: Decimal) -> None:
    assert read("amount", str(value)) == value
    assert read("amount", f"{value:,.2f}", "point") == value
    written = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    assert read("amount", written, "comma") == value


@pytest.mark.parametrize(
    ("reads", "text", "expected"),
    [
        ("notice", "90 d", (90, "days")),
        ("notice", "6 months", (6, "months")),
        ("notice", "12mo", (12, "months")),
        ("notice", "none", (None, "")),
        ("notice", "a while", "not-a-notice"),
        ("notice", "90", "not-a-notice"),
        ("cap", "3%", ("percent", Decimal("3.00"))),
        ("cap", "2.5 %", ("percent", Decimal("2.50"))),
        ("cap", "CPI", ("cpi", None)),
        ("cap", "0", ("none", None)),
        ("cap", "At most a percentage", ("percent", None)),
        ("cap", "No rise", ("none", None)),
        ("cap", "Consumer prices (CPI)", ("cpi", None)),
        ("cap", "a bit", "not-a-cap"),
        ("clause", "Y", "yes"),
        ("clause", "no", "no"),
        ("clause", "unknown", ""),
        ("clause", "maybe", "not-yes-or-no"),
        ("truth", "TRUE", True),
        ("count", "36", 36),
        ("count", "-1", "not-a-count"),
        ("count", "3.5", "not-a-count"),
        ("count", "\u00b2", "not-a-count"),
        ("code", "1.23E+13", "damaged"),
        ("code", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("text", "x" * 501, "too-long"),
        ("many", "Kestwyck; Kestwick Inc.|Kestwyck", ["Kestwyck", "Kestwick Inc."]),
        ("day", "2027-03-30", date(2027, 3, 30)),
        ("day", "2027-02-30", "not-a-date"),
        ("day", "03/30/2027", "not-a-date"),
    ],
)
def test_what_other_cells_say(reads: str, text: str, expected: object) -> None:
    assert read(reads, text) == expected


def test_days_are_read_as_the_file_was_said_to_write_them() -> None:
    assert read("day", "03/04/2027", days="mdy") == date(2027, 3, 4)
    assert read("day", "03/04/2027", days="dmy") == date(2027, 4, 3)
    assert read("day", "30/04/27", days="dmy") == "not-a-date"


@pytest.mark.parametrize(
    ("kind", "columns", "fields"),
    [
        ("vendor", ["Supplier", "Supplier ID", "E-mail", "AKA"],
         ["name", "external_number", "support_email", "aliases"]),
        ("contract", ["No", "Contract", "Annual $", "Start", "End", "Uplift cap"],
         ["number", "title", "annual_value", "starts_on", "ends_on", "uplift_cap"]),
        ("contract", ["Contract number", "Title", "Value a year", "Renews by itself", "Paid"],
         ["number", "title", "annual_value", "auto_renew", "payment_schedule"]),
        ("budget_line", ["FY", "Cost centre", "Line", "July", "Jul", "Capex/Opex"],
         ["year", "cost_center", "name", "jul", "", "spending"]),
        ("cost", ["Posting date", "Amount", "Supplier", "Invoice no", "Item", "Colour"],
         ["booked_on", "amount", "vendor", "invoice_number", "position", ""]),
    ],
)  # fmt: skip
def test_headings_are_known_by_many_names(kind: str, columns: list[str], fields: list[str]) -> None:
    assert [field for _column, field in suggested(columns, {}, KINDS[kind].headings)] == fields


def test_no_heading_means_two_fields() -> None:
    for kind in KINDS.values():
        labels = [cells.bare(str(one.label)) for one in kind.fields]
        assert len(labels) == len(set(labels))
        assert all(kind.headings[label] == one.name for label, one in zip(labels, kind.fields, strict=True))
