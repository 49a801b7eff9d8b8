"""What a payload may hold, and how words are made from it."""

from datetime import UTC, datetime

import pytest

from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, PayloadRefused
from hospital_itsm.outbox.wording import substitute, wording
from tests.outbox.sample_kinds import PAYLOAD, TOLD

NOW = datetime(2026, 10, 22, 19, 5, tzinfo=UTC)


def test_a_payload_is_stored_as_plain_json() -> None:
    due = datetime(2026, 10, 22, 21, 0, tzinfo=UTC)
    assert TOLD.take({**PAYLOAD, "due_at": due, "cause": None}) == {
        "ticket": "INC-20418",
        "priority": 2,
        "area": "4 West ICU",
        "due_at": "2026-10-22T21:00:00+00:00",
    }


@pytest.mark.parametrize("key", ["text", "title", "subject", "requester", "note"])
def test_a_key_outside_the_list_is_refused(key: str) -> None:
    with pytest.raises(PayloadRefused, match=key):
        TOLD.take({**PAYLOAD, key: "Beth wrote something"})


def test_a_missing_key_is_refused() -> None:
    with pytest.raises(PayloadRefused, match="needs area, priority"):
        TOLD.take({"ticket": "INC-20418"})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ticket", "INC-20418 and more"),
        ("ticket", "inc-20418"),
        ("priority", "2"),
        ("priority", True),
        ("area", "4 West\r\nBcc: somebody@elsewhere.example"),
        ("area", "x" * 81),
        ("area", ""),
        ("area", "bell\x07"),
        ("cause", "The pump in bed 4 shows an error"),
        ("due_at", datetime(2026, 10, 22, 21, 0)),
        ("due_at", "tomorrow"),
    ],
)
def test_a_value_of_another_shape_is_refused(key: str, value: object) -> None:
    with pytest.raises(PayloadRefused, match=key):
        TOLD.take({**PAYLOAD, key: value})


@pytest.mark.django_db
def test_words_are_made_from_numbers_and_labels_and_told_by_the_clock_of_the_hospital() -> None:
    words = wording("test.told", TOLD.take({**PAYLOAD, "due_at": "2026-10-22T21:00:00+00:00"}), NOW)
    assert words.subject == "INC-20418: priority 2, 4 West ICU"
    assert words.lines == ("Due 16:00.", "Open it soon.")
    assert words.short == "P2 INC-20418 4 West ICU"
    assert words.path == "/bell/"
    assert words.url == "http://localhost:8000/bell/"


@pytest.mark.django_db
def test_a_sentence_about_something_absent_is_left_out() -> None:
    assert wording("test.told", PAYLOAD, NOW).lines == ("Open it soon.",)


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert substitute("{area}", {"area": "{ticket} {area.__class__} {{ user }}", "ticket": "x"}) == (
        "{ticket} {area.__class__} {{ user }}"
    )


def test_a_name_without_a_value_is_an_error_and_never_an_empty_word() -> None:
    with pytest.raises(KeyError, match="area"):
        substitute("{area}", {})


def test_wording_may_name_only_what_the_kind_requires() -> None:
    with pytest.raises(ValueError, match="area"):
        Kind("test.stray", {"ticket": KEY}, "{ticket} {area}", "outbox:bell")
    with pytest.raises(ValueError, match="area"):
        Kind(
            "test.gap",
            {"ticket": KEY, "area": LABEL},
            "{area}",
            "outbox:bell",
            optional=frozenset({"area"}),
        )


def test_one_code_cannot_mean_two_things() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(Kind("test.told", {"ticket": KEY}, "{ticket}", "outbox:bell"))
    assert kinds.find("test.told") is TOLD


def test_no_kind_of_the_desk_has_room_for_the_text_of_a_ticket() -> None:
    free = {"title", "text", "subject", "body", "description", "requester", "name", "note", "reason", "phone"}
    desk = [kinds.find(code) for code in kinds.codes() if not code.startswith("test.")]
    assert len(desk) > 20
    assert [(kind.code, free & set(kind.fields)) for kind in desk if free & set(kind.fields)] == []
