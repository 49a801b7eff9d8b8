"""What the desk says: every kind leads somewhere, reads as a sentence, and fits a pager."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.choices import PAGES
from hospital_itsm.outbox.job_messages import JOB_KIND
from hospital_itsm.outbox.shapes import CODE, KEY, LABEL, MOMENT, NUMBER
from hospital_itsm.outbox.wording import PAGE_LENGTH, wording

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 22, 19, 5, tzinfo=UTC)
EXAMPLES = {
    KEY.name: "INC-20418",
    NUMBER.name: 2,
    CODE.name: "report",
    JOB_KIND.name: "asset-labels",
    LABEL.name: "4 West ICU",
    MOMENT.name: "2026-10-22T21:00:00+00:00",
}
DESK = [code for code in kinds.codes() if not code.startswith("test.")]


def example(code: str) -> dict[str, Any]:
    """A payload with every field the kind allows."""
    return {name: EXAMPLES[shape.name] for name, shape in kinds.find(code).fields.items()}


@pytest.mark.parametrize("code", DESK)
def test_every_kind_leads_to_an_address_and_leaves_no_gap_in_its_words(code: str) -> None:
    words = wording(code, kinds.find(code).take(example(code)), NOW)
    assert words.path.startswith("/")
    assert not any("{" in text or "}" in text for text in (words.subject, words.short, *words.lines))
    assert len(words.subject) < 100
    assert len(words.short) <= PAGE_LENGTH


def test_a_page_says_priority_number_and_place_and_travels_outside_the_product() -> None:
    words = wording("page.sent", example("page.sent"), NOW)
    assert words.short == "P2 INC-20418 4 West ICU"
    assert set(PAGES) <= set(kinds.find("page.sent").channels)


def test_a_warning_says_how_much_time_is_used_and_until_when() -> None:
    payload = {**example("sla.warning"), "metric": "Restore", "percent": 75}
    assert wording("sla.warning", payload, NOW).subject == "INC-20418: 75% of Restore used, due 16:00"
