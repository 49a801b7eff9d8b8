"""Names of patients: capitalized words near a word that says patient (domain/4 §4.3, point 2).

Names have no shape of their own, so a name counts only beside an anchor, and words of the trade never count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hospital_itsm.core.phi.words import NOT_NAMES, PARTICLES

_WORD = re.compile(r"[^\W\d_](?:[\w'-]{0,39}\w)?")
_SENTENCE_END = re.compile(r"[.!?;:\n]")
_NAME_GAP = re.compile(r"(?:\.? |, ?|-| {1,3})\Z")
_BED = re.compile(
    r"(?<!\w)(?:room|rm)\b[^\w\n]{0,3}[\w-]{1,6}[^\w\n]{1,3}bed\b[^\w\n]{0,3}\w{1,3}(?!\w)", re.IGNORECASE
)

ANCHORS = frozenset({"patient", "patient's", "pt", "pt's", "pts", "patients", "baby"})
LABELS = frozenset({"name", "named", "called"})
TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "MRS", "mrs"})
LOOK_AHEAD = 4
NEAR_IDENTIFIER = 3
TITLE_CASE_SHARE = 0.7
TITLE_CASE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place, the number of its sentence, and whether that sentence is in title case."""

    text: str
    start: int
    end: int
    sentence: int
    in_title_case: bool = False


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name found, with the kind of anchor that found it: `patient`, `title`, `bed` or `identifier`."""

    start: int
    end: int
    anchor: str


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    words: list[Word] = []
    sentence = 0
    for match in _WORD.finditer(text):
        if words and _ends_sentence(words[-1].text, text[words[-1].end : match.start()]):
            sentence += 1
        words.append(Word(match.group(), match.start(), match.end(), sentence))
    return _with_title_case(words)


def names_in(text: str, words: Sequence[Word], identifiers: Iterable[tuple[int, int]]) -> Iterator[NamedSpan]:
    """Every name beside an anchor; `identifiers` are the ranges of strong findings, anchors too."""
    for place, word in enumerate(words):
        if word.text.lower() in ANCHORS:
            yield from _after_anchor(text, words, place)
        elif word.text in TITLES:
            yield from _after_title(text, words, place)
    starts = [word.start for word in words]
    for match in _BED.finditer(text):
        yield from _beside(text, words, bisect_left(starts, match.end()), match.start(), match.end())
    for start, end in identifiers:
        yield from _near_identifier(text, words, bisect_left(starts, start), bisect_left(starts, end))


def _ends_sentence(word: str, gap: str) -> bool:
    abbreviated = gap.startswith(".") and (len(word) == 1 or word.lower() in ANCHORS or word in TITLES)
    labelled = gap.startswith(":") and word.lower() in ANCHORS | LABELS
    return bool(_SENTENCE_END.search(gap[1:] if abbreviated or labelled else gap))


def _with_title_case(words: Sequence[Word]) -> tuple[Word, ...]:
    long = [word for word in words if len(word.text) > 3]
    counts: dict[int, list[int]] = {}
    for word in long:
        tally = counts.setdefault(word.sentence, [0, 0])
        tally[0] += 1
        tally[1] += word.text[0].isupper()
    titled = {
        sentence
        for sentence, (every, upper) in counts.items()
        if every > TITLE_CASE_WORDS and upper / every > TITLE_CASE_SHARE
    }
    return tuple(Word(w.text, w.start, w.end, w.sentence, w.sentence in titled) for w in words)


def _after_particles(words: Sequence[Word], place: int) -> int:
    """The place of the next word that is no particle (de, van der), at most two further on."""
    after = place
    while after < len(words) and after < place + 2 and words[after].text.lower() in PARTICLES:
        after += 1
    return after


def _like_name(word: Word) -> bool:
    text = word.text
    if not text[0].isupper() or text.lower() in NOT_NAMES or word.in_title_case:
        return False
    return len(text) > 1 and any(character.islower() for character in text)


def _initial(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _shouted(word: Word) -> bool:
    return len(word.text) > 2 and word.text.isupper() and word.text.lower() not in NOT_NAMES


def _name_at(text: str, words: Sequence[Word], place: int, shouted: bool = False) -> int | None:
    """Where in the text the name that starts at `place` ends, or None; `shouted` takes TESTCASE, JANE too."""
    first = words[place] if place < len(words) else None
    if first is None:
        return None
    second = _after_particles(words, place + 1)
    if second >= len(words) or words[second].sentence != first.sentence:
        return None
    gap = text[words[second - 1].end : words[second].start]
    last = words[second]
    if not _NAME_GAP.match(gap):
        return None
    if _shouted(first) and _shouted(last):
        return last.end if shouted and gap.startswith(",") else None
    named = (_like_name(first) and (_like_name(last) or _initial(last))) or (
        _initial(first) and _like_name(last)
    )
    if not named:
        return None
    return _family_name_after_initial(text, words, second) if _initial(last) else last.end


def _family_name_after_initial(text: str, words: Sequence[Word], place: int) -> int:
    after = place + 1
    if after < len(words) and _like_name(words[after]) and words[after].sentence == words[place].sentence:
        return words[after].end
    return words[place].end


def _after_anchor(text: str, words: Sequence[Word], place: int) -> Iterator[NamedSpan]:
    anchor = words[place]
    for ahead in range(place + 1, min(place + 1 + LOOK_AHEAD, len(words))):
        if words[ahead].sentence != anchor.sentence:
            return
        if words[ahead].text.lower() in LABELS and ahead <= place + 2:
            yield from _after_label(words, ahead)
            return
        end = _name_at(text, words, ahead, shouted=ahead == place + 1)
        if end is not None:
            yield NamedSpan(words[ahead].start, end, "patient")
            yield from _second_name(text, words, end)
            return


def _second_name(text: str, words: Sequence[Word], end: int) -> Iterator[NamedSpan]:
    """*John Doe and Jane Roe*: the other person of a pair."""
    place = bisect_left(words, end, key=lambda word: word.start)
    if place < len(words) and words[place].text.lower() == "and":
        other = _name_at(text, words, place + 1)
        if other is not None:
            yield NamedSpan(words[place + 1].start, other, "patient")


def _after_label(words: Sequence[Word], place: int) -> Iterator[NamedSpan]:
    """After *patient name is* any two words are a name, whatever their case."""
    first = place + 1
    if first < len(words) and words[first].text.lower() == "is":
        first += 1
    same = [word for word in words[first : first + 2] if word.sentence == words[place].sentence]
    if len(same) == 2 and not any(word.text.lower() in NOT_NAMES for word in same):
        yield NamedSpan(same[0].start, same[1].end, "patient")


def _after_title(text: str, words: Sequence[Word], place: int) -> Iterator[NamedSpan]:
    surname = _after_particles(words, place + 1)
    following = words[surname] if surname < len(words) else None
    if following is None or not (_like_name(following) or _shouted(following) or _initial(following)):
        return
    if text[words[place].end : words[place + 1].start] not in (" ", ". ", "."):
        return
    end = _name_at(text, words, surname)
    yield NamedSpan(words[place].start, end or following.end, "title")


def _beside(text: str, words: Sequence[Word], place: int, start: int, end: int) -> Iterator[NamedSpan]:
    if place >= len(words) or words[place].start - end > 3:
        return
    surname = _after_particles(words, place)
    if surname < len(words) and _like_name(words[surname]) and "." not in text[end : words[place].start]:
        yield NamedSpan(start, _name_at(text, words, surname) or words[surname].end, "bed")


def _near_identifier(text: str, words: Sequence[Word], first: int, after: int) -> Iterator[NamedSpan]:
    for place in range(max(first - NEAR_IDENTIFIER, 0), min(after + NEAR_IDENTIFIER, len(words))):
        inside = first <= place < after
        end = None if inside else _name_at(text, words, place, shouted=True)
        if end is not None:
            yield NamedSpan(words[place].start, end, "identifier")
