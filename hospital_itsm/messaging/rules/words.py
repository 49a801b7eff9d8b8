"""What the hospital's own words for a message may be. Faults are codes by field; `wording` has their sentences."""

from dataclasses import dataclass
from typing import Final

from hospital_itsm.core.substitution import names_in, unknown_names

MOST: Final = {"subject": 120, "body": 1000, "short": 140}
MOST_LINES: Final = 12
EMPTY: Final = "empty"
UNKNOWN: Final = "unknown"
SOMETIMES: Final = "sometimes"
TOO_LONG: Final = "too_long"
TOO_MANY: Final = "too_many_lines"
BROKEN_LINE: Final = "broken_line"
NEVER_PAGES: Final = "never_pages"
LONG_PAGE: Final = "long_page"


@dataclass(frozen=True)
class Words:
    """What somebody wrote: `subject` and `short` (the text of a page) are single lines."""

    subject: str
    body: str = ""
    short: str = ""


@dataclass(frozen=True)
class Names:
    """What a kind of message knows: names that always have a value, those that may lack one, whether it pages."""

    always: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()
    pages: bool = False

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.always | self.sometimes


@dataclass(frozen=True)
class Fault:
    """Why a field cannot be taken; `names` are those it is about."""

    code: str
    names: tuple[str, ...] = ()


def faults(words: Words, names: Names) -> dict[str, Fault]:
    """What stands against the words, by field; nothing where they are sound."""
    found = {}
    for field, most in MOST.items():
        if fault := _fault(field, getattr(words, field), most, names):
            found[field] = fault
    return found


def lines_of(body: str) -> tuple[str, ...]:
    """The sentences of a body: its lines that are not empty."""
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def _fault(field: str, text: str, most: int, names: Names) -> Fault | None:
    if field == "subject" and not text.strip():
        return Fault(EMPTY)
    if field == "short" and text and not names.pages:
        return Fault(NEVER_PAGES)
    if len(text) > most:
        return Fault(TOO_LONG)
    if unknown := unknown_names(text, names.every):
        return Fault(UNKNOWN, tuple(unknown))
    if field == "body":
        return Fault(TOO_MANY) if len(lines_of(text)) > MOST_LINES else None
    if sometimes := names_in(text) & names.sometimes:
        return Fault(SOMETIMES, tuple(sorted(sometimes)))
    return None if text.isprintable() else Fault(BROKEN_LINE)
