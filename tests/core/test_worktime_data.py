"""Every row of data/business_hours: facts of other products and constructed cases."""

from datetime import datetime, timedelta

import pytest

from hospital_itsm.core.worktime import add, between, explain
from tests.core.worktime_cases import DATA_FOLDER, data_calendars, data_rows

pytestmark = pytest.mark.data

ROWS = data_rows("business_time_vectors.csv")


@pytest.mark.skipif(
    not ROWS, reason=f"The shared data is not at {DATA_FOLDER}. Set SHARED_DATA to its folder."
)
@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_working_time_of_the_shared_vectors(row: dict[str, str]) -> None:
    calendar = data_calendars()[row["calendar"]]
    start = datetime.fromisoformat(row["start"])
    if row["op"] == "add_working_seconds":
        assert add(calendar, start, timedelta(seconds=int(row["seconds"]))) == datetime.fromisoformat(
            row["expected_end"]
        )
        return
    end = datetime.fromisoformat(row["end"])
    worked = timedelta(seconds=int(row["expected_seconds"]))
    assert between(calendar, start, end) == worked
    assert sum((stretch.duration for stretch in explain(calendar, start, end)), timedelta()) == worked


@pytest.mark.skipif(
    not ROWS, reason=f"The shared data is not at {DATA_FOLDER}. Set SHARED_DATA to its folder."
)
def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == 123
    assert {row["op"] for row in ROWS} == {"add_working_seconds", "working_seconds_between"}
