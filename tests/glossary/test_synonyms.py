"""The common language in rules: synonyms of a search, terms in a text, the 66 terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hospital_itsm.glossary.rules.first_terms import TERMS, WARD_TERMS
from hospital_itsm.glossary.rules.marking import pieces, short_names
from hospital_itsm.glossary.rules.synonyms import MOST, SHORTEST, alternatives, by_word, synonyms_of

KNOWN = by_word(one.synonyms for one in (*TERMS, *WARD_TERMS))


def test_the_field_has_66_terms_each_once() -> None:
    assert len(TERMS) == len({one.slug for one in TERMS}) == len({one.term.lower() for one in TERMS}) == 66


@pytest.mark.parametrize(
    ("slug", "it_says", "htm_says"),
    [
        ("asset", "CI when service-relevant.", "Device, equipment."),
        ("incident", "", "Breakdown, service call."),
        ("bmet", "Field technician.", ""),
        ("work-order", "Ticket/task.", ""),
        ("release", "", "Software upgrade/field modification."),
        ("pm", "Project manager, problem management.", ""),
    ],
)
def test_both_sides_have_their_words(slug: str, it_says: str, htm_says: str) -> None:
    one = next(term for term in TERMS if term.slug == slug)
    assert (one.it_says, one.htm_says) == (it_says, htm_says)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("PM", ("planned maintenance", "preventive maintenance")),
        ("preventive maintenance", ("planned maintenance",)),
        ("WOW", ("cart", "cow", "workstation on wheels", "computer on wheels")),
        ("cart", ("wow", "cow", "workstation on wheels", "computer on wheels")),
        ("device", ("asset", "equipment", "configuration item")),
        ("breakdown", ("incident", "service call")),
        ("EMR", ("ehr",)),
        ("printer", ()),
        ("", ()),
    ],
)
def test_synonyms_of_a_word(word: str, others: tuple[str, ...]) -> None:
    assert synonyms_of(word, KNOWN) == others


def test_a_search_is_a_list_of_what_must_be_found_under_one_of_its_names() -> None:
    assert alternatives("COW battery", KNOWN) == [
        ("cow", "cart", "wow", "workstation on wheels", "computer on wheels"),
        ("battery",),
    ]
    assert alternatives("Planned  Maintenance", KNOWN) == [("planned maintenance", "preventive maintenance")]
    assert alternatives("   ", KNOWN) == []


@given(some.text(max_size=40))
def test_the_typed_words_always_come_first_and_the_rest_is_bounded(text: str) -> None:
    found = alternatives(text, KNOWN)
    assert " ".join(one[0] for one in found) == " ".join(text.lower().split())
    assert all(len(one) <= MOST + 1 and all(len(name) >= SHORTEST for name in one[1:]) for one in found)


def test_synonyms_are_mutual() -> None:
    assert all(word in KNOWN[other] for word, others in KNOWN.items() for other in others)


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("EHR / EMR", ("EHR", "EMR")),
        ("Work order (WO)", ("WO",)),
        ("Asset", ()),
        ("ePHI", ("ePHI",)),
        ("MDS2", ("MDS2",)),
    ],
)
def test_abbreviations_of_a_term(term: str, names: tuple[str, ...]) -> None:
    assert short_names(term) == names


def test_only_the_first_of_each_abbreviation_is_marked() -> None:
    assert pieces("PM schedule, then PM; SPM stays", ["PM"]) == [
        ("PM", True),
        (" schedule, then ", False),
        ("PM", False),
        ("; SPM stays", False),
    ]
