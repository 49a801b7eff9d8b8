"""Reading openFDA's two data sets of recalls into one notice."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.rules.openfda import (
    Fault,
    FirmStatus,
    Notice,
    Reading,
    RecallClass,
    RowFault,
    Source,
    Unreadable,
    joined,
    read,
)

ENFORCEMENT: dict[str, Any] = {
    "recall_number": "Z-9001-2026", "event_id": "91234", "classification": "Class II", "status": "Ongoing",
    "recalling_firm": "Ashgrove Infusion", "product_description": "IX-4 pump, REF IX4-100", "code_info": "Lot 23K01",
    "more_code_info": "Lot 23K02", "reason_for_recall": "Door latch.", "recall_initiation_date": "20261012",
    "center_classification_date": "20261019", "report_date": "20261021", "openfda": {},
}  # fmt: skip
RECALL: dict[str, Any] = {
    "product_res_number": "Z-9001-2026", "res_event_number": "91234", "recall_status": "Open, Classified",
    "recalling_firm": "Ashgrove Infusion Inc", "product_description": "IX-4 pump", "code_info": "Lots 23K01, 23K02",
    "product_code": "FRN", "action": "Stop use.\r\nReturn the pump.", "root_cause_description": "Device Design",
    "event_date_initiated": "2026-10-11", "event_date_posted": "2026-10-20", "event_date_terminated": "2027-01-01",
    "k_numbers": ["K900263"],
}  # fmt: skip


def one(record: dict[str, Any], **changes: Any) -> tuple[Notice, list[RowFault]]:
    reading = read(json.dumps({**record, **changes}))
    return reading.notices[0], reading.faults


def test_an_enforcement_record() -> None:
    notice, faults = one(ENFORCEMENT)
    assert faults == []
    assert notice == Notice(
        number="Z-9001-2026", sources=frozenset({Source.ENFORCEMENT}), event="91234", recall_class=RecallClass.TWO,
        status=FirmStatus.ONGOING, firm="Ashgrove Infusion", product_description="IX-4 pump, REF IX4-100",
        codes="Lot 23K01\nLot 23K02", reason="Door latch.", initiated_on=date(2026, 10, 12),
        classified_on=date(2026, 10, 19), reported_on=date(2026, 10, 21),
    )  # fmt: skip


def test_a_recall_record_has_no_class() -> None:
    notice, faults = one(RECALL)
    assert faults == []
    assert (notice.recall_class, notice.status) == (RecallClass.UNCLASSIFIED, FirmStatus.ONGOING)
    assert (notice.product_code, notice.root_cause) == ("FRN", "Device Design")
    assert notice.action == "Stop use.\nReturn the pump."
    assert (notice.initiated_on, notice.terminated_on) == (date(2026, 10, 11), date(2027, 1, 1))


@pytest.mark.parametrize("order", [[ENFORCEMENT, RECALL], [RECALL, ENFORCEMENT]])
def test_the_two_join_by_number_class_from_one_and_action_from_the_other(order: list[dict[str, Any]]) -> None:
    (notice,) = joined(read(json.dumps({"results": order})).notices)
    assert notice.sources == {Source.ENFORCEMENT, Source.RECALL}
    assert (notice.recall_class, notice.status, notice.firm) == (
        RecallClass.TWO, FirmStatus.ONGOING, "Ashgrove Infusion",
    )  # fmt: skip
    assert (notice.action, notice.root_cause, notice.product_code) == (
        "Stop use.\nReturn the pump.", "Device Design", "FRN",
    )  # fmt: skip
    assert notice.reported_on == date(2026, 10, 21)


def test_a_class_that_enforcement_does_not_give_yet_leaves_the_known_one() -> None:
    later = {**ENFORCEMENT, "classification": "Not Yet Classified"}
    (notice,) = joined(read(json.dumps([ENFORCEMENT, later])).notices)
    assert notice.recall_class is RecallClass.TWO


def test_a_later_row_of_the_same_number_replaces_the_earlier() -> None:
    (notice,) = joined(read(json.dumps([ENFORCEMENT, {**ENFORCEMENT, "classification": "Class I"}])).notices)
    assert notice.recall_class is RecallClass.ONE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ongoing", FirmStatus.ONGOING),
        ("On-Going", FirmStatus.ONGOING),
        ("Completed", FirmStatus.COMPLETED),
        ("Terminated", FirmStatus.TERMINATED),
        ("Pending", FirmStatus.PENDING),
        ("Open, Classified", FirmStatus.ONGOING),
        ("", FirmStatus.UNKNOWN),
    ],
)
def test_statuses_come_in_several_spellings(text: str, status: FirmStatus) -> None:
    notice, faults = one(ENFORCEMENT, status=text)
    assert (notice.status, faults) == (status, [])


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("report_date", "20261399", Fault.DATE_IMPOSSIBLE),
        ("report_date", "10/21/2026", Fault.DATE_IMPOSSIBLE),
        ("report_date", "00000000", Fault.DATE_IMPOSSIBLE),
        ("report_date", "99991231", Fault.DATE_IMPOSSIBLE),
        ("classification", "Class IX", Fault.CLASS_UNKNOWN),
        ("status", "Maybe", Fault.STATUS_UNKNOWN),
        ("product_quantity", 17, None),
        ("product_quantity", True, Fault.FIELD_MALFORMED),
        ("reason_for_recall", ["a"], Fault.FIELD_MALFORMED),
        ("event_id", {"a": 1}, Fault.FIELD_MALFORMED),
        ("report_date", "2026-10-21", None),
        ("report_date", None, None),
        ("recalling_firm", "x" * 501, Fault.TEXT_CUT),
    ],
)
def test_a_bad_value_is_named_and_the_rest_of_the_row_is_read(
    field: str, value: Any, fault: Fault | None
) -> None:
    notice, faults = one(ENFORCEMENT, **{field: value})
    assert notice.number == "Z-9001-2026"
    assert faults == ([RowFault(1, fault, field)] if fault else [])


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (17, Fault.NOT_A_RECORD),
        (None, Fault.NOT_A_RECORD),
        ({**ENFORCEMENT, "recall_number": ""}, Fault.NUMBER_MISSING),
        ({**ENFORCEMENT, "recall_number": "F-0001-2026"}, Fault.NUMBER_MALFORMED),
        ({**ENFORCEMENT, "recall_number": "Z-1-2026'; DROP"}, Fault.NUMBER_MALFORMED),
        (
            {**ENFORCEMENT, "product_description": " ", "code_info": "", "more_code_info": ""},
            Fault.NOTHING_DESCRIBED,
        ),
    ],
)
def test_a_row_without_what_it_needs_is_left_out_and_the_next_is_read(record: Any, fault: Fault) -> None:
    reading = read(json.dumps({"results": [record, ENFORCEMENT]}))
    assert [notice.number for notice in reading.notices] == ["Z-9001-2026"]
    assert [(found.row, found.fault, found.loses_the_row) for found in reading.faults] == [(1, fault, True)]
    assert reading.rows == 2


def test_one_record_a_line_with_a_broken_line_between() -> None:
    reading = read("\ufeff" + json.dumps(ENFORCEMENT) + "\n{broken\n" + json.dumps(RECALL) + "\n")
    assert len(reading.notices) == 2
    assert reading.faults == [RowFault(2, Fault.NOT_A_RECORD)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("<html>", "not-json"),
        ("[" * 100_000, "not-json"),
        ("{}", "no-results"),
        ('"text"', "no-results"),
        ('{"error": {"code": "NOT_FOUND"}}', "no-results"),
        ('{"results": {}}', "no-results"),
    ],
)
def test_what_is_no_answer_of_openfda_is_refused_as_a_whole(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(text)


def test_no_hits_are_no_fault() -> None:
    assert read('{"meta": {}, "results": []}') == Reading()


def test_control_characters_and_direction_marks_do_not_get_in() -> None:
    notice, _ = one(ENFORCEMENT, recalling_firm="Ash\u0000gr\u202eove\u0007", reason_for_recall="a\ud800b")
    assert (notice.firm, notice.reason) == ("Ashgrove", "ab")


names = st.sampled_from([*ENFORCEMENT, *RECALL, "results"])
plain_values = st.none() | st.booleans() | st.integers() | st.text()
any_json = st.recursive(plain_values, lambda inner: st.lists(inner) | st.dictionaries(names, inner))


@given(any_json)
def test_no_json_makes_reading_fail(value: Any) -> None:
    try:
        reading = read(json.dumps(value))
    except Unreadable:
        return
    assert len(reading.notices) + sum(fault.loses_the_row for fault in reading.faults) >= reading.rows
