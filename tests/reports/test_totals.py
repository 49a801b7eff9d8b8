"""Sums, averages and the reader's own order: the same figures on the page and in every file, no currencies mixed."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.budget.models import CostEntry, FiscalYear
from hospital_itsm.reports import paper
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.asked import Asked, orders_of
from hospital_itsm.reports.questions import BY_CODE, QUESTIONS
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.tables import sum_of
from hospital_itsm.reports.rules.totals import Total
from tests.api.rest import Rest
from tests.reports import cast
from tests.world import World, again
from tickets.models import Ticket
from vendors.models import Vendor

MONEY = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
SAID = [
    ("Amount, EUR", "Sum 7.00, average 7.00 of 1"),
    ("Amount, USD", "Sum 10.20, average 3.40 of 3"),
]


@given(st.lists(MONEY, min_size=1, max_size=30))
def test_an_average_is_exact_to_half_a_cent(values: list[Decimal]) -> None:
    whole = sum(values, Decimal(0))
    average = Total("Amount", "USD", len(values), whole).average
    assert abs(average * len(values) - whole) <= Decimal("0.005") * len(values)
    assert average.as_tuple().exponent == -2
    assert sum_of(values) == whole


@pytest.mark.parametrize(
    ("whole", "of", "average"),
    [("0.01", 2, "0.01"), ("-0.01", 2, "-0.01"), ("10", 3, "3.33"), ("20", 3, "6.67")],
)
def test_half_a_cent_counts_up(whole: str, of: int, average: str) -> None:
    assert Total("Amount", "", of, Decimal(whole)).average == Decimal(average)


def test_the_sum_of_nothing_is_nothing() -> None:
    assert sum_of([]) is None
    assert sum_of([None, Decimal("1.10"), None]) == Decimal("1.10")


def costs(world: World) -> None:
    """10.20 US dollars of two vendors, seven euros of one, and what was taken back."""
    today = timezone.localdate()
    year = FiscalYear.objects.create(
        label="FY", starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31)
    )
    other = Vendor.objects.create(name="CopperRiver Telecom")
    for amount, currency, vendor, is_void in (
        ("10.00", "USD", world.vendor, False),
        ("0.10", "USD", other, False),
        ("0.10", "USD", other, False),
        ("7.00", "EUR", other, False),
        ("99.00", "USD", other, True),
    ):
        CostEntry.objects.create(
            year=year, booked_on=today, amount=Decimal(amount), currency=currency, entered_at=timezone.now(),
            vendor=vendor, is_void=is_void,
        )  # fmt: skip


def reading(who: Any, code: str, **given: Any) -> ReportReading:
    """What this person is answered."""
    asked = Asked(BY_CODE[code], given, actor=again(who), now=timezone.now())
    assert asked.errors == {}
    return ReportReading(asked)


def test_every_output_says_the_same_sums(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    costs(world)
    drawn: list[Any] = []
    as_it_is = paper._drawn
    monkeypatch.setattr(paper, "_drawn", lambda data, **more: (drawn.append(data), as_it_is(data, **more))[1])
    page = cast.signed_in(world.cio).get("/reports/costs-booked/").content.decode()
    assert [f'<dt>{label}</dt><dd class="num">{words}</dd>' in page for label, words in SAID] == [True, True]

    def made(output: str) -> bytes:
        return cast.stored(run_question(BY_CODE["costs-booked"], {}, output, actor=again(world.cio)))

    facts = [tuple(row) for row in csv.reader(io.StringIO(made("csv").decode("utf-8-sig")))]
    assert [one for one in facts if one and one[0].startswith("Amount,")] == SAID
    sheet = openpyxl.load_workbook(io.BytesIO(made("xlsx")))["About"]
    assert [one for one in sheet.values if str(one[0]).startswith("Amount,")] == SAID
    assert made("pdf").startswith(b"%PDF-")
    assert [tuple(one) for one in drawn[0]["facts"] if one[0].startswith("Amount,")] == SAID
    rest = Rest(world.cio)
    run = rest.post("reports/runs/", {"question": "costs-booked", "output": "page"}).json()
    data = json.loads(b"".join(rest.get(f"reports/runs/{run['id']}/file/").streaming_content))  # type: ignore[attr-defined]
    assert [tuple(one) for one in data["facts"] if one[0].startswith("Amount,")] == SAID
    assert data["totals"] == [
        {"column": "Amount", "currency": "EUR", "rows": 1, "sum": "7.00", "average": "7.00"},
        {"column": "Amount", "currency": "USD", "rows": 3, "sum": "10.20", "average": "3.40"},
    ]


def test_a_column_that_is_not_shown_is_not_summed(world: World) -> None:
    costs(world)
    assert reading(world.cio, "costs-booked", columns=["number", "vendor"]).totals == []
    narrowed = reading(world.cio, "costs-booked", columns=["amount"], void="yes").totals
    assert [(one.currency, one.of, one.whole) for one in narrowed] == [("USD", 1, Decimal("99.00"))]


def test_groups_have_their_own_sums_by_currency(world: World) -> None:
    costs(world)
    found = reading(world.cio, "costs-booked", show="count", by="vendor", void="no")
    assert found.headings() == ["Vendor", "Number", "Percent", "Amount, EUR", "Amount, USD"]
    assert found.first_lines(9) == [
        ["CopperRiver Telecom", 3, Decimal("75.0"), Decimal("7.00"), Decimal("0.20")],
        ["Northlight Networks", 1, Decimal("25.0"), None, Decimal("10.00")],
    ]
    for at, total in ((3, "7.00"), (4, "10.20")):
        assert sum_of(line[at] for line in found.first_lines(9)) == Decimal(total)


def test_more_groups_than_lines_keep_their_money(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    costs(world)
    monkeypatch.setattr("hospital_itsm.reports.reading.MOST_LINES", 1)
    found = reading(world.cio, "costs-booked", show="count", by="vendor", void="no").first_lines(9)
    assert found == [["All others", 4, Decimal("100.0"), Decimal("7.00"), Decimal("10.20")]]


def test_the_reader_orders_by_a_column_both_ways(world: World) -> None:
    tickets = cast.of_units(world)[:3]
    people = (world.agent, None, world.lead)
    for ticket, priority, who in zip(tickets, (2, 4, 1), people, strict=True):
        Ticket.objects.filter(pk=ticket.pk).update(priority=priority, assignee=who)
    rest = {"care_area": ["ICU"], "days": ["7"], "columns": ["number"], "show": ["table"]}
    first, second, third = (one.key for one in tickets)

    def keys(sort: str) -> list[str]:
        return [line[0] for line in reading(world.agent, "units-reporting", **rest, sort=sort).first_lines(9)]

    assert keys("priority.asc") == [third, first, second]
    assert keys("priority.desc") == [second, first, third]
    named = [first, third] if world.agent.full_name < world.lead.full_name else [third, first]
    assert keys("assignee.asc") == [*named, second]
    assert keys("assignee.desc") == [*reversed(named), second]
    assert keys("opened.asc") == [third, second, first]
    assert keys("opened.desc") == [first, second, third]
    client = cast.signed_in(world.agent)
    page = client.get("/reports/open-longest/?sort=title.desc").content.decode()
    assert '<option value="title.desc" selected>Title, falling</option>' in page
    assert ("Ordered by", "Title, falling") in list(
        reading(world.agent, "open-longest", sort="title.desc").facts(1)
    )
    assert "title.asc" in Rest(world.agent).get("reports/questions/open-longest/").json()["orders"]


@pytest.mark.parametrize(
    "sort", ["password.asc", "title", "-title", "title.up", "requester__password.asc", "id); --"]
)
def test_an_order_that_is_not_on_the_list_is_refused_in_words(world: World, sort: str) -> None:
    answer = cast.signed_in(world.agent).get("/reports/open-longest/", {"sort": sort})
    assert answer.status_code == 400
    assert "is not one of" in answer.content.decode()


@pytest.mark.parametrize("code", [one.code for one in QUESTIONS if one.about.sorted_by or one.about.measures])
def test_each_order_and_sum_is_of_a_column_and_can_be_read(world: World, code: str) -> None:
    question, actor = BY_CODE[code], again(world.auditor)
    orders = orders_of(question, actor)
    assert len(orders) == 2 * len(question.about.sorted_by)
    columns = set(question.about.measures)
    assert columns <= {name.rsplit(".", 1)[0] for name in orders}
    for sort in orders:
        asked = Asked(question, {"sort": sort, "show": "table"}, actor=actor, now=timezone.now())
        assert asked.errors == {}
        assert ReportReading(asked).first_lines(1) is not None
