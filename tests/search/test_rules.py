"""What was typed, which parts of a title are marked, and what was meant."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.search.rules.marking import marked, stem
from hospital_itsm.search.rules.spelling import corrected, similarity
from hospital_itsm.search.rules.words import MOST_PARTS, is_ending, number_of, parts_of

WORD = re.compile(r"\w+")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("printer offline", ("printer", "offline")),
        ('"west wing" printer', ("west wing", "printer")),
        ('4 "west wing', ("4", "west", "wing")),
        ('""', ()),
        ("   ", ()),
        ('say"no paper"now', ("say", "no paper", "now")),
        ("a " * 30, ("a",) * MOST_PARTS),
    ],
)
def test_words_and_quoted_phrases_are_the_parts_of_a_search(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("INC-4711", ("INC", "4711")),
        ("inc 4711", ("INC", "4711")),
        ("inc4711", ("INC", "4711")),
        (" 4711 ", ("", "4711")),
        ("4 west", ("", "")),
        ("LR-00031", ("", "")),
        ("٤٧١١", ("", "")),
        ("1234567890123", ("", "")),
    ],
)
def test_a_number_is_told_from_words(text: str, number: tuple[str, str]) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("prefix", "digits", "ending"),
    [("", "711", True), ("", "11", False), ("INC", "4711", False)],
)
def test_only_three_bare_digits_are_the_end_of_a_number(prefix: str, digits: str, ending: bool) -> None:
    assert is_ending(prefix, digits) is ending


@pytest.mark.parametrize(
    ("text", "parts", "found"),
    [
        ("Printer offline", ("printer",), ["Printer"]),
        ("Label printers print blank labels", ("printing",), ["printers", "print"]),
        ("The west wing has no light", ("west wing",), ["west wing"]),
        ("West door, wing door", ("west wing",), []),
        ("<script>alert(1)</script>", ("script",), ["script", "script"]),
        ("C++ build", ("c++",), ["C++"]),
        ("nothing", ("ring",), []),
        ("", ("a",), []),
    ],
)
def test_what_was_searched_for_is_marked(text: str, parts: tuple[str, ...], found: list[str]) -> None:
    assert [part for part, is_found in marked(text, parts) if is_found] == found


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_marking_changes_no_letter(text: str, parts: list[str]) -> None:
    assert "".join(part for part, _is_found in marked(text, parts)) == text


@pytest.mark.parametrize(
    ("word", "root"), [("printing", "print"), ("printers", "print"), ("bed", "bed"), ("batteries", "batter")]
)
def test_an_ending_is_cut_where_enough_remains(word: str, root: str) -> None:
    assert stem(word) == root


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("dockng", ["Docking station has no picture"], "docking"),
        ("dockng station", ["Docking station has no picture"], "docking station"),
        ("marguerite okafr", ["Marguerite Okafor"], "marguerite okafor"),
        ("docking", ["Docking station"], ""),
        ("dockng zzzzzz", ["Docking station"], ""),
        ("abc", ["abd"], ""),
        ("dockng", [], ""),
        ("<b>dockng</b>", ["docking <i>"], "b docking b"),
    ],
)
def test_a_misspelled_word_becomes_the_nearest_known_one(text: str, names: list[str], meant: str) -> None:
    assert corrected(text, names) == meant


@given(st.text(), st.lists(st.text(), max_size=5))
def test_a_correction_only_uses_words_of_the_names_and_of_the_search(text: str, names: list[str]) -> None:
    known = {word for name in [*names, text] for word in WORD.findall(name.lower())}
    assert set(corrected(text, names).split()) <= known


@given(st.text(min_size=1), st.text(min_size=1))
def test_similarity_is_between_none_and_all_and_the_same_both_ways(left: str, right: str) -> None:
    assert 0 <= similarity(left, right) == similarity(right, left) <= 1
    assert similarity(left, left) == 1
