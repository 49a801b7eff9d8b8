"""Finding words: whatever their case and spacing, in texts and facts, and leaving codes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.redaction.rules.words import cleaned, finder, sign, written

SIGN = sign("name")


@pytest.mark.parametrize(
    ("text", "words", "expected", "count"),
    [
        ("Mrs Ada Lind is here", ["Ada Lind"], f"Mrs {SIGN} is here", 1),
        ("ADA  lind and ada\nLind", ["Ada Lind"], f"{SIGN} and {SIGN}", 2),
        ("Ada Lind, Ada", ["Ada", "Ada Lind"], f"{SIGN}, {SIGN}", 2),
        ("no such name", ["Ada Lind"], "no such name", 0),
        ("a.b (c) [x]", ["a.b (c)"], f"{SIGN} [x]", 1),
        ("file_ADALIND.txt", ["adalind"], f"file_{SIGN}.txt", 1),
        ("", ["Ada"], "", 0),
    ],
)
def test_words_go_from_a_text(text: str, words: list[str], expected: str, count: int) -> None:
    assert cleaned(text, finder(words), SIGN) == (expected, count)


def test_facts_lose_what_people_typed_and_keep_their_codes() -> None:
    facts = {
        "state": ["new", "resolved"],
        "spoke_with": [None, "new"],
        "note": {"title": "the new one"},
        "steps": [{"rule": "new", "words": "new"}, "a new text of several words", 4, True],
    }
    assert cleaned(facts, finder(["new"]), "X") == (
        {
            "state": ["new", "resolved"],
            "spoke_with": [None, "X"],
            "note": {"title": "the X one"},
            "steps": [{"rule": "new", "words": "X"}, "a X text of several words", 4, True],
        },
        4,
    )


def test_words_are_listed_one_a_line() -> None:
    assert written(" Ada  Lind \r\n\n Ada Lind\n4711 ") == ("Ada Lind", "4711")


@given(st.text(max_size=60), st.text(alphabet="abcxyzÄß -.*(", min_size=3, max_size=12), st.text(max_size=60))
def test_no_text_holds_a_word_after_it_was_removed(before: str, word: str, after: str) -> None:
    listed = written(word)
    if not listed:
        return
    text, count = cleaned(f"{before}{word}{after}", finder(listed), "|")
    assert count >= 1
    assert finder(listed).search(text) is None or "|" in word
