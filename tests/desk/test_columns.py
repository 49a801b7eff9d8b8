"""The columns of the table of the queue: what an address names, and what each press makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.desk.look import COLUMN
from hospital_itsm.desk.rules.columns import ADD, CODES, DOWN, DROP, RESET, UP, USUAL, pressed, read, written

THREE = ("priority", "subject", "team")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", ()),
        (",,", ()),
        ("priority,subject,team", THREE),
        ("team,team,subject", ("team", "subject")),
        ("team,site", ("subject", "team", "site")),
    ],
)
def test_an_address_names_columns_once_and_the_subject_is_among_them(
    text: str, columns: tuple[str, ...]
) -> None:
    assert read(text) == columns


@pytest.mark.parametrize("text", ["password", "subject,requester__email", "subject ", "*"])
def test_only_listed_columns_are_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)


@pytest.mark.parametrize(
    ("press", "code", "after"),
    [
        (UP, "team", ("priority", "team", "subject")),
        (UP, "priority", THREE),
        (DOWN, "priority", ("subject", "priority", "team")),
        (DOWN, "team", THREE),
        (ADD, "site", (*THREE, "site")),
        (ADD, "team", THREE),
        (DROP, "team", ("priority", "subject")),
        (DROP, "subject", THREE),
        (DROP, "site", THREE),
        (UP, "site", THREE),
        (RESET, "", USUAL),
    ],
)
def test_a_press_changes_one_thing(press: str, code: str, after: tuple[str, ...]) -> None:
    assert pressed(THREE, press, code) == after


@pytest.mark.parametrize(("press", "code"), [("turn", "team"), (UP, "password"), (ADD, "")])
def test_other_presses_are_refused(press: str, code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        pressed(THREE, press, code)


@given(st.lists(st.tuples(st.sampled_from([UP, DOWN, ADD, DROP]), st.sampled_from(CODES)), max_size=40))
def test_whatever_is_pressed_columns_stay_single_listed_and_readable(presses: list[tuple[str, str]]) -> None:
    columns = USUAL
    for press, code in presses:
        columns = pressed(columns, press, code)
    assert len(set(columns)) == len(columns)
    assert read(written(columns)) == columns


def test_every_column_has_its_words_and_what_it_draws() -> None:
    assert tuple(COLUMN) == CODES
    assert len({str(column.label) for column in COLUMN.values()}) == len(CODES)
