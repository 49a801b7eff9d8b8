"""One's own letters of the single-key shortcuts: the rule, the form, what the pages are given."""

import html
import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.keys import choose_keys
from hospital_itsm.people.key_words import WORDS
from hospital_itsm.people.rules.keys import LETTERS, NO_LETTER, TAKEN, faults, moved, table
from tests.world import World, again


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, {}),
        ({"a": "q"}, {}),
        ({"a": "A "}, {}),
        ({"a": "j", "j": "a"}, {}),
        ({"a": "j"}, {"a": (TAKEN, "j")}),
        ({"a": "q", "r": "q"}, {"a": (TAKEN, "r"), "r": (TAKEN, "a")}),
        ({"a": "7"}, {"a": (NO_LETTER, "")}),
        ({"a": "qq"}, {"a": (NO_LETTER, "")}),
        ({"a": ""}, {"a": (NO_LETTER, "")}),
        ({"a": "é"}, {"a": (NO_LETTER, "")}),
        ({"password": "j"}, {}),
    ],
)
def test_two_things_never_stand_on_one_letter(
    chosen: dict[str, str], found: dict[str, tuple[str, str]]
) -> None:
    assert faults(chosen) == found


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {}),
        ({"a": "a"}, {}),
        ({"a": "Q"}, {"q": "a", "a": ""}),
        ({"a": "j", "j": "a"}, {"j": "a", "a": "j"}),
        ({"a": "j", "j": "b"}, {"j": "a", "b": "j", "a": ""}),
    ],
)
def test_a_pressed_letter_means_what_was_moved_there(
    chosen: dict[str, str], expected: dict[str, str]
) -> None:
    assert table(chosen) == expected


@given(st.permutations(LETTERS))
def test_whatever_is_swapped_every_thing_keeps_exactly_one_letter(order: list[str]) -> None:
    chosen = dict(zip(LETTERS, order, strict=True))
    assert faults(chosen) == {}
    meaning = {letter: table(chosen).get(letter, letter) for letter in LETTERS}
    assert sorted(meaning.values()) == sorted(LETTERS)
    assert all(meaning[letter] == usual for usual, letter in chosen.items())


def test_every_letter_has_words() -> None:
    assert set(WORDS) == set(LETTERS)
    assert len(set(LETTERS)) == len(LETTERS)
    assert moved({"a": "q", "nothing": "b"}) == {"a": "q"}


@pytest.mark.django_db
def test_letters_are_kept_given_to_the_page_shown_in_the_list_and_given_back(
    world: World, client: Client
) -> None:
    client.force_login(world.agent)
    usual = client.get("/queue/v/all/").content.decode()
    assert "data-keys" not in usual
    assert 'data-keyboard="on"' in usual
    answer = client.post("/me/keys/", {"a": "q", "g": " h"})
    assert answer["Location"] == "/me/keys/"
    assert again(world.agent).preferences == {"keys": {"a": "q", "g": "h"}}
    page = client.get("/queue/v/all/").content.decode()
    given = json.loads(html.unescape(page.split('data-keys="')[1].split('"')[0]))
    assert given == {"q": "a", "h": "g", "a": "", "g": ""}
    assert "<dt><kbd>Q</kbd></dt><dd>Assign to me</dd>" in page
    assert "<dt><kbd>H</kbd> <kbd>Q</kbd></dt><dd>Go to the queue</dd>" in page
    assert 'value="Q"' in client.get("/me/keys/").content.decode()
    client.post("/me/keys/", {"usual": "1", "a": "z"})
    assert again(world.agent).preferences == {}


@pytest.mark.django_db
def test_a_conflict_is_refused_in_words_at_its_field(world: World, client: Client) -> None:
    client.force_login(world.agent)
    answer = client.post("/me/keys/", {"a": "f", "r": "12"})
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert "F stands for “Add a filter”. Choose another letter." in page
    assert "Write one letter from A to Z." in page
    assert 'value="12"' in page
    assert again(world.agent).preferences == {}
    with pytest.raises(ValueRefused):
        choose_keys({"a": "j"}, actor=again(world.agent))


@pytest.mark.django_db
def test_the_switch_of_the_settings_reaches_every_page_of_the_desk(world: World, client: Client) -> None:
    client.force_login(world.agent)
    client.post("/me/shortcuts/", {"on": "0"})
    assert 'data-keyboard="off"' in client.get("/queue/v/all/").content.decode()
    client.post("/me/shortcuts/", {"on": "1"})
    assert 'data-keyboard="on"' in client.get("/queue/v/all/").content.decode()
