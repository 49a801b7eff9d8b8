"""Reading a device identifier over REST."""

import pytest

from tests.api.rest import Rest
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def rest() -> Rest:
    """The token of a technician of clinical engineering."""
    return Rest(World.build().biomed)


def test_a_label_is_taken_apart(rest: Rest) -> None:
    answer = rest.send("POST", "udi/parse", {"udi": "01095060001178431714123110A213B1\x1d211234"})
    assert answer.status_code == 200
    assert answer.json() == {
        "agency": "GS1",
        "di": "09506000117843",
        "di_valid": True,
        "lot": "A213B1",
        "serial": "1234",
        "expiration_date": "2014-12-31",
        "manufacture_date": None,
        "donation_id": None,
        "raw_segments": [
            {"identifier": "01", "value": "09506000117843"},
            {"identifier": "17", "value": "141231"},
            {"identifier": "10", "value": "A213B1"},
            {"identifier": "21", "value": "1234"},
        ],
        "warnings": [],
    }


def test_a_blank_at_the_end_of_a_hibc_is_its_check_character(rest: Rest) -> None:
    assert rest.send("POST", "udi/parse", {"udi": "+M204117205AA0/$$+526240LZNK "}).json()["di_valid"]


def test_a_wrong_check_digit_is_a_warning_and_no_refusal(rest: Rest) -> None:
    answer = rest.send("POST", "udi/parse", {"udi": "(01)00208851107345"})
    assert answer.status_code == 200
    assert answer.json()["di_valid"] is False
    assert answer.json()["warnings"] == [
        {
            "code": "check-character-wrong",
            "segment": "01",
            "detail": "The check character is wrong. Compare it with the label",
        }
    ]


@pytest.mark.parametrize(
    ("text", "mend"), [("SN 4711", "Scan the symbol again"), ("1.23E+13", "A spreadsheet has shortened")]
)
def test_what_no_agency_issued_is_refused_with_the_mend(rest: Rest, text: str, mend: str) -> None:
    answer = rest.send("POST", "udi/parse", {"udi": text})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/udi"
    assert mend in error["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"udi": ""}, 422), ({"udi": "(" * 501}, 422), ({"udi": "(01)1", "more": 1}, 400), ([], 400)],
)
def test_a_body_of_another_form_is_refused(rest: Rest, body: object, status: int) -> None:
    assert rest.send("POST", "udi/parse", body).status_code == status
