"""What may stand in the hospital's own words, and one rule of substitution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.substitution import filled, names_in, unknown_names
from hospital_itsm.messaging.rules.words import MOST, Fault, Names, Words, faults, lines_of
from hospital_itsm.messaging.wording import fault_words
from hospital_itsm.outbox.own_words import OwnWords

NAMES = Names(frozenset({"ticket", "area"}), frozenset({"due_at"}), pages=True)
QUIET = Names(frozenset({"ticket"}))


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        (Words("{{ ticket }} is yours"), NAMES, {}),
        (Words("{{ticket}} {{  area }}", "Due {{ due_at }}.\nOpen it.", "P {{ area }}"), NAMES, {}),
        (Words(""), NAMES, {"subject": Fault("empty")}),
        (Words("  ", "x"), NAMES, {"subject": Fault("empty")}),
        (Words("{{ title }}"), NAMES, {"subject": Fault("unknown", ("title",))}),
        (Words("x", "{{ requester }} {{ text }}"), NAMES, {"body": Fault("unknown", ("requester", "text"))}),
        (Words("{{ ticket.title }}"), NAMES, {"subject": Fault("unknown", ("ticket.title",))}),
        (Words("{{ ticket|upper }}"), NAMES, {"subject": Fault("unknown", ("ticket|upper",))}),
        (Words("{{ }}"), NAMES, {"subject": Fault("unknown", ("",))}),
        (Words("{{ ticket"), NAMES, {"subject": Fault("unknown", ("{{",))}),
        (Words("ticket }}"), NAMES, {"subject": Fault("unknown", ("}}",))}),
        (Words("Due {{ due_at }}"), NAMES, {"subject": Fault("sometimes", ("due_at",))}),
        (Words("x", "", "{{ due_at }}"), NAMES, {"short": Fault("sometimes", ("due_at",))}),
        (Words("x", "", "page"), QUIET, {"short": Fault("never_pages")}),
        (Words("a\nBcc: b@example.org"), NAMES, {"subject": Fault("broken_line")}),
        (Words("a\rb"), NAMES, {"subject": Fault("broken_line")}),
        (Words("a\u2028b"), NAMES, {"subject": Fault("broken_line")}),
        (Words("x" * 121), NAMES, {"subject": Fault("too_long")}),
        (Words("x" * 120, "y" * 1000, "z" * 140), NAMES, {}),
        (Words("x", "y" * 1001), NAMES, {"body": Fault("too_long")}),
        (Words("x", "", "z" * 141), NAMES, {"short": Fault("too_long")}),
        (Words("x", "\n".join("abcdefghijklm")), NAMES, {"body": Fault("too_many_lines")}),
        (Words("x", "\n".join("abcdefghijkl")), NAMES, {}),
    ],
)
def test_faults_by_field(words: Words, names: Names, expected: dict[str, Fault]) -> None:
    assert faults(words, names) == expected


def test_an_unknown_name_is_refused_with_those_that_are_known() -> None:
    assert fault_words("subject", Fault("unknown", ("title",)), NAMES) == (
        "This message does not know {{ title }}. It knows: {{ area }}, {{ due_at }}, {{ ticket }}."
    )
    assert fault_words("subject", Fault("unknown", ("title",)), Names()) == (
        "This message does not know {{ title }}. It knows no names."
    )
    assert fault_words("body", Fault("unknown", ("{{",)), NAMES) == (
        "Close every pair of braces: {{ stands alone."
    )
    assert fault_words("subject", Fault("sometimes", ("due_at",)), NAMES) == (
        "{{ due_at }} is not always known, so only the body may name it."
    )
    assert [fault_words(field, Fault("too_long"), NAMES) for field in MOST] == [
        "Use at most 120 characters.",
        "Use at most 1000 characters.",
        "Use at most 140 characters.",
    ]


def test_a_line_that_names_an_absent_value_is_left_out_and_a_subject_is_not_said_with_a_gap() -> None:
    words = OwnWords("{{ ticket }}", ("Due {{ due_at }}.", "Open it."), "P {{ ticket }}")
    assert words.filled({"ticket": "INC-1"}) == OwnWords("INC-1", ("Open it.",), "P INC-1")
    assert words.filled({"due_at": "16:00"}) is None


def test_lines_are_those_that_hold_something() -> None:
    assert lines_of("  One. \n\n \r\nTwo.\n") == ("One.", "Two.")


@given(st.text(max_size=60))
def test_a_value_is_never_read_as_a_name_again(value: str) -> None:
    assert filled("{{ a }}{{ b }}", {"a": value, "b": "!"}) == f"{value}!"


@given(st.text(alphabet="{} abticket_\n|.", max_size=30))
def test_words_without_fault_leave_no_brace_behind(text: str) -> None:
    known = {"ticket", "a"}
    if not unknown_names(text, known):
        assert names_in(text) <= known
        left = filled(text, dict.fromkeys(known, ""))
        assert "{{" not in left.replace("{ {", "") or "{{" not in text.replace(" ", "")


@given(st.builds(Words, *(st.text(alphabet="{} atickedu_r\n\r\x00é", max_size=40) for _ in range(3))))
def test_what_has_no_fault_is_single_lined_and_names_only_what_is_known(words: Words) -> None:
    if faults(words, NAMES):
        return
    assert words.subject.isprintable()
    assert words.short.isprintable()
    assert names_in(words.subject + words.short) <= NAMES.always
    assert names_in(words.body) <= NAMES.every
