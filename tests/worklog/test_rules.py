"""What an entry cannot be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hospital_itsm.worklog.rules.time import faults
from hospital_itsm.worklog.wording import length_words

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
WORK: dict[str, Any] = {
    "is_call": False, "minutes": 15, "direction": "", "spoke_with": "",
    "began_at": NOW - timedelta(minutes=15), "now": NOW,
}  # fmt: skip
CALL = WORK | {"is_call": True, "direction": "in", "spoke_with": "Charge nurse"}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (WORK, {}),
        (CALL, {}),
        (WORK | {"minutes": 0}, {"minutes": "minutes"}),
        (WORK | {"minutes": 1441}, {"minutes": "minutes"}),
        (WORK | {"minutes": 1440, "began_at": NOW - timedelta(days=1)}, {}),
        (WORK | {"minutes": 17}, {"began_at": "future"}),
        (WORK | {"minutes": 16}, {}),
        (
            WORK | {"direction": "out", "spoke_with": "X"},
            {"direction": "not_of_work", "spoke_with": "not_of_work"},
        ),
        (CALL | {"direction": "", "spoke_with": " "}, {"direction": "direction", "spoke_with": "who"}),
    ],
)
def test_what_an_entry_cannot_be(given: dict[str, Any], found: dict[str, str]) -> None:
    assert faults(**given) == found


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 min"), (59, "59 min"), (60, "1 h"), (95, "1 h 35 min"), (1440, "24 h")]
)
def test_a_length_in_words(minutes: int, words: str) -> None:
    assert length_words(minutes) == words
