"""The PHI guard: find text that looks like patient data, and take it out (domain/4 §4.3).

The guard never stops a report. For each finding the person decides: move it to the protected field (the default
on the page), remove it, or keep it as *not patient data*; unanswered findings are masked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hospital_itsm.core.phi.folding import Folded, fold
from hospital_itsm.core.phi.names import names_in, words_of
from hospital_itsm.core.phi.patterns import (
    ACCOUNT,
    BED,
    BIRTH_DATE,
    CONTACT,
    HEALTH_PLAN,
    NAME,
    NHS_NUMBER,
    PATTERNS,
    RECORD_NUMBER,
    SITE,
    SOCIAL_SECURITY,
    WHITELIST,
    Pattern,
)

BLOCK_FROM = 0.8
WARN_FROM = 0.5
NAME_SCORES = {"patient": 0.5, "title": 0.5, "bed": 0.6, "identifier": 0.6}
CONTACT_SCORE = 0.4
CONTACT_OF_PATIENT_SCORE = 0.6
CONTACT_NEAR = 40

MOVE = "move"
REMOVE = "remove"
NOT_PHI = "not_phi"
UNANSWERED = "unanswered"
DECISIONS = (MOVE, REMOVE, NOT_PHI, UNANSWERED)

# Stored with the ticket in place of the text, so these are data and stay in one language.
PLACEHOLDERS = {
    RECORD_NUMBER: "[record number hidden]",
    SOCIAL_SECURITY: "[social security number hidden]",
    BIRTH_DATE: "[date of birth hidden]",
    ACCOUNT: "[account number hidden]",
    NHS_NUMBER: "[NHS number hidden]",
    HEALTH_PLAN: "[plan number hidden]",
    NAME: "[name hidden]",
    BED: "[patient and bed hidden]",
    CONTACT: "[contact hidden]",
    SITE: "[patient number hidden]",
}

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4}(?![\w-])")
_OF_PATIENT = re.compile(
    r"(?<!\w)(?:patient|pt|mr|mrs|ms|mother|father|mom|dad|daughter|son|wife|husband|family|kin)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A finding: the range in the original text, a type code and how sure the guard is, 0 to 1."""

    start: int
    end: int
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is staff: e-mail domains, phones (digits only) and names (lower case) that are not a patient's."""

    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece taken out of a text: its type, what stood there and why it went."""

    type: str
    value: str
    decision: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the findings, and what was taken out, in order."""

    text: str
    removed: tuple[Removed, ...] = field(default=())


NOBODY = Directory()


def detect(text: str, site: Sequence[Pattern] = (), staff: Directory = NOBODY) -> tuple[Span, ...]:
    """All that looks like patient data, in order, without overlap, weak findings (under 0.5) included."""
    folded = fold(text)
    allowed = _allowed(folded.text)
    shaped = list(_shaped(folded.text, (*PATTERNS, *site), allowed))
    strong = [(span.start, span.end) for span in shaped if span.score >= BLOCK_FROM]
    named = _named(folded.text, strong, staff)
    return _in_original(folded, _merged([*shaped, *named, *_contacts(folded.text, staff)]))


def findings(text: str, site: Sequence[Pattern] = (), staff: Directory = NOBODY) -> tuple[Span, ...]:
    """The findings a person is asked about: everything of at least 0.5."""
    return tuple(span for span in detect(text, site, staff) if span.score >= WARN_FROM)


def mask(text: str, spans: Iterable[Span], decisions: Sequence[str] = ()) -> Masked:
    """Replace each span by its placeholder unless its decision is `not_phi`.

    `decisions` go with the spans in order; missing ones count as unanswered. A longer list, or a word outside
    DECISIONS, is a ValueError.
    """
    ordered = tuple(spans)
    if len(decisions) > len(ordered) or set(decisions) - set(DECISIONS):
        raise ValueError("Decisions do not fit the findings.")
    pieces: list[str] = []
    removed: list[Removed] = []
    place = 0
    for number, span in enumerate(ordered):
        decision = decisions[number] if number < len(decisions) else UNANSWERED
        if decision == NOT_PHI:
            continue
        pieces += [text[place : span.start], PLACEHOLDERS.get(span.type, PLACEHOLDERS[SITE])]
        removed.append(Removed(span.type, text[span.start : span.end], decision))
        place = span.end
    return Masked("".join([*pieces, text[place:]]), tuple(removed))


def _allowed(text: str) -> bytearray:
    """One byte a character: 1 where an asset tag, identifier, serial, ticket number or staff id stands."""
    allowed = bytearray(len(text))
    for pattern in WHITELIST:
        for match in pattern.finditer(text):
            allowed[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return allowed


def _shaped(text: str, patterns: Iterable[Pattern], allowed: bytearray) -> Iterator[Span]:
    for pattern in patterns:
        for match in pattern.regex.finditer(text):
            start, end = match.span("value")
            if (
                not pattern.fits(match.group("value"))
                or _word_before(text, match.start()) in pattern.not_after
            ):
                continue
            if not all(allowed[start:end]):
                yield Span(match.start(), match.end(), pattern.type, pattern.score)


def _word_before(text: str, place: int) -> str:
    words = text[max(place - CONTACT_NEAR, 0) : place].split()
    return words[-1].lower().strip(".,:;()") if words else ""


def _named(text: str, strong: Sequence[tuple[int, int]], staff: Directory) -> Iterator[Span]:
    for found in names_in(text, words_of(text), strong):
        if text[found.start : found.end].lower() not in staff.names:
            yield Span(
                found.start, found.end, BED if found.anchor == "bed" else NAME, NAME_SCORES[found.anchor]
            )


def _contacts(text: str, staff: Directory) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        if match.group().rpartition("@")[2].lower() not in staff.domains:
            yield _contact(text, *match.span())
    for match in _PHONE.finditer(text):
        if "".join(filter(str.isdecimal, match.group())) not in staff.phones:
            yield _contact(text, *match.span())


def _contact(text: str, start: int, end: int) -> Span:
    of_patient = _OF_PATIENT.search(text[max(start - CONTACT_NEAR, 0) : start])
    return Span(start, end, CONTACT, CONTACT_OF_PATIENT_SCORE if of_patient else CONTACT_SCORE)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Overlapping findings become one that covers both and takes the type of the surer."""
    current: Span | None = None
    for span in sorted(spans):
        if current is None:
            current = span
        elif span.start < current.end:
            surer = max(current, span, key=lambda item: item.score)
            current = Span(current.start, max(current.end, span.end), surer.type, surer.score)
        else:
            yield current
            current = span
    if current is not None:
        yield current


def _in_original(folded: Folded, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(Span(*folded.original(span.start, span.end), span.type, span.score) for span in spans)
