"""The pure rules of the inventory: life, custody gate, places, hardware addresses, tags, custom values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.choices import AssetClass, AssetStatus
from assets.rules import custom_values
from assets.rules.custody import Certificate, Medium, Obstacle, may_leave
from assets.rules.custom_values import Fault, Field
from assets.rules.lifecycle import CLINICAL, INFRASTRUCTURE, LIFECYCLE, MAINTAINED, status_when_found
from assets.rules.mac import normalized_mac, shown_mac
from assets.rules.placing import Misplaced, fault, kinds_inside, path_of
from assets.rules.tags import is_tag, normalized_tag


def verbs(status: str, asset_class: str = "clinical_device") -> list[str]:
    """What the table allows from a status."""
    return [row.verb for row in LIFECYCLE.allowed(status, kind=asset_class)]


def test_the_table_knows_every_status_and_every_class() -> None:
    assert set(LIFECYCLE.states) == set(AssetStatus.values)
    assert set(AssetClass.values) == CLINICAL | INFRASTRUCTURE
    assert LIFECYCLE.final == {"returned", "disposed"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("requested", ["order", "receive", "return_to_owner"]),
        ("received", ["inspect", "quarantine", "report_missing", "retire", "return_to_owner"]),
        ("missing", ["find", "retire"]),
        ("retired_pending_sanitization", ["reinstate", "return_to_owner", "dispose"]),
        ("disposed", []),
    ],
)
def test_each_status_leads_where_the_table_says(status: str, expected: list[str]) -> None:
    assert verbs(status) == expected


def test_a_device_goes_back_into_service_only_with_a_passed_check_by_those_who_release() -> None:
    for status in ("incoming_inspection", "in_repair", "out_of_service_safety"):
        row = LIFECYCLE.find("put_in_service", status, "clinical_device")
        assert row is not None
        assert (row.who, row.needs) == ("asset.release", ("checked_on", "checked_by"))
        other = LIFECYCLE.find("put_in_service", status, "workstation")
        assert other is not None
        assert (other.who, other.needs) == ("asset.edit", ())


def test_nothing_leaves_quarantine_into_service_but_by_release() -> None:
    leading_in = [row.verb for row in LIFECYCLE.allowed("quarantined") if row.to == "in_service"]
    assert leading_in == ["release"]


def test_the_denominator_of_maintenance_is_that_of_the_domain() -> None:
    assert {"in_service", "standby_spare", "loaned_out", "in_repair", "missing"} == MAINTAINED


@pytest.mark.parametrize(
    ("before", "asset_class", "after"),
    [
        ("quarantined", "clinical_device", "quarantined"),
        ("out_of_service_safety", "workstation", "out_of_service_safety"),
        ("in_repair", "clinical_device", "in_repair"),
        ("in_service", "clinical_device", "incoming_inspection"),
        ("in_service", "workstation", "standby_spare"),
        ("loaned_out", "clinical_device", "incoming_inspection"),
        ("", "clinical_device", "incoming_inspection"),
    ],
)
def test_what_stopped_a_thing_before_it_was_lost_still_holds(
    before: str, asset_class: str, after: str
) -> None:
    assert status_when_found(before, asset_class) == after


DISK, CARD = Medium(1, "disk S1"), Medium(2, "card S2")


@pytest.mark.parametrize(
    ("media", "certificates", "stores_phi", "source", "obstacle", "without"),
    [
        ([], [], "no", "MDS2", None, ()),
        ([DISK], [], "no", "MDS2", None, ()),
        ([DISK], [], "no", "", Obstacle.NO_SOURCE, ()),
        ([], [], "unknown", "", Obstacle.MEDIA_UNKNOWN, ()),
        ([], [], "yes", "", Obstacle.MEDIA_UNKNOWN, ()),
        ([DISK], [], "unknown", "", Obstacle.NO_CERTIFICATE, ("disk S1",)),
        ([DISK, CARD], [Certificate(1, "purge")], "yes", "", Obstacle.NO_CERTIFICATE, ("card S2",)),
        ([DISK, CARD], [Certificate(1, "purge"), Certificate(2, "destroy")], "yes", "", None, ()),
        ([DISK], [Certificate(1, "clear")], "yes", "", Obstacle.NO_CERTIFICATE, ("disk S1",)),
        (
            [DISK],
            [Certificate(1, "purge", is_signed=False)],
            "yes",
            "",
            Obstacle.NO_CERTIFICATE,
            ("disk S1",),
        ),
        ([DISK], [Certificate(9, "purge")], "yes", "", Obstacle.NO_CERTIFICATE, ("disk S1",)),
    ],
)
def test_nothing_with_data_leaves_without_a_certificate_for_each_medium(
    media: list[Medium],
    certificates: list[Certificate],
    stores_phi: str,
    source: str,
    obstacle: Obstacle | None,
    without: tuple[str, ...],
) -> None:
    verdict = may_leave(media, certificates, stores_phi, source)
    assert (verdict.obstacle, verdict.media) == (obstacle, without)
    assert verdict.may_leave is (obstacle is None)


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("site", None, None),
        ("room", None, Misplaced.TOP_IS_A_SITE),
        ("bed", "room", None),
        ("bed", "site", None),
        ("room", "bed", Misplaced.NOT_IN_A_SMALLER),
        ("room", "room", Misplaced.NOT_IN_A_SMALLER),
        ("site", "site", Misplaced.NOT_IN_A_SMALLER),
    ],
)
def test_a_place_lies_in_a_larger_one(kind: str, parent: str | None, expected: Misplaced | None) -> None:
    assert fault(kind, parent) == expected


def test_a_place_does_not_lie_in_its_own_part() -> None:
    assert fault("floor", "building", own_path="/1/7/", parent_path="/1/7/9/") == Misplaced.IN_ITSELF
    assert path_of(31, "/1/7/") == "/1/7/31/"
    assert path_of(1, "") == "/1/"
    assert kinds_inside("area") == ("room", "bed")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("00:1a:2b:3c:4d:5e", "001A2B3C4D5E"),
        ("00-1A-2B-3C-4D-5E", "001A2B3C4D5E"),
        ("001a.2b3c.4d5e", "001A2B3C4D5E"),
        (" 001A2B3C4D5E ", "001A2B3C4D5E"),
        ("00:1a:2b:3c:4d", ""),
        ("00:1a:2b:3c:4d:5g", ""),
        ("", ""),
    ],
)
def test_a_hardware_address_is_one_however_it_is_written(typed: str, stored: str) -> None:
    assert normalized_mac(typed) == stored


@given(st.text())
def test_reading_a_hardware_address_never_fails(text: str) -> None:
    assert len(normalized_mac(text)) in (0, 12)


def test_a_hardware_address_is_shown_in_pairs() -> None:
    assert shown_mac("001A2B3C4D5E") == "00:1A:2B:3C:4D:5E"
    assert shown_mac("") == ""


@pytest.mark.parametrize(
    ("text", "good"),
    [("LR-20417", True), ("A.1_2", True), ("", False), ("-X", False), ("A B", False), ("A/B", False)]
    + [("X" * 40, True), ("X" * 41, False), ("NEW", False), ("lr-1", False), ("É1", False)],
)
def test_a_tag_fits_a_label_and_an_address(text: str, good: bool) -> None:
    assert is_tag(text) is good
    assert normalized_tag(" lr-20417 ") == "LR-20417"


FIELDS = [
    Field("asset_owner", "text"),
    Field("weight", "number"),
    Field("leased_until", "date"),
    Field("radioactive", "yes_no"),
    Field("grade", "choice", is_required=True, choices=("A", "B")),
]


@pytest.mark.parametrize(
    ("given", "values", "faults"),
    [
        ({"grade": "A"}, {"grade": "A"}, {}),
        ({"grade": "A", "weight": "12.50"}, {"grade": "A", "weight": "12.50"}, {}),
        ({"grade": "A", "weight": "1,250.5"}, {"grade": "A", "weight": "1250.5"}, {}),
        ({"grade": "A", "weight": "NaN"}, {"grade": "A"}, {"weight": Fault.NOT_A_NUMBER}),
        ({"grade": "A", "weight": "12kg"}, {"grade": "A"}, {"weight": Fault.NOT_A_NUMBER}),
        ({"grade": "A", "leased_until": "2027-02-30"}, {"grade": "A"}, {"leased_until": Fault.NOT_A_DATE}),
        ({"grade": "A", "radioactive": "No"}, {"grade": "A", "radioactive": False}, {}),
        ({"grade": "A", "radioactive": "maybe"}, {"grade": "A"}, {"radioactive": Fault.NOT_YES_OR_NO}),
        ({"grade": "C"}, {}, {"grade": Fault.NOT_A_CHOICE}),
        ({}, {}, {"grade": Fault.MISSING}),
        ({"grade": "B", "asset_owner": "x" * 201}, {"grade": "B"}, {"asset_owner": Fault.TOO_LONG}),
        ({"grade": "B", "height": "2"}, {"grade": "B"}, {"height": Fault.UNKNOWN}),
    ],
)
def test_custom_values_are_read_by_the_kind_of_their_field(
    given: dict[str, Any], values: dict[str, Any], faults: dict[str, Fault]
) -> None:
    found = custom_values.read(FIELDS, given, {})
    assert (dict(found.values), dict(found.faults)) == (values, faults)


def test_an_empty_value_clears_and_a_retired_fields_value_is_kept() -> None:
    stored = {"grade": "A", "weight": "3", "of_a_retired_field": "kept"}
    found = custom_values.read(FIELDS, {"weight": ""}, stored)
    assert dict(found.values) == {"grade": "A", "of_a_retired_field": "kept"}
    assert not found.faults


@given(st.sampled_from(FIELDS), st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans()))
def test_no_value_breaks_the_reader(field: Field, value: Any) -> None:
    custom_values.read(FIELDS, {field.key: value}, {})
