"""The title of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.title import title_for


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tracking board frozen since 09:12. All four screens stopped.", "Tracking board frozen since 09:12"),
        ("Is the network down? Nothing loads.", "Is the network down?"),
        ("Printer jams\nsince this morning", "Printer jams"),
        ("  Cart   14 \t beeps  ", "Cart 14 beeps"),
        ("Hi. The scanner is dead. Help.", "The scanner is dead"),
        ("Help!", "Help!"),
        ("Dr. Lindqvist cannot sign in. Token locked.", "Dr. Lindqvist cannot sign in"),
        ("Version 5.2.1 crashes. Again.", "Version 5.2.1 crashes"),
        ("Label shows [record number hidden] twice. Why?", "Label shows [record number hidden] twice"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_the_first_sentence_is_the_title(text, title):
    assert title_for(text) == title


def test_a_long_sentence_is_cut_at_a_word():
    text = "word " * 40
    assert title_for(text) == "word " * 23 + "word…"
    assert len(title_for(text)) == 120


def test_120_characters_stay_whole_and_one_more_is_cut():
    assert title_for("a" * 59 + " " + "b" * 60) == "a" * 59 + " " + "b" * 60
    assert title_for("a" * 59 + " " + "b" * 61) == "a" * 59 + "…"


def test_a_placeholder_is_never_cut_in_two():
    assert (
        title_for("a" * 50 + " " + "b" * 50 + " [record number hidden] is wrong")
        == "a" * 50 + " " + "b" * 50 + "…"
    )


def test_a_word_without_an_end_is_cut_hard():
    assert title_for("x" * 500) == "x" * 119 + "…"


@given(st.text(max_size=400))
def test_a_title_is_one_line_of_at_most_120_characters(text):
    title = title_for(text)
    assert len(title) <= 120
    assert title == " ".join(title.split())
