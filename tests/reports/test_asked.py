"""What is asked of a question: the usual answer, allow-lists, periods that cannot be, and nothing that is lost."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.exporting.lists import find
from hospital_itsm.reports.asked import OWN, Asked, checked, columns_of
from hospital_itsm.reports.questions import BY_CODE, QUESTIONS
from tests.reports import cast
from tests.world import World


def asked(world: World, code: str, query: str = "", who: str = "auditor") -> Asked:
    """What the query asks of a question."""
    return Asked(
        BY_CODE[code], QueryDict(query), actor=getattr(world, who), now=timezone.make_aware(cast.NOON)
    )


def test_there_are_24_questions_each_with_words_of_its_own() -> None:
    assert len(QUESTIONS) == 24
    assert len({one.code for one in QUESTIONS}) == 24
    assert len({str(one.words) for one in QUESTIONS}) == 24


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.code)
def test_every_question_can_be_asked_as_it_is(world: World, question: Any) -> None:
    found = asked(world, question.code)
    assert found.errors == {}
    assert found.shape == question.shape
    assert not set(OWN) & set(find(question.about.listed).filters.known)
    codes = [one.code for one in columns_of(question, world.auditor)]
    assert len(set(codes)) == len(codes)
    assert set(question.columns) <= set(codes)


def test_nothing_given_is_the_usual_answer_and_anything_given_is_all_there_is(world: World) -> None:
    usual = asked(world, "open-longest")
    assert [chip.value for chip in usual.chips()] == ["open"]
    assert asked(world, "open-longest", "priority=1").filters_given().urlencode() == "priority=1"
    assert usual.period is None
    assert asked(world, "units-reporting").period_words() == "Oct 22 to Nov 20"


@pytest.mark.parametrize(
    ("code", "query", "name", "words"),
    [
        ("units-reporting", "colour=red", "colour", "There is no such filter"),
        ("units-reporting", "priority=9", "priority", "9 is not one of"),
        ("units-reporting", "show=pie", "show", "pie is not one of"),
        ("units-reporting", "by=password", "by", "password is not one of"),
        ("units-reporting", "show=matrix&by=unit&across=unit", "across", "two different things"),
        ("units-reporting", "days=yesterday", "days", "yesterday is not one of"),
        ("units-reporting", "first=2026-11-02&last=2026-11-01", "days", "ends before it begins"),
        ("units-reporting", "first=1990-01-01&last=2026-11-01", "days", "too long"),
        ("units-reporting", "days=fixed", "days", "Give both days"),
        ("units-reporting", "first=2026-13-01&last=2026-11-01", "days", "Give both days"),
        ("units-reporting", "columns=password", "columns", "password is not one of"),
        ("units-reporting", "sort=requester__password", "sort", "is not one of"),
        ("open-longest", "show=trend&state=open", "days", "Choose a period"),
        ("recalls-open", "days=30", "days", "how things stand now"),
        ("recalls-open", "by=firm", "by", "nothing to choose"),
        ("units-reporting", "care_area=" + "x" * 201, "care_area", "short values"),
        ("units-reporting", "&".join(f"priority={n}" for n in range(51)), "priority", "at most 50"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    world: World, code: str, query: str, name: str, words: str
) -> None:
    found = asked(world, code, query).errors
    assert list(found) == [name]
    assert words in found[name]


def test_the_codes_of_columns_do_not_change_with_the_language(world: World) -> None:
    question = BY_CODE["remote-access"]
    usual = [one.code for one in columns_of(question, world.auditor)]
    with override("de"):
        assert [one.code for one in columns_of(question, world.auditor)] == usual


def test_everything_asked_is_stored_so_that_a_later_usual_changes_nothing(world: World) -> None:
    assert asked(world, "units-reporting").parameters() == {
        "show": ["count"], "by": ["unit"], "days": ["30"],
    }  # fmt: skip
    assert asked(world, "care-affected", "care=yes&priority=1&priority=2").parameters() == {
        "care": ["yes"], "priority": ["1", "2"], "show": ["matrix"], "by": ["unit"], "across": ["priority"],
        "days": ["30"],
    }  # fmt: skip
    fixed = asked(world, "units-reporting", "first=2026-11-01&last=2026-11-02").parameters()
    assert (fixed["days"], fixed["first"], fixed["last"]) == (["fixed"], ["2026-11-01"], ["2026-11-02"])
    again = Asked(BY_CODE["units-reporting"], fixed, actor=world.auditor, now=timezone.now())
    assert (again.errors, again.parameters()) == ({}, fixed)


def test_patient_data_in_a_filter_is_not_stored(world: World) -> None:
    with pytest.raises(ValueRefused) as refused:
        checked(BY_CODE["units-reporting"], {"q": ["MRN 00482913"]}, actor=world.agent)
    assert list(refused.value.errors) == ["q"]
    assert "00482913" not in str(refused.value)
