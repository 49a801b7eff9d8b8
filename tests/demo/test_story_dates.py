"""The days of contracts and agreements, moved so that the demo tells the same story whenever it is loaded."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hospital_itsm.demo import subjects
from hospital_itsm.demo.hospital.story_dates import moved
from hospital_itsm.demo.loaders.past import told_from
from tests.demo.test_load_demo import PASSWORD
from tests.demo.test_planted_contracts import read
from vendors.models import Contract


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 1, 1), date(2027, 3, 31), date(2027, 5, 31)),
        (date(2027, 11, 27), date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 9, 30), date(2026, 9, 30), date(2026, 11, 30)),
        (date(2025, 10, 5), date(2025, 12, 31), date(2026, 2, 28)),
    ],
)
def test_the_days_move_by_whole_quarters(today: date, first: date, last: date) -> None:
    assert (moved(date(2026, 12, 31), today), moved(date(2027, 2, 28), today)) == (first, last)
    assert moved(date(2026, 12, 3), date(2027, 2, 1)) == date(2027, 3, 3)


@pytest.mark.parametrize("day", [(2027, 2, 10), (2028, 5, 20)])
def test_a_demo_that_is_loaded_later_has_the_same_problems(db: None, day: tuple[int, int, int]) -> None:
    with told_from(datetime(*day, 15, tzinfo=UTC)):
        subjects.load(PASSWORD, (subjects.VENDORS, subjects.CONTRACTS, subjects.BAAS))
        page = read("imani.clarke", "/contracts/")
    told = page[page.index("Needs a decision") : page.index("These vendors touch patient data")]
    assert re.findall(r"(C-\d+)[^:]*: (Notice date passed|Tell them)", told) == [
        ("C-1003", "Notice date passed"),
        ("C-1012", "Notice date passed"),
        ("C-1017", "Tell them"),
        ("C-1006", "Tell them"),
        ("C-1002", "Tell them"),
    ]
    assert "without a BAA in force: Ashgrove Infusion, FernHall Staffing." in page
    assert sum(one.annual_value or Decimal(0) for one in Contract.objects.all()) == 15_879_000
